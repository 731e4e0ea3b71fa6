//! The SQL of the packs.

use std::sync::Arc;

use migrations::sql::read;
use migrations::sql::statement::StatementKind;
use migrations::sql::token::tokenize;
use model::catalog::Provider;
use model::database::{Database, QualifiedName, Table};
use statistics::packs::{Pack, is_supported, queries, script};

fn database(provider: Provider) -> Database {
    let names = [
        QualifiedName::new("Order"),
        QualifiedName::new("it's \"a\" `b` \\ [c]"),
        QualifiedName::in_namespace(Some("shop"), "Größe"),
    ];
    let mut database = Database::empty(provider);
    database.tables = names.into_iter().map(|name| Arc::new(Table::new(name))).collect();
    database
}

#[test]
fn every_query_reads_and_begins_with_its_section() {
    for provider in Provider::ALL {
        let database = database(provider);
        assert_eq!(script(Pack::All, &database).is_some(), is_supported(provider));
        for pack in Pack::NAMED {
            for query in queries(pack, &database) {
                let sql = query.sql.replace("{statements}", "pg_stat_statements");
                assert!(sql.starts_with("SELECT "), "{provider} {sql}");
                assert!(sql.contains(&format!("'{}' AS section", query.section)), "{provider} {sql}");
                let script = read(provider, &sql);
                assert_eq!(script.statements.len(), 1, "{provider} {sql}");
                let tokens = tokenize(&sql, provider);
                assert!(tokens.iter().all(|token| !token.is_unterminated), "{provider} {sql}");
                for word in
                    ["INSERT", "UPDATE", "DELETE", "INTO", "DROP", "ALTER", "CREATE", "TRUNCATE", "EXEC"]
                {
                    let is_word = |token: &&migrations::sql::token::Token| {
                        token.span.of(&sql).eq_ignore_ascii_case(word)
                    };
                    assert!(tokens.iter().find(is_word).is_none(), "{provider} {word} {sql}");
                }
            }
        }
    }
}

#[test]
fn scripts_set_timeouts_and_write_nothing() {
    for provider in Provider::ALL.into_iter().filter(|provider| is_supported(*provider)) {
        let text = script(Pack::All, &database(provider)).unwrap();
        let limits: &[&str] = match provider {
            Provider::Postgresql => &["BEGIN TRANSACTION READ ONLY;", "statement_timeout", "lock_timeout"],
            Provider::Mysql => &["START TRANSACTION READ ONLY;", "max_statement_time", "max_execution_time"],
            Provider::Sqlite => &["query_only = ON"],
            _ => &["LOCK_TIMEOUT", "READ UNCOMMITTED"],
        };
        for limit in limits {
            assert!(text.contains(limit), "{provider} {limit}");
        }
        for statement in &read(provider, &text).statements {
            assert!(
                !matches!(
                    statement.kind,
                    StatementKind::CreateTable(_) | StatementKind::AlterTable(_) | StatementKind::Drop(_)
                ),
                "{provider}"
            );
        }
    }
}
