//! How long personal data and logs are kept.

use expect_test::expect;

use super::check;
use crate::rules::drawn::found;

#[test]
fn how_long_data_is_kept() {
    let code = "retention-missing";
    let blocked = "model User {\n  id Int @id\n  email String\n  createdAt DateTime @default(now())\n  orders Order[]\n  notes Note[]\n\n  @@index([createdAt])\n}\nmodel Order {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n}\nmodel Note {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id], onDelete: Cascade)\n}\n";
    let drawn = found(code, blocked);
    expect![[r#"
        info at `User`: `User` contains personal data, but has no retention period. Add `/// @retention(90d, by: createdAt)`.
          see `user`: `Order` prevents the deletion of the rows it references.
          Choice: Add `/// @retention(90d, by: createdAt)`
    "#]]
    .assert_eq(&drawn.all());
    expect![[r"
        +/// @retention(90d, by: createdAt)
    "]]
    .assert_eq(&drawn.after_fix("Add `/// @retention(90d, by: createdAt)`"));
    for (name, fields, expected) in [
        ("LoginEvent", "at DateTime", "info LoginEvent\n"),
        ("ActivityLogs", "what String", "info ActivityLogs\n"),
        ("UserHistory", "what String", "info UserHistory\n"),
        ("AuditTrail", "what String", "info AuditTrail\n"),
        ("admin_log", "what String", "info admin_log\n"),
        ("case_file_h", "what String", "info case_file_h\n"),
        ("ScheduledEvent", "start DateTime", ""),
        ("Event", "startsAt DateTime\n  endsAt DateTime", ""),
        ("DocumentVersion", "version Int", ""),
        ("flyway_schema_history", "script String", ""),
        ("Product", "title String", ""),
        ("Catalogue", "title String", ""),
    ] {
        let text = format!("model {name} {{\n  id Int @id\n  {fields}\n}}\n");
        assert_eq!(found(code, &text).places(), expected, "{text}");
    }
}

#[test]
fn a_stated_retention_can_be_carried_out() {
    let code = "retention-missing";
    let text = |by: &str| {
        format!(
            "/// Für Kunden.\n/// @retention({by})\nmodel User {{\n  id Int @id\n  email String\n  createdAt DateTime\n}}\n"
        )
    };
    let drawn = found(code, &text("90d, by: createdAt"));
    expect![[r"
        +
        +  @@index([createdAt])
    "]]
    .assert_eq(&drawn.after_fix("Add `@@index([createdAt])`"));
    check(
        code,
        &text("90d, by: gone"),
        expect![[r#"
            info at `/// Für Kunden.
            /// @retention(90d, by: gone)`: The retention of `User` refers to `gone`, which does not exist. Name an existing field.
        "#]],
    );
    assert_eq!(found(code, &text("forever")).places(), "");
    assert_eq!(found(code, &text("90d, by: id")).places(), "");
}

#[test]
fn a_retention_period_goes_by_a_field_that_exists() {
    let proposal = |field: &str| {
        let drawn =
            found("retention-missing", &format!("model User {{\n  id Int @id\n  email String\n{field}}}\n"));
        drawn.found[0].message.rsplit_once("Add ").expect("a proposal").1.to_owned()
    };
    assert_eq!(proposal(""), "`/// @retention(90d)`.");
    assert_eq!(proposal("  dateAdded DateTime\n"), "`/// @retention(90d, by: dateAdded)`.");
    assert_eq!(proposal("  since DateTime @default(now())\n"), "`/// @retention(90d, by: since)`.");
    assert_eq!(proposal("  bornAt DateTime\n  updatedAt DateTime @updatedAt\n"), "`/// @retention(90d)`.");
}
