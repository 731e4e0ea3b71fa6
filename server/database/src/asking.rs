//! What all commands share: which project and database they are about, and how they end.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use model::catalog::Provider;
use prisma_lens::project_database::{ProjectDatabase, UrlChoice};
use prisma_lens::standard_output;
use statistics::output::Row;
use statistics::packs::{Pack, is_supported, queries, server_query};

use crate::connection::{Connection, Timeouts};
use crate::report::{Format, Priority, Report};

/// Which database is asked.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Target {
    /// The schema: a file, or a folder to search [default: the current folder]
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    pub(crate) path: PathBuf,

    /// The environment in prisma-lens.toml whose database it is
    #[arg(long, value_name = "NAME")]
    environment: Option<String>,

    /// The environment variable with the URL
    #[arg(long, value_name = "NAME", conflicts_with = "environment")]
    url_env: Option<String>,

    /// How many seconds the connection, and each query, may take
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
}

/// How a report is printed, and when it is a failure.
#[derive(Clone, Copy, Debug, clap::Args)]
struct Output {
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Exit with 1 on findings at or above this priority
    #[arg(long, value_name = "PRIORITY", value_enum, ignore_case = true, default_value_t = Priority::P1)]
    fail_on: Priority,
}

/// The arguments of every command that answers with a report.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Question {
    #[command(flatten)]
    target: Target,

    #[command(flatten)]
    output: Output,
}

/// A project with a connection to its database.
pub(crate) struct Session {
    /// The project.
    pub(crate) project: ProjectDatabase,
    /// The connection.
    pub(crate) connection: Connection,
    /// What answers: `PostgreSQL 15.14`.
    server: String,
}

impl Target {
    /// Reads the project and connects.
    pub(crate) async fn open(&self) -> Result<Session, String> {
        let project = ProjectDatabase::load(&self.path)?;
        let provider = project.database.provider;
        match provider {
            Provider::Sqlserver => {
                return Err(
                    "it does not connect to SQL Server. `prisma-lens db sql` prints SQL for sqlcmd, and \
                            `prisma-lens db import` reads its output."
                        .to_owned(),
                );
            }
            _ if !is_supported(provider) => return Err(format!("{provider} is not supported.")),
            _ => {}
        }
        let choice = UrlChoice { environment: self.environment.clone(), variable: self.url_env.clone() };
        let url = project.url(&choice)?;
        let time = Duration::from_secs(self.timeout);
        let timeouts = Timeouts { connect: time, query: time };
        let mut connection = Connection::open(provider, &url, project.root(), timeouts).await?;
        let answer = connection.sections(&[server_query(provider)]).await?;
        let version = answer.rows.iter().find_map(|row| row.get("version")).unwrap_or_default();
        let server = product(provider, version);
        Ok(Session { project, connection, server })
    }
}

impl Question {
    /// Connects, lets `answer` fill the report, prints it, and returns the exit code. The report is titled `subject` and the place.
    pub(crate) fn ask(
        &self,
        subject: &str,
        answer: impl AsyncFnOnce(&mut Session, &mut Report) -> Result<(), String>,
    ) -> Result<ExitCode, String> {
        let report = block_on(async {
            let mut session = self.target.open().await?;
            let place = session.connection.place();
            let mut report = Report::new(format!("{subject} {place} ({})", session.server));
            answer(&mut session, &mut report).await?;
            Ok(report)
        })?;
        print(&report.render(self.output.format))?;
        Ok(ExitCode::from(report.exit_code(self.output.fail_on)))
    }
}

impl Session {
    /// The rows of packs. What could not be asked is added to the notes.
    pub(crate) async fn rows(&mut self, packs: &[Pack], notes: &mut Vec<String>) -> Result<Vec<Row>, String> {
        let mut all = Vec::new();
        for pack in packs {
            let more = queries(*pack, &self.project.database);
            // Each pack begins with the server.
            all.extend(more.into_iter().skip(usize::from(!all.is_empty())));
        }
        let answer = self.connection.sections(&all).await?;
        notes.extend(answer.notes);
        Ok(answer.rows)
    }
}

/// The name and version of a server: `MariaDB 10.11.14`.
fn product(provider: Provider, version: &str) -> String {
    let number = version.split([' ', '-']).next().unwrap_or_default();
    match version.contains("MariaDB") {
        true => format!("MariaDB {number}"),
        false => format!("{provider} {number}"),
    }
}

/// Writes to standard output; a closed pipe is no error.
pub(crate) fn print(text: &str) -> Result<(), String> {
    match standard_output::write(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("cannot write to standard output: {error}."))
        }
        _ => Ok(()),
    }
}

/// Runs a command to its end on this thread.
pub(crate) fn block_on<T>(work: impl Future<Output = Result<T, String>>) -> Result<T, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("cannot start: {error}."))?;
    let ended = runtime.block_on(work);
    // What still hangs is not waited for.
    runtime.shutdown_background();
    ended
}

/// A number of bytes, in words.
pub(crate) fn bytes(number: u64) -> String {
    const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
    #[allow(clippy::cast_precision_loss, reason = "it is shown with one digit")]
    let mut value = number as f64;
    let mut units = UNITS.iter();
    let mut unit = units.next().copied().unwrap_or_default();
    while value >= 1024.0 {
        let Some(next) = units.next() else { break };
        value /= 1024.0;
        unit = next;
    }
    if unit == "B" { format!("{number} B") } else { format!("{value:.1} {unit}") }
}
