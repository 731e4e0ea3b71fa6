//! Keys, attributes and their arguments.

use expect_test::expect;

use crate::PRISMA_6;
use crate::hover::{blog, check, check_on, in_model, on};

#[test]
fn keys() {
    check(
        &blog("postgresql", "@@un|ique([authorId"),
        expect![[r#"
            [@@unique]
            **`@@unique`** — block attribute

            - Unique `Post_author_id_title_key` on `author_id`, `title`
            - In Prisma Client: `where: { authorId_title: { … } }`

            Defines a compound unique constraint, by which Prisma Client can find a row. Most databases do not apply it to rows in which one of the fields is NULL.

            - `fields:` The fields, most selective or most often filtered first: the database can use any prefix of the list.
            - `name:` The name of the compound key in the `where` of Prisma Client.
            - `map:` The name in the database.
            - `where:` The predicate of a partial index: an object of conditions (`{ deletedAt: null }`, `{ status: { not: "done" } }`) on fields of the model, or `raw("…")` with SQL, which uses the database names of columns.

            ```prisma
            @@unique([organizationId, slug])
            ```
        "#]],
    );
    check(
        &blog("sqlite", "@@ind|ex([editorId"),
        expect![[r#"
            [@@index]
            **`@@index`** — block attribute

            - Index `by_editor` on `editorId`, `title` descending

            Defines an index, with which the database finds and sorts rows by these fields, or by any prefix of the list, without scanning the table. Each index slows down writes a little.

            - `fields:` The fields, most selective or most often filtered first: the database can use any prefix of the list.
            - `map:` The name in the database.
            - `type:` The index type, `BTree` by default.
            - `where:` The predicate of a partial index: an object of conditions (`{ deletedAt: null }`, `{ status: { not: "done" } }`) on fields of the model, or `raw("…")` with SQL, which uses the database names of columns.

            ```prisma
            @@index([authorId, createdAt(sort: Desc)])
            ```
        "#]],
    );
    check(
        &blog("mysql", "email String @uni|que"),
        expect![[r#"
            [@unique]
            **`@unique`** — field attribute

            - Unique `users_email_address_key` on `email_address`

            Defines a unique constraint, by which Prisma Client can find a row. It has an index, so another `@@index` on the field is redundant. NULLs are distinct, except on SQL Server and MongoDB.

            - `map:` The name in the database.
            - `length:` The length of the indexed prefix: characters of a `String`, bytes of a `Bytes` field.
            - `sort:` The sort order in the index, `Asc` by default.

            ```prisma
            email String @unique
            ```
        "#]],
    );
    check(
        &on(
            "postgresql",
            "model A {\n  d Json\n  @@in$0dex([d(ops: JsonbPathOps)], type: Gin, where: { d: { not: null } })\n}\n",
        ),
        expect![[r#"
            [@@index]
            **`@@index`** — block attribute

            - `Gin` index `A_d_idx` on `d`
            - Only rows where `{ d: { not: null } }`

            Defines an index, with which the database finds and sorts rows by these fields, or by any prefix of the list, without scanning the table. Each index slows down writes a little.

            - `fields:` The fields, most selective or most often filtered first: the database can use any prefix of the list.
            - `map:` The name in the database.
            - `type:` The index type, `BTree` by default.
            - `where:` The predicate of a partial index: an object of conditions (`{ deletedAt: null }`, `{ status: { not: "done" } }`) on fields of the model, or `raw("…")` with SQL, which uses the database names of columns.

            ```prisma
            @@index([authorId, createdAt(sort: Desc)])
            ```
        "#]],
    );
}

#[test]
fn attributes() {
    in_model(
        "postgresql",
        "id Int $0@id",
        expect![[r#"
            [@id]
            **`@id`** — field attribute

            - Primary key `A_pkey` on `id`

            Defines the primary key of the model. The field has to be required, and a model can have only one; use `@@id` for a compound key. On MongoDB the field requires `@map("_id")`.

            - `map:` The name of the primary key constraint in the database.

            ```prisma
            id Int @id @default(autoincrement())
            ```
        "#]],
    );
    in_model(
        "postgresql",
        "a DateTime @upda$0tedAt",
        expect![[r#"
            [@updatedAt]
            **`@updatedAt`** — field attribute

            Prisma Client sets the field to the current time on every `update`. The database does not: raw SQL, triggers and other clients leave it unchanged. Add `@default(now())` when you add the column to a table with rows.

            ```prisma
            updatedAt DateTime @updatedAt
            ```
        "#]],
    );
    in_model(
        "mysql",
        "a DateTime @def$0ault(now())",
        expect![[r#"
            [@default]
            **`@default`** — field attribute

            The default value of new rows: a literal, a value of the enum, a list, or a function such as `now()`. Literals, `autoincrement()`, `now()` and `dbgenerated()` become column defaults; `uuid()`, `cuid()`, `ulid()` and `nanoid()` are generated by Prisma Client.

            - `value:` A value of the field's type, or a function that generates one.

            ```prisma
            createdAt DateTime @default(now())
            ```
        "#]],
    );
    in_model(
        "sqlite",
        "a String\n  @@full$0text([a])",
        expect![[r#"
            [@@fulltext]
            **`@@fulltext`** — block attribute

            - Full-text index `A_a_idx` on `a`

            Defines a full-text index over `String` fields, which the `search` filter of Prisma Client requires on MySQL. Fields that are searched together have to be indexed together. PostgreSQL requires no index.

            *Not available on SQLite, only on MySQL and MongoDB.*

            - `fields:` The fields, most selective or most often filtered first: the database can use any prefix of the list.
            - `map:` The name in the database.

            ```prisma
            @@fulltext([title, content])
            ```
        "#]],
    );
    in_model(
        "postgresql",
        "a String @nosuch$0(1)",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        &on("postgresql", "enum R {\n  A @m$0ap(\"a\")\n}\n"),
        expect![[r#"
            [@map]
            **`@map`** — value attribute

            The name of the column, or of the enum value, in the database, if it differs from the name in the schema. Changing it renames the column; renaming the field and adding it leaves the database unchanged. Relation fields have no column and accept no `@map`.

            - `name:` The name in the database.

            ```prisma
            createdAt DateTime @default(now()) @map("created_at")
            ```
        "#]],
    );
}

#[test]
fn arguments() {
    in_model(
        "postgresql",
        "a Int\n  @@index([a], ma$0p: \"x\")",
        expect![[r#"
            [map]
            **`map:`** — argument of `@@index`

            The name in the database. Default: table and columns with a suffix (`_key`, `_idx`).
        "#]],
    );
    in_model(
        "postgresql",
        "a Int\n  @@index([a], map: \"$0x\")",
        expect![[r#"
            ["x"]
            **`map:`** — argument of `@@index`

            The name in the database. Default: table and columns with a suffix (`_key`, `_idx`).
        "#]],
    );
    in_model(
        "postgresql",
        "a Int\n  @@index([a], typ$0e: Gin)",
        expect![[r#"
            [type]
            **`type:`** — argument of `@@index`

            The index type, `BTree` by default. The other types are for PostgreSQL; CockroachDB also has `Gin`.

            Values: `BTree`, `Hash`, `Gist`, `Gin`, `SpGist`, `Brin`
        "#]],
    );
    in_model(
        "postgresql",
        "a Int\n  @@index([a(so$0rt: Desc)])",
        expect![[r#"
            [sort]
            **`sort:`** — argument of an index field

            The sort order in the index, `Asc` by default. Relevant for queries that sort by several fields in different directions. In a primary key only on SQL Server.

            Values: `Asc`, `Desc`
        "#]],
    );
    in_model(
        "postgresql",
        "a Int\n  @@index([a], na$0me: \"x\")",
        expect![[r#"
            [name]
            **`name:`** — argument of `@@index`

            Deprecated name of `map`. Use `map` instead; both together are rejected.

            *Replaced by `map`.*
        "#]],
    );
    in_model(
        "postgresql",
        "a Int @unique(wh$0ere: { a: 1 })",
        expect![[r#"
            [where]
            **`where:`** — argument of `@unique`

            The predicate of a partial index: an object of conditions (`{ deletedAt: null }`, `{ status: { not: "done" } }`) on fields of the model, or `raw("…")` with SQL, which uses the database names of columns.

            *Requires the preview feature `partialIndexes`, which is not enabled in this schema.*
        "#]],
    );
    check_on(
        PRISMA_6,
        &on("mysql", "model A {\n  a Int @unique(wh$0ere: raw(\"a\"))\n}\n"),
        expect![[r#"
            [where]
            **`where:`** — argument of `@unique`

            The predicate of a partial index: an object of conditions (`{ deletedAt: null }`, `{ status: { not: "done" } }`) on fields of the model, or `raw("…")` with SQL, which uses the database names of columns.

            *Not available on MySQL, only on PostgreSQL, SQLite, SQL Server and CockroachDB.*

            *Requires Prisma 7.4; this schema uses 6.19.*

            *Requires the preview feature `partialIndexes`, which is not enabled in this schema.*
        "#]],
    );
    in_model(
        "sqlserver",
        "up A? @relation(\"x\", fields: [u], references: [u], onDel$0ete: NoAction)\n  u Int? @unique\n  down A? @relation(\"x\")",
        expect![[r#"
            [onDelete]
            **`onDelete:`** — argument of `@relation`

            - `onDelete`: `NoAction` — deleting the `A` is rejected if any `A` would be left with a dangling reference

            What happens to this row when the referenced row is deleted. Default: `SetNull` if the foreign key is optional, else `Restrict` (`NoAction` on SQL Server).

            Values: `Cascade`, `NoAction`, `SetNull`, `SetDefault`
        "#]],
    );
}
