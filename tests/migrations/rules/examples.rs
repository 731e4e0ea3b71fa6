//! The examples in the documentation of the rules.

use base::text::apply_edits;
use migrations::rules::rules;

use super::{find, only};

#[test]
fn examples_hold() {
    for rule in rules() {
        let metadata = &rule.metadata;
        let active = only(metadata.code);
        let documentation = metadata.documentation();
        let verdicts: Vec<bool> = documentation.examples.iter().map(|example| example.is_flagged).collect();
        assert!(verdicts.contains(&true) && verdicts.contains(&false), "{} lacks an example", metadata.code);
        for example in documentation.examples {
            assert_eq!(example.language, "sql", "{}", metadata.code);
            let found = find(&active, &example.text, &example.options);
            assert_eq!(
                !found.is_empty(),
                example.is_flagged,
                "{}:\n{}\n{found:#?}",
                metadata.code,
                example.text
            );
            let sql = example.text.rsplit("-- next migration\n").next().unwrap();
            for finding in &found {
                assert!(
                    sql.get(finding.anchor.span().range()).is_some_and(|text| !text.is_empty()),
                    "{}",
                    metadata.code
                );
                assert!(finding.message.ends_with('.') && finding.message.len() < 200, "{}", finding.message);
            }
        }
    }
}

/// A fix leaves no finding of its rule, and a script that is understood.
#[test]
fn fixes_settle_their_finding() {
    let mut tried = 0;
    for rule in rules() {
        let active = only(rule.metadata.code);
        for example in rule.metadata.documentation().examples.iter().filter(|example| example.is_flagged) {
            let (before, sql) =
                example.text.rsplit_once("-- next migration\n").unwrap_or(("", &example.text));
            for fix in
                find(&active, &example.text, &example.options).iter().flat_map(|finding| &finding.fixes)
            {
                let edits: Vec<_> = fix.path_edits.iter().map(|edit| edit.edit.clone()).collect();
                let fixed = apply_edits(sql, &edits);
                let whole = if before.is_empty() {
                    fixed.clone()
                } else {
                    format!("{before}-- next migration\n{fixed}")
                };
                let left = find(&active, &whole, &example.options);
                assert!(left.is_empty(), "{}: {}\n{fixed}\n{left:#?}", rule.metadata.code, fix.title);
                assert!(find(&only("opaque-statement"), &whole, &example.options).is_empty(), "{fixed}");
                tried += 1;
            }
        }
    }
    assert!(tried >= 8, "only {tried} fixes");
}
