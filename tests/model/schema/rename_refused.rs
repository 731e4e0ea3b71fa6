//! Names that are refused, and renamings close to that.

use expect_test::expect;
use model::schema::references::definition_at;
use model::schema::rename::{DatabaseNames, RenameError, rename};

use super::rename::check;
use super::{cursor, schema_of};
use support::fixture::Fixture;

#[test]
fn datasources_and_generators() {
    check(
        "datasource $0pg {\n  provider = \"postgresql\"\n}\nmodel A {\n  id Int @id @pg.Integer\n}\n",
        "db",
        expect![[r#"
            datasource db {
            id Int @id @db.Integer
        "#]],
    );
    check(
        "generator $0a {\n}\ngenerator b {\n}\nmodel c {\n}\n",
        "b",
        expect![[r#"
        `b` exists already. Choose another name.
    "#]],
    );
    check(
        "generator $0a {\n}\ngenerator b {\n}\nmodel c {\n}\n",
        "c",
        expect![[r#"
        generator c {
    "#]],
    );
}

#[test]
fn names_that_are_refused() {
    let schema = "model $0A {\n  id Int @id\n  b B?\n}\nenum B {\n  X\n  Y\n}\ntype T {\n  x Int\n}\n";
    let refused = |new: &str| {
        let fixture = Fixture::parse(schema);
        let schema = schema_of(&fixture);
        let (item, offset) = cursor(&fixture, &schema);
        let (definition, _) = definition_at(&schema, item, offset).unwrap();
        rename(&schema, &definition, new, DatabaseNames::Keep).unwrap_err()
    };
    for name in ["", "1a", "_a", "a-b", "a b", "a.b", "a\n", "é\u{301}", "a\"", "📅"] {
        assert_eq!(refused(name), RenameError::NoName(name.into()), "{name}");
    }
    assert!(matches!(refused("B"), RenameError::Taken(..)));
    assert!(matches!(refused("T"), RenameError::Taken(..)));
    assert!(matches!(refused("String"), RenameError::Reserved(..)));
    assert!(matches!(refused("class"), RenameError::Reserved(..)));
    check(
        "model A {\n  id Int @id\n  $0a Int\n}\n",
        "id",
        expect![[r#"
        `id` exists already. Choose another name.
    "#]],
    );
    check(
        "enum E {\n  $0a\n  b\n}\n",
        "b",
        expect![[r#"
        `b` exists already. Choose another name.
    "#]],
    );
    // The client knows the unique key as `a_b`.
    check(
        "model A {\n  a Int\n  b Int\n  $0c Int\n  @@unique([a, b])\n}\n",
        "a_b",
        expect![[r#"
            `a_b` conflicts with the client name of a compound key of this model. Rename that key with `name:` first.
        "#]],
    );
    check(
        "model A {\n  a Int\n  $0b Int\n  a_c Int\n  @@unique([a, b])\n}\n",
        "c",
        expect![[r#"
            `a_c` conflicts with the client name of a compound key of this model. Rename that key with `name:` first.
        "#]],
    );
    check(
        "model A {\n  a Int\n  $0b Int\n  a_c Int\n  @@unique([a, b], name: \"x\")\n}\n",
        "c",
        expect![[r#"
          c Int @map("b")
          @@unique([a, c], name: "x")
    "#]],
    );
}

#[test]
fn names_that_only_the_database_gives() {
    check(
        "datasource db {\n  provider = \"postgresql\"\n}\nmodel A {\n  id String @id @db.Var$0Char(20)\n}\n",
        "Text",
        expect![[r#"
            `VarChar` is a database type and cannot be renamed.
        "#]],
    );
    check(
        "datasource db {\n  provider = \"postgresql\"\n  schemas = [\"a\", \"b\"]\n}\nmodel A {\n  id Int @id\n  @@schema(\"$0a\")\n}\n",
        "c",
        expect![[r#"
            `a` is a database schema, which cannot be mapped. Rename it in the database, with `rename.keepDatabaseNames` off.
        "#]],
    );
}

#[test]
fn broken_text() {
    check(
        "model $0A {\n  id Int @id\n",
        "B",
        expect![[r#"
            `A` is incomplete: a bracket or brace is missing. Close it first.
        "#]],
    );
    check(
        "model A {\n  $0a Int @default(\n}\n",
        "b",
        expect![[r#"
            `a` is incomplete: a bracket or brace is missing. Close it first.
        "#]],
    );
    check(
        "model A {\n  $0b Missing\n}\n",
        "c",
        expect![[r#"
          c Missing
    "#]],
    );
    check(
        "model A {}\nmodel B {\n  a $0A?\n}\n",
        "C",
        expect![[r#"
            model C {
            @@map("A")
            a C?
        "#]],
    );
    // Of two models with one name the first is the one that is used.
    check(
        "model A {\n}\nmodel $0A {\n}\nmodel B {\n  a A?\n}\n",
        "C",
        expect![[r#"
            model C {
            @@map("A")
        "#]],
    );
}

#[test]
fn join_tables_keep_name_and_columns() {
    let schema = |cursor: &str| {
        r#"
        model Category {
          id    Int    @id
          posts Post[]
          tags  Tag[]  @relation("Tagged")
        }
        model Post {
          id         Int        @id
          categories Category[] @relation(map: "x")
        }
        model Tag {
          id         Int        @id
          categories Category[] @relation("Tagged")
          parents    Tag[]      @relation("Tree")
          children   Tag[]      @relation("Tree")
        }
        "#
        .replace(cursor, &format!("$0{cursor}"))
    };
    check(
        &schema("Category {"),
        "Group",
        expect![[r#"
            model Group {
            posts Post[] @relation("CategoryToPost")
            @@map("Category")
            categories Group[] @relation(map: "x", name: "CategoryToPost")
            categories Group[] @relation("Tagged")
        "#]],
    );
    check(
        &schema("Category {"),
        "Topic",
        expect![[r#"
            `Topic` would swap the columns `A` and `B` of the join table with `Post`, which are in alphabetical order. Choose a name on the same side of `Post`, or turn `rename.keepDatabaseNames` off.
        "#]],
    );
    check(
        &schema("Tagged\")\n          parents"),
        "Labelled",
        expect![[r#"
            Renaming to `Labelled` would rename the join table of this relation and lose its rows. Rename the table in a migration, with `rename.keepDatabaseNames` off.
        "#]],
    );
    check(
        &schema("parents"),
        "above",
        expect![[r#"
            `above` would swap the columns `A` and `B` of the join table with `children`, which are in alphabetical order. Choose a name on the same side of `children`, or turn `rename.keepDatabaseNames` off.
        "#]],
    );
    check(
        &schema("parents"),
        "owners",
        expect![[r#"
          owners    Tag[]      @relation("Tree")
    "#]],
    );
}
