//! Comments that suppress findings.

use std::sync::Arc;

use base::Preset;
use checks::frame::RuleSet;
use ide::registry;
use migrations::rules::active;
use serde_json::Value;

use super::{find, preset};

fn codes(sql: &str) -> Vec<&'static str> {
    find(&preset(Preset::Recommended), sql, &Value::Null).iter().map(|finding| finding.code).collect()
}

#[test]
fn comments_suppress_the_statement_that_they_are_about() {
    let drop = "ALTER TABLE \"User\" DROP COLUMN \"bio\";";
    let other = "ALTER TABLE \"Post\" DROP COLUMN \"text\";";
    assert_eq!(codes(&format!("{drop}\n{other}")), ["drop-column", "drop-column"]);
    for comment in [
        "-- prisma-lens-ignore drop-column: not used for years",
        "-- squawk-ignore",
        "/* prisma-lens-ignore drop-column */",
        "-- squawk-ignore ban-drop-column",
    ] {
        assert_eq!(codes(&format!("{comment}\n{drop}\n{other}")), ["drop-column"], "{comment}");
        assert_eq!(codes(&format!("{drop} {comment}\n{other}")), ["drop-column"], "{comment}");
    }
    assert!(codes(&format!("{drop}\n{other}\n-- prisma-lens-ignore-file drop-column")).is_empty());
    assert!(codes(&format!("-- squawk-ignore-file ban-drop-column\n{drop}\n{other}")).is_empty());
    for comment in ["-- squawk-ignore prefer-text-field", "-- prisma-lens-ignored"] {
        assert_eq!(codes(&format!("{comment}\n{drop}")), ["drop-column"], "{comment}");
    }
}

#[test]
fn comments_without_effect_are_reported_and_removed() {
    let drop = "ALTER TABLE \"User\" DROP COLUMN \"größe\";";
    for (sql, expected, fixed) in [
        (
            format!("-- prisma-lens-ignore add-check: no\n{drop}\n"),
            "`add-check` has no findings here. Remove this suppression.",
            format!("{drop}\n"),
        ),
        (
            format!("-- prisma-lens-ignore drop-column, add-check\r\n{drop}\r\n"),
            "`add-check` has no findings here. Remove this suppression.",
            format!("-- prisma-lens-ignore drop-column\r\n{drop}\r\n"),
        ),
        (
            format!("{drop} /* prisma-lens-ignore drop-colum */\n"),
            "Unknown rule `drop-colum`. Did you mean `drop-column`?",
            format!("{drop}\n"),
        ),
        (
            format!("/* prisma-lens-ignore */ {drop}\n"),
            "This suppression names no rule. Add the code of the rule to suppress.",
            format!(" {drop}\n"),
        ),
        (
            format!("{drop}\n\n-- prisma-lens-ignore-file truncate"),
            "`truncate` has no findings here. Remove this suppression.",
            format!("{drop}\n\n"),
        ),
    ] {
        let found = find(&preset(Preset::Recommended), &sql, &Value::Null);
        let unused = found.iter().find(|finding| finding.code == "unused-suppression").unwrap();
        assert_eq!(unused.message, expected, "{sql}");
        let edits: Vec<_> =
            unused.fixes.iter().flat_map(|fix| &fix.path_edits).map(|it| it.edit.clone()).collect();
        assert_eq!(base::text::apply_edits(&sql, &edits), fixed, "{sql}");
    }
    let used = format!("-- prisma-lens-ignore drop-column: moved\n{drop}\n-- squawk-ignore add-check\n");
    assert!(codes(&used).is_empty());
}

#[test]
fn migrations_that_a_rule_exempts() {
    let sql = "ALTER TABLE \"A\" DROP COLUMN \"b\";\n";
    for (exempt, count) in [("0_*", 1), ("20240201000000_now", 0), ("2024*", 0), ("A", 1)] {
        let mut set = RuleSet::preset(registry(), Preset::Strict);
        set.choose(&["drop-column".to_owned()], &[]);
        set.set_option("drop-column", "exempt", exempt.into());
        let found = find(&active(&Arc::new(set)), sql, &Value::Null);
        assert_eq!(found.len(), count, "{exempt}");
    }
}
