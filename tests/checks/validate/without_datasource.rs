//! What is said of a schema that names no database.

use expect_test::expect;

use super::codes_of;
use super::drawn::mended;

const GENERATOR: &str =
    "generator g {\n  provider = \"x\"\n  previewFeatures = [\"views\", \"shardKeys\"]\n}\n";

/// The codes of all that is said of a model with an id and these lines, parted by ` ; `, below these blocks.
fn codes(blocks: &str, lines: &str) -> Vec<&'static str> {
    let lines = lines.replace(" ; ", "\n  ");
    let text = format!("{blocks}{GENERATOR}model M {{\n  id Int @id\n  s String?\n  {lines}\n}}\n");
    let found = codes_of(&text, "7.10.0");
    for (what, other) in
        [("Prisma 6", codes_of(&text, "6.19.0")), ("CRLF", codes_of(&text.replace('\n', "\r\n"), "7.10.0"))]
    {
        assert_eq!(other, found, "{what}: {lines}");
    }
    found
}

#[test]
fn what_only_some_databases_have() {
    for lines in [
        "t String @db.Text",
        "t String @db.Foo",
        "l Int[]",
        "l Unsupported(\"x\")[]",
        "d Decimal",
        "n Int @default(autoincrement())",
        "n String @default(auto())",
        "n Int @default(sequence(start: 1))",
        "n Int @default(1, map: \"é\")",
        "n String @shardKey",
        "n Int @unique(length: 5)",
        "n Int @unique(clustered: true)",
        "m M? @relation(\"m\", fields: [id], references: [id], map: \"m\") ; o M? @relation(\"m\")",
        "@@index([s(length: 5)])",
        "@@index([id], clustered: false)",
        "@@index([id], type: Hash)",
        "@@fulltext([s])",
        "@@shardKey([id])",
        "@@schema(\"x\")",
    ] {
        let found = codes("", lines);
        let others = ["actions-in-cycle", "referential-action-cycle"];
        let found: Vec<_> = found.into_iter().filter(|code| !others.contains(code)).collect();
        assert_eq!(found, ["missing-datasource"], "{lines}");
    }
    for text in [
        "model M {\n  a Int\n  @@id([a(sort: Desc)])\n}\n",
        "model M {\n  a Int @id(sort: Desc)\n}\n",
        "model M {\n  a Int @id(map: \"x\")\n}\n",
        "type T {\n  a String @db.Text\n}\n",
        "enum E {\n  A\n  @@schema(\"x\")\n}\n",
    ] {
        assert_eq!(codes_of(text, "7.10.0"), ["missing-datasource"], "{text}");
    }
}

#[test]
fn what_every_database_has() {
    for lines in [
        "@@index([s(sort: Desc)], map: \"x\")",
        "@@index([s(length: -5)])",
        "@@index([s], type: BTree)",
        "n Int @unique(sort: Desc, map: \"x\")",
        "n String @default(uuid(7)) ; o String @default(dbgenerated(\"x\"))",
        "j Json ; b BigInt ; c Bytes",
    ] {
        assert!(codes("", lines).is_empty(), "{lines}");
    }
    assert!(codes_of("model M {\n  id Int @id @default(autoincrement())\n}\n", "7.10.0").is_empty());
    assert!(codes_of("model M {\n  a Int\n  b Int\n  @@id([a, b])\n}\n", "7.10.0").is_empty());
}

#[test]
fn relations_as_the_plainest_database_has_them() {
    let ids = |side: &str| {
        format!("{side}Ids Int[]\n  {side} {side}[] @relation(fields: [{side}Ids], references: [id])")
    };
    let text = format!(
        "model A {{\n  id Int @id\n  {}\n}}\nmodel B {{\n  id Int @id\n  {}\n}}\n",
        ids("B"),
        ids("A")
    );
    assert_eq!(codes_of(&text, "7.10.0"), ["missing-datasource"; 4]);
    let order = "model A {\n  id Int @id\n  x Int\n  y Int\n  b B @relation(fields: [x, y], references: [y, x])\n}\nmodel B {\n  \
                 x Int\n  y Int\n  a A[]\n  @@id([x, y])\n}\n";
    assert_eq!(codes_of(order, "7.10.0"), ["reference-order"]);
}

#[test]
fn other_mistakes_go_first() {
    let lines = "t String @db.Text ; l Int[] ; @@shardKey([id]) ; @@index([s(length: 5)])";
    for (blocks, expected) in [
        ("datasource db {\n  url = \"x\"\n}\n", "missing-key"),
        ("datasource db {\n  provider = \"foo\"\n  url = \"x\"\n}\n", "unknown-provider"),
        ("datasource db {\n  provider = \"\"\n  url = \"x\"\n}\n", "unknown-provider"),
        ("datasorce db {\n  provider = \"mysql\"\n}\n", "unknown-block"),
    ] {
        let text = format!(
            "{blocks}{GENERATOR}model M {{\n  id Int @id\n  s String\n  {}\n}}\n",
            lines.replace(" ; ", "\n  ")
        );
        assert_eq!(codes_of(&text, "6.19.0"), [expected], "{blocks}");
    }
    // The datasource is there, behind a block that is not closed.
    let text = "model A {\n  id Int @id\n\ndatasource db {\n  provider = \"postgresql\"\n}\n\nmodel B {\n  id Int @id @db.Integer\n}\n";
    let found = codes_of(text, "7.10.0");
    assert!(!found.contains(&"missing-datasource"), "{found:?}");
}

#[test]
fn a_datasource_is_added_at_the_top() {
    let text = "
        // Ä
        model User {
          id Int @id
          name String @pg.VarChar(20)
        }
        ";
    expect![[r#"
        missing-datasource
          Choice: Add a datasource for PostgreSQL
            +datasource pg {
            +  provider = "postgresql"
            +
          Choice: Add a datasource for MySQL
            +datasource pg {
            +  provider = "mysql"
            +
          Choice: Add a datasource for SQL Server
            +datasource pg {
            +  provider = "sqlserver"
            +
    "#]]
    .assert_eq(&mended("", text));
}
