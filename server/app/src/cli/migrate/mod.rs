//! `prisma-lens migrate`.

mod diff;
mod folder;
mod lint;
mod plan;
mod preview;
mod side;

use std::process::ExitCode;

use clap::Subcommand;

use crate::cli::terminal::ColorChoice;

/// See what migrations change, and check their SQL
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Diff(diff::Arguments),
    Lint(Box<lint::Arguments>),
    Plan(plan::Arguments),
    Preview(preview::Arguments),
}

impl Arguments {
    pub(super) fn run(self, color: ColorChoice) -> ExitCode {
        match self.command {
            Command::Diff(arguments) => arguments.run(),
            Command::Lint(arguments) => arguments.run(color),
            Command::Plan(arguments) => arguments.run(),
            Command::Preview(arguments) => arguments.run(),
        }
    }
}
