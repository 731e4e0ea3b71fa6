//! `prisma-lens-db indexes`.

use std::process::ExitCode;

use model::catalog::Provider;
use model::database::Database;
use prisma_lens::project_database::ProjectDatabase;
use statistics::collect::collect;
use statistics::packs::Pack;
use statistics::{IndexStatistics, Statistics, TableStatistics};

use crate::asking::{Question, bytes};
use crate::connection::quoted;
use crate::foreign_keys::{MANY_ROWS, UnindexedKey, unindexed_keys};
use crate::hypothetical::{Attempt, Trial, trials};
use crate::report::{Priority, Report};

/// From how many rows on a whole scan is slow.
const SLOW_ROWS: u64 = 10_000;

/// From how many scans of a whole table on an index may be missing.
const MANY_SCANS: u64 = 10;

/// Find indexes that are invalid, duplicate, redundant, unused or missing, by what the database has counted
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    question: Question,
}

impl Arguments {
    pub(crate) fn run(&self) -> Result<ExitCode, String> {
        self.question.ask("Indexes of", async |session, report| {
            let found = collect(&session.rows(&[Pack::Size, Pack::Indexes], &mut report.notes).await?)?;
            let keys = unindexed_keys(&found, &session.project.database);
            let trials = trials(session, &found, &keys).await?;
            examine(&found, &session.project, &keys, trials.as_deref().unwrap_or_default(), report);
            let provider = session.project.database.provider;
            if trials.is_none() && !keys.is_empty() && provider == Provider::Postgresql {
                let note = "With the extension hypopg in the database, the planner is asked for missing indexes as well.";
                report.notes.push(note.to_owned());
            }
            Ok(())
        })
    }
}

/// Adds what is wrong with indexes to a report.
fn examine(
    found: &Statistics,
    project: &ProjectDatabase,
    keys: &[UnindexedKey<'_>],
    trials: &[Trial],
    report: &mut Report,
) {
    let database = &project.database;
    for table in &found.tables {
        let mut indexes: Vec<&IndexStatistics> = found.indexes_of(table).collect();
        // Those that are to stay come first.
        let is_declared = |index: &IndexStatistics| is_declared(index, database);
        indexes.sort_by_key(|index| {
            (!index.is_primary, !index.is_unique, !index.is_valid, !is_declared(index), index.name.clone())
        });
        for (at, index) in indexes.iter().enumerate() {
            if !index.is_valid {
                invalid(index, database.provider, report);
                continue;
            }
            let others = indexes.iter().enumerate().filter(|(other, it)| *other != at && it.is_valid);
            let same = others.clone().find(|(other, it)| *other < at && is_same(it, index));
            let wider = others.clone().find(|(_, it)| is_prefix(index, it));
            match (same, wider) {
                (Some((_, same)), _) => {
                    redundant("duplicate-index", "is a duplicate of", index, same, project, report)
                }
                (None, Some((_, wider))) => {
                    redundant("redundant-index", "is the beginning of", index, wider, project, report);
                }
                (None, None) => unused(index, table, found, database, report),
            }
        }
        missing(table, project, keys, trials, report);
    }
    proposed(trials, keys, report);
    let rows = found.indexes.iter().map(|index| {
        let columns: Vec<&str> = index.column_names().collect();
        let scans = index.scans.map_or_else(|| "?".to_owned(), |scans| scans.to_string());
        vec![
            index.table.clone(),
            index.name.clone(),
            columns.join(", "),
            scans,
            index.bytes.map(bytes).unwrap_or_default(),
        ]
    });
    report.table("Indexes", &["table", "index", "columns", "scans", "size"], rows);
}

fn invalid(index: &IndexStatistics, provider: Provider, report: &mut Report) {
    let message = "It is invalid: writes keep it up, and no query uses it. Its build has failed or is still going on. \
                   Drop it and build it again.";
    report.add_with(Priority::P1, "invalid-index", &index.name, message, [drop_sql(index, provider)]);
}

/// Whether the schema has the index.
fn is_declared(index: &IndexStatistics, database: &Database) -> bool {
    let tables = database.tables.iter().filter(|table| table.name.name == index.table);
    tables.flat_map(|table| &table.indexes).any(|declared| declared.name == index.name)
}

/// Whether two indexes hold the same, so that one of them is enough: the later one keeps nothing apart that the first does not.
fn is_same(first: &IndexStatistics, later: &IndexStatistics) -> bool {
    let is_enough = first.is_unique || !later.is_unique;
    let holds_same = match (&first.fingerprint, &later.fingerprint) {
        (Some(first), Some(later)) => first == later,
        _ => first.columns == later.columns && first.is_partial == later.is_partial,
    };
    is_enough && holds_same && first.method == later.method && !later.columns.is_empty()
}

/// Whether every query that an index serves is served by a wider one.
fn is_prefix(index: &IndexStatistics, wider: &IndexStatistics) -> bool {
    let is_plain = |index: &IndexStatistics| {
        !index.is_partial && index.method.as_deref().is_none_or(|it| matches!(it, "btree" | "nonclustered"))
    };
    let has_expression = index.columns.iter().any(|column| column.is_expression);
    !index.is_unique
        && !index.is_primary
        && is_plain(index)
        && is_plain(wider)
        && !has_expression
        && index.columns.len() < wider.columns.len()
        && wider.columns.starts_with(&index.columns)
}

fn redundant(
    code: &'static str,
    relation: &str,
    index: &IndexStatistics,
    other: &IndexStatistics,
    project: &ProjectDatabase,
    report: &mut Report,
) {
    let database = &project.database;
    let size = index.bytes.map(|it| format!(" of {}", bytes(it))).unwrap_or_default();
    let cure = match is_declared(index, database) {
        true => format!("Remove {} from the schema and drop it.", attribute(index, project)),
        false => "Drop it: the schema does not have it.".to_owned(),
    };
    let message = format!(
        "It {relation} `{}`, so every write maintains an index{size} for nothing. {cure}",
        other.name
    );
    report.add_with(Priority::P2, code, &index.name, message, [drop_sql(index, database.provider)]);
}

fn unused(
    index: &IndexStatistics,
    table: &TableStatistics,
    found: &Statistics,
    database: &Database,
    report: &mut Report,
) {
    if index.scans != Some(0) || index.is_unique || index.is_primary || table.rows < MANY_ROWS {
        return;
    }
    let since = match &found.counting_since {
        Some(since) => format!("since {since}"),
        None => "since its counters were last reset".to_owned(),
    };
    let names: Vec<&str> = index.column_names().collect();
    let is_of_key = database.tables.iter().filter(|it| it.name.name == index.table).any(|it| {
        it.foreign_keys
            .iter()
            .any(|key| names.starts_with(&key.columns.iter().map(|it| it.as_str()).collect::<Vec<_>>()))
    });
    let key = match is_of_key {
        true => " It serves a foreign key: deleting rows of the other table needs it.",
        false => "",
    };
    let size = index.bytes.map(|it| format!(" It takes {}.", bytes(it))).unwrap_or_default();
    let message = format!(
        "No query has used it {since}.{size}{key} Replicas count for themselves: look there as well."
    );
    report.add_with(Priority::P2, "unused-index", &index.name, message, [drop_sql(index, database.provider)]);
}

/// Foreign keys of large tables without an index, and large tables that are read as a whole.
fn missing(
    table: &TableStatistics,
    project: &ProjectDatabase,
    keys: &[UnindexedKey<'_>],
    trials: &[Trial],
    report: &mut Report,
) {
    for key in keys.iter().filter(|key| std::ptr::eq(key.table, table)) {
        let message = format!(
            "The foreign key ({}) has no index, and the table has {} rows: deleting a row of `{}` reads all of them. \
             Add `@@index([{}])`.",
            key.columns.join(", "),
            table.rows,
            key.references,
            project.field_names(&table.name, key.columns.iter().map(String::as_str)).join(", ")
        );
        let trial = trials.iter().find(|trial| trial.serves(key));
        let details = trial.iter().flat_map(|trial| &trial.attempts).map(Attempt::describe);
        report.add_with(Priority::P1, "missing-foreign-key-index", &table.name, message, details);
    }
    let (Some(scans), Some(rows)) = (table.sequential_scans, table.sequential_rows) else { return };
    let by_index = table.index_scans.unwrap_or_default();
    // A scan that a LIMIT ends early reads little.
    let reads_much = rows.checked_div(scans).is_some_and(|each| each >= table.rows / 2);
    if table.rows >= SLOW_ROWS && scans >= MANY_SCANS && scans > by_index / 10 && reads_much {
        let message = format!(
            "It was read from beginning to end {scans} times, {rows} rows in all, and {by_index} times by an index. \
             `prisma-lens-db slow` shows the statements, `prisma-lens advise` the indexes that its calls want."
        );
        report.add(Priority::P1, "sequential-scans", &table.name, message);
    }
}

/// Indexes that calls want and that the planner would use; what foreign keys lack is reported with these.
fn proposed(trials: &[Trial], keys: &[UnindexedKey<'_>], report: &mut Report) {
    for trial in trials.iter().filter(|trial| !keys.iter().any(|key| trial.serves(key))) {
        let used = trial.attempts.iter().filter(|attempt| attempt.is_used && attempt.after < attempt.before);
        let details: Vec<String> = used.map(Attempt::describe).collect();
        let (Some(attribute), false) = (&trial.attribute, details.is_empty()) else { continue };
        let message = format!(
            "The planner would use an index on ({}) for {} of the {} statements that it was tried on. Add `{attribute}`.",
            trial.shown_columns(),
            details.len(),
            trial.attempts.len()
        );
        report.add_with(Priority::P2, "missing-index", &trial.table, message, details);
    }
    let rows = trials.iter().flat_map(|trial| {
        trial.attempts.iter().map(|attempt| {
            vec![
                trial.table.clone(),
                trial.shown_columns(),
                attempt.bytes.map(bytes).unwrap_or_default(),
                format!("{:.0}", attempt.before),
                if attempt.is_used { format!("{:.0}", attempt.after) } else { "not used".to_owned() },
                attempt.statement.clone(),
            ]
        })
    });
    let columns = &["table", "columns", "size", "cost without", "cost with", "statement"];
    report.table("Indexes that do not exist", columns, rows);
}

/// How the schema has an index.
fn attribute(index: &IndexStatistics, project: &ProjectDatabase) -> String {
    let fields = project.field_names(&index.table, index.column_names());
    let name = if index.is_unique { "unique" } else { "index" };
    format!("`@@{name}([{}])`", fields.join(", "))
}

fn drop_sql(index: &IndexStatistics, provider: Provider) -> String {
    let quote = |name: &str| quoted(provider, name);
    let name = quote(&index.name);
    match provider {
        Provider::Postgresql => match index.schema.as_deref() {
            Some(schema) => format!("DROP INDEX CONCURRENTLY {}.{name};", quote(schema)),
            None => format!("DROP INDEX CONCURRENTLY {name};"),
        },
        Provider::Sqlite => format!("DROP INDEX {name};"),
        _ => format!("DROP INDEX {name} ON {};", quote(&index.table)),
    }
}
