//! `prisma-lens migrate verify`.

mod catalog;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use migrations::plan::script;
use migrations::undo::{UndoOptions, Undone, undo};
use model::catalog::Provider;
use model::project::UrlSource;

use crate::cli::migrate::database::{Client, DatabaseUrl, url_of};
use crate::cli::migrate::history::ProjectHistory;
use crate::cli::terminal::{self, count};

/// Try migrations on an empty scratch database: up, down and up again
///
/// Each migration is applied, undone by its `down.sql` (else by the difference that `migrate down` would use), and applied
/// again; then all are undone. After each step the catalog has to be the one known. The SQL is run by your own `psql`, `mysql`
/// or `sqlite3`. Exit code: 0 if all lead back, 1 if one does not, 2 if it could not be tried.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The schema: a file, or a folder to search [default: the current folder]
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    path: PathBuf,

    /// Try the way down
    #[arg(long, required = true)]
    down: bool,

    /// The environment variable with the URL of the scratch database
    #[arg(long, value_name = "NAME", required_unless_present = "url")]
    url_env: Option<String>,

    /// The URL itself; other users of the machine may see it: prefer `--url-env`
    #[arg(long, value_name = "URL", conflicts_with = "url_env")]
    url: Option<String>,
}

/// A scratch database.
struct Scratch {
    client: Client,
    provider: Provider,
}

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        match self.verify() {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(message) => {
                crate::cli::print_error(&message);
                ExitCode::from(2)
            }
        }
    }

    fn url(&self) -> Result<DatabaseUrl, String> {
        match (&self.url, &self.url_env) {
            (Some(url), _) => Ok(DatabaseUrl::new(url)),
            (None, Some(name)) => url_of(&UrlSource::Variable(name.clone())),
            (None, None) => Err("name the database by `--url-env`.".into()),
        }
    }

    /// Whether all ways back lead back.
    fn verify(&self) -> Result<bool, String> {
        let folder = std::env::current_dir()
            .map_err(|error| format!("the current folder cannot be determined: {error}."))?;
        let loaded = ProjectHistory::load(&folder, &self.path)?;
        let scratch = Scratch::open(loaded.database.provider, &self.url()?, &folder)?;
        let ways =
            undo(&loaded.replayed, 0, &UndoOptions { diff: loaded.options.clone(), preserve_data: false });
        let provider = scratch.provider;
        let mut catalogs = vec![scratch.catalog()?];
        let mut failures = 0;
        let ways: Vec<&Undone> = ways.migrations.iter().rev().collect();
        for (migration, way) in loaded.replayed.migrations().iter().zip(&ways) {
            let file = &migration.file;
            let up = |again: &str| {
                let failed = |error| format!("{}: cannot be applied{again}: {error}", file.name);
                scratch.client.execute(&file.sql).map_err(failed)
            };
            let before = catalogs.last().cloned().unwrap_or_default();
            up("")?;
            let after = scratch.catalog()?;
            catalogs.push(after.clone());
            if !way.blocked.is_empty() {
                failures += 1;
                report(&file.name, "no way back", &way.blocked);
                continue;
            }
            let by = if way.script.is_some() { "its script" } else { "the difference" };
            if let Err(error) =
                scratch.client.execute(&down(provider, way, file.rollback.as_ref().map(|it| &*it.sql)))
            {
                report(&file.name, &format!("{by} cannot be run"), &[error]);
                return stopped();
            }
            let differs = differences(&before, &scratch.catalog()?);
            if !differs.is_empty() {
                report(&file.name, &format!("{by} does not lead back"), &differs);
                return stopped();
            }
            up(" again")?;
            let differs = differences(&after, &scratch.catalog()?);
            if !differs.is_empty() {
                report(&file.name, "the second time it leads elsewhere", &differs);
                return stopped();
            }
            report(&file.name, &format!("leads back by {by}"), &[]);
        }
        if failures == 0 {
            for (at, (migration, way)) in loaded.replayed.migrations().iter().zip(&ways).enumerate().rev() {
                let rollback = migration.file.rollback.as_ref().map(|it| &*it.sql);
                scratch.client.execute(&down(provider, way, rollback))?;
                let differs = differences(catalogs.get(at).map_or(&[], Vec::as_slice), &scratch.catalog()?);
                if !differs.is_empty() {
                    report(&migration.file.name, "does not lead back after all later ones", &differs);
                    return stopped();
                }
            }
        }
        let tried = count(ways.len(), "migration");
        terminal::write(&match failures {
            0 => format!("{tried}: up, down, up and down to the empty database.\n"),
            _ => format!("{tried}, {failures} without a way back.\n"),
        });
        Ok(failures == 0)
    }
}

/// The SQL that undoes a migration.
fn down(provider: Provider, way: &Undone, rollback: Option<&str>) -> String {
    match rollback {
        Some(sql) => sql.to_owned(),
        None => {
            let statements: Vec<String> = way.statements.iter().map(|it| it.sql.clone()).collect();
            script(provider, &statements)
        }
    }
}

fn stopped() -> Result<bool, String> {
    terminal::write_error("Stopped: the scratch database is left as it is. Empty it before the next run.\n");
    Ok(false)
}

fn report(name: &str, what: &str, details: &[String]) {
    let details: String = details.iter().map(|line| format!("    {line}\n")).collect();
    terminal::write(&format!("{name}: {what}\n{details}"));
}

/// The lines that only one of two catalogs has.
fn differences(wanted: &[String], found: &[String]) -> Vec<String> {
    let missing = wanted.iter().filter(|line| !found.contains(line)).map(|line| format!("missing: {line}"));
    let more = found.iter().filter(|line| !wanted.contains(line)).map(|line| format!("left: {line}"));
    missing.chain(more).collect()
}

impl Scratch {
    /// A database that is empty. An error where it is not, or cannot be asked.
    fn open(provider: Provider, url: &DatabaseUrl, folder: &Path) -> Result<Scratch, String> {
        let Some(content) = catalog::content(provider) else {
            return Err(format!("migrations of {provider} cannot be tried."));
        };
        let client = Client::new(provider, url, folder)
            .ok_or_else(|| {
                format!("the URL is of no {provider} database that can be connected to directly.")
            })?
            .for_scratch();
        if !client.is_installed() {
            return Err(format!("`{}` is not installed.", client.program));
        }
        let found = client.query(content)?;
        if let Some(first) = found.first() {
            return Err(format!(
                "the database is not empty: it has `{first}`{}. Name an empty scratch database.",
                if found.len() > 1 { " and more" } else { "" }
            ));
        }
        Ok(Scratch { client, provider })
    }

    fn catalog(&self) -> Result<Vec<String>, String> {
        let query = catalog::catalog(self.provider).unwrap_or_default();
        Ok(catalog::sorted(self.client.query(query)?))
    }
}
