//! Plans: how a database would run a statement, which is planned and never run.

mod mysql;
pub(crate) mod postgresql;
mod sqlite;

use model::catalog::Provider;
use serde_json::Value;
use statistics::Statistics;
use statistics::shape::names;

use crate::connection::Connection;

/// How deep a plan is walked.
const MAX_DEPTH: u32 = 100;

/// A plan, and what matters of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Plan {
    /// The steps, indented by what they belong to.
    pub(crate) steps: Vec<String>,
    /// The tables that it reads as a whole.
    pub(crate) whole: Vec<String>,
    /// The indexes that it uses.
    pub(crate) indexes: Vec<String>,
    /// The estimate of its cost, in the unit of the database, where it is known.
    pub(crate) cost: Option<f64>,
}

/// The plan of one statement, in the open transaction.
///
/// # Errors
///
/// What the server says of the statement.
pub(crate) async fn plan(
    connection: &mut Connection,
    provider: Provider,
    statement: &str,
    known: &Statistics,
) -> Result<Plan, String> {
    let mut plan = match provider {
        Provider::Postgresql => return postgresql::plan(connection, statement).await,
        Provider::Mysql => mysql::plan(connection, statement).await?,
        _ => sqlite::plan(connection, statement).await?,
    };
    // These databases name a table by its alias.
    let words = names(statement, provider);
    for table in &mut plan.whole {
        if let Some(name) = table_of_alias(&words, table, known) {
            *table = name;
        }
    }
    Ok(plan)
}

/// The table that an alias stands for in a statement with these words: `FROM User AS t0`.
fn table_of_alias(words: &[String], alias: &str, known: &Statistics) -> Option<String> {
    let places = words.iter().enumerate().filter(|(_, word)| *word == alias);
    let before = places.filter_map(|(at, _)| {
        let before = words.get(at.checked_sub(1)?)?;
        match before.eq_ignore_ascii_case("as") {
            true => words.get(at.checked_sub(2)?),
            false => Some(before),
        }
    });
    let mut tables = before.filter(|name| known.table_named(name).is_some());
    tables.next().cloned()
}

/// A member of an object as text.
fn text<'v>(object: &'v Value, key: &str) -> Option<&'v str> {
    object.get(key).and_then(Value::as_str)
}

fn indented(depth: u32, step: &str) -> String {
    format!("{}{step}", "  ".repeat(depth as usize))
}
