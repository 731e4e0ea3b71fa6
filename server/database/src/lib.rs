//! `prisma-lens-db`: asks the database of a Prisma project about itself. It only reads.
//!
//! It is a program of its own, so that the language server and `prisma-lens` link no database driver. The SQL is that of
//! [`statistics::packs`], so what it writes is what `prisma-lens db import` writes.
//!
//! | module | what it owns |
//! |---|---|
//! | `connection` | connections to PostgreSQL, MySQL and MariaDB, SQLite |
//! | `plan` | plans of statements, and what matters of them |
//! | `hypothetical` | indexes that do not exist, tried on the planner |
//! | `report` | findings and tables, and their formats |
//! | `indexes`, `slow`, `monitor`, … | one command each |

mod asking;
mod connection;
mod explain;
mod foreign_keys;
mod hypothetical;
mod indexes;
mod monitor;
mod pii;
mod plan;
mod report;
mod slow;
mod stats;
mod verify;

use std::io::IsTerminal as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Asks the database of a Prisma project for statistics, slow statements, unused indexes and locks. It only reads.
///
/// The URL of the database comes from an environment variable: the one of `--url-env`, that of an environment in prisma-lens.toml
/// (`--environment`), the one that the schema or prisma.config.ts names, or DATABASE_URL. It is never printed. TLS certificates are
/// verified. Exit code: 0 if there is nothing at or above `--fail-on`, 1 if there is, 3 with a finding of P0, 2 if the database could
/// not be asked.
#[derive(Debug, Parser)]
#[command(name = "prisma-lens-db", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Stats(stats::Arguments),
    Indexes(indexes::Arguments),
    Slow(slow::Arguments),
    Monitor(monitor::Arguments),
    Verify(verify::Arguments),
    Explain(explain::Arguments),
    Pii(pii::Arguments),
}

/// Parses the arguments of the process, runs the command, and returns the exit code.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(message) if message.use_stderr() => return refused(&message),
        // The help, or the version.
        Err(message) => return ended(print_help(&message).map(|()| ExitCode::SUCCESS)),
    };
    ended(match arguments.command {
        Command::Stats(arguments) => arguments.run(),
        Command::Indexes(arguments) => arguments.run(),
        Command::Slow(arguments) => arguments.run(),
        Command::Monitor(arguments) => arguments.run(),
        Command::Verify(arguments) => arguments.run(),
        Command::Explain(arguments) => arguments.run(),
        Command::Pii(arguments) => arguments.run(),
    })
}

/// Says what is wrong with the arguments of the process, without the control characters in them, and returns the exit code.
fn refused(message: &clap::Error) -> ExitCode {
    use std::io::Write as _;
    let text = message.render().to_string();
    let _ = write!(std::io::stderr(), "{}", base::text::without_controls(&text));
    u8::try_from(message.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Prints the help, with colours on a terminal.
fn print_help(message: &clap::Error) -> Result<(), String> {
    let text = message.render();
    let is_colored =
        std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty());
    asking::print(&if is_colored { text.ansi().to_string() } else { text.to_string() })
}

/// The exit code of a command, whose error is printed.
fn ended(result: Result<ExitCode, String>) -> ExitCode {
    result.unwrap_or_else(|message| {
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), "prisma-lens-db: {}", base::text::without_controls(&message));
        ExitCode::from(2)
    })
}
