//! `prisma-lens migrate`.

mod diff;
mod side;

use std::process::ExitCode;

use clap::Subcommand;

/// See what migrations change
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Diff(diff::Arguments),
}

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        match self.command {
            Command::Diff(arguments) => arguments.run(),
        }
    }
}
