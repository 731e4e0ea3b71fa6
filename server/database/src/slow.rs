//! `prisma-lens-db slow`.

use std::process::ExitCode;

use model::catalog::Provider;
use prisma_lens::project_database::{CallSite, ProjectDatabase};
use statistics::StatementStatistics;
use statistics::collect::collect;
use statistics::packs::Pack;
use statistics::shape::names;

use crate::asking::Question;
use crate::report::{Priority, Report};

/// How many places in code are named for a statement.
const NAMED_SITES: usize = 3;

/// Find statements that take longer than they should, and the calls that they come from
///
/// The targets for the average are 50 ms for simple queries, 200 ms with joins, 500 ms for aggregates, and 2 s for each 1,000 rows that
/// are written. PostgreSQL needs the extension pg_stat_statements, MySQL and MariaDB performance_schema. A statement leads to calls by its
/// sqlcommenter tags, else by its table, its filter and its order.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    question: Question,

    /// How many statements to list
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,
}

impl Arguments {
    pub(crate) fn run(&self) -> Result<ExitCode, String> {
        self.question.ask("Statements of", async |session, report| {
            let found = collect(&session.rows(&[Pack::Size, Pack::Slow], &mut report.notes).await?)?;
            if session.project.database.provider == Provider::Sqlite {
                report.notes.push("SQLite counts no statements.".to_owned());
            }
            examine(&found.statements, &session.project, self.top, report);
            Ok(())
        })
    }
}

/// What a statement does, which decides how long it may take.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Simple,
    Join,
    Aggregate,
    Write,
}

fn examine(statements: &[StatementStatistics], project: &ProjectDatabase, top: usize, report: &mut Report) {
    let provider = project.database.provider;
    let sites = if statements.is_empty() { Vec::new() } else { project.call_sites() };
    let mut rows = Vec::new();
    for statement in statements {
        let words = names(&statement.shape, provider);
        let table = project.table_of(&words).unwrap_or_default();
        let model = project.model_name(table);
        let kind = kind(&words);
        let target = target_ms(kind, statement);
        let callers = callers(statement, &words, table, &sites);
        if statement.mean_ms > target {
            let what = match kind {
                Kind::Simple => "a simple query",
                Kind::Join => "a query with joins",
                Kind::Aggregate => "an aggregate",
                Kind::Write => "a write of so many rows",
            };
            let message = format!(
                "{} calls took {:.0} ms on average; the target for {what} is {target:.0} ms.",
                statement.calls, statement.mean_ms
            );
            let callers = callers.iter().take(NAMED_SITES).cloned();
            let details = std::iter::once(statement.shape.clone()).chain(callers);
            report.add_with(Priority::P1, "slow-statement", &model, message, details);
        }
        if rows.len() < top {
            rows.push(vec![
                model,
                statement.calls.to_string(),
                format!("{:.1}", statement.mean_ms),
                format!("{:.0}", statement.total_ms),
                callers.first().cloned().unwrap_or_default(),
                statement.shape.clone(),
            ]);
        }
    }
    rows.sort_by(|one, other| one.first().cmp(&other.first()));
    report.table("Statements", &["model", "calls", "mean ms", "total ms", "call", "statement"], rows);
}

fn kind(words: &[String]) -> Kind {
    let has =
        |names: &[&str]| words.iter().any(|word| names.iter().any(|name| word.eq_ignore_ascii_case(name)));
    let first = words.first().map(|word| word.to_ascii_lowercase());
    match first.as_deref() {
        Some("insert" | "update" | "delete" | "merge" | "replace") => Kind::Write,
        _ if has(&["count", "sum", "avg", "min", "max", "group"]) => Kind::Aggregate,
        _ if has(&["join", "exists"]) => Kind::Join,
        _ => Kind::Simple,
    }
}

/// How long a call may take, in milliseconds.
fn target_ms(kind: Kind, statement: &StatementStatistics) -> f64 {
    match kind {
        Kind::Simple => 50.0,
        Kind::Join => 200.0,
        Kind::Aggregate => 500.0,
        Kind::Write => {
            #[allow(clippy::cast_precision_loss, reason = "an average needs no more")]
            let rows = statement.rows.unwrap_or(0) as f64 / statement.calls.max(1) as f64;
            (rows * 2.0).max(50.0)
        }
    }
}

/// The calls that a statement comes from, the likeliest first: `src/users.ts:12 User.findMany`.
pub(crate) fn callers(
    statement: &StatementStatistics,
    words: &[String],
    table: &str,
    sites: &[CallSite],
) -> Vec<String> {
    let filtered = filtered_columns(words);
    // A call whose filter is not known fits every filter.
    let is_guess = |site: &CallSite| site.is_partial || site.filtered.is_empty() && !filtered.is_empty();
    let shown = |site: &CallSite| {
        let guess = if is_guess(site) { " (perhaps)" } else { "" };
        format!("{}:{} {}.{}{guess}", site.file, site.line, site.model, site.operation)
    };
    if let Some(tag) = statement.tags.get("prismaQuery") {
        let of_tag = sites.iter().filter(|site| *tag == format!("{}.{}", site.model, site.operation));
        let (exact, others): (Vec<&CallSite>, Vec<&CallSite>) =
            of_tag.partition(|site| site.filtered.iter().all(|column| filtered.contains(column)));
        return exact.into_iter().chain(others).map(shown).collect();
    }
    let place = ["file", "action", "function", "controller", "route"]
        .into_iter()
        .find_map(|key| statement.tags.get(key).map(|value| format!("{key} {value}")));
    let fits = |site: &&CallSite| {
        site.table == table
            && operations(words).contains(&site.operation)
            && site.filtered.iter().all(|column| filtered.contains(column))
            && site.sorted.iter().all(|column| words.contains(column))
    };
    let mut found: Vec<&CallSite> = sites.iter().filter(fits).collect();
    // What says most about the statement comes first.
    found.sort_by_key(|site| (!site.is_live, std::cmp::Reverse(site.filtered.len()), site.is_partial));
    place.into_iter().chain(found.into_iter().map(shown)).collect()
}

/// The methods of Prisma Client that make a statement of this kind.
fn operations(words: &[String]) -> &'static [&'static str] {
    let first = words.first().map(|word| word.to_ascii_lowercase());
    match first.as_deref() {
        Some("insert") => &["create", "createMany", "createManyAndReturn", "upsert"],
        Some("update") => &["update", "updateMany", "updateManyAndReturn", "upsert"],
        Some("delete") => &["delete", "deleteMany"],
        _ if words.iter().any(|word| word.eq_ignore_ascii_case("group")) => &["groupBy"],
        _ if words.iter().any(|word| word.eq_ignore_ascii_case("count")) => &["count", "aggregate"],
        _ => &["findUnique", "findUniqueOrThrow", "findFirst", "findFirstOrThrow", "findMany", "aggregate"],
    }
}

/// The names after `WHERE` and before what follows a filter.
pub(crate) fn filtered_columns(words: &[String]) -> Vec<String> {
    let after = words.iter().skip_while(|word| !word.eq_ignore_ascii_case("where")).skip(1);
    let is_end = |word: &str| {
        ["order", "limit", "offset", "group", "returning"].iter().any(|it| word.eq_ignore_ascii_case(it))
    };
    after.take_while(|word| !is_end(word)).cloned().collect()
}
