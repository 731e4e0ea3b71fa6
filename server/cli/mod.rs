//! The command line: one file a subcommand.

mod lsp;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads the arguments of the process, does what they ask, and returns what the process ends with: 0 where all is well,
/// 1 where there are findings, 2 where the work could not be done (wrong arguments among it).
pub fn run() -> ExitCode {
    match Arguments::parse().command {
        Command::Lsp(arguments) => arguments.run(),
    }
}

/// A language server and a checker for Prisma schemas.
#[derive(Debug, Parser)]
#[command(name = "prisma-lens", version, about, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Lsp(lsp::Arguments),
}

/// Tells the user on standard error why a command could not do its work.
fn complain(message: &str) {
    use std::io::Write as _;
    // Nothing is left to do where not even this can be written.
    let _ = writeln!(std::io::stderr(), "prisma-lens: {message}");
}
