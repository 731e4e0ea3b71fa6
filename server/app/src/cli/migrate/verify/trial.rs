//! Trying the migrations of a history on a scratch database: up, down, with rows up and down, and up again.

use std::path::Path;

use migrations::plan::{Reversible, script};
use migrations::undo::{UndoOptions, Undone, undo};
use model::database::Database;

use crate::cli::migrate::database::DatabaseUrl;
use crate::cli::migrate::history::ProjectHistory;
use crate::cli::migrate::verify::scratch::{Filled, Scratch};
use crate::cli::terminal::count;

/// What is said of one migration: its name, what was found, and details.
pub(crate) type Report<'r> = dyn FnMut(&str, &str, &[String]) + 'r;

/// How a trial ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// All migrations were tried, and the database is empty again.
    Empty,
    /// All were tried, so many of them have no way back: their tables stay.
    WithoutWayBack(usize),
    /// One does not lead back: the database is left as it is.
    Stopped,
}

/// A trial that cannot go on, as an error is to `?`.
enum Failure {
    /// One migration does not lead back, and this was said.
    Said,
    /// The database cannot be asked, or a migration cannot be applied to empty tables.
    Message(String),
}

impl From<String> for Failure {
    fn from(message: String) -> Failure {
        Failure::Message(message)
    }
}

/// One migration, and what is known around it.
struct Step<'t> {
    name: &'t str,
    up: &'t str,
    down: String,
    way: &'t Undone,
    /// The database before it, as the scripts say.
    before: &'t Database,
}

/// Tries all migrations of a project.
pub(crate) fn try_all(
    loaded: &ProjectHistory,
    url: &DatabaseUrl,
    folder: &Path,
    report: &mut Report<'_>,
) -> Result<Ended, String> {
    let scratch = Scratch::open(loaded.provider(), url, folder)?;
    match steps(loaded, &scratch, report) {
        Ok(ended) => Ok(ended),
        Err(Failure::Said) => Ok(Ended::Stopped),
        Err(Failure::Message(message)) => Err(message),
    }
}

fn steps(loaded: &ProjectHistory, scratch: &Scratch, report: &mut Report<'_>) -> Result<Ended, Failure> {
    let options = UndoOptions { diff: loaded.options.clone(), preserve_data: false };
    let ways = undo(&loaded.replayed, 0, &options);
    let mut steps = Vec::new();
    for (at, (migration, way)) in
        loaded.replayed.migrations().iter().zip(ways.migrations.iter().rev()).enumerate()
    {
        let statements = || way.statements.iter().map(|it| it.sql.clone()).collect::<Vec<String>>();
        let down = match &migration.file.rollback {
            Some(rollback) => rollback.sql.to_string(),
            None => script(loaded.provider(), &statements()),
        };
        let before = loaded.replayed.before(at);
        steps.push(Step { name: &migration.file.name, up: &migration.file.sql, down, way, before });
    }
    let mut catalogs = vec![scratch.catalog()?];
    let mut without_way = 0;
    for step in &steps {
        let before = catalogs.last().cloned().unwrap_or_default();
        step.up(scratch, "")?;
        let after = scratch.catalog()?;
        catalogs.push(after.clone());
        if !step.way.blocked.is_empty() {
            without_way += 1;
            report(step.name, "no way back", &step.way.blocked);
            continue;
        }
        step.down(scratch, &before, "", report)?;
        let (found, details) = step.with_rows(scratch, [&before, &after], report)?;
        step.up(scratch, " again")?;
        let differs = differences(&after, &scratch.catalog()?);
        if !differs.is_empty() {
            report(step.name, "the second time it leads elsewhere", &differs);
            return Err(Failure::Said);
        }
        report(step.name, &format!("leads back by {}{found}", step.by()), &details);
    }
    if without_way > 0 {
        return Ok(Ended::WithoutWayBack(without_way));
    }
    for (step, before) in steps.iter().zip(&catalogs).rev() {
        scratch.client.execute(&step.down)?;
        let differs = differences(before, &scratch.catalog()?);
        if !differs.is_empty() {
            report(step.name, "does not lead back after all later ones", &differs);
            return Err(Failure::Said);
        }
    }
    Ok(Ended::Empty)
}

impl Step<'_> {
    fn by(&self) -> &'static str {
        if self.way.script.is_some() { "its script" } else { "the difference" }
    }

    fn up(&self, scratch: &Scratch, again: &str) -> Result<(), Failure> {
        let failed = |error| Failure::Message(format!("{}: cannot be applied{again}: {error}", self.name));
        scratch.client.execute(self.up).map_err(failed)
    }

    /// Takes it back, to the catalog before it.
    fn down(
        &self,
        scratch: &Scratch,
        before: &[String],
        how: &str,
        report: &mut Report<'_>,
    ) -> Result<(), Failure> {
        if let Err(error) = scratch.client.execute(&self.down) {
            report(self.name, &format!("{} cannot be run{how}", self.by()), &[error]);
            return Err(Failure::Said);
        }
        let differs = differences(before, &scratch.catalog()?);
        if !differs.is_empty() {
            report(self.name, &format!("{} does not lead back{how}", self.by()), &differs);
            return Err(Failure::Said);
        }
        Ok(())
    }

    /// Up and down with rows in the tables before it, which are empty again afterwards. Returns what to add to the report.
    fn with_rows(
        &self,
        scratch: &Scratch,
        [before, after]: [&[String]; 2],
        report: &mut Report<'_>,
    ) -> Result<(String, Vec<String>), Failure> {
        if self.before.tables.is_empty() {
            return Ok((String::new(), Vec::new()));
        }
        let filled = scratch.fill(self.before)?;
        let rows = scratch.rows(self.before)?;
        let mut details: Vec<String> =
            filled.left_out.iter().map(|(table, reason)| format!("no rows in `{table}`: {reason}")).collect();
        if let Err(error) = scratch.client.execute(self.up) {
            if scratch.catalog()? != before {
                report(self.name, "fails half-way where tables have rows", &[error]);
                return Err(Failure::Said);
            }
            scratch.empty(&filled)?;
            details.push(format!("it cannot be applied to tables with rows: {error}"));
            return Ok((", only of empty tables".into(), details));
        }
        let differs = differences(after, &scratch.catalog()?);
        if !differs.is_empty() {
            report(self.name, "leads elsewhere where tables have rows", &differs);
            return Err(Failure::Said);
        }
        self.down(scratch, before, " where tables have rows", report)?;
        let lost = self.way.all_losses().filter(|loss| loss.class == Reversible::Irreversible);
        let lost: Vec<String> = lost.map(|loss| loss.reason.clone()).collect();
        let found = if lost.is_empty() {
            let differs = differences(&rows, &scratch.rows(self.before)?);
            if !differs.is_empty() {
                report(self.name, &format!("{} loses rows", self.by()), &differs);
                return Err(Failure::Said);
            }
            described(&filled, rows.len())
        } else {
            details.extend(lost);
            ", rows were not compared".to_owned()
        };
        scratch.empty(&filled)?;
        Ok((found, details))
    }
}

fn described(filled: &Filled, rows: usize) -> String {
    match (filled.table_count(), rows) {
        (_, 0) => String::new(),
        (0, rows) => format!("; {} as before", count(rows, "row")),
        (tables, _) => {
            format!("; {} in {} as before", count(filled.count, "generated row"), count(tables, "table"))
        }
    }
}

/// The lines that only one of two lists has.
fn differences(wanted: &[String], found: &[String]) -> Vec<String> {
    let missing = wanted.iter().filter(|line| !found.contains(line)).map(|line| format!("missing: {line}"));
    let more = found.iter().filter(|line| !wanted.contains(line)).map(|line| format!("left: {line}"));
    missing.chain(more).collect()
}
