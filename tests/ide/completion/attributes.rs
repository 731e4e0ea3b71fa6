//! Attributes of fields and values.

use expect_test::expect;

use super::{accept, check, in_model, on};

#[test]
fn attributes_by_the_type() {
    let rest = "enum E {\n  P\n}\nmodel B {\n  id Int @id\n}";
    for (ty, expect) in [
        (
            "Int",
            expect![[r#"
            usual: @id @unique @default @map @db @ignore
            unfit: @relation
        "#]],
        ),
        (
            "DateTime",
            expect![[r#"
            usual: @unique @default @updatedAt @map @db @ignore
            rare: @id
            unfit: @relation
        "#]],
        ),
        (
            "String?",
            expect![[r#"
            usual: @unique @default @map @db @ignore
            unfit: @relation
        "#]],
        ),
        (
            "String[]",
            expect![[r#"
            usual: @unique @default @map @db @ignore
            unfit: @relation
        "#]],
        ),
        (
            "E",
            expect![[r#"
            usual: @id @unique @default @map @ignore
            unfit: @relation @db
        "#]],
        ),
        (
            "B",
            expect![[r#"
            likely: @relation
            usual: @ignore
            unfit: @unique @default @map @db
        "#]],
        ),
        (
            "B[]",
            expect![[r#"
            likely: @relation
            usual: @ignore
            unfit: @unique @default @map @db
        "#]],
        ),
        (
            "Unsupported(\"x\")",
            expect![[r#"
            usual: @unique @default @map
            rare: @id
            unfit: @relation @db @ignore
        "#]],
        ),
        (
            "Nothing",
            expect![[r#"
            usual: @id @unique @default @updatedAt @map @relation @db @ignore
        "#]],
        ),
    ] {
        check(&on("postgresql", &format!("model A {{\n  x {ty} $0\n}}\n{rest}")), expect);
    }
}

#[test]
fn attributes_by_the_database() {
    in_model(
        "sqlite",
        "  x Int $0",
        expect![[r#"
        usual: @id @unique @default @map @ignore
        unfit: @relation
    "#]],
    );
    in_model(
        "mongodb",
        "  x Int $0",
        expect![[r#"
        usual: @id @unique @default @map @db @ignore
        unfit: @relation
    "#]],
    );
    check(
        "model A {\n  x Int $0\n}",
        expect![[r#"
        usual: @id @unique @default @map @ignore
        unfit: @relation
    "#]],
    );
    check(
        &on("mongodb", "type T {\n  x Int $0\n}"),
        expect![[r#"
        usual: @default @map @db
    "#]],
    );
    check(
        &on("mongodb", "model A {\n  x T $0\n}\ntype T {\n  x Int\n}"),
        expect![[r#"
        usual: @unique @map @ignore
        unfit: @default @relation @db
    "#]],
    );
    check(
        &on("postgresql", "view V {\n  x Int $0\n}"),
        expect![[r#"
        usual: @unique @default @map @db @ignore
        unfit: @id @relation
    "#]],
    );
    check(
        &on("postgresql", "enum E {\n  P $0\n}"),
        expect![[r#"
        usual: @map
    "#]],
    );
    check(
        "generator c {\n  provider = \"prisma-client\"\n  previewFeatures = [\"shardKeys\"]\n}\ndatasource db {\n  provider = \"mysql\"\n}\nmodel A {\n  x Int $0\n}",
        expect![[r#"
            usual: @id @unique @default @map @db @ignore @shardKey
            unfit: @relation
        "#]],
    );
}

#[test]
fn attributes_beside_others() {
    in_model(
        "postgresql",
        "  x Int @id @$0 @default(1)",
        expect![[r#"
        usual: @unique @map @db @ignore
        unfit: @relation
    "#]],
    );
    in_model(
        "postgresql",
        "  x Int @un$0 @unique @db.Integer",
        expect![[r#"
        usual: @id @default @map @ignore
        unfit: @relation
    "#]],
    );
    in_model(
        "postgresql",
        "  id Int @id\n  x Int @$0",
        expect![[r#"
        usual: @unique @default @map @db @ignore
        unfit: @relation
    "#]],
    );
    in_model(
        "postgresql",
        "  y Int\n  x Int @$0\n  @@id([x, y])",
        expect![[r#"
        usual: @unique @default @map @db @ignore
        unfit: @relation
    "#]],
    );
    in_model(
        "postgresql",
        "  // id Int @id\n  x Int @$0",
        expect![[r#"
        usual: @id @unique @default @map @db @ignore
        unfit: @relation
    "#]],
    );
    check(
        &on("postgresql", "enum E {\n  P @map(\"p\") @$0\n}"),
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn accepted_attributes() {
    accept(
        "model A {\n  x Int $0\n}",
        "@default",
        expect![[r#"
            |  x Int @default($1)
        "#]],
    );
    accept(
        "model A {\n  x Int @d$0\n}",
        "@default",
        expect![[r#"
            |  x Int @default($1)
        "#]],
    );
    accept(
        "model A {\n  x Int @de$0f(1) @id\n}",
        "@default",
        expect![[r#"
            |  x Int @default(1) @id
        "#]],
    );
    accept(
        "model A {\n  x Int @m$0 // note\n}",
        "@map",
        expect![[r#"
            |  x Int @map("$1") // note
        "#]],
    );
    accept(
        "model A {\n  b B @$0\n}\nmodel B {\n  uid Int @id\n}",
        "@relation",
        expect![[r#"
            |  b B @relation(fields: [${1:bUid}], references: [${2:uid}])
        "#]],
    );
    accept(
        "model A {\n  b B[] @$0\n}\nmodel B {\n  id Int @id\n}",
        "@relation",
        expect![[r#"
            |  b B[] @relation("$1")
        "#]],
    );
}
