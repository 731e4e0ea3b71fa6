//! Primary keys, unique constraints and indexes.

use expect_test::expect;
use migrations::schema_text::Added::{Ignored, Visible};

use super::check;

#[test]
fn keys_of_the_database_are_added() {
    check(
        "postgresql",
        Visible,
        r#"
        model User {
          id    Int    @id
          email String
          name  String @map("full_name")
          data  Json
        }"#,
        r#"
        model User {
          id    Int    @id
          email String @unique(map: "only_one")
          name  String @unique @map("full_name")
          data  Json

          @@unique([email, name])
          @@index([email(sort: Desc), name], map: "by_email")
          @@index([name])
          @@index([data(ops: JsonbPathOps)], type: Gin)
          @@index([email(ops: raw("text_pattern_ops"))])
        }"#,
        &expect![[r#"
            model User {
            -  email String
            -  name  String @map("full_name")
            +  email String @unique(map: "only_one")
            +  name  String @unique @map("full_name")
            +
            +  @@index([email(sort: Desc), name], map: "by_email")
            +  @@index([name])
            +  @@index([data(ops: JsonbPathOps)], type: Gin)
            +  @@index([email(ops: raw("text_pattern_ops"))])
            +  @@unique([email, name])
        "#]],
    );
}

#[test]
fn keys_that_the_database_lacks_go() {
    check(
        "postgresql",
        Visible,
        r#"
        model User {
          id    Int    @id
          email String @unique
          name  String

          @@unique([email, name])
          @@index([name])
        }"#,
        r#"
        model User {
          id    Int    @id
          email String
          name  String

          @@index([name], map: "other")
        }"#,
        &expect![[r#"
            model User {
            -  email String @unique
            +  email String
            -  @@unique([email, name])
            -  @@index([name])
            +  @@index([name], map: "other")
        "#]],
    );
}

#[test]
fn an_index_may_hold_an_ignored_field() {
    check(
        "postgresql",
        Ignored,
        r#"
        model User {
          id    Int    @id
        }"#,
        r#"
        model User {
          id    Int    @id
          email String @unique
          name  String @unique

          @@index([email, name])
          @@unique([email, name])
        }"#,
        &expect![[r#"
            model User {
            +  email String @unique @ignore
            +  name String @unique @ignore
            +
            +  @@index([email, name])
            +  @@unique([email, name])
        "#]],
    );
}

#[test]
fn the_primary_key_changes() {
    check(
        "postgresql",
        Visible,
        r#"
        model A {
          id Int @id
          a  Int
          b  Int
        }

        model B {
          a Int
          b Int

          @@id([a, b], name: "ab")
        }

        model C {
          a Int @id
        }"#,
        r#"
        model A {
          id Int
          a  Int
          b  Int

          @@id([b, a], map: "the_key")
        }

        model B {
          a Int @id
          b Int
        }

        model C {
          a   Int
          key String @id
        }"#,
        &expect![[r#"
            model A {
            -  id Int @id
            +  id Int
            +
            +  @@id([b, a], map: "the_key")
            model B {
            -  a Int
            +  a Int @id
            -
            -  @@id([a, b], name: "ab")
            model C {
            -  a Int @id
            +  a   Int
            +  key String @id
        "#]],
    );
}

#[test]
fn a_model_without_a_key_is_ignored() {
    check(
        "postgresql",
        Visible,
        r#"
        model A {
          id Int @id
          a  Int
          bs B[]
        }

        model B {
          id  Int @id
          a   A   @relation(fields: [aId], references: [id])
          aId Int
        }"#,
        r#"
        model A {
          id Int @id
          a  Int
          bs B[]
        }

        model B {
          id  Int
          a   A   @relation(fields: [aId], references: [id])
          aId Int
          @@ignore
        }"#,
        &expect![[r#"
            model A {
            -  bs B[]
            +  bs B[] @ignore
            model B {
            -  id  Int @id
            +  id  Int
            +
            +  @@ignore
        "#]],
    );
}

#[test]
fn keys_of_other_databases() {
    check(
        "mysql",
        Visible,
        r#"
        model A {
          id   Int    @id
          text String @db.Text
        }"#,
        r#"
        model A {
          id   Int    @id
          text String @db.Text

          @@fulltext([text], map: "words")
          @@index([text(length: 20)])
        }"#,
        &expect![[r#"
            model A {
            +
            +  @@index([text(length: 20)])
            +  @@fulltext([text], map: "words")
        "#]],
    );
    check(
        "sqlserver",
        Visible,
        r#"
        model A {
          id   Int @id
          rank Int
        }"#,
        r#"
        model A {
          id   Int @id(clustered: false, map: "pk")
          rank Int

          @@index([rank(sort: Desc)], clustered: true)
        }"#,
        &expect![[r#"
            model A {
            -  id   Int @id
            +  id   Int @id(map: "pk", clustered: false)
            +
            +  @@index([rank(sort: Desc)], clustered: true)
        "#]],
    );
}
