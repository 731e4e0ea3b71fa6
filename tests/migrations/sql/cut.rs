//! Where statements begin and end.

use expect_test::{Expect, expect};
use migrations::sql::read;
use migrations::sql::statement::StatementKind;
use migrations::sql::token::tokenize;
use model::catalog::Provider;
use proptest::prelude::*;

fn check(provider: Provider, text: &str, expected: Expect) {
    expected.assert_eq(&super::outline(provider, text));
    let crlf = text.replace('\n', "\r\n");
    let with_mark = format!("\u{feff}{crlf}");
    assert_eq!(super::outline(provider, text), super::outline(provider, &with_mark), "with CRLF and a BOM");
}

#[test]
fn postgres_hides_semicolons_in_strings_comments_and_dollar_quotes() {
    check(
        Provider::Postgresql,
        "-- a; b\nSELECT ';' ; /* ; /* ; */ ; */ SELECT 1;\n\
         CREATE FUNCTION f() RETURNS trigger AS $body$ BEGIN; $$ x $$; END $body$ LANGUAGE plpgsql;\n\
         DO $$ BEGIN CREATE TYPE a AS ENUM ('ü'); END $$;\nSELECT E'\\';' ;SELECT U&'x;';\n\
         CREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;\nSELECT 3",
        expect![[r#"
            Select: SELECT ';'
            Select: SELECT 1
            CreateObject: CREATE FUNCTION f() RETURNS trigger AS $body$ BEGIN; $$ x $$; END $body$ LANGUAGE plpgsql
            Opaque(Program): DO $$ BEGIN CREATE TYPE a AS ENUM ('ü'); END $$
            Select: SELECT E'\';'
            Select: SELECT U&'x;'
            CreateObject: CREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END
            Select: SELECT 3
        "#]],
    );
}

#[test]
fn mysql_changes_the_delimiter_and_nests_bodies() {
    check(
        Provider::Mysql,
        "# a; b\nSELECT \"a;\\\"b\" ;\nDELIMITER //\nCREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.x = 1; END//\n\
         DELIMITER ;\nSELECT 1;\nCREATE PROCEDURE p() BEGIN IF 1 THEN SELECT CASE 1 WHEN 1 THEN 2 END; END IF; END;\nSELECT 2;",
        expect![[r#"
            Select: SELECT "a;\"b"
            ClientCommand: DELIMITER //
            CreateObject: CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.x = 1; END
            ClientCommand: DELIMITER ;
            Select: SELECT 1
            CreateObject: CREATE PROCEDURE p() BEGIN IF 1 THEN SELECT CASE 1 WHEN 1 THEN 2 END; END IF; END
            Select: SELECT 2
        "#]],
    );
}

#[test]
fn sqlite_triggers_hold_statements() {
    check(
        Provider::Sqlite,
        "PRAGMA foreign_keys=OFF;\nCREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET x = 1; DELETE FROM b; END;\nSELECT 1;",
        expect![[r#"
            Setting: PRAGMA foreign_keys=OFF
            CreateObject: CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET x = 1; DELETE FROM b; END
            Select: SELECT 1
        "#]],
    );
}

#[test]
fn sql_server_needs_no_semicolons() {
    check(
        Provider::Sqlserver,
        "BEGIN TRY\n\nBEGIN TRAN;\nALTER TABLE [dbo].[A] ADD [x] INT,\n[y] INT\nALTER TABLE [dbo].[A] DROP COLUMN [z]\n\
         UPDATE [dbo].[A]\nSET [x] = 1\nWHERE [y] = 2\nINSERT INTO [b] ([c])\nSELECT 1\nCOMMIT TRAN;\nEND TRY\nBEGIN CATCH\n\
         IF @@TRANCOUNT > 0\nBEGIN\n    ROLLBACK TRAN;\nEND;\nTHROW\nEND CATCH\nGO\n\
         CREATE PROCEDURE p AS BEGIN SELECT 1; SELECT 2; END\nGO 2\nEXEC sp_rename 'dbo.A.x', 'w', 'COLUMN'\n\
         IF EXISTS (SELECT 1 FROM x)\nDROP TABLE x",
        expect![[r#"
            BeginTry: BEGIN TRY
            Begin: BEGIN TRAN
            AlterTable: ALTER TABLE [dbo].[A] ADD [x] INT, [y] INT
            AlterTable: ALTER TABLE [dbo].[A] DROP COLUMN [z]
            Update: UPDATE [dbo].[A] SET [x] = 1 WHERE [y] = 2
            Insert: INSERT INTO [b] ([c]) SELECT 1
            Commit: COMMIT TRAN
            EndTry: END TRY
            BeginCatch: BEGIN CATCH
            If: IF @@TRANCOUNT > 0
            BeginBlock?: BEGIN
            Rollback: ROLLBACK TRAN
            EndBlock: END
            Other: THROW
            EndCatch: END CATCH
            ClientCommand: GO
            CreateObject: CREATE PROCEDURE p AS BEGIN SELECT 1; SELECT 2; END
            ClientCommand: GO 2
            Rename: EXEC sp_rename 'dbo.A.x', 'w', 'COLUMN'
            If: IF EXISTS (SELECT 1 FROM x)
            Drop?: DROP TABLE x
        "#]],
    );
}

/// What a statement can repeat without closing it.
const OPEN: [&str; 40] = [
    "(",
    "NOT ",
    "[",
    "CASE ",
    "CASE WHEN ",
    "- ",
    "a = ",
    "a :: b . ",
    "U& ",
    "a IS DISTINCT FROM ",
    "a BETWEEN ",
    "ARRAY[",
    "ROW(",
    "f(a, ",
    "EXISTS (SELECT ",
    "SELECT ",
    "SELECT a, b FROM ",
    "SELECT a, b UNION ",
    "VALUES (1), (2) EXCEPT ALL ",
    "a JOIN ",
    "NATURAL JOIN a ",
    "CROSS JOIN a ",
    "a LEFT JOIN LATERAL ",
    "WITH ",
    "WITH a AS ",
    "WITH a AS (SELECT 1, 2), b AS (",
    "WITH RECURSIVE a AS MATERIALIZED ",
    "EXPLAIN ANALYZE ",
    "EXPLAIN (ANALYZE, COSTS) ",
    "PREPARE a AS ",
    "PREPARE a (int, int) AS ",
    "CREATE SCHEMA a ",
    "CREATE TABLE a AS ",
    "CREATE TABLE a (b int CHECK (",
    "CREATE VIEW a (b, c) AS ",
    "CREATE RULE a AS ON UPDATE TO b DO ",
    "CREATE FUNCTION f() BEGIN ATOMIC ",
    "DECLARE a CURSOR FOR ",
    "COPY (SELECT a, b FROM ",
    "INSERT INTO a (b, c) SELECT b, c FROM ",
];

/// In a thread with little stack.
#[test]
fn what_nests_too_deeply_is_not_parsed() {
    let read_all = || {
        for open in OPEN {
            for count in [60, 1_300, 3_900, 10_000] {
                for text in
                    [open.repeat(count), format!("SELECT 1; SELECT {}1; SELECT 2", open.repeat(count))]
                {
                    for provider in [
                        Provider::Postgresql,
                        Provider::Cockroachdb,
                        Provider::Mysql,
                        Provider::Sqlite,
                        Provider::Sqlserver,
                    ] {
                        assert!(!read(provider, &text).statements.is_empty(), "{provider:?} {open}");
                    }
                }
            }
        }
    };
    std::thread::Builder::new().stack_size(512 << 10).spawn(read_all).unwrap().join().unwrap();
}

/// A long statement that does not nest is read.
#[test]
fn long_statements_are_parsed() {
    let columns: String = (0..3_000).map(|at| format!(", \"c{at}\" TEXT NOT NULL DEFAULT now()")).collect();
    let added: String = (0..3_000).map(|at| format!(", ADD COLUMN \"d{at}\" INTEGER")).collect();
    let text = format!("CREATE TABLE a (id INT{columns}); ALTER TABLE a ADD COLUMN x INT{added}");
    for provider in [Provider::Postgresql, Provider::Cockroachdb] {
        let script = read(provider, &text);
        let kinds: Vec<_> = script.statements.iter().map(|statement| &statement.kind).collect();
        assert!(
            matches!(kinds[..], [StatementKind::CreateTable(_), StatementKind::AlterTable(_)]),
            "{provider:?} {}",
            kinds.len()
        );
    }
}

/// Pieces that mean something to some reader, in any order.
fn sql() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "CREATE",
        "TABLE",
        "ALTER",
        "INDEX",
        "UNIQUE",
        "(",
        ")",
        ",",
        ";",
        "\"a\"",
        "[b]",
        "`c`",
        "'",
        "\"",
        "$$",
        "$x$",
        "--",
        "/*",
        "*/",
        "\n",
        "\r\n",
        " ",
        "BEGIN",
        "END",
        "TRY",
        "CATCH",
        "GO",
        "DELIMITER",
        "//",
        "ö",
        "\u{feff}",
        "ADD",
        "DROP",
        "COLUMN",
        "CONSTRAINT",
        "DEFAULT",
        "x",
        "1",
        "REFERENCES",
        "ON",
        "TYPE",
        "ENUM",
        "IF",
        "EXISTS",
        "CASE",
        "TRIGGER",
        "SET",
        "UPDATE",
        "INSERT",
        "sp_rename",
        "EXEC",
        ".",
        "N'",
        "@",
        "#",
        "😀",
        "PRIMARY",
        "KEY",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| {
        let mut text = String::new();
        for (index, piece) in pieces.iter().enumerate() {
            text.push_str(if index % 3 == 2 { "" } else { " " });
            text.push_str(piece);
        }
        text
    })
}

proptest! {
    #[test]
    fn any_text_is_read(text in sql()) {
        for provider in [Provider::Postgresql, Provider::Mysql, Provider::Sqlite, Provider::Sqlserver] {
            let mut at = 0;
            for token in tokenize(&text, provider) {
                prop_assert_eq!(token.span.start, at);
                at = token.span.end;
            }
            prop_assert_eq!(at as usize, text.len());
            let mut end = 0;
            for statement in read(provider, &text).statements {
                prop_assert!(statement.span.start >= end && text.get(statement.span.range()).is_some());
                end = statement.span.end;
            }
        }
    }
}

#[test]
fn a_quote_that_stays_open_makes_its_statement_opaque() {
    use Provider::{Cockroachdb, Mysql, Postgresql, Sqlite, Sqlserver};
    for (provider, quote) in [
        (Postgresql, '"'),
        (Cockroachdb, '"'),
        (Sqlite, '"'),
        (Sqlite, '`'),
        (Mysql, '`'),
        (Sqlserver, '['),
        (Sqlserver, '"'),
        (Postgresql, '\''),
        (Sqlite, '\''),
        (Mysql, '\''),
        (Sqlserver, '\''),
    ] {
        for before in ["ALTER TABLE a ADD b ", "ALTER TABLE a ADD b INT DEFAULT ", "DROP TABLE "] {
            let text = format!("SELECT 1;\n{before}{quote}c;\nDROP TABLE d;\n");
            let statements = read(provider, &text).statements;
            let kinds: Vec<&StatementKind> = statements.iter().map(|it| &it.kind).collect();
            assert!(matches!(kinds[..], [_, StatementKind::Opaque(_)]), "{provider}: {text}: {kinds:?}");
        }
    }
}
