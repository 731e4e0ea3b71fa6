//! Names in the database.

use expect_test::expect;
use serde_json::json;

use super::{check, check_fix, check_with};
use crate::rules::drawn::{found, found_recommended, found_with, found_with_migrations};

#[test]
fn columns_in_snake_case() {
    check(
        "field-map-snake-case",
        "model A {\n  id Int @id\n  createdAt DateTime\n  updatedAt DateTime @map(\"updatedOn\") @db.Timestamptz // x\n  b B @relation(fields: [bId], references: [id])\n  bId Int @map(\"b\")\n  plain Int\n}\nmodel B {\n  id Int @id\n  as A[]\n}\nview V {\n  someThing Int @unique\n}\n",
        expect![[r#"
            warning at `createdAt`: Column `createdAt` of `A.createdAt` is not in snake_case. Map it to `created_at`.
              Choice: Map the column with `@map("created_at")`
            warning at `updatedAt`: Column `updatedOn` of `A.updatedAt` is not in snake_case. Map it to `updated_at`.
              Choice: Map the column with `@map("updated_at")`
        "#]],
    );
    check_fix(
        "field-map-snake-case",
        "model A {\n  id Int @id\n  updatedAt DateTime @map(name: \"updatedOn\") @db.Timestamptz // x\n}\n",
        expect![[r#"
            -  updatedAt DateTime @map(name: "updatedOn") @db.Timestamptz // x
            +  updatedAt DateTime @map(name: "updated_at") @db.Timestamptz // x
        "#]],
    );
    check_fix(
        "field-map-snake-case",
        "model A {\n  id Int @id\n  updated_at DateTime @map(\"updatedOn\")\n}\n",
        expect![[r#"
            -  updated_at DateTime @map("updatedOn")
            +  updated_at DateTime
        "#]],
    );
    check_with(
        "field-map-snake-case",
        json!({ "exact": true }),
        "model A {\n  id Int @id\n  createdAt DateTime @map(\"created\")\n}\n",
        expect![[r#"
            warning at `createdAt`: Column `created` of `A.createdAt` is not in snake_case. Map it to `created_at`.
              Choice: Map the column with `@map("created_at")`
        "#]],
    );
    let mongodb =
        "datasource db {\n  provider = \"mongodb\"\n}\nmodel A {\n  id String @id\n  oneTwo Int\n}\n";
    check("field-map-snake-case", mongodb, expect![[""]]);
    check_with(
        "field-map-snake-case",
        json!({ "requireUnderscorePrefixForIds": true }),
        mongodb,
        expect![[r#"
            warning at `id`: Column `id` of `A.id` is not in snake_case. Map it to `_id`.
              Choice: Map the column with `@map("_id")`
            warning at `oneTwo`: Column `oneTwo` of `A.oneTwo` is not in snake_case. Map it to `one_two`.
              Choice: Map the column with `@map("one_two")`
        "#]],
    );
    // A table that is in use keeps its columns: there is nothing to be offered but a migration.
    let drawn =
        found_with_migrations("field-map-snake-case", "model A {\n  id Int @id\n  createdAt DateTime\n}\n");
    expect![[r#"
        warning at `createdAt`: Column `createdAt` of `A.createdAt` is not in snake_case. Map it to `created_at`.
    "#]]
    .assert_eq(&drawn.all());
}

#[test]
fn tables_in_snake_case() {
    let text = "model User {\n  id Int @id\n}\nmodel UserRole {\n  id Int @id\n\n  @@map(\"UserRoles\")\n}\nmodel Post {\n  id Int @id\n\n  @@map(\"posts\")\n}\n";
    check(
        "model-map-snake-case",
        text,
        expect![[r#"
            warning at `UserRole`: Table `UserRoles` of `UserRole` is not in snake_case. Map it to `user_role`.
              Choice: Map the table with `@@map("user_role")`
        "#]],
    );
    check_with(
        "model-map-snake-case",
        json!({ "exact": true, "pluralize": true }),
        text,
        expect![[r#"
            warning at `UserRole`: Table `UserRoles` of `UserRole` is not in snake_case. Map it to `user_roles`.
              Choice: Map the table with `@@map("user_roles")`
        "#]],
    );
    check_with(
        "model-map-snake-case",
        json!({ "pluralize": true, "irregularPlurals": { "corpus": "corpora" } }),
        "model Corpus {\n  id Int @id\n\n  @@map(\"text_corpora\")\n}\nmodel Text {\n  id Int @id\n\n  @@map(\"data\")\n}\nmodel OtherCorpus {\n  id Int @id\n}\nmodel OrderStatus {\n  id Int @id\n}\nmodel Box {\n  id Int @id\n\n  @@map(\"status\")\n}\n",
        expect![[r#"
            warning at `OtherCorpus`: Table `OtherCorpus` of `OtherCorpus` is not in snake_case. Map it to `other_corpora`.
              Choice: Map the table with `@@map("other_corpora")`
            warning at `OrderStatus`: Table `OrderStatus` of `OrderStatus` is not in snake_case. Map it to `order_statuses`.
              Choice: Map the table with `@@map("order_statuses")`
            warning at `Box`: Table `status` of `Box` is not in snake_case. Map it to `boxes`.
              Choice: Map the table with `@@map("boxes")`
        "#]],
    );
    check_fix(
        "model-map-snake-case",
        "model UserRole {\n  id Int @id\n\n  @@map(name: \"UserRoles\")\n}\n",
        expect![[r#"
            -  @@map(name: "UserRoles")
            +  @@map(name: "user_role")
        "#]],
    );
}

#[test]
fn words_of_sql() {
    check(
        "reserved-word",
        "model User {\n  id Int @id\n  order Int\n  rank Int @map(\"limit\")\n  end Int @map(\"end_at\")\n  table Post[]\n}\nmodel Post {\n  id Int @id\n  user User @relation(fields: [userId], references: [id])\n  userId Int\n\n  @@map(\"group\")\n}\n",
        expect![[r#"
            warning at `User`: Table `User` is a reserved word in PostgreSQL: hand-written SQL has to quote it. Rename it, for example with `@@map("users")`.
              Choice: Map the table with `@@map("users")`
            hint at `order`: Column `order` of `User` is a reserved word in PostgreSQL: hand-written SQL has to quote it.
            hint at `"limit"`: Column `limit` of `User` is a reserved word in PostgreSQL: hand-written SQL has to quote it.
            warning at `"group"`: Table `group` is a reserved word in PostgreSQL: hand-written SQL has to quote it. Rename it, for example with `@@map("posts")`.
              Choice: Map the table with `@@map("posts")`
        "#]],
    );
    check_fix(
        "reserved-word",
        "model Order {\n  id Int @id\n}\n",
        expect![[r#"
        +
        +  @@map("orders")
    "#]],
    );
    check_fix(
        "reserved-word",
        "model Purchase {\n  id Int @id\n\n  @@map(\"order\")\n}\n",
        expect![[r#"
        -  @@map("order")
        +  @@map("purchases")
    "#]],
    );
    // Each database has words of its own; MongoDB has none.
    let words = |provider: &str| {
        let text = format!(
            "datasource db {{\n  provider = \"{provider}\"\n}}\nmodel A {{\n  id Int @id\n  key Int\n  user Int\n  groups Int\n  order Int\n}}\n"
        );
        found("reserved-word", &text).places()
    };
    expect![[r#"
        hint key
        hint groups
        hint order
    "#]]
    .assert_eq(&words("mysql"));
    expect![[r#"
        hint key
        hint user
        hint order
    "#]]
    .assert_eq(&words("sqlserver"));
    expect![[r#"
        hint order
    "#]]
    .assert_eq(&words("sqlite"));
    expect![[""]].assert_eq(&words("mongodb"));
    check_with(
        "reserved-word",
        json!({ "allow": ["User"], "columns": false }),
        "model User {\n  id Int @id\n  order Int\n}\n",
        expect![[""]],
    );
}

#[test]
fn mapping_now_and_then() {
    let mapped =
        "  aB Int @map(\"a_b\")\n  cD Int @map(\"c_d\")\n  eF Int @map(\"e_f\")\n  gH Int @map(\"g_h\")\n";
    check(
        "inconsistent-mapping",
        &format!("model A {{\n  id Int @id\n{mapped}  iJ Int\n  k Int\n  lM Int @map(\"legacy\")\n}}\n"),
        expect![[r#"
            warning at `iJ`: `A.iJ` has a column `iJ`, but the other fields of this model are mapped to snake_case. Add `@map("i_j")`.
              Choice: Map the column with `@map("i_j")`
        "#]],
    );
    // A model with few such fields goes by the schema.
    check(
        "inconsistent-mapping",
        &format!(
            "model A {{\n  id Int @id\n{mapped}  iJ Int @map(\"i_j\")\n}}\nmodel B {{\n  id Int @id\n  nO Int\n}}\n"
        ),
        expect![[r#"
            warning at `nO`: `B.nO` has a column `nO`, but the fields of this schema are mapped to snake_case. Add `@map("n_o")`.
              Choice: Map the column with `@map("n_o")`
        "#]],
    );
    // Where every column has to be in snake_case, a mapped one is as it should be.
    let plain = "  aB Int\n  cD Int\n  eF Int\n  gH Int\n";
    let some_are_mapped = format!(
        "model A {{\n  id Int @id\n{plain}  iJ Int @map(\"i_j\") @unique\n}}\nmodel B {{\n  id Int @id\n  nO Int @map(\"n_o\")\n}}\n"
    );
    check("inconsistent-mapping", &some_are_mapped, expect![[""]]);
    let drawn = found_recommended("inconsistent-mapping", &some_are_mapped);
    expect![[r#"
        info at `iJ`: `A.iJ` is mapped to `i_j`, but the other fields of this model are not mapped. Remove `@map`.
          Choice: Remove `@map`: the column is then `iJ`
    "#]]
    .assert_eq(&drawn.all());
    expect![[r#"
        -  iJ Int @map("i_j") @unique
        +  iJ Int @unique
    "#]]
    .assert_eq(&drawn.after_fix("Remove `@map`: the column is then `iJ`"));
    let tables: String = ["A", "B", "C", "D"]
        .iter()
        .map(|name| format!("model {name} {{\n  id Int @id\n\n  @@map(\"t_{name}\")\n}}\n"))
        .collect();
    check(
        "inconsistent-mapping",
        &format!("{tables}model UserRole {{\n  id Int @id\n}}\n"),
        expect![[r#"
            warning at `UserRole`: `UserRole` has a table `UserRole`, but the other models of this schema are mapped. Add `@@map("user_role")` or a similar name.
              Choice: Map the table with `@@map("user_role")`
        "#]],
    );
    check(
        "inconsistent-mapping",
        &format!(
            "model A {{\n  id Int @id\n{plain}{}}}\n",
            mapped.replace("B ", "Q ").replace("D ", "R ").replace("F ", "S ").replace("H ", "T ")
        ),
        expect![[""]],
    );
}

/// A schema with a constraint of each kind.
const CONSTRAINTS: &str = "model User {\n  id Int @id\n  email String @unique(map: \"uq_users_email\")\n  posts Post[]\n\n  @@map(\"users\")\n}\n\nmodel Post {\n  id Int\n  tenantId Int @map(\"tenant_id\")\n  authorId Int @map(\"author_id\")\n  author User @relation(fields: [authorId], references: [id])\n\n  @@id([id, tenantId])\n  @@unique([tenantId, authorId], map: \"x\")\n  @@index([authorId])\n  @@index([authorId], type: Hash)\n  @@map(\"posts\")\n}\n";

#[test]
fn names_of_constraints_by_pattern() {
    let options = json!({
        "primaryKey": "pk_{table}",
        "unique": "uq_{table}_{columns}",
        "index": "ix_{model}_{fields}",
        "foreignKey": "fk_{table}_{referencedTable}_{columns}",
    });
    let found = found_with("constraint-name", CONSTRAINTS, options.clone());
    expect![[r#"
        warning at `@id`: `@id` on `id` is named `users_pkey` in the database; the pattern `pk_{table}` gives `pk_users`. Set `map: "pk_users"`.
          Choice: Set `map: "pk_users"`
        warning at `author`: The foreign key of `author` is named `posts_author_id_fkey` in the database; the pattern `fk_{table}_{referencedTable}_{columns}` gives `fk_posts_users_author_id`. Set `map: "fk_posts_users_author_id"`.
          Choice: Set `map: "fk_posts_users_author_id"`
        warning at `@@id([id, tenantId])`: `@@id([id, tenantId])` is named `posts_pkey` in the database; the pattern `pk_{table}` gives `pk_posts`. Set `map: "pk_posts"`.
          Choice: Set `map: "pk_posts"`
        warning at `"x"`: `@@unique([tenantId, authorId])` is named `x` in the database; the pattern `uq_{table}_{columns}` gives `uq_posts_tenant_id_author_id`. Set `map: "uq_posts_tenant_id_author_id"`.
          Choice: Set `map: "uq_posts_tenant_id_author_id"`
        warning at `@@index([authorId])`: `@@index([authorId])` is named `posts_author_id_idx` in the database; the pattern `ix_{model}_{fields}` gives `ix_Post_authorId`. Set `map: "ix_Post_authorId"`.
          Choice: Set `map: "ix_Post_authorId"`
        warning at `@@index([authorId], type: Hash)`: `@@index([authorId])` is named `posts_author_id_idx` in the database; the pattern `ix_{model}_{fields}` gives `ix_Post_authorId_2`. Set `map: "ix_Post_authorId_2"`.
          Choice: Set `map: "ix_Post_authorId_2"`
    "#]].assert_eq(&found.all());
    expect![[r#"
        -  @@index([authorId], type: Hash)
        +  @@index([authorId], type: Hash, map: "ix_Post_authorId_2")
    "#]]
    .assert_eq(&found.after_fix("Set `map: \"ix_Post_authorId_2\"`"));
    assert_eq!(found_with("constraint-name", CONSTRAINTS, json!({})).places(), "");
    // The database has no names for these.
    for (provider, expected) in [("mysql", 4), ("sqlite", 3), ("mongodb", 3), ("cockroachdb", 6)] {
        let text = format!(
            "datasource db {{\n  provider = \"{provider}\"\n}}\n\n{}",
            CONSTRAINTS.replace(", type: Hash", ", map: \"y\"")
        );
        let found = found_with("constraint-name", &text, options.clone());
        assert_eq!(found.found.len(), expected, "{provider}\n{}", found.all());
    }
}

#[test]
fn names_of_constraints_within_the_limit_of_the_database() {
    let long = "a".repeat(70);
    let text =
        format!("model A {{\n  id Int @id\n  b Int @unique\n  c Int @unique\n\n  @@map(\"{long}\")\n}}\n");
    let options = json!({ "unique": "{table}é_{columns}_uq", "primaryKey": "é{table}" });
    let found = found_with("constraint-name", &text, options);
    expect![[r#"
        warning at `@id`: `@id` on `id` is named `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_pkey` in the database; the pattern `é{table}` gives `éaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`. Set `map: "éaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"`.
          Choice: Set `map: "éaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"`
        warning at `@unique`: `@unique` on `b` is named `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_key` in the database; the pattern `{table}é_{columns}_uq` gives `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_uq`. Set `map: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_uq"`.
          Choice: Set `map: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_uq"`
        warning at `@unique`: `@unique` on `c` is named `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_key` in the database; the pattern `{table}é_{columns}_uq` gives `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa__2`. Set `map: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa__2"`.
          Choice: Set `map: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa__2"`
    "#]].assert_eq(&found.all());
}

#[test]
fn patterns_of_names_of_constraints() {
    let rule = checks::registry().rule("constraint-name").unwrap();
    let accepts = |name: &str, value: &str| rule.option(name).unwrap().kind.accepts(&json!(value));
    for value in ["", "{table}", "a_{table}_{columns}_b", "{model}{fields}"] {
        assert!(accepts("index", value), "{value}");
    }
    for value in ["index", "{tabel}", "{table", "table}", "{table}}", "{}", "{referencedTable}", "{{table}}"]
    {
        assert!(!accepts("index", value), "{value}");
    }
    assert!(accepts("foreignKey", "{referencedTable}"));
}
