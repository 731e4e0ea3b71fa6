//! What stands in `@relation(…)`.

use expect_test::expect;

use super::{accept, check, on};

fn with(provider: &str, line: &str) -> String {
    let fields = "  id Int @id\n  bId Int\n  maybe Int?\n  name String\n";
    let other = "model B {\n  id Int @id\n  code String @unique\n  name String\n  as A[]\n}";
    on(provider, &format!("model A {{\n{fields}  {line}\n}}\n{other}"))
}

#[test]
fn arguments() {
    check(
        &with("postgresql", "b B @relation($0)"),
        expect![[r#"
        likely: fields references
        usual: onDelete onUpdate
        rare: "" name map
    "#]],
    );
    check(
        &with("postgresql", "b B @relation(fields: [bId], $0)"),
        expect![[r#"
            likely: references
            usual: onDelete onUpdate
            rare: "" name map
        "#]],
    );
    check(
        &with("postgresql", "b B @relation(fields: [bId], re$0"),
        expect![[r#"
            likely: references
            usual: onDelete onUpdate
            rare: "" name map
        "#]],
    );
    check(
        &with("postgresql", "b B @relation(\"x\", $0)"),
        expect![[r#"
        likely: fields references
        usual: onDelete onUpdate
        rare: map
        unfit: name
    "#]],
    );
    check(
        &with("sqlite", "b B @relation($0)"),
        expect![[r#"
        likely: fields references
        usual: onDelete onUpdate
        rare: "" name
        unfit: map
    "#]],
    );
    check(
        &with("mongodb", "b B @relation($0)"),
        expect![[r#"
        likely: fields references
        usual: onDelete onUpdate
        rare: "" name
        unfit: map
    "#]],
    );
    accept(
        &with("postgresql", "b B @relation(fi$0)"),
        "fields",
        expect![[r#"
            |  b B @relation(fields: [$1])
        "#]],
    );
    accept(
        &with("postgresql", "b B @relation(fi$0: [bId])"),
        "fields",
        expect![[r#"
            |  b B @relation(fields: [bId])
        "#]],
    );
}

#[test]
fn names_of_fields() {
    check(
        &with("postgresql", "b B @relation(fields: [$0])"),
        expect![[r#"
        likely: bId
        usual: id maybe name
    "#]],
    );
    check(
        &with("postgresql", "b B @relation(fields: $0)"),
        expect![[r#"
        usual: []
    "#]],
    );
    check(
        &with("postgresql", "b B @relation(fields: [bId, $0], references: [id])"),
        expect![[r#"
        usual: id maybe name
    "#]],
    );
    check(
        &with("postgresql", "b B @relation(fields: [bId], references: [$0])"),
        expect![[r#"
        likely: id code
        usual: name
        unfit: as
    "#]],
    );
    check(
        &with("postgresql", "b B @relation(fields: [bId], references: $0)"),
        expect![[r#"
        usual: [id]
    "#]],
    );
    check(
        &with("postgresql", "b B @relation(fields: [bId], references: [id, $0])"),
        expect![[r#"
        likely: code
        usual: name
        unfit: as
    "#]],
    );
    check(
        &with("postgresql", "b Nothing @relation(fields: [bId], references: [$0])"),
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn actions() {
    for (provider, line, expect) in [
        (
            "postgresql",
            "fields: [bId], references: [id], onDelete: $0",
            expect![[r#"
            usual: Cascade Restrict NoAction SetDefault
            rare: SetNull
        "#]],
        ),
        (
            "postgresql",
            "fields: [maybe], references: [id], onDelete: $0",
            expect![[r#"
            usual: Cascade Restrict NoAction SetNull SetDefault
        "#]],
        ),
        (
            "postgresql",
            "onUpdate: $0",
            expect![[r#"
            usual: Cascade Restrict NoAction SetNull SetDefault
        "#]],
        ),
        (
            "sqlserver",
            "fields: [bId], references: [id], onDelete: Ca$0",
            expect![[r#"
            usual: Cascade NoAction SetDefault
            unfit: SetNull
        "#]],
        ),
        (
            "mysql",
            "fields: [bId], references: [id], onDelete: $0",
            expect![[r#"
            usual: Cascade Restrict NoAction
            rare: SetDefault
            unfit: SetNull
        "#]],
        ),
        (
            "mongodb",
            "fields: [bId], references: [id], onDelete: $0, map: \"x\"",
            expect![[r#"
            usual: Cascade Restrict NoAction
            unfit: SetNull
        "#]],
        ),
    ] {
        check(&with(provider, &format!("b B @relation({line})")), expect);
    }
    check(
        "datasource db {\n  provider = \"postgresql\"\n  relationMode = \"prisma\"\n}\nmodel A {\n  b B @relation(onDelete: $0)\n}",
        expect![[r#"
            usual: Cascade Restrict SetNull
        "#]],
    );
    check(
        "model A {\n  b B @relation(onDelete: $0)\n}",
        expect![[r#"
        usual: Cascade Restrict NoAction SetNull SetDefault
    "#]],
    );
    accept(
        &with("mysql", "b B @relation(onDelete: Cas$0No)"),
        "Restrict",
        expect![[r#"
            |  b B @relation(onDelete: Restrict)
        "#]],
    );
}

#[test]
fn names() {
    check(
        &with("postgresql", "b B @relation(\"$0\")"),
        expect![[r#"
        usual: AB
    "#]],
    );
    check(
        &with("postgresql", "b B @relation(fields: [bId], references: [id], map: \"$0\")"),
        expect![[r#"
            usual: A_bId_fkey
        "#]],
    );
    check(
        "model A {\n  b B @relation(\"$0\")\n}\nmodel B {\n  a A[] @relation(\"Known\")\n}",
        expect![[r#"
            likely: Known
            usual: AB
        "#]],
    );
}

#[test]
fn whole_relations() {
    let with = |line: &str, user: &str| {
        on(
            "postgresql",
            &format!(
                "model Post {{\n  id Int @id\n  {line}\n}}\nmodel User {{\n  id String @id @db.Uuid\n{user}}}"
            ),
        )
    };
    accept(
        &with("user $0", ""),
        "User @relation",
        expect![[r#"
            |  user User @relation(fields: [userId], references: [id])
            |  userId String @db.Uuid
            |}
            |model User {
            |  id String @id @db.Uuid
            |  posts Post[]
        "#]],
    );
    accept(
        &with("author Us$0er", ""),
        "User @relation",
        expect![[r#"
            |  author User @relation(fields: [authorId], references: [id])
            |  authorId String @db.Uuid
            |}
            |model User {
            |  id String @id @db.Uuid
            |  posts Post[]
        "#]],
    );
    accept(
        &with("userId String\n  user U$0", "  posts Post[]\n"),
        "User @relation",
        expect![[r#"
            |  user User @relation(fields: [userId], references: [id])
        "#]],
    );
    check(
        &with("users $0", ""),
        expect![[r#"
        likely: User
        usual: String Boolean Int BigInt Float Decimal DateTime Json Bytes Post
        rare: Unsupported
    "#]],
    );
    check(
        &with("user $0?", ""),
        expect![[r#"
        likely: User
        usual: String Boolean Int BigInt Float Decimal DateTime Json Bytes Post
        rare: Unsupported
    "#]],
    );
    check(
        &with("user $0 @ignore", ""),
        expect![[r#"
        likely: User
        usual: String Boolean Int BigInt Float Decimal DateTime Json Bytes Post
        rare: Unsupported
    "#]],
    );
    accept(
        "//- /a.prisma\nmodel Post {\n  id Int @id\n  user $0\n}\n//- /b.prisma\nmodel User {\n  id Int @id\n}",
        "User @relation",
        expect![[r#"
            |  user User @relation(fields: [userId], references: [id])
            |  userId Int
        "#]],
    );
    check(
        "model User {\n  id Int @id\n  user $0\n}",
        expect![[r#"
        likely: User
        usual: String Boolean Int BigInt Float Decimal DateTime Json Bytes
        rare: Unsupported
    "#]],
    );
}

#[test]
fn arguments_of_a_list() {
    // A list has no foreign key.
    let fields = "model A {\n  id Int @id\n  bs B[] @relation($0)\n}\nmodel B {\n  id Int @id\n  as A[]\n}";
    check(
        &on("postgresql", fields),
        expect![[r#"
        rare: "" name
        unfit: fields references onDelete onUpdate map
    "#]],
    );
    check(
        &on("mongodb", fields),
        expect![[r#"
        likely: fields references
        rare: "" name
        unfit: onDelete onUpdate map
    "#]],
    );
}

#[test]
fn a_name_behind_other_arguments() {
    check(
        &with("postgresql", "b B @relation(fields: [bId], references: [id], $0)"),
        expect![[r#"
        usual: onDelete onUpdate
        rare: "" name map
    "#]],
    );
    check(
        &with("postgresql", "b B @relation(fields: [bId], references: [id], $0, \"x\")"),
        expect![[r#"
        usual: onDelete onUpdate
        rare: map
        unfit: name
    "#]],
    );
    check(
        &with("postgresql", "b B @relation(fields: [bId], name: \"x\", $0)"),
        expect![[r#"
        likely: references
        usual: onDelete onUpdate
        rare: map
    "#]],
    );
}
