//! The examples in the documentation of the rules.

use base::text::apply_edits;
use queries::rules::rules;

use super::{find, only};

#[test]
fn examples_hold() {
    for rule in rules() {
        let metadata = &rule.metadata;
        let documentation = metadata.documentation();
        let verdicts: Vec<bool> = documentation.examples.iter().map(|example| example.is_flagged).collect();
        assert!(verdicts.contains(&true) && verdicts.contains(&false), "{} lacks an example", metadata.code);
        for example in documentation.examples {
            assert_eq!(example.language, "ts", "{}", metadata.code);
            let active = only(metadata.code, &example.options);
            let found = find(&active, &example.text, &example.options);
            assert_eq!(
                !found.is_empty(),
                example.is_flagged,
                "{}:\n{}\n{found:#?}",
                metadata.code,
                example.text
            );
            for finding in &found {
                assert!(!finding.anchor.span().is_empty(), "{}", metadata.code);
                assert!(finding.message.ends_with('.') && finding.message.len() < 200, "{}", finding.message);
            }
        }
    }
}

/// A fix leaves no finding of its rule.
#[test]
fn fixes_settle_their_finding() {
    for rule in rules() {
        for example in rule.metadata.documentation().examples.iter().filter(|example| example.is_flagged) {
            let active = only(rule.metadata.code, &example.options);
            // Of an example of several files, spans are those of a file.
            if example.text.contains("//- ") {
                continue;
            }
            for fix in
                find(&active, &example.text, &example.options).iter().flat_map(|finding| &finding.fixes)
            {
                let edits: Vec<_> = fix.path_edits.iter().map(|edit| edit.edit.clone()).collect();
                let fixed = apply_edits(&example.text, &edits);
                let left = find(&active, &fixed, &example.options);
                assert!(left.is_empty(), "{}: {}\n{fixed}\n{left:#?}", rule.metadata.code, fix.title);
            }
        }
    }
}
