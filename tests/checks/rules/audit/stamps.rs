//! Fields that say when a row was created and when it was last changed.

use expect_test::expect;
use serde_json::json;

use super::super::drawn::{found, found_recommended, found_with, found_with_migrations};
use super::{check, fixed};

const BARE: &str = "model Order {\n  id Int @id // the number\n  total Int\n}\n";

#[test]
fn both_stamps_are_missing() {
    check(
        "require-created-at",
        BARE,
        expect![[r#"
            warning at `Order`: `Order` has no creation timestamp. Add `createdAt DateTime @default(now()) @map("created_at")`.
              Choice: Add `createdAt`
              Choice: Add `createdAt` and `updatedAt`
        "#]],
    );
    check(
        "require-updated-at",
        BARE,
        expect![[r#"
            warning at `Order`: `Order` has no modification timestamp. Add `updatedAt DateTime @updatedAt @map("updated_at")`.
              Choice: Add `updatedAt`
              Choice: Add `createdAt` and `updatedAt`
        "#]],
    );
    fixed(
        "require-created-at",
        BARE,
        "Add `createdAt` and `updatedAt`",
        expect![[r#"
            +  createdAt DateTime @default(now()) @map("created_at")
            +  updatedAt DateTime @updatedAt @map("updated_at")
        "#]],
    );
    fixed(
        "require-updated-at",
        BARE,
        "Add `createdAt` and `updatedAt`",
        expect![[r#"
            +  createdAt DateTime @default(now()) @map("created_at")
            +  updatedAt DateTime @updatedAt @map("updated_at")
        "#]],
    );
    expect![[r#"
        info Order
    "#]]
    .assert_eq(&found_recommended("require-created-at", BARE).places());
}

#[test]
fn a_stamp_under_any_usual_name_will_do() {
    for field in [
        "created_at DateTime",
        "CreatedAt DateTime?",
        "born DateTime @map(\"created_at\")",
        "createdOn DateTime @db.Date",
        "timestamp DateTime @default(now())",
        "at DateTime @default(dbgenerated(\"CURRENT_TIMESTAMP\"))",
        "create_utc_timestamp DateTime?",
        "dateAdded DateTime",
    ] {
        let text = format!("model Order {{\n  id Int @id\n  {field}\n}}\n");
        assert_eq!(found("require-created-at", &text).places(), "", "{field}");
    }
    for field in [
        "updated_at DateTime",
        "changed DateTime @updatedAt",
        "lastModified DateTime?",
        "update_utc_timestamp DateTime",
    ] {
        let text = format!("model Order {{\n  id Int @id\n  {field}\n}}\n");
        assert_eq!(found("require-updated-at", &text).places(), "", "{field}");
    }
    for field in [
        "createdAt DateTime[]",
        "created Boolean",
        "createdBy String",
        "paidAt DateTime",
        "updatedAt DateTime @default(now())",
    ] {
        let text = format!("model Order {{\n  id Int @id\n  {field}\n}}\n");
        assert_eq!(found("require-created-at", &text).places(), "warning Order\n", "{field}");
    }
}

#[test]
fn a_stamp_of_another_type() {
    let text = "model Order {\n  id Int @id\n  createdAt BigInt\n  updated_at String?\n}\n";
    check(
        "require-created-at",
        text,
        expect![[r#"
            warning at `createdAt`: `Order.createdAt` is a `BigInt`, so the database cannot compare it with timestamps. Change it to `DateTime` with `@default(now())`.
        "#]],
    );
    check(
        "require-updated-at",
        text,
        expect![[r#"
            warning at `updated_at`: `Order.updated_at` is a `String`, so Prisma Client cannot maintain it. Change it to `DateTime` with `@updatedAt`.
        "#]],
    );
}

#[test]
fn models_that_need_no_stamp() {
    let others = "model A {\n  id Int @id\n  createdAt DateTime @default(now())\n  updatedAt DateTime @updatedAt\n  joins AB[]\n}\n\
        model B {\n  id Int @id\n  createdAt DateTime @default(now())\n  updatedAt DateTime @updatedAt\n  joins AB[]\n}\n\
        model AB {\n  aId Int\n  bId Int\n  a A @relation(fields: [aId], references: [id])\n  b B @relation(fields: [bId], references: [id])\n\n  @@id([aId, bId])\n}\n\
        model Session {\n  id String @id\n  sessionToken String @unique\n  userId String\n  expires DateTime\n}\n\
        model Old {\n  id Int @id\n\n  @@ignore\n}\n\
        view Sums {\n  id Int @unique\n}\n\
        enum E {\n  A\n}\n";
    check("require-created-at", others, expect![[""]]);
    check("require-updated-at", others, expect![[""]]);
    let log = "model LoginEvent {\n  id Int @id\n  ip String\n}\n";
    check(
        "require-created-at",
        log,
        expect![[r#"
            warning at `LoginEvent`: `LoginEvent` has no creation timestamp. Add `createdAt DateTime @default(now()) @map("created_at")`.
              Choice: Add `createdAt`
        "#]],
    );
    check("require-updated-at", log, expect![[""]]);
    let options = json!({"kinds": [], "exempt": ["/^Leg/", "Login?vent"]});
    expect![[""]].assert_eq(&found_with("require-updated-at", log, options).places());
}

#[test]
fn stamps_in_the_style_of_the_project() {
    let mapped = "model User {\n  id Int @id @map(\"user_id\")\n  firstName String @map(\"first_name\")\n  lastLogin DateTime @map(\"last_login\") @db.Timestamptz(3)\n\n  @@map(\"users\")\n}\n";
    fixed(
        "require-created-at",
        mapped,
        "Add `createdAt`",
        expect![[r#"
            +  createdAt DateTime @default(now()) @map("created_at") @db.Timestamptz(3)
        "#]],
    );
    fixed(
        "require-updated-at",
        mapped,
        "Add `updatedAt`",
        expect![[r#"
            +  updatedAt DateTime @updatedAt @map("updated_at") @db.Timestamptz(3)
        "#]],
    );
    let snake = "model user {\n  user_id Int @id\n  first_name String\n  birth_date DateTime @db.Date\n}\n";
    fixed(
        "require-created-at",
        snake,
        "Add `created_at`",
        expect![[r#"
        +  created_at DateTime @default(now())
    "#]],
    );
}

#[test]
fn a_new_update_stamp_stands_below_the_other_and_fills_old_rows() {
    let text = "model User {\n\tid Int @id\n\temail String // ä\n\tcreatedAt DateTime @default(now()) /// when\n\n\t@@index([email])\n}\n";
    let drawn = found_with_migrations("require-updated-at", text);
    expect![[r#"
        +	updatedAt DateTime @default(now()) @updatedAt @map("updated_at")
    "#]]
    .assert_eq(&drawn.after_fix("Add `updatedAt`"));
}

#[test]
fn an_own_name_for_the_stamp() {
    let drawn = found_with("require-created-at", BARE, json!({"names": ["recordedAt"]}));
    expect![[r#"
        +  recordedAt DateTime @default(now()) @map("recorded_at")
    "#]]
    .assert_eq(&drawn.after_fix("Add `recordedAt`"));
}

#[test]
fn a_model_that_is_being_written() {
    check(
        "require-created-at",
        "model A {}\n",
        expect![[r#"
            warning at `A`: `A` has no creation timestamp. Add `createdAt DateTime @default(now()) @map("created_at")`.
              Choice: Add `createdAt`
              Choice: Add `createdAt` and `updatedAt`
        "#]],
    );
    check(
        "require-created-at",
        "model A {\n  id\n",
        expect![[r#"
            warning at `A`: `A` has no creation timestamp. Add `createdAt DateTime @default(now()) @map("created_at")`.
              Choice: Add `createdAt`
              Choice: Add `createdAt` and `updatedAt`
        "#]],
    );
    check("require-created-at", "model {\n  id Int\n}\n", expect![""]);
}

#[test]
fn a_stamp_that_nothing_moves() {
    for (field, expected) in [
        ("updatedAt DateTime", "warning updatedAt\n"),
        ("modified_at DateTime @default(now())", "warning modified_at\n"),
        ("at DateTime @map(\"updated_at\")", "warning at\n"),
        ("updatedAt DateTime?", "info updatedAt\n"),
        ("updatedAt DateTime @default(dbgenerated(\"now()\"))", ""),
        ("updatedAt DateTime @updatedAt", ""),
        ("updatedAt DateTime @ignore", ""),
        ("updatedAt Int", ""),
        ("updatedAt DateTime[]", ""),
        ("paidAt DateTime", ""),
    ] {
        let text = format!("model Order {{\n  id Int @id\n  {field}\n}}\n");
        assert_eq!(found("updated-at-attribute", &text).places(), expected, "{field}");
    }
    let text =
        "model Order {\n  id Int @id\n  updatedAt DateTime @default(now()) @db.Timestamptz(3) // ü\n}\n";
    fixed(
        "updated-at-attribute",
        text,
        "Add `@updatedAt`",
        expect![[r#"
            -  updatedAt DateTime @default(now()) @db.Timestamptz(3) // ü
            +  updatedAt DateTime @default(now()) @updatedAt @db.Timestamptz(3) // ü
        "#]],
    );
}

#[test]
fn the_article_before_a_name() {
    for (name, expected) in [("User", "a"), ("Order", "an"), ("Update", "an"), ("unit", "a"), ("Post", "a")] {
        assert_eq!(checks::rules::article(name), expected, "{name}");
    }
}

#[test]
fn an_optional_stamp_beside_another_is_no_creation_stamp() {
    let code = "created-at-default";
    let both =
        "model Page {\n  id Int @id\n  insertedAt DateTime?\n  createdAt DateTime @default(now())\n}\n";
    check(code, both, expect![[""]]);
    // Alone it may be empty on purpose.
    check(
        code,
        "model Page {\n  id Int @id\n  createdAt DateTime?\n}\n",
        expect![[r#"
            info at `createdAt`: `Page.createdAt` has no default, so every insert has to set it. Add `@default(now())`.
              Choice: Add `@default(now())`
        "#]],
    );
    // Which of two is the time of creation is not known.
    check(
        code,
        "model Page {\n  id Int @id\n  insertedAt DateTime\n  createdAt DateTime @default(now())\n}\n",
        expect![[r#"
            warning at `insertedAt`: `Page.insertedAt` has no default, so every insert has to set it. Add `@default(now())`.
              Choice: Add `@default(now())`
        "#]],
    );
}

#[test]
fn a_second_modification_stamp_is_a_choice() {
    check(
        "updated-at-attribute",
        "model Page {\n  id Int @id\n  modifiedAt DateTime\n  updatedAt DateTime @updatedAt\n}\n",
        expect![[r#"
            warning at `modifiedAt`: `Page.modifiedAt` has to be set by hand on every write. Add `@updatedAt`.
              Choice: Add `@updatedAt`
        "#]],
    );
}

#[test]
fn mysql_takes_the_current_time_only_with_the_precision_of_the_type() {
    let title = |native: &str| {
        let text = format!(
            "datasource db {{\n  provider = \"mysql\"\n}}\n\nmodel Page {{\n  id Int @id\n  createdAt DateTime {native}\n}}\n"
        );
        let drawn = found("created-at-default", &text).all();
        drawn.lines().last().unwrap_or_default().trim().to_owned()
    };
    for (native, expected) in [
        ("", "Safe: Add `@default(now())`"),
        ("@db.DateTime(3)", "Safe: Add `@default(now())`"),
        ("@db.Timestamp(0)", "Safe: Add `@default(now())`"),
        ("@db.Timestamp", "Choice: Add `@default(dbgenerated(\"CURRENT_TIMESTAMP\"))`"),
        ("@db.DateTime", "Choice: Add `@default(dbgenerated(\"CURRENT_TIMESTAMP\"))`"),
        ("@db.Date", "Choice: Add `@default(dbgenerated(\"(CURRENT_DATE)\"))`"),
        ("@db.Time(3)", "Choice: Add `@default(dbgenerated(\"(CURRENT_TIME)\"))`"),
    ] {
        assert_eq!(title(native), expected, "{native}");
    }
    let usual = "datasource db {\n  provider = \"mysql\"\n}\n\nmodel Page {\n  id Int @id\n  seenAt DateTime @db.Timestamp\n  readAt DateTime @db.Timestamp\n}\n";
    fixed(
        "require-created-at",
        usual,
        "Add `createdAt`",
        expect![[r#"
            +  createdAt DateTime @default(now()) @map("created_at")
        "#]],
    );
}

#[test]
fn rows_that_nobody_changes_or_that_are_computed_need_fewer_stamps() {
    let model = |name: &str, fields: &str| {
        format!("model {name} {{\n  id Int @id\n  a Int\n  b Int\n  c Int\n  {fields}\n}}\n")
    };
    for (name, needs_updated, needs_created) in [
        ("ImageReaction", false, true),
        ("MockServerActivity", false, true),
        ("ChatEditHistoryItem", false, true),
        ("PostMetric", true, false),
        ("UserSettings", true, false),
        ("Viewer", true, true),
        ("Order", true, true),
    ] {
        let text = model(name, "d Int");
        assert_eq!(!found("require-updated-at", &text).places().is_empty(), needs_updated, "{name}");
        assert_eq!(!found("require-created-at", &text).places().is_empty(), needs_created, "{name}");
    }
    let list = "model ReasonType {\n  id Int @id\n  key String @unique\n  name String @unique\n}\n";
    for (text, needs_both) in [
        (list.to_owned(), false),
        (list.replace(" name String @unique", " name String"), true),
        (list.replace("key", "email"), true),
    ] {
        assert_eq!(!found("require-created-at", &text).places().is_empty(), needs_both, "{text}");
        assert_eq!(!found("require-updated-at", &text).places().is_empty(), needs_both, "{text}");
    }
    for (name, field, needs_created) in [
        ("Grant", "authorizedTime DateTime", false),
        ("Grant", "authorizedTime DateTime?", true),
        ("Grant", "scheduledAt DateTime", true),
        ("EditHistory", "editedAt DateTime @default(now())", false),
        ("Trash", "deletedTime DateTime @default(now())", false),
        ("Order", "editedAt DateTime @default(now())", true),
    ] {
        let text = model(name, field);
        assert_eq!(!found("require-created-at", &text).places().is_empty(), needs_created, "{name} {field}");
    }
}
