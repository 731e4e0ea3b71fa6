//! `prisma-lens-db explain`.

use std::process::ExitCode;

use migrations::sql::read;
use model::catalog::Provider;
use statistics::collect::collect;
use statistics::packs::Pack;
use statistics::shape::{names, shape};
use statistics::{StatementStatistics, Statistics};

use crate::asking::{Question, Session};
use crate::plan::plan;
use crate::report::{Priority, Report};
use crate::slow::callers;

/// From how many rows on reading a whole table is a finding.
const MANY_ROWS: u64 = 10_000;

/// Show the plan of a statement, or of the statements of a call, without running them
///
/// A call is `FILE:LINE`; its statements are those that the database has counted. A statement is a single SELECT, INSERT, UPDATE or DELETE;
/// it is planned, never run. PostgreSQL plans parameters for any value, MySQL and MariaDB for the value '1'.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// SQL, or a call of Prisma Client as `src/users.ts:12`
    #[arg(value_name = "SQL|CALL")]
    what: String,

    #[command(flatten)]
    question: Question,
}

impl Arguments {
    pub(crate) fn run(&self) -> Result<ExitCode, String> {
        self.question.ask("Plans of", async |session, report| {
            let mut notes = Vec::new();
            let rows = session.rows(&[Pack::Size, Pack::Slow], &mut notes).await?;
            let found = collect(&rows)?;
            let statements = match is_call(&self.what) {
                true => {
                    report.notes = notes;
                    let texts = rows.iter().filter_map(|row| row.get("statement"));
                    of_call(session, &self.what, &found.statements, &texts.collect::<Vec<&str>>())?
                }
                false => vec![self.what.clone()],
            };
            let mut steps = Vec::new();
            for statement in statements {
                steps.extend(explain(session, &statement, &found, report).await?);
            }
            report.table("Plans", &["plan", "statement"], steps);
            Ok(())
        })
    }
}

/// Whether a text is `FILE:LINE`.
fn is_call(text: &str) -> bool {
    text.rsplit_once(':').is_some_and(|(file, line)| !file.contains(' ') && line.parse::<u32>().is_ok())
}

/// The statements that the database has counted of a call, as the database has them.
fn of_call(
    session: &Session,
    call: &str,
    statements: &[StatementStatistics],
    texts: &[&str],
) -> Result<Vec<String>, String> {
    let project = &session.project;
    let provider = project.database.provider;
    let sites = project.call_sites();
    let start = format!("{call} ");
    let of_call = statements.iter().filter(|statement| {
        let words = names(&statement.shape, provider);
        let table = project.table_of(&words).unwrap_or_default();
        callers(statement, &words, table, &sites).iter().any(|caller| caller.starts_with(&start))
    });
    let found: Vec<String> = of_call
        .filter_map(|statement| texts.iter().find(|text| shape(text, provider) == statement.shape))
        .map(|text| (*text).to_owned())
        .collect();
    match found.is_empty() {
        false => Ok(found),
        true if provider == Provider::Sqlite => {
            Err("SQLite counts no statements, so those of a call are not known. Give the SQL.".to_owned())
        }
        true if sites.iter().any(|site| format!("{}:{}", site.file, site.line) == call) => {
            Err(format!("the database has counted no statement of `{call}`."))
        }
        true => Err(format!(
            "no call of Prisma Client is at `{call}`. Write `FILE:LINE` as `prisma-lens queries` prints it."
        )),
    }
}

/// The steps of a statement's plan with the statement; what is wrong with it is added to the report.
async fn explain(
    session: &mut Session,
    statement: &str,
    found: &Statistics,
    report: &mut Report,
) -> Result<Vec<Vec<String>>, String> {
    let provider = session.project.database.provider;
    let statement = statement.trim().trim_end_matches(';');
    let words = names(statement, provider);
    let is_allowed = words.first().is_some_and(|first| {
        ["select", "insert", "update", "delete", "with"].iter().any(|word| first.eq_ignore_ascii_case(word))
    });
    if !is_allowed || read(provider, statement).statements.len() != 1 {
        return Err("only a single SELECT, INSERT, UPDATE or DELETE is explained.".to_owned());
    }
    session.connection.begin().await?;
    let plan = plan(&mut session.connection, provider, statement, found).await?;
    let shown = shape(statement, provider);
    for table in plan.whole {
        let rows = found.table_named(&table).map_or(0, |known| known.rows);
        if rows >= MANY_ROWS {
            let message = format!(
                "The plan reads all of its {rows} rows. `prisma-lens advise` shows the indexes that its calls want."
            );
            report.add_with(Priority::P1, "whole-table", &table, message, [shown.clone()]);
        }
    }
    let steps = plan.steps.into_iter().enumerate();
    Ok(steps.map(|(at, step)| vec![step, if at == 0 { shown.clone() } else { String::new() }]).collect())
}
