//! Indexes of foreign keys.

use expect_test::expect;
use serde_json::json;

use super::super::drawn::{found, found_in_files, found_with};
use super::super::{findings, schema, schema_of, strict_with};
use super::{MYSQL, PAIR, PLAIN, POSTGRESQL, check, child, database};

#[test]
fn a_foreign_key_without_an_index() {
    check(
        "fk-missing-index",
        &child(POSTGRESQL, PLAIN),
        expect![[r#"
            warning at `[parentId]`: Foreign key `Child.parentId` has no index: deleting a `Parent`, or finding its rows, scans the table. Add `@@index([parentId])`.
              Safe: Add `@@index([parentId])`
        "#]],
    );
    check(
        "fk-missing-index",
        &child(MYSQL, PLAIN),
        expect![[r#"
            info at `[parentId]`: Foreign key `Child.parentId` has no index in the schema; the database creates one that the schema does not show. Add `@@index([parentId])`.
              Choice: Add `@@index([parentId])`
        "#]],
    );
    for provider in ["postgres", "cockroachdb", "sqlite", "sqlserver"] {
        let text = child(&format!("  provider = \"{provider}\""), PLAIN);
        assert_eq!(found("fk-missing-index", &text).places(), "warning [parentId]\n", "{provider}");
    }
    // Prisma warns of its own accord.
    let emulated = format!("{POSTGRESQL}\n  relationMode = \"prisma\"");
    check("fk-missing-index", &child(&emulated, PLAIN), expect![[""]]);
    let mongodb = child("  provider = \"mongodb\"", PLAIN);
    assert_eq!(found_with("fk-missing-index", &mongodb, json!({"mongodb": false})).all(), "");
    expect![[r#"
        info at `[parentId]`: Relation key `Child.parentId` has no index: deleting a `Parent`, or finding its rows, scans the collection. Add `@@index([parentId])`.
          Choice: Add `@@index([parentId])`
    "#]].assert_eq(&found("fk-missing-index", &mongodb).all());
}

#[test]
fn keys_that_serve_a_foreign_key() {
    for lines in [
        "@@index([parentId])",
        "@@index([parentId(sort: Desc), id])",
        "@@unique([parentId, id])",
        "@@index([parentId], type: Hash)",
        "@@index([parentId], type: BTree, map: \"i\")",
        "@@index([parentId], where: { parentId: { not: null } })",
        "@@index([parentId], where: raw(\"\\\"parentId\\\" IS NOT NULL\"))",
        "@@index([parentId(ops: raw(\"int4_ops\"))])",
    ] {
        let text = child(POSTGRESQL, &format!("{PLAIN}\n\n  {lines}"));
        assert_eq!(found("fk-missing-index", &text).places(), "", "{lines}");
    }
    for lines in [
        "@@index([id, parentId])",
        "@@index([parentId], type: Brin)",
        "@@index([parentId, id], type: Hash)",
        "@@index([parentId], where: { parentId: 1 })",
        "@@index([parentId], where: { id: { not: null } })",
        "@@index([parentId], where: raw(\"\\\"parentId\\\" > 3\"))",
        "@@index([])",
        "@@fulltext([parentId])",
    ] {
        let text = child(POSTGRESQL, &format!("{PLAIN}\n\n  {lines}"));
        assert_eq!(found("fk-missing-index", &text).places(), "warning [parentId]\n", "{lines}");
    }
    for key in ["parentId Int @unique", "parentId Int @id"] {
        let text = PLAIN.replace("id Int @id\n  ", "").replace("parentId Int", key);
        assert_eq!(found("fk-missing-index", &child(POSTGRESQL, &text)).places(), "", "{key}");
    }
}

#[test]
fn a_prefix_of_a_value_serves_only_if_it_holds_all() {
    let text = |native: &str, length: u32| {
        let parent = "model P {\n  id String @id @db.VarChar(80)\n  cs C[]\n}\n";
        format!(
            "{}{parent}model C {{\n  id Int @id\n  pId String {native}\n  p P @relation(fields: [pId], references: [id])\n\n  @@index([pId(length: {length})])\n}}\n",
            database(MYSQL)
        )
    };
    for (native, length, expected) in [
        ("@db.VarChar(80)", 80, ""),
        ("@db.VarChar(80)", 20, "info [pId]\n"),
        ("", 191, ""),
        ("", 100, "info [pId]\n"),
        ("@db.Text", 500, "info [pId]\n"),
    ] {
        assert_eq!(found("fk-missing-index", &text(native, length)).places(), expected, "{native} {length}");
    }
}

#[test]
fn foreign_keys_of_several_fields() {
    check(
        "fk-missing-index",
        &child(POSTGRESQL, PAIR),
        expect![[r#"
            warning at `[tenant, parentId]`: Foreign key `Child(tenant, parentId)` has no index: deleting a `Parent`, or finding its rows, scans the table. Add `@@index([tenant, parentId])`.
              Safe: Add `@@index([tenant, parentId])`
        "#]],
    );
    for (datasource, lines, expected) in [
        (POSTGRESQL, "@@index([tenant, parentId])", ""),
        (POSTGRESQL, "@@index([parentId, tenant])", ""),
        (POSTGRESQL, "@@unique([parentId, tenant, id])", ""),
        (POSTGRESQL, "@@index([parentId])", "warning [tenant, parentId]\n"),
        (POSTGRESQL, "@@index([tenant, id, parentId])", "warning [tenant, parentId]\n"),
        (MYSQL, "@@index([tenant, parentId])", ""),
        (MYSQL, "@@index([parentId, tenant])", "info [tenant, parentId]\n"),
    ] {
        let text = child(datasource, &format!("{PAIR}\n\n  {lines}"));
        assert_eq!(found("fk-missing-index", &text).places(), expected, "{datasource} {lines}");
    }
}

#[test]
fn foreign_keys_that_share_fields_share_an_index() {
    let text = |datasource: &str| {
        format!(
            "{}model Tenant {{\n  id Int @id\n  users User[]\n  posts Post[]\n}}\n\n\
             model User {{\n  id Int\n  tenantId Int\n  tenant Tenant @relation(fields: [tenantId], references: [id])\n  posts Post[]\n\n  @@id([id, tenantId])\n}}\n\n\
             model Post {{\n  id Int @id\n  userId Int\n  tenantId Int\n  user User @relation(fields: [userId, tenantId], references: [id, tenantId])\n  tenant Tenant @relation(fields: [tenantId], references: [id])\n}}\n",
            database(datasource)
        )
    };
    check(
        "fk-missing-index",
        &text(POSTGRESQL),
        expect![[r#"
            warning at `[tenantId]`: Foreign key `User.tenantId` has no index: deleting a `Tenant`, or finding its rows, scans the table. Add `@@index([tenantId])`.
              see `@@id([id, tenantId])`: This key does not start with `tenantId`.
              Safe: Add `@@index([tenantId])`
            warning at `[userId, tenantId]`: Foreign key `Post(userId, tenantId)` has no index: deleting a `User`, or finding its rows, scans the table. Add `@@index([tenantId, userId])`.
              see `tenant`: The same index serves this foreign key.
              Safe: Add `@@index([tenantId, userId])`
        "#]],
    );
    check(
        "fk-missing-index",
        &text(MYSQL),
        expect![[r#"
            info at `[tenantId]`: Foreign key `User.tenantId` has no index in the schema; the database creates one that the schema does not show. Add `@@index([tenantId])`.
              see `@@id([id, tenantId])`: This key does not start with `tenantId`.
              Choice: Add `@@index([tenantId])`
            info at `[userId, tenantId]`: Foreign key `Post(userId, tenantId)` has no index in the schema; the database creates one that the schema does not show. Add `@@index([userId, tenantId])`.
              Choice: Add `@@index([userId, tenantId])`
            info at `[tenantId]`: Foreign key `Post.tenantId` has no index in the schema; the database creates one that the schema does not show. Add `@@index([tenantId])`.
              Choice: Add `@@index([tenantId])`
        "#]],
    );
}

#[test]
fn the_second_column_of_a_join_table() {
    check(
        "fk-missing-index",
        "model A {\n  id Int @id\n  joins AB[]\n}\n\nmodel B {\n  id Int @id\n  joins AB[]\n}\n\nmodel AB {\n  aId Int\n  bId Int\n  a A @relation(fields: [aId], references: [id])\n  b B @relation(fields: [bId], references: [id])\n\n  @@id([aId, bId])\n  @@map(\"a_b\")\n}\n",
        expect![[r#"
            warning at `[bId]`: Foreign key `AB.bId` has no index: deleting a `B`, or finding its rows, scans the table. Add `@@index([bId])`.
              see `@@id([aId, bId])`: This key does not start with `bId`.
              Safe: Add `@@index([bId])`
        "#]],
    );
}

#[test]
fn self_relations_count_and_implicit_join_tables_do_not() {
    check(
        "fk-missing-index",
        "model Node {\n  id Int @id\n  parentId Int?\n  parent Node? @relation(\"tree\", fields: [parentId], references: [id])\n  children Node[] @relation(\"tree\")\n  tags Tag[]\n}\n\nmodel Tag {\n  id Int @id\n  nodes Node[]\n}\n",
        expect![[r#"
            warning at `[parentId]`: Foreign key `Node.parentId` has no index: deleting a `Node`, or finding its rows, scans the table. Add `@@index([parentId])`.
              Safe: Add `@@index([parentId])`
        "#]],
    );
}

#[test]
fn relations_that_are_left_alone() {
    for lines in [
        "  id Int @id\n  parentId Int\n  parent Parent @relation(fields: [parentId], references: [id]) @ignore",
        "  id Int @id\n  parent Parent @relation(fields: [parentId], references: [id])",
        "  id Int @id\n  parentId Int\n  parent Parent @relation(fields: [parentId], references: [nothing])",
        "  id Int @id\n  parentId Int\n  parent Parent @relation(fields: [], references: [])",
        "  id Int @id\n  parentId Int\n  parent Parent @relation(fields: [parentId",
        "  id Int @id\n  parentId Int\n  parent Nobody @relation(fields: [parentId], references: [id])",
        "  id Int @id\n  parentId Int\n  parent Parent @relation(fields: [parentId], references: [id])\n\n  @@ignore",
    ] {
        assert_eq!(found("fk-missing-index", &child(POSTGRESQL, lines)).places(), "", "{lines}");
        assert_eq!(found("explicit-on-delete", &child(POSTGRESQL, lines)).places(), "", "{lines}");
    }
}

#[test]
fn no_index_on_fields_that_take_none() {
    for field in ["parentId Int @ignore", "parentId Unsupported(\"x\")"] {
        let text = child(POSTGRESQL, &PLAIN.replace("parentId Int", field));
        assert_eq!(found("fk-missing-index", &text).places(), "", "{field}");
    }
}

#[test]
fn the_index_begins_with_the_tenant_where_that_is_wanted() {
    let options = json!({"tenantFields": ["orgId", "tenant"]});
    let lines = PLAIN.replace("parentId Int", "tenant Int\n  parentId Int");
    let drawn = found_with("fk-missing-index", &child(POSTGRESQL, &lines), options.clone());
    expect![[r#"
        +
        +  @@index([tenant, parentId])
    "#]]
    .assert_eq(&drawn.after_fix("Add `@@index([tenant, parentId])`"));
    let drawn = found_with("fk-missing-index", &child(POSTGRESQL, PLAIN), options);
    expect![[r#"
        warning at `[parentId]`: Foreign key `Child.parentId` has no index: deleting a `Parent`, or finding its rows, scans the table. Add `@@index([parentId])`.
          Safe: Add `@@index([parentId])`
    "#]].assert_eq(&drawn.all());
}

#[test]
fn the_index_goes_into_the_file_of_its_model() {
    let schema = schema_of(&[
        ("schema.prisma", "datasource db {\n  provider = \"sqlite\"\n}\n"),
        ("user.prisma", "model User {\r\n  id Int @id\r\n  posts Post[]\r\n}\r\n"),
        (
            "post.prisma",
            "/// Beiträge\r\nmodel Post {\r\n  id Int @id\r\n  userId Int\r\n  user User @relation(fields: [userId], references: [id]) // für wen\r\n\r\n  @@map(\"posts\")\r\n}\r\n",
        ),
    ]);
    let drawn = found_in_files("fk-missing-index", schema);
    expect![[r#"
        +  @@index([userId])
    "#]]
    .assert_eq(&drawn.after_fix("Add `@@index([userId])`"));
}

#[test]
fn fields_that_need_an_index_for_their_names() {
    let text = child(
        POSTGRESQL,
        &PLAIN.replace("parentId Int", "parentId Int\n  createdAt DateTime\n  tags String[]\n  code String"),
    );
    let options = json!({ "forNames": ["parentId", "parent", "createdAt", "tags", "/^cod/"] });
    expect![[r#"
        warning at `parentId`: `Child.parentId` has no index, which the configuration requires for its name. Add `@@index([parentId])`.
          Choice: Add `@@index([parentId])`
        warning at `createdAt`: `Child.createdAt` has no index, which the configuration requires for its name. Add `@@index([createdAt])`.
          Choice: Add `@@index([createdAt])`
        warning at `tags`: `Child.tags` has no index, which the configuration requires for its name. Add `@@index([tags])`.
        warning at `code`: `Child.code` has no index, which the configuration requires for its name. Add `@@index([code])`.
          Choice: Add `@@index([code])`
    "#]].assert_eq(&found_with("require-field-index", &text, options.clone()).all());
    for (lines, expected) in [
        ("@@unique([code, createdAt])", "parentId createdAt tags"),
        ("@@index([createdAt, code])\n  @@index([tags], type: Gin)", "parentId code"),
        ("@@index([code(sort: Desc)])\n  @@index([parentId], where: { code: \"x\" })", "createdAt tags"),
    ] {
        let text =
            text.replace("tags String[]\n  code String", &format!("tags String[]\n  code String\n  {lines}"));
        let found = found_with("require-field-index", &text, options.clone()).places();
        let expected: String = expected.split(' ').map(|name| format!("warning {name}\n")).collect();
        assert_eq!(found, expected, "{lines}");
    }
    // One finding for a foreign key, not two.
    let rule = checks::registry().rule("require-field-index").unwrap();
    let codes: Vec<&str> = findings(&schema(&text), &strict_with(rule, &json!({ "forNames": "*Id" })))
        .iter()
        .map(|finding| finding.code)
        .filter(|code| code.ends_with("-index"))
        .collect();
    assert_eq!(codes, ["require-field-index"]);
}
