//! Functions that make default values or stand in indexes, and their arguments.

use expect_test::expect;

use crate::hover::in_model;

#[test]
fn functions() {
    in_model(
        "postgresql",
        "a String @default(uu$0id())",
        expect![[r#"
        [uuid]
        **`uuid(version?)`** — default, made by Prisma Client

        A UUID of 36 characters, made by Prisma Client. `uuid(4)`, the default, is random; `uuid(7)` sorts by time of creation. On PostgreSQL add `@db.Uuid`, which halves its size.

        ```prisma
        id String @id @default(uuid(7)) @db.Uuid
        ```
    "#]],
    );
    in_model(
        "postgresql",
        "a String @default(uuid($07))",
        expect![[r#"
        [7]
        **`version?`** — argument of `uuid(version?)`

        4 (the default) is random; 7 starts with the time, so that new rows stay together in the index.

        One of `4`, `7`.
    "#]],
    );
    in_model(
        "postgresql",
        "a String @default(au$0to())",
        expect![[r#"
        [auto]
        **`auto()`** — default, made by the database

        An `ObjectId` that MongoDB makes. Only on the `@id` field, with `@db.ObjectId`.

        *Not available on PostgreSQL, only on MongoDB.*

        ```prisma
        id String @id @default(auto()) @map("_id") @db.ObjectId
        ```
    "#]],
    );
    in_model(
        "cockroachdb",
        "a Int @default(seq$0uence())",
        expect![[r#"
        [sequence]
        **`sequence(…)`** — default, made by the database

        Numbers from a sequence of CockroachDB, for `Int` ids that stay small. Every row waits for the same counter, so `autoincrement()` on a `BigInt`, or a `uuid()`, scales better.

        - `virtual?:` Whether the sequence is virtual: it keeps no counter and gives numbers of `unique_rowid()`.
        - `minValue?:` The smallest number.
        - `maxValue?:` The largest number.
        - `cache?:` How many numbers each node keeps in memory; 1 if left out.
        - `increment?:` The step from one number to the next; 1 if left out.
        - `start?:` The first number.

        ```prisma
        id Int @id @default(sequence(start: 100, cache: 20))
        ```
    "#]],
    );
    in_model(
        "cockroachdb",
        "a Int @default(sequence(max$0Value: 1))",
        expect![[r#"
        [maxValue]
        **`maxValue?:`** — argument of `sequence(…)`

        The largest number.
    "#]],
    );
    in_model(
        "postgresql",
        "a String @default(db$0generated(\"x()\"))",
        expect![[r#"
        [dbgenerated]
        **`dbgenerated(expression?)`** — default, made by the database

        An SQL expression that the database evaluates, copied into the migration unread. Without argument it says only that the column has some default that Prisma cannot express. The one default that `Unsupported` fields take.

        ```prisma
        id String @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid
        ```
    "#]],
    );
    in_model(
        "postgresql",
        "a Int\n  @@index([a(ops: ra$0w(\"x\"))])",
        expect![[r#"
        [raw]
        **`raw(sql)`** — part of an index

        SQL that Prisma copies unread: the name of an operator class in `ops:`, or the condition of a partial index in `where:`, where columns have their names in the database.

        ```prisma
        @@index([title(ops: raw("gin_trgm_ops"))], type: Gin)
        ```
    "#]],
    );
    in_model(
        "postgresql",
        "a Int @default(noth$0ing())",
        expect![[r#"
        nothing
    "#]],
    );
}
