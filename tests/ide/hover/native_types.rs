//! Native types, with and without arguments.

use expect_test::expect;

use crate::hover::in_model;

#[test]
fn native_types() {
    in_model(
        "postgresql",
        "a String @db.Var$0Char(20)",
        expect![[r#"
            [@db.VarChar]
            **`@db.VarChar(length?)`** — `varchar(20)` in PostgreSQL

            Text of at most n characters; n from 1 to 10485760. Without n, the same as `Text`.

            - For `String`
            - `length`: characters, 1 to 10485760
        "#]],
    );
    in_model(
        "mysql",
        "a String $0@db.Text",
        expect![[r#"
            [@db.Text]
            **`@db.Text`** — `text` in MySQL

            Text of at most 65535 bytes (64 KiB). In an id, unique constraint or index, its field requires a `length`.

            - For `String`
            - Can be in an id, unique constraint or index only with `length:`
        "#]],
    );
    in_model(
        "sqlserver",
        "a String @db.NVarChar(M$0ax)",
        expect![[r#"
            [Max]
            **`@db.NVarChar(length?)`** — `nvarchar(max)` in SQL Server

            Unicode text of at most n UTF-16 units; n from 1 to 4000, 1 by default, or `Max` for up to 2 GB. A `Max` column cannot be part of a key. A `String` field without a native type is `NVarChar(1000)`.

            - For `String`
            - `length`: characters, 1 to 4000, or `Max`
            - Cannot be in an id, unique constraint or index
        "#]],
    );
    in_model(
        "postgresql",
        "a Decimal @db.Decimal(1$00, 2)",
        expect![[r#"
            [10]
            **`@db.Decimal(precision?, scale?)`** — `decimal(10,2)` in PostgreSQL

            An exact number with p total digits, s of them after the point; p from 1 to 1000, s from 0 to p. Without arguments, any number of digits. A `Decimal` field without a native type is `Decimal(65, 30)`.

            - For `Decimal`
            - `precision`: total digits, 1 to 1000
            - `scale`: digits after the decimal point, 0 to 1000
        "#]],
    );
    in_model(
        "sqlite",
        "a String @db.$0Text",
        expect![[r#"
        [@db.Text]
        **`Text`** — column type of PostgreSQL, MySQL, SQL Server

        *Not available on SQLite.*
    "#]],
    );
    in_model(
        "postgresql",
        "a String @db.$0Nothing",
        expect![[r#"
        nothing
    "#]],
    );
}
