//! Keywords, types, and the words given to arguments.

use expect_test::expect;

use crate::hover::{check, in_model, on};

#[test]
fn keywords_and_types() {
    check(
        "$0model A {\n}\n",
        expect![[r#"
        [model]
        **`model`** — block

        A table, or a collection on MongoDB, and the type of its rows in Prisma Client. It needs an id or a required unique field.

        ```prisma
        model User {
          id    Int    @id @default(autoincrement())
          email String @unique
        }
        ```
    "#]],
    );
    check(
        &on("postgresql", "vi$0ew A {\n}\n"),
        expect![[r#"
            [view]
            **`view`** — block

            A database view that Prisma Client can read. Prisma Migrate does not create it: write its SQL in a migration. It has no id and no indexes; mark a unique field to query single rows. Requires the preview feature `views`.

            *The feature is not enabled in this schema.*

            ```prisma
            view UserInfo {
              id    Int    @unique
              email String
            }
            ```
        "#]],
    );
    check(
        "// use prisma-next\nnames$0pace a {\n}\n",
        expect![[r#"
            [namespace]
            **`namespace`** — block

            A named group of models and types; elsewhere they are referenced with the name and a dot.

            ```prisma
            namespace billing {
              model Invoice {
                id Int @id
              }
            }
            ```
        "#]],
    );
    in_model(
        "mysql",
        "a Str$0ing?",
        expect![[r#"
            [String]
            **`String`** — scalar type

            Text of variable length. The maximum length depends on the database: unlimited in PostgreSQL and SQLite, 191 characters in MySQL and 1000 in SQL Server unless a native type is given.

            - MySQL: `varchar(191)`, same as `@db.VarChar(191)`
            - TypeScript: `string`

            ```prisma
            name String @db.VarChar(80)
            ```
        "#]],
    );
    in_model(
        "sqlserver",
        "a Js$0on",
        expect![[r#"
            [Json]
            **`Json`** — scalar type

            Any JSON value. The database does not validate its structure, and JSON `null` differs from NULL. Not available on SQL Server.

            - TypeScript: `Prisma.JsonValue`

            ```prisma
            settings Json @default("{}")
            ```
        "#]],
    );
    in_model(
        "postgresql",
        "a $0Unsupported(\"point\")",
        expect![[r#"
            [Unsupported]
            **`Unsupported`** — unsupported column type

            A column of a type without a Prisma scalar, in the syntax of the database. Migrations preserve it, but Prisma Client omits it; if it is required and has no default, the model has no `create`.

            ```prisma
            location Unsupported("polygon")?
            ```
        "#]],
    );
}

#[test]
fn words_given_to_arguments() {
    let relation = |action: &str| {
        format!(
            "up A? @relation(\"x\", fields: [u], references: [u], onDelete: {action})\n  u Int? @unique\n  down A? @relation(\"x\")"
        )
    };
    in_model(
        "postgresql",
        &relation("Set$0Null"),
        expect![[r#"
            [SetNull]
            **`SetNull`** — referential action, `onDelete`

            Here deleting the `A` sets `u` to NULL.

            Sets the foreign key of referencing rows to NULL. Every scalar field of the foreign key has to be optional.
        "#]],
    );
    in_model(
        "sqlserver",
        &relation("Restr$0ict"),
        expect![[r#"
            [Restrict]
            **`Restrict`** — referential action, `onDelete`

            Here deleting the `A` is rejected while any `A` references it.

            The referenced row cannot be deleted, nor its key changed, while rows reference it. Checked immediately. Not available on SQL Server, where `NoAction` does the same.

            *Not accepted on SQL Server with `relationMode = "foreignKeys"`.*
        "#]],
    );
    in_model(
        "postgresql",
        &relation("Noth$0ing"),
        expect![[r#"
        nothing
    "#]],
    );
    in_model(
        "postgresql",
        "a Json\n  @@index([a(ops: Jsonb$0PathOps)], type: Gin)",
        expect![[r#"
            [JsonbPathOps]
            **`JsonbPathOps`** — operator class `jsonb_path_ops` of `Gin` indexes

            Serves only containment (`@>`) and JSON paths on `jsonb`; smaller and faster than `JsonbOps` for these.
        "#]],
    );
    in_model(
        "mysql",
        "a Json\n  @@index([a], type: G$0in)",
        expect![[r#"
            [Gin]
            **`Gin`** — index type

            An inverted index over the elements of a value: `Json`, scalar lists, and text with `gin_trgm_ops`. Fast to search, slower to write.

            *Not available on MySQL, only on PostgreSQL and CockroachDB.*
        "#]],
    );
    in_model(
        "postgresql",
        "a Int\n  @@index([a(sort: D$0esc)])",
        expect![[r#"
            [Desc]
            **`Desc`** — descending, largest value first
        "#]],
    );
    in_model(
        "mysql",
        "a String\n  @@index([a(length: 1$00)])",
        expect![[r#"
            [10]
            **`length:`** — argument of an index field

            The length of the indexed prefix: characters of a `String`, bytes of a `Bytes` field. Required for `Text` and `Blob` columns.
        "#]],
    );
    in_model(
        "sqlserver",
        "a String\n  @@index([a], clustered: tr$0ue)",
        expect![[r#"
            [true]
            **`clustered:`** — argument of `@@index`

            Whether the index is clustered: table rows are stored in its order. A table has one clustered index, by default its primary key.

            Values: `true`, `false`
        "#]],
    );
    in_model(
        "postgresql",
        "a Int @default($01)",
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn nowhere() {
    check(
        "$0",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "model A {\n  id Int\n}\n$0",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "model A {\n  // mo$0del\n}\n",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "model A {\n  @@index([ $0 ])\n}\n",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "model A {\n  a B$0\n}\n",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "model A {\n  a @relation(fie$0lds: [\n",
        expect![[r#"
            [fields]
            **`fields:`** — argument of `@relation`

            The scalar fields of this model that hold the foreign key, in the order of `references`. Most databases do not index them: add an `@@index`.
        "#]],
    );
    check(
        "A$0",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "model A {\n  größe 📅 Int\n  a String @map(\"📅$0\n}\n",
        expect![[r#"
        ["📅]
        **`name:`** — argument of `@map`

        The name in the database.
    "#]],
    );
}
