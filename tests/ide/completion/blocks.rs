//! Outside blocks, and at the beginning of lines in them.

use expect_test::expect;

use super::{PRISMA_6, accept, check, check_on, in_model, on};

#[test]
fn keywords() {
    check(
        "$0",
        expect![[r#"
        usual: model enum datasource generator
    "#]],
    );
    check(
        &on("postgresql", "$0"),
        expect![[r#"
        usual: model enum generator
        unfit: datasource
    "#]],
    );
    check(
        &on("mysql", "mo$0"),
        expect![[r#"
        usual: model enum generator
        unfit: datasource
    "#]],
    );
    check(
        &on("sqlserver", "$0"),
        expect![[r#"
        usual: model generator
        unfit: datasource
    "#]],
    );
    check(
        &on("mongodb", "$0"),
        expect![[r#"
        usual: model enum type generator
        unfit: datasource
    "#]],
    );
    check(
        "generator c {\n  provider = \"prisma-client\"\n  previewFeatures = [\"views\"]\n}\n$0",
        expect![[r#"
            usual: model enum view datasource generator
        "#]],
    );
    check(
        "// use prisma-next\n\n$0",
        expect![[r#"
        usual: model type types namespace enum native_enum role policy_select policy_insert policy_update policy_delete policy_all
    "#]],
    );
}

#[test]
fn keywords_stand_first_in_their_line() {
    check(
        "model $0",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "model A$0 {\n}",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "model A { $0\n}",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "model A {\n} $0",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "model A {\n}\n$0\nmodel B {\n}",
        expect![[r#"
        usual: model enum datasource generator
    "#]],
    );
    check(
        "mod$0 A {\n}",
        expect![[r#"
        usual: model enum datasource generator
    "#]],
    );
}

#[test]
fn whole_blocks() {
    accept(
        "mo$0",
        "model",
        expect![[r#"
            |model ${1:Name} {
            |  id ${2:Int} @id$0
            |}
        "#]],
    );
    accept(
        "mo$0 A {\n}",
        "model",
        expect![[r#"
            |model A {
        "#]],
    );
    accept(
        "$0",
        "datasource",
        expect![[r#"
            |datasource ${1:db} {
            |  provider = "${2:postgresql}"
            |}$0
        "#]],
    );
}

#[test]
fn block_attributes() {
    in_model(
        "postgresql",
        "  id Int @id\n  $0",
        expect![[r#"
        usual: createdAt updatedAt
        rare: @@unique @@index @@map @@ignore
        unfit: @@schema
    "#]],
    );
    in_model(
        "mysql",
        "  x Int\n  @@map(\"a\")\n  @@$0",
        expect![[r#"
        rare: @@id @@unique @@index @@fulltext @@ignore
    "#]],
    );
    in_model(
        "mongodb",
        "  x Int\n  @$0",
        expect![[r#"
        rare: @@unique @@index @@fulltext @@map @@ignore
    "#]],
    );
    in_model(
        "sqlite",
        "  x Int\n  @@id([x])\n  @@ind$0",
        expect![[r#"
        rare: @@unique @@index @@map @@ignore
    "#]],
    );
    check(
        "datasource db {\n  provider = \"postgresql\"\n  schemas = [\"a\"]\n}\nmodel A {\n  $0\n}",
        expect![[r#"
            likely: @@schema
            usual: createdAt updatedAt id
            rare: @@id @@unique @@index @@map @@ignore
        "#]],
    );
    check(
        &on("postgresql", "view A {\n  x Int\n  $0\n}"),
        expect![[r#"
        rare: @@unique @@map @@ignore
        unfit: @@id @@index @@schema
    "#]],
    );
    check(
        &on("postgresql", "enum A {\n  X\n  $0\n}"),
        expect![[r#"
        rare: @@map
        unfit: @@schema
    "#]],
    );
    check(
        &on("mongodb", "type A {\n  x Int\n  $0\n}"),
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn accepted_block_attributes() {
    accept(
        "model A {\n  x Int\n  @@in$0\n}",
        "@@index",
        expect![[r#"
            |  @@index([$1])
        "#]],
    );
    accept(
        "model A {\n  x Int\n  @$0\n}",
        "@@index",
        expect![[r#"
            |  @@index([$1])
        "#]],
    );
    accept(
        "model A {\n  x Int\n  $0\n}",
        "@@map",
        expect![[r#"
            |  @@map("$1")
        "#]],
    );
    accept("model A {\n  x Int\n  @@in$0dex([x])\n}", "@@index", expect![""]);
    accept(
        "model A {\n  x Int\n  ind$0\n}",
        "@@index",
        expect![[r#"
            |  @@index([$1])
        "#]],
    );
}

#[test]
fn fields_that_relations_lack() {
    let blog = "model User {\n  id String @id @db.Uuid\n  $1\n}\nmodel Post {\n  id Int @id\n  $2\n}";
    let with = |user: &str, post: &str| on("postgresql", &blog.replace("$1", user).replace("$2", post));
    check(
        &with("", "author User\n  $0"),
        expect![[r#"
        likely: authorId
        usual: createdAt updatedAt
        rare: @@unique @@index @@map @@ignore
        unfit: @@schema
    "#]],
    );
    accept(
        &with("", "author User\n  $0"),
        "authorId",
        expect![[r#"
            |  authorId String @db.Uuid
        "#]],
    );
    accept(
        &with("", "author User?\n  au$0"),
        "authorId",
        expect![[r#"
            |  authorId String? @db.Uuid
        "#]],
    );
    accept(
        &with("", "author User? @relation(fields: [by], references: [id])\n  $0"),
        "by",
        expect![[r#"
            |  by String? @db.Uuid
        "#]],
    );
    accept(
        &with("", "userId String\n  $0"),
        "user",
        expect![[r#"
            |  user User @relation(fields: [userId], references: [id])
        "#]],
    );
    accept(
        &with("$0", "author User @relation(fields: [a], references: [id])\n  a String"),
        "posts",
        expect![[r#"
            |  posts Post[]
        "#]],
    );
    accept(
        &with("$0", "author User @relation(\"Wrote\", fields: [a], references: [id])\n  a String @unique"),
        "post",
        expect![[r#"
            |  post Post? @relation("Wrote")
        "#]],
    );
    check(
        &with("posts Post[]\n  $0", "author User @relation(fields: [a], references: [id])\n  a String"),
        expect![[r#"
            usual: createdAt updatedAt
            rare: @@unique @@index @@map @@ignore
            unfit: @@schema
        "#]],
    );
}

#[test]
fn ids_as_the_database_has_them() {
    accept(
        &on("mongodb", "model A {\n  $0\n}"),
        "id",
        expect![[r#"
            |  id String @id @default(auto()) @map("_id") @db.ObjectId
        "#]],
    );
    accept(
        &on("cockroachdb", "model A {\n  $0\n}"),
        "id",
        expect![[r#"
            |  id BigInt @id @default(autoincrement())
        "#]],
    );
    accept(
        &on("mysql", "model B {\n  id String @id @default(cuid())\n}\nmodel A {\n  $0\n}"),
        "id",
        expect![[r#"
            |  id String @id @default(cuid())
        "#]],
    );
}

#[test]
fn prisma_6_has_the_same_blocks() {
    check_on(
        PRISMA_6,
        "$0",
        expect![[r#"
        usual: model enum datasource generator
    "#]],
    );
}
