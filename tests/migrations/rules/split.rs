//! Fixes that split a migration into two.

use base::Fix;
use base::text::apply_edits;
use migrations::rules::split_name;
use serde_json::{Value, json};

use super::{find, only};

/// The fix of the rule's first finding that writes a file.
fn fix(code: &str, sql: &str, given: &Value) -> Option<Fix> {
    let findings = find(&only(code), sql, given);
    let found = findings.iter().find(|finding| finding.code == code);
    let found = found.unwrap_or_else(|| panic!("no `{code}` in\n{sql}"));
    found.fixes.iter().find(|fix| !fix.new_files.is_empty()).cloned()
}

/// Title, what stays and what moves.
fn split(code: &str, sql: &str, given: &Value) -> Option<(String, String, String)> {
    let fix = fix(code, sql, given)?;
    let sql = sql.rsplit_once("-- next migration\n").map_or(sql, |(_, sql)| sql);
    let edits: Vec<_> = fix.path_edits.iter().map(|it| it.edit.clone()).collect();
    let [(path, moved)] = fix.new_files.as_slice() else { panic!("{fix:?}") };
    assert!(path.ends_with("/migrations/20240201000001_now_2/migration.sql"), "{path}");
    Some((fix.title, apply_edits(sql, &edits), moved.clone()))
}

#[track_caller]
fn assert_split(code: &str, sql: &str, stays: &str, moved: &str) {
    for line_end in ["\n", "\r\n"] {
        let with = |text: &str| text.replace('\n', line_end);
        let (_, left, right) =
            split(code, &with(sql), &Value::Null).unwrap_or_else(|| panic!("no split of\n{sql}"));
        assert_eq!((left, right), (with(stays), with(moved)), "{code}");
    }
}

#[track_caller]
fn assert_whole(code: &str, sql: &str, given: &Value) {
    assert_eq!(split(code, sql, given), None, "{code}");
}

#[test]
fn a_statement_moves_with_its_comments() {
    assert_split(
        "concurrent-not-alone",
        "/*\n  Warnings:\n\n  - é\n*/\n-- AlterTable\nALTER TABLE \"U\" ADD COLUMN \"a\" TEXT;\n\n-- Größe\n-- CreateIndex\n  CREATE INDEX CONCURRENTLY \"i\" ON \"U\"(\"b\"); -- why; not\n\nCREATE INDEX \"j\" ON \"U\"(\"c\");\n",
        "/*\n  Warnings:\n\n  - é\n*/\n-- AlterTable\nALTER TABLE \"U\" ADD COLUMN \"a\" TEXT;\n\nCREATE INDEX \"j\" ON \"U\"(\"c\");\n",
        "-- Größe\n-- CreateIndex\n  CREATE INDEX CONCURRENTLY \"i\" ON \"U\"(\"b\"); -- why; not\n",
    );
    // The first statement keeps what is said of the file.
    assert_split(
        "index-not-concurrent",
        "/* 🎉 */\n-- prisma-lens-ignore-file drop-table\n-- i\nCREATE INDEX \"i\" ON \"U\"(\"b\");\nDROP TABLE \"V\"",
        "/* 🎉 */\n-- prisma-lens-ignore-file drop-table\nDROP TABLE \"V\"",
        "-- i\nCREATE INDEX CONCURRENTLY \"i\" ON \"U\"(\"b\");\n",
    );
}

#[test]
fn a_statement_at_the_end_leaves_no_blank_lines() {
    assert_split(
        "add-unique",
        "ALTER TABLE \"U\" ADD COLUMN \"a\" TEXT;\n\n-- CreateIndex\nCREATE UNIQUE INDEX \"i\" ON \"U\"(\"a\")\n;\n\n",
        "ALTER TABLE \"U\" ADD COLUMN \"a\" TEXT;\n",
        "-- CreateIndex\nCREATE UNIQUE INDEX CONCURRENTLY \"i\" ON \"U\"(\"a\")\n;\n",
    );
    assert_split(
        "drop-index-not-concurrent",
        "DROP TABLE \"V\"; DROP INDEX \"i\"\n",
        "DROP TABLE \"V\";\n",
        "DROP INDEX CONCURRENTLY \"i\";\n",
    );
}

#[test]
fn all_that_follows_moves_where_the_order_matters() {
    assert_split(
        "enum-add-and-use",
        "ALTER TYPE \"R\" ADD VALUE 'B';\n-- use\nALTER TABLE \"U\" ALTER COLUMN \"r\" SET DEFAULT 'B';\nUPDATE \"U\" SET \"r\" = 'B';\n",
        "ALTER TYPE \"R\" ADD VALUE 'B';\n",
        "-- use\nALTER TABLE \"U\" ALTER COLUMN \"r\" SET DEFAULT 'B';\n\nUPDATE \"U\" SET \"r\" = 'B';\n",
    );
    assert_split(
        "concurrent-not-alone",
        "CREATE INDEX CONCURRENTLY \"i\" ON \"U\"(\"b\");\nALTER INDEX \"i\" RENAME TO \"j\";\n",
        "CREATE INDEX CONCURRENTLY \"i\" ON \"U\"(\"b\");\n",
        "ALTER INDEX \"i\" RENAME TO \"j\";\n",
    );
    assert_split(
        "mixed-ddl-dml",
        "ALTER TABLE \"U\" ADD COLUMN \"a\" TEXT;\nUPDATE \"U\" SET \"a\" = '';\nALTER TABLE \"U\" ALTER COLUMN \"a\" SET NOT NULL;\n",
        "ALTER TABLE \"U\" ADD COLUMN \"a\" TEXT;\n",
        "UPDATE \"U\" SET \"a\" = '';\n\nALTER TABLE \"U\" ALTER COLUMN \"a\" SET NOT NULL;\n",
    );
}

#[test]
fn settings_hold_in_both_parts() {
    assert_split(
        "multiple-ae",
        "SET lock_timeout = '5s';\nALTER TABLE \"A\" ADD COLUMN \"a\" TEXT;\nALTER TABLE \"B\" ADD COLUMN \"a\" TEXT;\nRESET lock_timeout;\n",
        "SET lock_timeout = '5s';\nALTER TABLE \"A\" ADD COLUMN \"a\" TEXT;\nRESET lock_timeout;\n",
        "SET lock_timeout = '5s';\n\nALTER TABLE \"B\" ADD COLUMN \"a\" TEXT;\n\nRESET lock_timeout;\n",
    );
    // A concurrent build is alone, and a timeout is nothing that it needs.
    assert_split(
        "concurrent-not-alone",
        "SET lock_timeout = '5s';\nDROP TABLE \"A\";\nCREATE INDEX CONCURRENTLY \"i\" ON \"U\"(\"b\");\n",
        "SET lock_timeout = '5s';\nDROP TABLE \"A\";\n",
        "CREATE INDEX CONCURRENTLY \"i\" ON \"U\"(\"b\");\n",
    );
    let path = "SET search_path = other;\nDROP TABLE a;\nCREATE INDEX CONCURRENTLY i ON u(b);\n";
    assert_whole("concurrent-not-alone", path, &Value::Null);
}

#[test]
fn what_has_to_stay_together_is_not_split() {
    let given = &Value::Null;
    assert_whole(
        "index-not-concurrent",
        "CREATE INDEX \"i\" ON \"U\"(\"b\");\nALTER TABLE \"U\" DROP COLUMN \"b\";\n",
        given,
    );
    assert_whole(
        "index-not-concurrent",
        "CREATE INDEX \"i\" ON \"U\"(\"b\");\nDO $$ BEGIN PERFORM 1 FROM \"U\"; END $$;\n",
        given,
    );
    assert_whole(
        "add-unique",
        "CREATE UNIQUE INDEX \"i\" ON \"U\"(\"b\");\nALTER TABLE \"V\" ADD CONSTRAINT \"f\" FOREIGN KEY (\"b\") REFERENCES \"U\"(\"b\");\n",
        given,
    );
    let inside = "BEGIN;\nALTER TABLE \"A\" ADD COLUMN \"a\" TEXT;\nALTER TABLE \"B\" ADD COLUMN \"a\" TEXT;\nCOMMIT;\n";
    assert_whole("multiple-ae", inside, given);
    let alone = "BEGIN;\nCREATE INDEX CONCURRENTLY \"i\" ON \"U\"(\"b\");\nCOMMIT;\n";
    assert_whole("concurrent-not-alone", alone, given);
}

#[test]
fn constraints_are_validated_in_a_migration_of_their_own() {
    assert_split(
        "validate-in-same-tx",
        "ALTER TABLE \"U\" ADD CONSTRAINT \"c\" CHECK (\"a\" > 0) NOT VALID;\nALTER TABLE \"U\" VALIDATE CONSTRAINT \"c\";\n",
        "ALTER TABLE \"U\" ADD CONSTRAINT \"c\" CHECK (\"a\" > 0) NOT VALID;\n",
        "ALTER TABLE \"U\" VALIDATE CONSTRAINT \"c\";\n",
    );
    for (code, constraint) in [
        ("add-check", "CHECK (\"a\" > 0)"),
        ("add-foreign-key", "FOREIGN KEY (\"a\") REFERENCES \"V\"(\"id\") ON DELETE SET NULL"),
    ] {
        assert_split(
            code,
            &format!("ALTER TABLE \"x\".\"U\" ADD CONSTRAINT \"c\" {constraint};\n"),
            &format!("ALTER TABLE \"x\".\"U\" ADD CONSTRAINT \"c\" {constraint} NOT VALID;\n"),
            "-- ValidateConstraint\nALTER TABLE \"x\".\"U\" VALIDATE CONSTRAINT \"c\";\n",
        );
    }
}

#[test]
fn the_new_folder_comes_right_after_the_old_one() {
    for (name, following, expected) in [
        ("20240201000000_add", None, Some("20240201000001_add_2")),
        ("20240201095959_add_2", None, Some("20240201100000_add_3")),
        ("20240201235959_add", None, Some("20240201235959_add_2")),
        ("20240201000000_add", Some("20240201000001_a"), Some("20240201000000_add_2")),
        ("20240201000000_add", Some("20240201000001_add_3"), Some("20240201000001_add_2")),
        ("20240201000000_add", Some("20240201000000_add_1"), None),
        ("20240201000000", None, Some("20240201000001_2")),
        ("0_init", None, Some("0_init_2")),
        ("20240201000000_add_9", Some("20240201000001"), Some("20240201000000_add_9_2")),
        ("é_2🎉", None, Some("é_2🎉_2")),
    ] {
        let new = split_name(name, following);
        assert_eq!(new.as_deref(), expected, "{name} before {following:?}");
    }
}

#[test]
fn an_applied_migration_is_not_split() {
    let sql = "DROP TABLE \"A\";\nCREATE INDEX CONCURRENTLY \"i\" ON \"U\"(\"b\");\n";
    assert_whole("concurrent-not-alone", sql, &json!({ "isApplied": true }));
}
