//! `prisma-lens-db verify`.

pub(crate) mod catalog;
mod drift;

use std::collections::BTreeMap;
use std::process::ExitCode;

use migrations::replay::{HistoryCache, Scope};

use crate::asking::{Question, Session};
use crate::report::{Priority, Report};

/// Check that the database is the one that the schema and its migrations describe
///
/// It reads the catalog, and compares it in both directions: with the schema, and with the migrations that the database has recorded.
/// What Prisma does not see (views, checks, triggers) is not compared.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    question: Question,
}

impl Arguments {
    pub(crate) fn run(&self) -> Result<ExitCode, String> {
        self.question.ask("Drift of", verify)
    }
}

/// Adds the differences between a database and its project to a report.
pub(crate) async fn verify(session: &mut Session, report: &mut Report) -> Result<(), String> {
    let expected = &session.project.database;
    let scope = Scope::of(&session.project.schema);
    session.connection.begin().await?;
    let (actual, notes) = catalog::read(&mut session.connection, expected, scope).await?;
    report.notes.extend(notes.into_iter().map(|note| format!("Something of the catalog was {note}.")));
    let options = session.project.diff_options();
    let of_schema = drift::drift(&actual, expected, &options, "the schema");
    for it in &of_schema {
        report.add(it.priority, "schema-drift", &it.subject, it.message.as_str());
    }
    let recorded = recorded(session).await?;
    if let Some(history) = session.project.history()? {
        let applied = applied(&history, recorded.as_ref(), report);
        let database = history.replay_before(applied).clone().finish().0;
        for it in drift::drift(&actual, &database, &options, "the migrations") {
            let is_known = |other: &drift::Drift| {
                other.subject == it.subject
                    && other.message.replace("the schema", "the migrations") == it.message
            };
            if !of_schema.iter().any(is_known) {
                report.add(it.priority.min(Priority::P1), "migration-drift", &it.subject, it.message);
            }
        }
    }
    Ok(())
}

/// What the database has recorded of a migration.
struct Record {
    checksum: String,
    is_applied: bool,
}

/// The rows of `_prisma_migrations`, without those that were rolled back; `None` where there is no such table.
async fn recorded(session: &mut Session) -> Result<Option<BTreeMap<String, Record>>, String> {
    let sql = "SELECT migration_name, checksum, CASE WHEN finished_at IS NULL THEN 'failed' ELSE 'applied' END AS state \
               FROM _prisma_migrations WHERE rolled_back_at IS NULL";
    let rows = match session.connection.query(sql).await {
        Ok(rows) => rows,
        Err(message)
            if ["does not exist", "doesn't exist", "no such table"].iter().any(|it| message.contains(it)) =>
        {
            session.connection.begin().await?;
            return Ok(None);
        }
        Err(message) => return Err(message),
    };
    let records = rows.into_iter().filter_map(|row| {
        let mut values = row.into_iter().map(|(_, value)| value.unwrap_or_default());
        let (name, checksum, state) = (values.next()?, values.next()?, values.next()?);
        Some((name, Record { checksum, is_applied: state == "applied" }))
    });
    Ok(Some(records.collect()))
}

/// How many migrations were applied, from the first one on. What is wrong with the records goes to the report.
fn applied(
    history: &HistoryCache,
    recorded: Option<&BTreeMap<String, Record>>,
    report: &mut Report,
) -> usize {
    let migrations = history.migrations();
    let Some(recorded) = recorded else {
        let message = "The database has no `_prisma_migrations`, so all migrations count as applied.";
        report.notes.push(message.to_owned());
        return migrations.len();
    };
    for (name, record) in recorded {
        let file = migrations.iter().find(|it| it.file.name == *name).map(|it| &it.file);
        match file {
            _ if !record.is_applied => {
                let message = "It has failed and is neither resolved nor rolled back: Prisma applies no other one. Run `prisma migrate resolve`.";
                report.add(Priority::P0, "failed-migration", name, message);
            }
            None => {
                let message = "It was applied, and the folder of the migrations does not have it.";
                report.add(Priority::P1, "unknown-migration", name, message);
            }
            Some(file) if !file.has_checksum(&record.checksum) => {
                report.add(
                    Priority::P1,
                    "edited-migration",
                    name,
                    "Its script was changed after it was applied.",
                );
            }
            Some(_) => {}
        }
    }
    let is_applied = |name: &str| recorded.get(name).is_some_and(|record| record.is_applied);
    for pending in migrations.iter().filter(|it| !recorded.contains_key(&it.file.name)) {
        let message = "It was not applied yet. `prisma migrate deploy` applies it.";
        report.add(Priority::P2, "pending-migration", &pending.file.name, message);
    }
    migrations.iter().take_while(|it| is_applied(&it.file.name)).count()
}
