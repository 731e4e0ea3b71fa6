//! `prisma-lens-db explain`.

use std::process::ExitCode;

use migrations::sql::read;
use migrations::sql::token::{TokenKind, tokenize};
use model::catalog::Provider;
use serde_json::Value;
use statistics::collect::collect;
use statistics::packs::Pack;
use statistics::shape::{names, shape};
use statistics::{StatementStatistics, Statistics};

use crate::asking::{Output, Session, Target, block_on};
use crate::report::{Priority, Report};
use crate::slow::callers;

/// From how many rows on reading a whole table is a finding.
const MANY_ROWS: u64 = 10_000;

/// How deep a plan is walked.
const MAX_DEPTH: u32 = 100;

/// Show the plan of a statement, or of the statements of a call, without running them
///
/// A call is `FILE:LINE`; its statements are those that the database has counted. A statement is a single SELECT, INSERT, UPDATE or DELETE;
/// it is planned, never run. Parameters are planned for any value.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// SQL, or a call of Prisma Client as `src/users.ts:12`
    #[arg(value_name = "SQL|CALL")]
    what: String,

    #[command(flatten)]
    target: Target,

    #[command(flatten)]
    output: Output,
}

impl Arguments {
    pub(crate) fn run(&self) -> Result<ExitCode, String> {
        let report = block_on(async {
            let mut session = self.target.open().await?;
            let mut report = Report::new(format!("Plans of {}", session.connection.place()));
            let answer = session.ask(&[Pack::Size, Pack::Slow]).await?;
            let found = collect(&answer.rows)?;
            let statements = match is_call(&self.what) {
                true => {
                    report.notes = answer.notes;
                    let texts = answer.rows.iter().filter_map(|row| row.get("statement"));
                    of_call(&session, &self.what, &found.statements, &texts.collect::<Vec<&str>>())?
                }
                false => vec![self.what.clone()],
            };
            for statement in statements {
                explain(&mut session, &statement, &found, &mut report).await?;
            }
            Ok(report)
        })?;
        self.output.finish(&report)
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
        true if sites.iter().any(|site| format!("{}:{}", site.file, site.line) == call) => {
            Err(format!("the database has counted no statement of `{call}`."))
        }
        true => Err(format!(
            "no call of Prisma Client is at `{call}`. Write `FILE:LINE` as `prisma-lens queries` prints it."
        )),
    }
}

/// Adds the plan of a statement, and what is wrong with it.
async fn explain(
    session: &mut Session,
    statement: &str,
    found: &Statistics,
    report: &mut Report,
) -> Result<(), String> {
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
    let scans = match provider {
        Provider::Postgresql => postgresql(session, statement).await?,
        Provider::Mysql => mysql(session, &with_values(statement, provider)).await?,
        _ => sqlite(session, statement).await?,
    };
    let shown = shape(statement, provider);
    let plan: Vec<String> = scans.plan;
    for table in scans.whole {
        let rows = found.table_named(&table).map_or(0, |known| known.rows);
        if rows >= MANY_ROWS {
            let message = format!(
                "The plan reads all of its {rows} rows. `prisma-lens advise` shows the indexes that its calls want."
            );
            report.add(Priority::P1, "whole-table", &table, message).details.push(shown.clone());
        }
    }
    report.sections.push(crate::report::Section {
        title: "Plan",
        columns: &["statement", "plan"],
        rows: plan
            .into_iter()
            .enumerate()
            .map(|(at, line)| vec![if at == 0 { shown.clone() } else { String::new() }, line])
            .collect(),
    });
    Ok(())
}

/// A plan, and the tables that it reads as a whole.
#[derive(Default)]
struct Scans {
    plan: Vec<String>,
    whole: Vec<String>,
}

/// A prepared statement gets a plan for any values of its parameters.
async fn postgresql(session: &mut Session, statement: &str) -> Result<Scans, String> {
    let parameters = tokenize(statement, Provider::Postgresql)
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .filter_map(|token| token.span.of(statement).strip_prefix('$')?.parse::<usize>().ok())
        .max()
        .unwrap_or(0);
    let connection = &mut session.connection;
    let name = "prisma_lens_explained";
    let nulls = vec!["NULL"; parameters.min(1000)].join(", ");
    let execute = if nulls.is_empty() { name.to_owned() } else { format!("{name}({nulls})") };
    connection
        .query(&format!("SET LOCAL plan_cache_mode = force_generic_plan; PREPARE {name} AS {statement}"))
        .await?;
    let rows = connection.query(&format!("EXPLAIN (FORMAT JSON) EXECUTE {execute}")).await;
    // It belongs to the session, not to the transaction.
    if rows.is_ok() {
        connection.query(&format!("DEALLOCATE {name}")).await?;
    }
    let text: String = rows?.into_iter().flatten().filter_map(|(_, value)| value).collect();
    let plan: Value =
        serde_json::from_str(&text).map_err(|error| format!("the plan cannot be read: {error}."))?;
    let mut scans = Scans::default();
    if let Some(root) = plan.get(0).and_then(|it| it.get("Plan")) {
        node(root, 0, &mut scans);
    }
    Ok(scans)
}

fn node(plan: &Value, depth: u32, scans: &mut Scans) {
    let text = |key: &str| plan.get(key).and_then(Value::as_str);
    let kind = text("Node Type").unwrap_or_default();
    let on = text("Relation Name").map(|name| format!(" on {name}")).unwrap_or_default();
    let by = text("Index Name").map(|name| format!(" by {name}")).unwrap_or_default();
    let rows = plan.get("Plan Rows").map(|rows| format!(" ({rows} rows)")).unwrap_or_default();
    scans.plan.push(format!("{}{kind}{on}{by}{rows}", "  ".repeat(depth as usize)));
    if kind == "Seq Scan"
        && let Some(name) = text("Relation Name")
    {
        scans.whole.push(name.to_owned());
    }
    let children = plan.get("Plans").and_then(Value::as_array).into_iter().flatten();
    if depth < MAX_DEPTH {
        children.for_each(|child| node(child, depth + 1, scans));
    }
}

/// A statement of MySQL's summary with values in the place of `?`.
fn with_values(statement: &str, provider: Provider) -> String {
    let mut out = String::with_capacity(statement.len());
    let text = statement.replace("(...)", "(?)");
    for token in tokenize(&text, provider) {
        let part = token.span.of(&text);
        out.push_str(if token.kind == TokenKind::Symbol && part == "?" { "1" } else { part });
    }
    out
}

async fn mysql(session: &mut Session, statement: &str) -> Result<Scans, String> {
    let mut scans = Scans::default();
    for row in session.connection.query(&format!("EXPLAIN {statement}")).await? {
        let get = |name: &str| {
            row.iter().find(|(key, _)| key == name).and_then(|(_, value)| value.clone()).unwrap_or_default()
        };
        let key = get("key");
        let by = if key.is_empty() { String::new() } else { format!(" by {key}") };
        scans.plan.push(format!("{} on {}{by} ({} rows)", get("type"), get("table"), get("rows")));
        if get("type") == "ALL" {
            scans.whole.push(get("table"));
        }
    }
    Ok(scans)
}

async fn sqlite(session: &mut Session, statement: &str) -> Result<Scans, String> {
    let mut scans = Scans::default();
    for row in session.connection.query(&format!("EXPLAIN QUERY PLAN {statement}")).await? {
        let Some(detail) = row.into_iter().find(|(name, _)| name == "detail").and_then(|(_, value)| value)
        else {
            continue;
        };
        if let Some(rest) = detail.strip_prefix("SCAN ")
            && !rest.contains(" USING ")
        {
            scans.whole.push(rest.split(' ').next().unwrap_or_default().to_owned());
        }
        scans.plan.push(detail);
    }
    Ok(scans)
}
