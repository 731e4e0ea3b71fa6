//! What a history makes of single columns.

use migrations::replay::{Replay, Scope};
use model::catalog::Provider;
use model::database::{Column, DefaultValue, Literal};

#[test]
fn a_key_needs_columns() {
    for provider in Provider::ALL.into_iter().filter(|it| *it != Provider::Mongodb) {
        for key in ["PRIMARY KEY ()", "UNIQUE ()"] {
            let mut replay = Replay::new(provider, Scope::default());
            replay.apply("1_a", &format!("CREATE TABLE A (a INTEGER NOT NULL, {key});\n"));
            let (database, notes) = replay.finish();
            let has_key = database.tables.iter().any(|it| it.primary_key.is_some() || !it.indexes.is_empty());
            assert!(!has_key && !notes.is_empty(), "{provider}: {key}");
        }
    }
}

/// The column `A.a` after this script.
fn column(provider: Provider, sql: &str) -> Column {
    let mut replay = Replay::new(provider, Scope::default());
    replay.apply("1_a", sql);
    let (database, notes) = replay.finish();
    assert!(notes.is_empty(), "{notes:?}");
    let table = database.tables.iter().find(|it| it.name.name == "A").expect("the table");
    table.column("a").expect("the column").clone()
}

#[test]
fn sql_server_keeps_a_default_and_reads_it_as_of_the_new_type() {
    let default = |ty: &str, default: &str, new: &str| {
        let sql = format!(
            "CREATE TABLE [dbo].[A] ([a] {ty} CONSTRAINT [d] DEFAULT {default});\nALTER TABLE [dbo].[A] ALTER COLUMN [a] {new};\n"
        );
        column(Provider::Sqlserver, &sql).default_value().cloned()
    };
    let string = |text: &str| Some(DefaultValue::Literal(Literal::String(text.into())));
    assert_eq!(default("FROB", "'it''s'", "NVARCHAR(20)"), string("it's"));
    assert_eq!(default("NVARCHAR(20)", "'it''s'", "NVARCHAR(40)"), string("it's"));
    assert_eq!(default("INT", "1", "BIT"), Some(DefaultValue::Literal(Literal::Boolean(true))));
    assert_eq!(default("BIT", "0", "INT"), Some(DefaultValue::Literal(Literal::Int(0))));
    assert_eq!(default("NVARCHAR(20)", "'7'", "INT"), Some(DefaultValue::Literal(Literal::Int(7))));
    let number = Some(DefaultValue::Literal(Literal::Number("1".into())));
    assert_eq!(default("INT", "1", "DECIMAL(10,2)"), number);
    assert_eq!(default("DATE", "getdate()", "DATETIME2"), Some(DefaultValue::Now));
}

#[test]
fn postgres_keeps_a_default_and_reads_it_as_of_the_new_type() {
    let default = |ty: &str, default: &str, new: &str| {
        let sql = format!(
            "CREATE TABLE \"A\" (\"a\" {ty} DEFAULT {default});\nALTER TABLE \"A\" ALTER COLUMN \"a\" SET DATA TYPE {new};\n"
        );
        [Provider::Postgresql, Provider::Cockroachdb].map(|it| column(it, &sql).default_value().cloned())
    };
    let both = |literal: Literal| [(); 2].map(|()| Some(DefaultValue::Literal(literal.clone())));
    assert_eq!(default("INTEGER", "0", "DECIMAL(65,30)"), both(Literal::Number("0".into())));
    assert_eq!(default("INTEGER", "1", "DOUBLE PRECISION"), both(Literal::Number("1".into())));
    assert_eq!(default("INTEGER", "1", "BIGINT"), both(Literal::Int(1)));
    assert_eq!(default("VARCHAR(3)", "'it''s'", "TEXT"), both(Literal::String("it's".into())));
    let now = [(); 2].map(|()| Some(DefaultValue::Now));
    assert_eq!(default("DATE", "CURRENT_TIMESTAMP", "TIMESTAMP(3)"), now);
}

#[test]
fn only_the_key_of_a_table_of_sqlite_counts() {
    let counts = |definition: &str| {
        column(Provider::Sqlite, &format!("CREATE TABLE \"A\" ({definition});\n")).autoincrement
    };
    assert!(counts("\"a\" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"));
    assert!(counts("\"a\" INTEGER PRIMARY KEY"));
    assert!(!counts("\"a\" TEXT PRIMARY KEY"));
    assert!(!counts("\"a\" INTEGER NOT NULL AUTO_INCREMENT, \"b\" INTEGER PRIMARY KEY"));
}
