//! Comments that suppress findings.

use base::Preset;
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
        "-- prisma-lens-ignore",
        "/* prisma-lens-ignore drop-column, add-check */",
        "-- squawk-ignore ban-drop-column",
    ] {
        assert_eq!(codes(&format!("{comment}\n{drop}\n{other}")), ["drop-column"], "{comment}");
        assert_eq!(codes(&format!("{drop} {comment}\n{other}")), ["drop-column"], "{comment}");
    }
    assert!(codes(&format!("{drop}\n{other}\n-- prisma-lens-ignore-file drop-column")).is_empty());
    assert!(codes(&format!("-- squawk-ignore-file ban-drop-column\n{drop}\n{other}")).is_empty());
    for comment in
        ["-- prisma-lens-ignore add-check", "-- squawk-ignore prefer-text-field", "-- prisma-lens-ignored"]
    {
        assert_eq!(codes(&format!("{comment}\n{drop}")), ["drop-column"], "{comment}");
    }
}
