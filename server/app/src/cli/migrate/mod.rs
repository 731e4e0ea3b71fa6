//! `prisma-lens migrate`.

pub(crate) mod database;
mod diff;
mod down;
mod folder;
pub(crate) mod history;
mod inspection;
mod lint;
mod plan;
mod plan_file;
mod preview;
mod project_path;
mod report;
mod run;
pub(crate) mod side;
mod verify;

use std::path::Path;
use std::process::ExitCode;

use clap::Subcommand;

use crate::cli::migrate::side::{load_from, of_loaded, sources_of};
use crate::cli::terminal::ColorChoice;
use model::database::Database;

/// See what migrations change, and check their SQL
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Diff(diff::Arguments),
    Down(down::Arguments),
    Lint(Box<lint::Arguments>),
    Plan(plan::Arguments),
    Preview(preview::Arguments),
    Report(report::Arguments),
    Run(run::Arguments),
    Verify(verify::Arguments),
}

impl Arguments {
    pub(super) fn run(self, color: ColorChoice) -> ExitCode {
        let ended = match self.command {
            Command::Diff(arguments) => arguments.run(),
            Command::Down(arguments) => arguments.run(color),
            Command::Lint(arguments) => Ok(arguments.run(color)),
            Command::Plan(arguments) => arguments.run(),
            Command::Preview(arguments) => arguments.run(),
            Command::Report(arguments) => arguments.run(color),
            Command::Run(arguments) => arguments.run(color),
            Command::Verify(arguments) => arguments.run(),
        };
        crate::cli::ended(ended)
    }
}

/// The database of the schema at a path, which has no errors.
pub(super) fn database_of_schema(folder: &Path, path: &Path) -> Result<Database, String> {
    let (sources, set) = sources_of(folder, path)?;
    let (project, schema) = load_from(&sources, set)?;
    let shown = path.display().to_string();
    let state = of_loaded(project, schema, &shown)?;
    state.database.ok_or_else(|| format!("{shown}: the datasource names no known provider."))
}
