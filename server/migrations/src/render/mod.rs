//! The SQL script of a migration, to the byte as Prisma writes it.
//!
//! Source: the scripts that Prisma's schema engine writes, and its migrations in real projects.

mod default;
mod mysql;
pub(crate) mod postgresql;
mod sqlite;
mod sqlserver;

use model::catalog::Provider;
use model::catalog::referential_actions::ReferentialAction;
use model::database::{ForeignKey, IndexColumn};
use model::schema::item::Sort;
use smol_str::SmolStr;

use crate::step::{Migration, Step};

/// What Prisma writes where nothing changes.
pub const EMPTY: &str = "-- This is an empty migration.";

/// The script of the migration. `warnings` is put in front, see [`warnings`](crate::warnings); `migrate diff` has none.
pub fn script(migration: &Migration, warnings: &[String]) -> String {
    if migration.steps.is_empty() {
        return EMPTY.into();
    }
    let mut script = String::new();
    if !warnings.is_empty() {
        script.push_str("/*\n  Warnings:\n\n");
        for warning in warnings {
            script.push_str("  - ");
            script.push_str(warning);
            script.push('\n');
        }
        script.push_str("\n*/\n");
    }
    let transaction = (migration.provider == Provider::Sqlserver).then_some(sqlserver::TRANSACTION);
    if let Some((begin, _)) = transaction {
        script.push_str(begin);
    }
    let mut is_first = true;
    for step in &migration.steps {
        let statements = statements(migration.provider, step);
        if statements.is_empty() {
            continue;
        }
        if !is_first {
            script.push('\n');
        }
        is_first = false;
        script.push_str("-- ");
        script.push_str(step.title());
        script.push('\n');
        for statement in statements {
            script.push_str(&statement);
            script.push_str(";\n");
        }
    }
    if let Some((_, commit)) = transaction {
        script.push_str(commit);
    }
    script
}

/// What Prisma writes before and after the statements of a migration of SQL Server.
pub(crate) fn sqlserver_transaction() -> (&'static str, &'static str) {
    sqlserver::TRANSACTION
}

/// The statements of one step, without semicolons.
pub fn statements(provider: Provider, step: &Step) -> Vec<String> {
    match provider {
        Provider::Postgresql | Provider::Cockroachdb => postgresql::statements(provider, step),
        Provider::Mysql => mysql::statements(step),
        Provider::Sqlite => sqlite::statements(step),
        Provider::Sqlserver => sqlserver::statements(step),
        Provider::Mongodb => Vec::new(),
    }
}

/// The names in quotes, with a separator between them.
fn quoted_list<'n>(
    names: impl IntoIterator<Item = &'n SmolStr>,
    quote: impl Fn(&str) -> String,
    separator: &str,
) -> String {
    let names: Vec<String> = names.into_iter().map(|name| quote(name)).collect();
    names.join(separator)
}

/// A column of an index or key: the name in quotes, its length and its order where they are given.
fn index_column(column: &IndexColumn, quote: impl Fn(&str) -> String) -> String {
    let length = column.length.map(|length| format!("({length})")).unwrap_or_default();
    format!("{}{length}{}", quote(&column.name), order(column))
}

fn order(column: &IndexColumn) -> &'static str {
    match column.sort {
        Some(Sort::Asc) => " ASC",
        Some(Sort::Desc) => " DESC",
        None => "",
    }
}

/// ` ON DELETE … ON UPDATE …`
fn actions(key: &ForeignKey) -> String {
    format!(" ON DELETE {} ON UPDATE {}", action(key.on_delete), action(key.on_update))
}

fn action(action: ReferentialAction) -> &'static str {
    match action {
        ReferentialAction::Cascade => "CASCADE",
        ReferentialAction::Restrict => "RESTRICT",
        ReferentialAction::NoAction => "NO ACTION",
        ReferentialAction::SetNull => "SET NULL",
        ReferentialAction::SetDefault => "SET DEFAULT",
    }
}

fn double_quoted(name: &str) -> String {
    format!("\"{name}\"")
}
