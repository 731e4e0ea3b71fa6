//! Indexes and uniqueness: cases beside the documented examples.

use expect_test::{Expect, expect};
use model::project::PrismaVersion;
use model::schema::Schema;
use serde_json::json;

use super::drawn::{found, found_in_files, found_with};
use super::schema_of;

fn check(code: &str, text: &str, expected: Expect) {
    expected.assert_eq(&found(code, text).all());
}

/// Where the rule finds something.
fn places(code: &str, text: &str, expected: &str) {
    assert_eq!(found(code, text).places(), expected, "{text}");
}

/// A datasource with this provider.
fn on(provider: &str, text: &str) -> String {
    format!("datasource db {{\n  provider = \"{provider}\"\n}}\n\n{text}")
}

/// A client with partial indexes, and a datasource with this provider.
fn partial(provider: &str, text: &str) -> String {
    let client = "generator client {\n  provider = \"prisma-client\"\n  output = \"./client\"\n  previewFeatures = [\"partialIndexes\"]\n}\n\n";
    on(provider, &format!("{client}{text}"))
}

/// A model with some fields and these lines.
fn model(lines: &str) -> String {
    format!("model M {{\n  id Int @id\n  a Int\n  b Int\n  c String\n  deletedAt DateTime?\n{lines}\n}}\n")
}

#[test]
fn equal_indexes_and_prefixes() {
    check(
        "redundant-index",
        &model("  @@index([a])\n  @@unique([a, b])\n  @@index([a, b], map: \"second\")\n  @@index([b, a])"),
        expect![[r#"
            warning at `@@index([a])`: `@@index([a])` is redundant: `@@unique([a, b])` begins with the same fields and serves the same queries. Remove it; every write has to maintain it.
              see `@@unique([a, b])`: This key serves the same queries
              Choice: Remove `@@index([a])`
            warning at `@@index([a, b], map: "second")`: `@@index([a, b])` is redundant: `@@unique([a, b])` is an index over the same fields. Remove it; every write has to maintain it.
              see `@@unique([a, b])`: This key serves the same queries
              Safe: Remove `@@index([a, b])`
        "#]],
    );
    // Of two equal ones the later goes.
    places(
        "redundant-index",
        &model("  @@index([a], map: \"one\")\n  @@index([a], map: \"two\")"),
        "warning @@index([a], map: \"two\")\n",
    );
    places("redundant-index", &model("  @@index([a, b])\n  @@id([a, b])"), "warning @@index([a, b])\n");
    places("redundant-index", &model("  @@index(a)\n  @@index(fields: [a, b])"), "warning @@index(a)\n");
}

#[test]
fn an_id_that_is_unique_as_well() {
    let text = "model M {\n  ä String @id @unique @default(cuid()) // größer\n}\n";
    let drawn = found("redundant-index", text);
    assert_eq!(drawn.places(), "warning @unique\n");
    expect![[r"
        -  ä String @id @unique @default(cuid()) // größer
        +  ä String @id @default(cuid()) // größer
    "]]
    .assert_eq(&drawn.after_fix("Remove `@unique`"));
    places("redundant-index", &on("mongodb", text), "");
}

#[test]
fn indexes_that_are_more_than_they_seem() {
    let kept = [
        // Uniqueness is not implied by a wider key.
        "  @@unique([a])\n  @@unique([a, b])",
        "  @@unique([a])\n  @@index([a, b])",
        "  @@unique([a, b])\n  @@unique([b, a])",
        "  @@index([b])\n  @@index([a, b])",
        "  @@index([a, b])\n  @@index([a, c])",
        "  @@index([a], type: Hash)\n  @@index([a, b])",
        "  @@index([a], type: Brin)\n  @@index([a], map: \"other\")",
        "  @@index([c(ops: raw(\"text_pattern_ops\"))])\n  @@index([c, a])",
        "  @@index([a(sort: Desc)])\n  @@index([a, b])",
        "  @@index([a, b(sort: Desc)])\n  @@index([a, b], map: \"other\")",
        "  @@index([a], where: { b: 1 })\n  @@index([a, b])",
        "  @@index([a])\n  @@index([a, b], where: { b: 1 })",
        // Prisma refuses two keys of one name.
        "  @@index([a])\n  @@index([a])",
        // Still being written.
        "  @@index([a, \"b\"])\n  @@index([a, c])",
        "  @@index([])\n  @@index([a])",
        "  @@index([nothing])\n  @@index([nothing, a])",
    ];
    for lines in kept {
        places("redundant-index", &model(lines), "");
    }
    places("redundant-index", &on("mysql", &model("  @@index([c(length: 9)])\n  @@index([c, a])")), "");
    places("redundant-index", &on("mysql", &model("  @@index([c])\n  @@index([c(length: 9), a])")), "");
    places("redundant-index", &on("mysql", &model("  @@fulltext([c])\n  @@index([c])")), "");
    places("redundant-index", &on("sqlserver", &model("  @@index([id])")), "");
    places("redundant-index", &on("postgresql", &model("  @@index([id])")), "warning @@index([id])\n");
    let inverted = "  @@index([a, b(sort: Desc)])\n  @@index([a(sort: Desc), b], map: \"turned\")";
    places("redundant-index", &model(inverted), "warning @@index([a(sort: Desc), b], map: \"turned\")\n");
    let wide = "  @@index([a])\n  @@index([a, b, c, deletedAt, id])";
    places("redundant-index", &model(wide), "");
    let options = json!({ "maxColumns": 5 });
    let drawn = found_with("redundant-index", &model(wide), options);
    assert_eq!(drawn.places(), "warning @@index([a])\n");
}

#[test]
fn the_line_goes_with_its_documentation_and_blank_line() {
    let drawn = found(
        "redundant-index",
        "model M {\n  id Int @id\n  a Int @unique\n\n  /// for lists\n  @@index([a]) // old\n\n  @@map(\"m\")\n}\n",
    );
    expect![[r#"
        -  /// for lists
        -  @@index([a]) // old
        -
    "#]]
    .assert_eq(&drawn.after_fix("Remove `@@index([a])`"));
}

#[test]
fn rows_marked_as_deleted_count_in_uniques() {
    let text = "model M {\n  id Int @id\n  mail String @unique @map(\"e_mail\") @db.Citext // who\n  tenant Int\n  deletedAt DateTime? @map(\"deleted_at\")\n  @@unique([tenant, deletedAt])\n  @@map(\"users\")\n}\n";
    let drawn = found("soft-delete-unique", &partial("postgresql", text));
    expect![[r#"
        warning at `@unique`: `@unique` on `mail` also applies to soft-deleted rows. Add `where: { deletedAt: null }`.
          see `deletedAt`: This field soft-deletes a row
          Choice: Restrict uniqueness to active rows (`findUnique` becomes `findFirst`)
        warning at `@@unique([tenant, deletedAt])`: `@@unique([tenant, deletedAt])` does not apply to active rows: `deletedAt` is NULL in all of them, and PostgreSQL treats NULLs as distinct. Change it to `@@unique([tenant], where: { deletedAt: null })`.
          see `deletedAt`: This field soft-deletes a row
          Choice: Restrict uniqueness to active rows (`findUnique` becomes `findFirst`)
    "#]]
    .assert_eq(&drawn.all());
    expect![[r#"
        -  mail String @unique @map("e_mail") @db.Citext // who
        +  mail String @map("e_mail") @db.Citext // who
        +  @@unique([mail], where: { deletedAt: null }, map: "users_e_mail_active_key")
    "#]]
    .assert_eq(&drawn.after_fix("Restrict uniqueness to active rows (`findUnique` becomes `findFirst`)"));
    // Where the feature is off the fix turns it on.
    let drawn = found("soft-delete-unique", &model("  @@unique([c])"));
    expect![[r#"
        +  previewFeatures = ["partialIndexes"]
        -  @@unique([c])
        +  @@unique([c], where: { deletedAt: null }, map: "M_c_active_key")
    "#]]
    .assert_eq(&drawn.after_fix(
        "Restrict uniqueness to active rows (`findUnique` becomes `findFirst`), with the preview feature `partialIndexes`",
    ));
}

#[test]
fn what_helps_depends_on_database_and_version() {
    let text = model("  @@unique([c])");
    let message = |provider: &str, text: &str| {
        let all = found("soft-delete-unique", &on(provider, text)).all();
        all.lines().next().unwrap_or("").rsplit_once("rows. ").map(|(_, end)| end.to_owned())
    };
    let mysql = "MySQL has no partial indexes: change the value when a row is soft-deleted.";
    assert_eq!(message("mysql", &text).as_deref(), Some(mysql));
    assert_eq!(message("mongodb", &text).as_deref(), Some("Add `deletedAt` to it."));
    // Nulls are equal there, so the mark in the key works.
    places("soft-delete-unique", &on("sqlserver", &model("  @@unique([c, deletedAt])")), "");
    places("soft-delete-unique", &on("mongodb", &model("  @@unique([c, deletedAt])")), "");
    let old = Schema::single("s.prisma", &on("postgresql", &text), PrismaVersion::new(6, 19, 0));
    expect![[r#"
        warning at `@@unique([c])`: `@@unique([c])` also applies to soft-deleted rows. Create a unique index with `WHERE deletedAt IS NULL` in a migration.
          see `deletedAt`: This field soft-deletes a row
    "#]]
    .assert_eq(&found_in_files("soft-delete-unique", old).all());
}

#[test]
fn uniques_that_deleted_rows_may_keep() {
    let left = [
        "  x String @unique @default(uuid())",
        "  resetToken String @unique",
        "  keyHash String @unique",
        "  stripeCustomerId String? @unique",
        "  inviteCode String @unique",
        "  @@unique([id, a])",
        "  @@unique([c], where: { deletedAt: null })",
        "  @@unique([nothing])",
        "  parentId Int @unique\n  parent P @relation(fields: [parentId], references: [id])",
    ];
    for lines in left {
        places("soft-delete-unique", &format!("{}model P {{\n  id Int @id\n  m M?\n}}\n", model(lines)), "");
    }
    places(
        "soft-delete-unique",
        "model M {\n  id Int @id\n  c String @unique\n  deletedAt DateTime\n}\n",
        "",
    );
    // A relation needs the constraint over all rows: no fix.
    let text = format!(
        "{}model N {{\n  id Int @id\n  c String\n  m M @relation(fields: [c], references: [c])\n}}\n",
        model("  ns N[]\n  @@unique([c])")
    );
    assert!(found("soft-delete-unique", &text).found[0].fixes.is_empty());
}

#[test]
fn an_index_over_the_mark_alone() {
    let drawn =
        found("soft-delete-index", &partial("postgres", &model("  @@index([a])\n  @@index([deletedAt])")));
    expect![[r#"
        warning at `@@index([deletedAt])`: `@@index([deletedAt])` does not help to find active rows, which are most rows. Use `deletedAt` as the last field, or in the `where:`, of the indexes that queries use.
          Choice: Restrict the other indexes to rows without `deletedAt`, and remove this one
          Choice: Restrict it to deleted rows, for a purge job
          Choice: Remove `@@index([deletedAt])`
    "#]]
    .assert_eq(&drawn.all());
    expect![[r"
        -  @@index([a])
        -  @@index([deletedAt])
        +  @@index([a], where: { deletedAt: null })
    "]]
    .assert_eq(
        &drawn.after_fix("Restrict the other indexes to rows without `deletedAt`, and remove this one"),
    );
    expect![[r"
        -  @@index([deletedAt])
        +  @@index([deletedAt], where: { deletedAt: { not: null } })
    "]]
    .assert_eq(&drawn.after_fix("Restrict it to deleted rows, for a purge job"));
    let drawn = found(
        "soft-delete-index",
        &model("  @@index(a)\n  @@index([b, c(sort: Desc)])\n  @@index([deletedAt])"),
    );
    expect![[r"
        -  @@index(a)
        -  @@index([b, c(sort: Desc)])
        -  @@index([deletedAt])
        +  @@index([a, deletedAt])
        +  @@index([b, c(sort: Desc), deletedAt])
    "]]
    .assert_eq(&drawn.after_fix("Add `deletedAt` to the other indexes, and remove this one"));
    for lines in [
        "  @@index([deletedAt, a])",
        "  @@index([deletedAt], where: { a: 1 })",
        "  @@index([deletedAt], type: Brin)",
    ] {
        places("soft-delete-index", &model(lines), "");
    }
}

#[test]
fn nulls_in_uniques() {
    let child = |line: &str| {
        format!(
            "model C {{\n  id Int @id\n  name String?\n  parentId Int?\n  parent P? @relation(fields: [parentId], references: [id])\n  deletedAt DateTime?\n{line}\n}}\nmodel P {{\n  id Int @id\n  cs C[]\n}}\n"
        )
    };
    let flagged = child("  @@unique([name, parentId])");
    for provider in ["postgresql", "cockroachdb", "mysql", "sqlite"] {
        places("nullable-unique", &on(provider, &flagged), "info @@unique([name, parentId])\n");
    }
    places("nullable-unique", &on("sqlserver", &flagged), "");
    places("nullable-unique", &on("sqlserver", &child("  @@unique([name])")), "info @@unique([name])\n");
    places("nullable-unique", &on("postgresql", &child("  @@unique([name])")), "");
    for line in [
        "  @@unique([id, parentId])",
        "  number Int\n  @@unique([number, name])",
        "  @@unique([name, parentId, deletedAt])",
        "  @@unique([name, parentId])\n  @@unique([name], where: { parentId: null })",
        "  @@unique([name, parentId])\n  @@unique([name], where: raw(\"parent_id IS NULL\"))",
    ] {
        places("nullable-unique", &child(line), "");
    }
}

#[test]
fn few_values() {
    let text = |name: &str, lines: &str| {
        format!(
            "enum Color {{\n  RED\n  BLUE\n}}\n\nmodel {name} {{\n  id Int @id\n  flag Boolean\n  color Color\n  state Color\n  n Int\n{lines}\n}}\n"
        )
    };
    let all =
        "  @@index([flag])\n  @@index([color])\n  @@index([state])\n  @@index([n])\n  @@index([flag, n])";
    places("low-selectivity-index", &text("Shop", all), "info @@index([flag])\ninfo @@index([color])\n");
    places("low-selectivity-index", &text("MailJobs", all), "");
    places("low-selectivity-index", &text("Shop", "  @@index([flag], where: { flag: true })"), "");
    let options = json!({ "maxValues": 1 });
    assert_eq!(
        found_with("low-selectivity-index", &text("Shop", all), options).places(),
        "info @@index([flag])\n"
    );
}

#[test]
fn sorted_indexes_over_lists_and_documents() {
    let text = |lines: &str| {
        format!("model M {{\n  id Int @id\n  tags String[]\n  doc Json\n  old Json @db.Json\n{lines}\n}}\n")
    };
    let drawn = found("json-btree-index", &text("  @@index([doc])\n  @@index([tags, id])\n  @@index([old])"));
    expect![[r#"
        warning at `@@index([doc])`: `@@index([doc])` finds `doc` only by its complete value. Use `type: Gin` for containment queries.
          Choice: Change to a GIN index
          Choice: Change to a GIN index for `@>` only, which is smaller
        warning at `@@index([tags, id])`: `@@index([tags, id])` finds `tags` only by its complete value. Use `type: Gin` for containment queries.
        warning at `@@index([old])`: `@@index([old])` cannot be created: PostgreSQL cannot sort `json`. Change `old` to `JsonB`, and the index to `type: Gin`.
    "#]]
    .assert_eq(&drawn.all());
    expect![[r"
        -  @@index([doc])
        +  @@index([doc(ops: JsonbPathOps)], type: Gin)
    "]]
    .assert_eq(&drawn.after_fix("Change to a GIN index for `@>` only, which is smaller"));
    let explicit = found("json-btree-index", &text("  @@index([tags], type: BTree, map: \"x\")"));
    expect![[r#"
        -  @@index([tags], type: BTree, map: "x")
        +  @@index([tags], type: Gin, map: "x")
    "#]]
    .assert_eq(&explicit.after_fix("Change to a GIN index"));
    places("json-btree-index", &text("  @@index([tags], type: Gin)\n  @@unique([doc])"), "");
    places("json-btree-index", &on("mongodb", &text("  @@index([tags])")), "");
}

#[test]
fn wide_indexes() {
    places(
        "wide-index",
        &model("  @@index([a, b, c, id])\n  @@unique([a, b, c, id])"),
        "info @@index([a, b, c, id])\n",
    );
    let wide = "model M {\n  id Int @id\n  a String @db.VarChar(800)\n  b String\n  t String @db.Text\n  @@unique([a])\n  @@index([b, id])\n  @@index([t(length: 769)])\n}\n";
    expect![[r#"
        info at `@@unique([a])`: `@@unique([a])` takes up to 3200 bytes per row, and MySQL allows 3072. Shorten its columns, or index a prefix with `length:`.
        info at `@@index([t(length: 769)])`: `@@index([t])` takes up to 3076 bytes per row, and MySQL allows 3072. Shorten its columns, or index a prefix with `length:`.
    "#]]
    .assert_eq(&found("wide-index", &on("mysql", wide)).all());
    places("wide-index", &on("postgresql", wide), "");
}

#[test]
fn names_that_collide_unseen_by_prisma() {
    // The tables of implicit relations, on both databases that keep one list of names.
    let text = "model Post {\n  id Int @id\n  n Int\n  tags Tag[]\n  @@index([n], map: \"_PostToTag_B_index\")\n}\nmodel Tag {\n  id Int @id\n  posts Post[]\n}\n";
    for provider in ["postgresql", "sqlite"] {
        places(
            "index-name-collision",
            &on(provider, text),
            "error @@index([n], map: \"_PostToTag_B_index\")\n",
        );
    }
    for provider in ["mysql", "sqlserver", "cockroachdb"] {
        places("index-name-collision", &on(provider, text), "");
    }
    let folded = "model A {\n  id Int @id\n  x Int\n  y Int\n  @@index([x], map: \"same\")\n  @@index([y], map: \"SAME\")\n}\n";
    for provider in ["mysql", "sqlite", "sqlserver"] {
        let drawn = found("index-name-collision", &on(provider, folded));
        assert_eq!(drawn.places(), "error @@index([y], map: \"SAME\")\n", "{provider}");
        expect![[r#"
            -  @@index([y], map: "SAME")
            +  @@index([y], map: "SAME_2")
        "#]]
        .assert_eq(&drawn.after_fix("Rename to `SAME_2`"));
    }
    places("index-name-collision", &on("postgresql", folded), "");
    // Equal names of indexes are for Prisma to report.
    let equal = folded.replace("SAME", "same");
    places("index-name-collision", &on("sqlite", &equal), "");
    // Two database schemas, two lists of names.
    let schemas = "model A {\n  id Int @id\n  x Int\n  @@index([x], map: \"B\")\n  @@schema(\"one\")\n}\nmodel B {\n  id Int @id\n  @@schema(\"two\")\n}\n";
    places("index-name-collision", schemas, "");
}

#[test]
fn across_files() {
    let drawn = found_in_files(
        "index-name-collision",
        schema_of(&[
            (
                "a.prisma",
                "datasource db {\n  provider = \"postgresql\"\n}\nmodel A {\n  id Int @id\n  x Int @unique(map: \"B\")\n}\n",
            ),
            ("b.prisma", "model B {\n  id Int @id\n}\n"),
        ]),
    );
    expect![[r#"
        error at `@unique(map: "B")`: `@unique` on `x` is named `B` in the database, and so is a table. Set another name with `map: "…"`.
          see `B`: `B` is the name of a table
          Choice: Rename to `B_2`
    "#]]
    .assert_eq(&drawn.all());
}

#[test]
fn values_that_never_come_back() {
    let model = |name: &str, lines: &str| {
        format!("model {name} {{\n  id Int @id\n  deletedAt DateTime?\n{lines}\n}}\n")
    };
    for (name, lines) in [
        ("Invoice", "  number String @unique"),
        ("Order", "  orderNo String @unique"),
        ("Sale", "  companyId Int\n  invoiceNumber String\n\n  @@unique([companyId, invoiceNumber])"),
        ("Payment", "  transactionRef String @unique"),
        ("Wallet", "  address String @unique"),
        ("Car", "  vin String @unique"),
        ("Customer", "  stripeId String\n  region String\n\n  @@unique([region, stripeId])"),
        ("Product", "  handle String @unique\n  lastSyncedAt DateTime?"),
        ("Contact", "  email String @unique\n  externalId String?"),
    ] {
        places("soft-delete-unique", &model(name, lines), "");
    }
    for (name, lines, found) in [
        ("Account", "  phoneNumber String @unique", "@unique"),
        ("User", "  email String @unique", "@unique"),
        (
            "Tag",
            "  tenantId Int\n  name String\n\n  @@unique([tenantId, name])",
            "@@unique([tenantId, name])",
        ),
    ] {
        places("soft-delete-unique", &model(name, lines), &format!("warning {found}\n"));
    }
}

#[test]
fn a_constraint_with_nulls_comes_with_a_remedy() {
    let text = "model P {\n  id Int @id\n  cs C[]\n}\nmodel C {\n  id Int @id\n  name String\n  pId Int? @map(\"p_id\")\n  p P? @relation(fields: [pId], references: [id])\n\n  @@unique([name, pId])\n}\n";
    let message = |text: &str| found("nullable-unique", text).found[0].message.clone();
    let ends = |text: &str, end: &str| assert!(message(text).ends_with(end), "{}", message(text));
    ends(
        &on("postgresql", text),
        "Make `pId` required, or create a unique index over `name` with `WHERE p_id IS NULL` in a migration.",
    );
    ends(
        &partial("sqlite", text),
        "Make `pId` required, or add `@@unique([name], where: { pId: null })` for those rows.",
    );
    ends(&on("mysql", text), "Make `pId` required, or check such rows before they are written.");
    let one = "model C {\n  id Int @id\n  code String? @unique\n}\n";
    ends(&on("sqlserver", one), "Make `code` required, or use a unique index with `WHERE code IS NOT NULL`.");
}
