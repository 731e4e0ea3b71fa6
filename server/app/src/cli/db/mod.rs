//! `prisma-lens db`.

mod import;
mod sql;

use std::process::ExitCode;

use clap::Subcommand;

/// Statistics of the database: print the SQL that asks for them, and read its output
///
/// Nothing here connects to a database. `prisma-lens-db`, a program of its own, does.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Sql(sql::Arguments),
    Import(import::Arguments),
}

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        crate::cli::ended(match self.command {
            Command::Sql(arguments) => arguments.run(),
            Command::Import(arguments) => arguments.run(),
        })
    }
}
