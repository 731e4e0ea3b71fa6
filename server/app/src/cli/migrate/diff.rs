//! `prisma-lens migrate diff`.

use std::process::ExitCode;

use migrations::{Migration, diff, render, summary};

use crate::cli::current_folder;
use crate::cli::migrate::side::{Side, options, pair_of};
use crate::cli::terminal;

/// Print the SQL that changes one database schema into another, as Prisma writes it
///
/// A side is a schema (a file, or the folder of a schema of several files), `empty`, `migrations` (the state after the
/// last migration of the project), a folder of migrations, or `git:REV` (the schema in a commit: `git:HEAD`, `git:main`).
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The state before
    #[arg(long, value_name = "SIDE")]
    from: Side,

    /// The state after
    #[arg(long, value_name = "SIDE")]
    to: Side,

    /// Print a summary in place of the SQL
    #[arg(long)]
    summary: bool,

    /// Exit with 1 if there are changes
    #[arg(long)]
    exit_code: bool,
}

impl Arguments {
    pub(super) fn run(self) -> Result<ExitCode, String> {
        let migration = self.migration()?;
        let text = if self.summary { summary::text(&migration) } else { render::script(&migration, &[]) };
        let end = if text.ends_with('\n') { "" } else { "\n" };
        terminal::write_source(&format!("{text}{end}"));
        Ok(ExitCode::from(u8::from(self.exit_code && !migration.steps.is_empty())))
    }

    fn migration(&self) -> Result<Migration, String> {
        let folder = current_folder()?;
        let from = self.from.state(&folder, self.to.path())?;
        let to = self.to.state(&folder, self.from.path())?;
        let options = options(&from, &to);
        let (from, to) = pair_of(from.database, to.database)?;
        Ok(diff(&from, &to, &options))
    }
}
