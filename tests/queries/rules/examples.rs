//! The examples in the documentation of the rules.

use base::Preset;
use base::text::apply_edits;
use queries::rules::rules;

use super::{find, only, preset};

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

/// A fix settles its finding and makes none, of whatever rule, also with other line endings and behind text of several bytes a
/// character.
#[test]
fn fixes_settle_their_finding_and_make_none() {
    let mut fixed_rules = Vec::new();
    for rule in rules() {
        for example in rule.metadata.documentation().examples.iter().filter(|example| example.is_flagged) {
            // Of an example of several files, spans are those of a file.
            if example.text.contains("//- ") {
                continue;
            }
            let active = only(rule.metadata.code, &example.options);
            let behind = format!("// Grüße, 顧客 🎉\n{}", example.text);
            for text in [example.text.clone(), example.text.replace('\n', "\r\n"), behind] {
                let before = find(&active, &text, &example.options);
                let others = find(&preset(Preset::Recommended), &text, &example.options);
                for fix in before.iter().flat_map(|finding| &finding.fixes) {
                    let edits: Vec<_> = fix.path_edits.iter().map(|edit| edit.edit.clone()).collect();
                    let fixed = apply_edits(&text, &edits);
                    let left = find(&active, &fixed, &example.options);
                    assert_eq!(
                        left.len() + 1,
                        before.len(),
                        "{}: {}\n{fixed}",
                        rule.metadata.code,
                        fix.title
                    );
                    let left = find(&preset(Preset::Recommended), &fixed, &example.options);
                    assert!(
                        left.len() < others.len().max(1),
                        "{}: {}\n{fixed}\n{left:#?}",
                        rule.metadata.code,
                        fix.title
                    );
                    let (breaks, plain) = (fixed.matches("\r\n").count(), fixed.matches('\n').count());
                    assert!(breaks == 0 || breaks == plain, "mixed line endings: {fixed:?}");
                    fixed_rules.push(rule.metadata.code);
                }
            }
        }
    }
    fixed_rules.dedup();
    let expected = [
        "raw-unsafe",
        "unbounded-find-many",
        "find-first-on-unique",
        "sensitive-returned",
        "soft-delete-filter-missing",
        "multiple-clients",
    ];
    assert_eq!(fixed_rules, expected);
}
