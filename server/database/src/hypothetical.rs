//! Indexes that do not exist, tried on PostgreSQL's planner by the extension HypoPG. The session alone knows them, and nothing is
//! written.

use model::catalog::Provider;
use statistics::Statistics;
use statistics::output::Row;
use statistics::packs::Pack;
use statistics::shape::{names, shape};

use crate::asking::Session;
use crate::connection::{Connection, literal, quoted};
use crate::foreign_keys::UnindexedKey;
use crate::plan::postgresql::plan;
use crate::slow::filtered_columns;

/// How many of the counted statements an index is tried on.
const MOST_STATEMENTS: usize = 5;

/// An index that does not exist, and what the planner makes of it.
#[derive(Clone, Debug)]
pub(crate) struct Trial {
    /// The database schema of its table.
    pub(crate) schema: Option<String>,
    /// Its table.
    pub(crate) table: String,
    /// Its columns, with whether they are descending.
    pub(crate) columns: Vec<(String, bool)>,
    /// How the schema would declare it, where the calls in the code want it; `None` for a foreign key alone.
    pub(crate) attribute: Option<String>,
    /// What it was tried on.
    pub(crate) attempts: Vec<Attempt>,
}

/// A statement planned without and with an index.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    /// The statement without literals.
    pub(crate) statement: String,
    /// The estimated cost without the index.
    pub(crate) before: f64,
    /// The estimated cost with it.
    pub(crate) after: f64,
    /// Whether the plan uses the index.
    pub(crate) is_used: bool,
    /// The estimated size of the index in bytes.
    pub(crate) bytes: Option<u64>,
}

impl Trial {
    /// `authorId, createdAt DESC`.
    pub(crate) fn shown_columns(&self) -> String {
        let columns = self.columns.iter().map(|(name, is_descending)| match is_descending {
            true => format!("{name} DESC"),
            false => name.clone(),
        });
        columns.collect::<Vec<String>>().join(", ")
    }

    /// Whether it is the index that a foreign key lacks.
    pub(crate) fn serves(&self, key: &UnindexedKey<'_>) -> bool {
        let names = self.columns.iter().map(|(name, _)| name.as_str());
        self.schema == key.table.schema
            && self.table == key.table.name
            && names.take(key.columns.len()).eq(key.columns.iter().map(String::as_str))
    }
}

impl Attempt {
    /// `The planner uses it: the cost falls from 359 to 8: SELECT …`.
    pub(crate) fn describe(&self) -> String {
        let Attempt { before, after, statement, .. } = self;
        match self.is_used {
            true => format!("The planner would use it, cost {before:.0} → {after:.0}: {statement}"),
            false => format!("The planner would not use it, cost {before:.0}: {statement}"),
        }
    }
}

/// Tries the indexes that foreign keys and the calls in the code want. `None` where HypoPG is not installed in the database.
///
/// # Errors
///
/// A connection that is lost.
pub(crate) async fn trials(
    session: &mut Session,
    found: &Statistics,
    keys: &[UnindexedKey<'_>],
) -> Result<Option<Vec<Trial>>, String> {
    if session.project.database.provider != Provider::Postgresql {
        return Ok(None);
    }
    let Some(extension) = session.connection.extension("hypopg").await? else { return Ok(None) };
    let rows = session.rows(&[Pack::Slow], &mut Vec::new()).await?;
    let statements: Vec<&str> = rows.iter().filter_map(statement).collect();
    let mut trials = candidates(session, found, keys);
    for trial in &mut trials {
        let mut tried: Vec<String> = Vec::new();
        let foreign_key = keys.iter().any(|key| trial.serves(key)).then(|| probe(trial));
        let counted = statements.iter().filter(|text| may_serve(trial, text)).take(MOST_STATEMENTS);
        let texts: Vec<String> =
            foreign_key.into_iter().chain(counted.map(|text| (*text).to_owned())).collect();
        for text in texts {
            let shown = shape(&text, Provider::Postgresql);
            if tried.contains(&shown) {
                continue;
            }
            match attempt(&mut session.connection, &extension, trial, &text).await {
                Ok(attempt) => trial.attempts.extend(attempt),
                Err(message) if session.connection.is_lost() => return Err(message),
                // A statement that cannot be planned alone says nothing of the index.
                Err(_) => reset(&mut session.connection, &extension).await?,
            }
            tried.push(shown);
        }
    }
    Ok(Some(trials))
}

/// The indexes that the calls in the code want and the database does not have, then those of foreign keys that these do not serve.
fn candidates(session: &Session, found: &Statistics, keys: &[UnindexedKey<'_>]) -> Vec<Trial> {
    let mut trials: Vec<Trial> = Vec::new();
    for proposed in session.project.proposed_indexes(found) {
        let Some(table) = found.table(&proposed.table) else { continue };
        let exists = found.indexes_of(table).any(|index| {
            let columns = index.columns.iter().map(|it| (it.name.as_str(), it.is_descending));
            index.is_valid
                && !index.is_partial
                && columns
                    .take(proposed.columns.len())
                    .eq(proposed.columns.iter().map(|(name, is_descending)| (name.as_str(), *is_descending)))
        });
        if !exists {
            trials.push(Trial {
                schema: table.schema.clone(),
                table: table.name.clone(),
                columns: proposed.columns,
                attribute: Some(proposed.attribute),
                attempts: Vec::new(),
            });
        }
    }
    for key in keys {
        if !trials.iter().any(|trial| trial.serves(key)) {
            trials.push(Trial {
                schema: key.table.schema.clone(),
                table: key.table.name.clone(),
                columns: key.columns.iter().map(|name| (name.clone(), false)).collect(),
                attribute: None,
                attempts: Vec::new(),
            });
        }
    }
    trials
}

fn statement(row: &Row) -> Option<&str> {
    (row.section == "statements").then(|| row.get("statement"))?
}

/// Whether a statement filters by the first column of an index.
fn may_serve(trial: &Trial, statement: &str) -> bool {
    let words = names(statement, Provider::Postgresql);
    let is_query = words.first().is_some_and(|first| {
        ["select", "update", "delete", "with"].iter().any(|verb| first.eq_ignore_ascii_case(verb))
    });
    let first = trial.columns.first().map(|(name, _)| name);
    is_query
        && words.contains(&trial.table)
        && first.is_some_and(|first| filtered_columns(&words).contains(first))
}

/// What the database asks a table for when a row is deleted that it points at.
fn probe(trial: &Trial) -> String {
    let conditions = trial.columns.iter().enumerate();
    let conditions =
        conditions.map(|(at, (name, _))| format!("{} = ${}", quoted(Provider::Postgresql, name), at + 1));
    let conditions: Vec<String> = conditions.collect();
    format!("SELECT 1 FROM {} WHERE {}", table(trial), conditions.join(" AND "))
}

fn table(trial: &Trial) -> String {
    let quote = |name: &str| quoted(Provider::Postgresql, name);
    let schema = trial.schema.as_deref().map(|schema| format!("{}.", quote(schema)));
    format!("{}{}", schema.unwrap_or_default(), quote(&trial.table))
}

/// A statement planned without and with the index, in a transaction of its own. `None` where the extension makes no such index.
async fn attempt(
    connection: &mut Connection,
    extension: &str,
    trial: &Trial,
    statement: &str,
) -> Result<Option<Attempt>, String> {
    connection.begin().await?;
    let before = plan(connection, statement).await?;
    let columns: Vec<String> = trial
        .columns
        .iter()
        .map(|(name, is_descending)| {
            let order = if *is_descending { " DESC" } else { "" };
            format!("{}{order}", quoted(Provider::Postgresql, name))
        })
        .collect();
    let index = format!("CREATE INDEX ON {} ({})", table(trial), columns.join(", "));
    let created = connection
        .query(&format!(
            "SELECT indexname AS name, {extension}.hypopg_relation_size(indexrelid) AS bytes FROM {extension}.hypopg_create_index({})",
            literal(&index)
        ))
        .await?;
    let mut values = created.into_iter().flatten().map(|(_, value)| value);
    let Some(name) = values.next().flatten() else { return Ok(None) };
    let bytes = values.next().flatten().and_then(|bytes| bytes.parse().ok());
    let after = plan(connection, statement).await?;
    connection.query(&format!("SELECT {extension}.hypopg_reset()")).await?;
    Ok(before.cost.zip(after.cost).map(|(before, cost)| Attempt {
        statement: shape(statement, Provider::Postgresql),
        before,
        after: cost,
        is_used: after.indexes.contains(&name),
        bytes,
    }))
}

/// Forgets the indexes after an error.
async fn reset(connection: &mut Connection, extension: &str) -> Result<(), String> {
    connection.begin().await?;
    connection.query(&format!("SELECT {extension}.hypopg_reset()")).await.map(drop)
}
