//! `prisma-lens-db monitor`.

use std::process::ExitCode;
use std::time::Duration;

use model::catalog::Provider;
use statistics::collect::decimal;
use statistics::output::Row;
use statistics::packs::Pack;
use statistics::shape::shape;

use crate::asking::{Question, Session, bytes, print};
use crate::report::{Format, Priority, Report};

/// From how many percent of the limit on connections are close to it.
const CLOSE_TO_LIMIT: f64 = 75.0;

/// From how many percent of the limit on they are at it.
const AT_LIMIT: f64 = 90.0;

/// From how many percent of reads from memory on the memory is enough.
const CACHE_TARGET: f64 = 90.0;

/// From how many bytes of WAL on a replica is late, whatever its time says.
const MUCH_WAL: u64 = 256 << 20;

/// Show connections against the limit, long and idle transactions, who waits for whom, and health
///
/// Statements are shown without literals.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    question: Question,

    /// Show it again and again, until interrupted
    #[arg(long)]
    watch: bool,

    /// How many seconds pass between two looks
    #[arg(long, value_name = "SECONDS", default_value_t = 5, requires = "watch", value_parser = clap::value_parser!(u64).range(1..))]
    interval: u64,

    /// From how many seconds on a transaction is long
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    long: f64,

    /// From how many seconds on a replica is late
    #[arg(long, value_name = "SECONDS", default_value_t = 30.0)]
    late: f64,
}

impl Arguments {
    pub(crate) fn run(&self) -> Result<ExitCode, String> {
        self.question.ask("Connections and locks of", async |session, report| {
            let head = report.title.clone();
            loop {
                *report = self.look(&head, session).await?;
                if !self.watch {
                    return Ok(());
                }
                print(&format!("{}\n", report.render(Format::Text)))?;
                tokio::time::sleep(Duration::from_secs(self.interval)).await;
            }
        })
    }

    async fn look(&self, head: &str, session: &mut Session) -> Result<Report, String> {
        let provider = session.project.database.provider;
        let mut notes = Vec::new();
        let rows = session.rows(&[Pack::Pool, Pack::Locks], &mut notes).await?;
        let at = rows.iter().find_map(|row| row.get("collected_at")).unwrap_or_default();
        let mut report = Report::new(format!("{head} at {at}"));
        report.notes = notes;
        if provider == Provider::Sqlite {
            report.notes.push("SQLite has no connections to monitor.".to_owned());
        }
        let of = |section: &str| rows.iter().filter(|row| row.section == section).collect::<Vec<&Row>>();
        connections(&of("connections"), &mut report)?;
        locks(&of("locks"), provider, &mut report)?;
        self.transactions(&of("transactions"), provider, &mut report)?;
        health(&of("health"), &mut report)?;
        replication(&of("replication"), self.late, &mut report)?;
        standby(&of("standby"), self.late, &mut report)?;
        Ok(report)
    }

    fn transactions(&self, rows: &[&Row], provider: Provider, report: &mut Report) -> Result<(), String> {
        let mut shown = Vec::new();
        for row in rows {
            let seconds = decimal(row, "seconds")?.unwrap_or_default();
            let statement = row.get("statement").map(|text| shape(text, provider)).unwrap_or_default();
            let state = text(row, "state");
            let who = format!("{} ({})", text(row, "pid"), text(row, "application"));
            if seconds >= self.long {
                let (code, message) = match state.starts_with("idle in transaction") {
                    true => (
                        "idle-transaction",
                        format!(
                            "Its transaction is open for {seconds:.0} s and does nothing: it keeps its locks, and old rows cannot be \
                             removed. End transactions in the code, or set {}.",
                            match provider {
                                Provider::Postgresql => "idle_in_transaction_session_timeout",
                                _ => "idle_transaction_timeout (MariaDB) or wait_timeout",
                            }
                        ),
                    ),
                    false => ("long-transaction", format!("Its transaction is open for {seconds:.0} s.")),
                };
                report.add_with(Priority::P1, code, &who, message, [statement.clone()]);
            }
            shown.push(vec![who, state, format!("{seconds:.0}"), text(row, "waits_for"), statement]);
        }
        report.table("Transactions", &["process", "state", "seconds", "waits for", "statement"], shown);
        Ok(())
    }
}

fn text(row: &Row, column: &str) -> String {
    row.get(column).unwrap_or_default().to_owned()
}

fn connections(rows: &[&Row], report: &mut Report) -> Result<(), String> {
    let mut used = 0.0;
    let mut most = 0.0;
    for row in rows {
        used += decimal(row, "connections")?.unwrap_or_default();
        most = decimal(row, "most")?.unwrap_or_default();
    }
    let percent = if most > 0.0 { used / most * 100.0 } else { 0.0 };
    if percent >= CLOSE_TO_LIMIT {
        let priority = if percent >= AT_LIMIT { Priority::P1 } else { Priority::P2 };
        let message = format!(
            "{used:.0} of {most:.0} connections are in use ({percent:.0} %). Make the pools of the clients smaller, or put a pooler between."
        );
        report.add(priority, "connection-limit", "connections", message);
    }
    report.table(
        "Connections",
        &["state", "application", "connections", "limit"],
        rows.iter().map(|row| {
            vec![text(row, "state"), text(row, "application"), text(row, "connections"), text(row, "most")]
        }),
    );
    Ok(())
}

fn locks(rows: &[&Row], provider: Provider, report: &mut Report) -> Result<(), String> {
    let mut shown = Vec::new();
    for row in rows {
        let seconds = decimal(row, "seconds")?.unwrap_or_default();
        let statement = |column: &str| row.get(column).map(|text| shape(text, provider)).unwrap_or_default();
        let (waiting, blocking) = (statement("blocked_statement"), statement("blocking_statement"));
        let table = row.get("table").map(|table| format!(" on {table}")).unwrap_or_default();
        let blocker = match row.get("blocking_pid") {
            Some(pid) => format!(
                "process {pid} ({}, {})",
                text(row, "blocking_application"),
                text(row, "blocking_state")
            ),
            None => "another process".to_owned(),
        };
        let message = format!("It waits {seconds:.0} s for a lock{table} that {blocker} holds.");
        let who = format!("{} ({})", text(row, "blocked_pid"), text(row, "blocked_application"));
        let last = (!blocking.is_empty()).then(|| format!("last statement of the holder: {blocking}"));
        let details = std::iter::once(format!("waits: {waiting}")).chain(last);
        report.add_with(Priority::P1, "blocked-statement", &who, message, details);
        shown.push(vec![who, format!("{seconds:.0}"), text(row, "table"), waiting, blocker, blocking]);
    }
    report.table(
        "Waiting for locks",
        &["process", "seconds", "table", "statement", "waits for", "its statement"],
        shown,
    );
    Ok(())
}

fn health(rows: &[&Row], report: &mut Report) -> Result<(), String> {
    for row in rows {
        if let Some(percent) = decimal(row, "cache_hit_percent")?
            && percent < CACHE_TARGET
        {
            let message = format!(
                "{percent:.1} % of reads are served from memory; the target is {CACHE_TARGET:.0} %. Whole scans of large tables, or \
                 too small shared_buffers, are the usual causes."
            );
            report.add(Priority::P2, "cache-hit", "memory", message);
        }
        let counters = [
            ("reads from memory, %", "cache_hit_percent"),
            ("deadlocks", "deadlocks"),
            ("commits", "commits"),
            ("rollbacks", "rollbacks"),
        ];
        let values = counters.map(|(shown, name)| vec![shown.to_owned(), text(row, name)]);
        let temporary = row.get("temp_bytes").and_then(|it| it.parse().ok()).map(bytes).unwrap_or_default();
        report.table(
            "Health",
            &["counter", "value"],
            values.into_iter().chain([vec!["temporary files".to_owned(), temporary]]),
        );
    }
    Ok(())
}

/// The replicas of a primary.
fn replication(rows: &[&Row], late: f64, report: &mut Report) -> Result<(), String> {
    for row in rows {
        if let Some(behind) = behind(row, late)? {
            let message = format!("The replica is {behind} behind: it shows old data, and WAL may pile up.");
            report.add(Priority::P1, "replication-lag", &text(row, "application"), message);
        }
    }
    let names = ["application", "state", "lag_bytes", "lag_seconds"];
    let rows = rows.iter().map(|row| names.iter().map(|name| text(row, name)).collect());
    report.table("Replicas", &["application", "state", "lag bytes", "lag seconds"], rows);
    Ok(())
}

/// What a replica knows of its own lag.
fn standby(rows: &[&Row], late: f64, report: &mut Report) -> Result<(), String> {
    for row in rows {
        let state = text(row, "state");
        if let Some(behind) = behind(row, late)? {
            let paused = if state.contains("paused") { " Replay is paused." } else { "" };
            let message = format!("This server is a replica, and {behind} behind its primary.{paused}");
            report.add(Priority::P1, "replication-lag", "this server", message);
        }
        if text(row, "receiver") == "not connected" {
            let message = "This server is a replica, and not connected to its primary: it gets no changes.";
            report.add(Priority::P1, "replica-disconnected", "this server", message);
        }
    }
    let names = ["state", "receiver", "lag_bytes", "lag_seconds"];
    let rows = rows.iter().map(|row| names.iter().map(|name| text(row, name)).collect());
    report.table("This replica", &["state", "receiver", "lag bytes", "lag seconds"], rows);
    Ok(())
}

/// How far a replica is behind, in words, where that is too far.
fn behind(row: &Row, late: f64) -> Result<Option<String>, String> {
    let seconds = decimal(row, "lag_seconds")?;
    let size = row.get("lag_bytes").and_then(|it| it.parse::<u64>().ok()).unwrap_or_default();
    let is_late = seconds.is_some_and(|seconds| seconds >= late) || size >= MUCH_WAL;
    Ok(is_late.then(|| match seconds {
        Some(seconds) => format!("{seconds:.0} s ({})", bytes(size)),
        None => bytes(size),
    }))
}
