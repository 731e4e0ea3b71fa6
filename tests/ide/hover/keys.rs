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

            No two rows may agree in all of these fields, and Prisma Client can find a row by them. If one of the fields has no value, most databases do not compare the row at all.

            - `fields:` The fields, most selective or most often filtered first: the database can use any leading part of the list.
            - `name:` The name of the combination in Prisma Client's `where`; the field names joined by `_` if left out.
            - `map:` The name in the database.
            - `where:` The rows that belong to the index: an object of conditions (`{ deletedAt: null }`, `{ status: { not: "done" } }`) on fields of the model, or `raw("…")` with SQL, which names columns as the database does.

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

            Keeps an index of these fields, so that the database finds and sorts rows by them, or by any leading part of the list, without reading the table. Each index makes writing a little slower.

            - `fields:` The fields, most selective or most often filtered first: the database can use any leading part of the list.
            - `map:` The name in the database.
            - `type:` How the index is built, `BTree` if left out.
            - `where:` The rows that belong to the index: an object of conditions (`{ deletedAt: null }`, `{ status: { not: "done" } }`) on fields of the model, or `raw("…")` with SQL, which names columns as the database does.

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

            No two rows may have the same value, and Prisma Client can find a row by it. The database keeps an index for it, so a further `@@index` on the field is waste. Rows without a value do not clash, except on SQL Server and MongoDB.

            - `map:` The name in the database.
            - `length:` How much of the value is indexed: characters of a `String`, bytes of a `Bytes` field.
            - `sort:` The order inside the index, `Asc` if left out.

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

            Keeps an index of these fields, so that the database finds and sorts rows by them, or by any leading part of the list, without reading the table. Each index makes writing a little slower.

            - `fields:` The fields, most selective or most often filtered first: the database can use any leading part of the list.
            - `map:` The name in the database.
            - `type:` How the index is built, `BTree` if left out.
            - `where:` The rows that belong to the index: an object of conditions (`{ deletedAt: null }`, `{ status: { not: "done" } }`) on fields of the model, or `raw("…")` with SQL, which names columns as the database does.

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

            Makes the field the primary key of its model. It has to be required, and there can be one only; a key over several fields is `@@id`. On MongoDB the field needs `@map("_id")`.

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

            Prisma Client sets the field to the current time at every `update`. Nothing in the database does: raw SQL, triggers and other clients leave it as it was. Add `@default(now())` when the column comes to a table with rows.

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

            The value of a new row where none is given: a literal, a value of the enum, a list, or a function such as `now()`. Literals, `autoincrement()`, `now()` and `dbgenerated()` become defaults of the column; `uuid()`, `cuid()`, `ulid()` and `nanoid()` are made by Prisma Client.

            - `value:` The value: of the field's type, or a function that makes one.

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

            Keeps a full-text index of these `String` fields, which Prisma Client's `search` filter needs on MySQL. Fields that are searched together have to be indexed together. PostgreSQL searches without.

            *Not available on SQLite, only on MySQL and MongoDB.*

            - `fields:` The fields, most selective or most often filtered first: the database can use any leading part of the list.
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

            The name of the column, or of the enum value, in the database, where it differs from the name in the schema. Changing it renames a column; adding it while renaming the field leaves the database as it is. Relation fields have no column and take none.

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

        The name in the database. Left out, Prisma makes one of table, columns and a suffix (`_key`, `_idx`).
    "#]],
    );
    in_model(
        "postgresql",
        "a Int\n  @@index([a], map: \"$0x\")",
        expect![[r#"
        ["x"]
        **`map:`** — argument of `@@index`

        The name in the database. Left out, Prisma makes one of table, columns and a suffix (`_key`, `_idx`).
    "#]],
    );
    in_model(
        "postgresql",
        "a Int\n  @@index([a], typ$0e: Gin)",
        expect![[r#"
        [type]
        **`type:`** — argument of `@@index`

        How the index is built, `BTree` if left out. The other kinds belong to PostgreSQL; CockroachDB has `Gin` too.

        Values: `BTree`, `Hash`, `Gist`, `Gin`, `SpGist`, `Brin`
    "#]],
    );
    in_model(
        "postgresql",
        "a Int\n  @@index([a(so$0rt: Desc)])",
        expect![[r#"
            [sort]
            **`sort:`** — argument of an index field

            The order inside the index, `Asc` if left out. Matters for queries that sort by several fields in different directions. In a primary key only on SQL Server.

            Values: `Asc`, `Desc`
        "#]],
    );
    in_model(
        "postgresql",
        "a Int\n  @@index([a], na$0me: \"x\")",
        expect![[r#"
            [name]
            **`name:`** — argument of `@@index`

            An old spelling of `map`, which it cannot stand beside. Write `map`.

            *Replaced by `map`.*
        "#]],
    );
    in_model(
        "postgresql",
        "a Int @unique(wh$0ere: { a: 1 })",
        expect![[r#"
            [where]
            **`where:`** — argument of `@unique`

            The rows that belong to the index: an object of conditions (`{ deletedAt: null }`, `{ status: { not: "done" } }`) on fields of the model, or `raw("…")` with SQL, which names columns as the database does.

            *Requires the preview feature `partialIndexes`, which is not enabled in this schema.*
        "#]],
    );
    check_on(
        PRISMA_6,
        &on("mysql", "model A {\n  a Int @unique(wh$0ere: raw(\"a\"))\n}\n"),
        expect![[r#"
            [where]
            **`where:`** — argument of `@unique`

            The rows that belong to the index: an object of conditions (`{ deletedAt: null }`, `{ status: { not: "done" } }`) on fields of the model, or `raw("…")` with SQL, which names columns as the database does.

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

            What becomes of this row when the row it points at is deleted. Left out: `SetNull` if the foreign key is optional, else `Restrict` (`NoAction` on SQL Server).

            Values: `Cascade`, `NoAction`, `SetNull`, `SetDefault`
        "#]],
    );
}
