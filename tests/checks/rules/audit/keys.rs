//! Ids.

use expect_test::expect;
use serde_json::json;

use super::super::drawn::{found, found_with, found_with_migrations};
use super::{check, fixed};

#[test]
fn a_model_without_a_primary_key() {
    check(
        "require-id",
        "model Tag {\n  name String @unique\n  color String?\n}\n",
        expect![[r#"
            warning at `Tag`: `Tag` has no primary key. Change `name` to `@id`.
              Choice: Make `name` the primary key
        "#]],
    );
    fixed(
        "require-id",
        "model Tag {\n  name String @unique @db.Text\n}\n",
        "Make `name` the primary key",
        expect![[r#"
            -  name String @unique @db.Text
            +  name String @id @db.Text
        "#]],
    );
    for (lines, expected) in [
        ("a Int\n  b Int\n\n  @@unique([a, b])", "warning M\n"),
        ("a Int @unique\n  b Int @unique", "warning M\n"),
        ("a Int @unique(map: \"u\")", "warning M\n"),
        ("a Int @id", ""),
        ("a Int\n  b Int\n\n  @@id([a, b])", ""),
        // Prisma itself refuses what nothing tells apart.
        ("a Int? @unique", ""),
        ("a Int", ""),
        ("a Int\n\n  @@unique([a, zzz])", ""),
        ("a Int @unique\n\n  @@ignore", ""),
    ] {
        let found = found("require-id", &format!("model M {{\n  {lines}\n}}\n"));
        assert_eq!(found.places(), expected, "{lines}");
        assert!(found.found.iter().all(|finding| finding.fixes.is_empty()), "{lines}");
    }
    let token = "model VerificationToken {\n  identifier String\n  token String @unique\n  expires DateTime\n\n  @@unique([identifier, token])\n}\n";
    check("require-id", token, expect![[""]]);
    let bytes = "datasource db {\n  provider = \"sqlserver\"\n}\nmodel M {\n  a Bytes @unique\n}\n";
    check(
        "require-id",
        bytes,
        expect![[r#"
            warning at `M`: `M` has no primary key. Add an `@id` field, or `@@id` over the fields that identify a row.
        "#]],
    );
}

#[test]
fn an_id_under_another_name() {
    let text = "model A {\n  code Int @id\n}\nmodel B {\n  id Int @id\n}\n";
    check(
        "surrogate-id-required",
        text,
        expect![[r#"
            warning at `A`: `A` has no field `id`. Add one with `@id`.
        "#]],
    );
    let options = json!({"name": "code"});
    expect![[r#"
        warning B
    "#]]
    .assert_eq(&found_with("surrogate-id-required", text, options).places());
}

/// Models whose ids are made in these ways.
fn ids(ways: &[&str]) -> String {
    let models = ways.iter().enumerate().map(|(at, way)| {
        let ty = if way.starts_with("auto") { "Int" } else { "String" };
        format!("model M{at} {{\n  id {ty} @id @default({way})\n  a Int\n  b Int\n  c Int\n}}\n")
    });
    models.collect()
}

#[test]
fn ids_that_are_made_in_several_ways() {
    let most = ["cuid()", "cuid()", "cuid(2)", "cuid()"];
    check("id-strategy", &ids(&[&most[..], &["autoincrement()"]].concat()), expect![""]);
    for ways in [
        &["cuid()", "autoincrement()"][..],
        &["cuid()", "cuid()", "cuid()", "autoincrement()", "autoincrement()"],
        &["cuid()", "cuid()", "cuid()", "cuid()", "cuid(2)"],
        &["dbgenerated(\"gen_random_uuid()\") @db.Uuid", "ulid()", "nanoid()", "nanoid(12)"],
    ] {
        assert_eq!(found("id-strategy", &ids(ways)).places(), "", "{ways:?}");
    }
    let lookup = "model Kind {\n  id Int @id @default(autoincrement())\n  name String\n}\n";
    check("id-strategy", &(ids(&most) + lookup), expect![[""]]);
    let options = json!({"allow": ["cuid(2)", "uuid"]});
    let ways = ["cuid()", "cuid(2)", "uuid(4) @db.Uuid", "uuid(7) @db.Uuid", "autoincrement()"];
    expect![[r#"
        info cuid()
        info uuid(7)
        info autoincrement()
    "#]]
    .assert_eq(&found_with("id-strategy", &ids(&ways), options).places());
}

const UUIDS: &str = "model User {\n  id String @id @default(uuid())\n  profile Profile?\n}\n\nmodel Profile {\n  userId String @id\n  user User @relation(fields: [userId], references: [id])\n  notes Note[]\n}\n\nmodel Note {\n  id Int @id\n  profileId String? // whose\n  profile Profile? @relation(fields: [profileId], references: [userId])\n}\n";

#[test]
fn uuids_that_are_kept_as_text() {
    check(
        "id-strategy",
        UUIDS,
        expect![[r#"
            info at `id`: `User.id` stores UUIDs as text, which takes more than twice the space in the table and in every index. Add `@db.Uuid` here and to its foreign keys.
              Choice: Add `@db.Uuid` here and to 2 foreign key fields
        "#]],
    );
    fixed(
        "id-strategy",
        UUIDS,
        "Add `@db.Uuid` here and to 2 foreign key fields",
        expect![[r#"
        -  id String @id @default(uuid())
        +  id String @id @default(uuid()) @db.Uuid
        -  userId String @id
        +  userId String @id @db.Uuid
        -  profileId String? // whose
        +  profileId String? @db.Uuid // whose
    "#]],
    );
    expect![[r#"
        hint at `id`: `User.id` stores UUIDs as text, which takes more than twice the space in the table and in every index. Add `@db.Uuid` here and to its foreign keys.
    "#]].assert_eq(&found_with_migrations("id-strategy", UUIDS).all());
    for provider in ["mysql", "sqlite", "sqlserver"] {
        let text = format!("datasource db {{\n  provider = \"{provider}\"\n}}\n{UUIDS}");
        assert_eq!(found("id-strategy", &text).places(), "", "{provider}");
    }
    // A foreign key field with a type of its own would not fit any more.
    let own = UUIDS.replace("profileId String?", "profileId String? @db.VarChar(36)");
    check(
        "id-strategy",
        &own,
        expect![[r#"
            info at `id`: `User.id` stores UUIDs as text, which takes more than twice the space in the table and in every index. Add `@db.Uuid` here and to its foreign keys.
        "#]],
    );
}

#[test]
fn ids_that_run_out_of_numbers() {
    let text = "model LoginEvent {\n  id Int @id @default(autoincrement())\n  details Detail[]\n}\n\nmodel Detail {\n  id Int @id\n  eventId Int?\n  event LoginEvent? @relation(fields: [eventId], references: [id])\n}\n";
    check(
        "bigint-id",
        text,
        expect![[r#"
            info at `Int`: `LoginEvent.id` is a 32-bit autoincrement id and ends at 2,147,483,647, but `LoginEvent` grows fast. Change it to `BigInt`.
              Choice: Change the id and its foreign key to `BigInt`
        "#]],
    );
    fixed(
        "bigint-id",
        text,
        "Change the id and its foreign key to `BigInt`",
        expect![[r#"
        -  id Int @id @default(autoincrement())
        +  id BigInt @id @default(autoincrement())
        -  eventId Int?
        +  eventId BigInt?
    "#]],
    );
    expect![[r#"
        info at `Int`: `LoginEvent.id` is a 32-bit autoincrement id and ends at 2,147,483,647, but `LoginEvent` grows fast. Change it to `BigInt`.
    "#]].assert_eq(&found_with_migrations("bigint-id", text).all());
    for provider in ["sqlite", "cockroachdb", "mongodb"] {
        let text = format!("datasource db {{\n  provider = \"{provider}\"\n}}\n{text}");
        assert_eq!(found("bigint-id", &text).places(), "", "{provider}");
    }
    for (model, field) in [
        ("User", "id Int @id @default(autoincrement())"),
        ("Log", "id Int @id"),
        // Dates in a calendar are few.
        ("Event", "id Int @id @default(autoincrement())\n  startsAt DateTime"),
        ("Log", "id BigInt @id @default(autoincrement())"),
    ] {
        let text = format!("model {model} {{\n  {field}\n}}\n");
        assert_eq!(found("bigint-id", &text).places(), "", "{model} {field}");
    }
}
