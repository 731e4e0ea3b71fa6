//! The command line: one file or folder per subcommand.

mod advise;
mod call_sites;
mod catalogue;
mod check;
mod code_base;
mod code_places;
mod completions;
mod config;
mod config_schema;
mod convert;
mod db;
mod diagram;
mod error_numbers;
mod explain;
mod format;
mod init;
mod lsp;
mod markdown;
pub(crate) mod migrate;
mod proposed_indexes;
mod queries;
mod report;
mod settings_errors;
mod sources;
mod terminal;
pub(crate) mod write;

pub use call_sites::{CallSite, call_sites};
pub use catalogue::rules_markdown;
pub use proposed_indexes::{ProposedIndex, proposed_indexes};

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};

use crate::cli::terminal::ColorChoice;
use crate::host::writing::keep_full_disks_errors;

/// Parses the arguments of the process, runs the subcommand, and returns the exit code: 0 for success, 1 for findings,
/// 2 for failures (including invalid arguments, and output that cannot be written).
pub fn run() -> ExitCode {
    keep_full_disks_errors();
    let code = match Arguments::try_parse() {
        Ok(Arguments { color, command }) => command.run(color),
        Err(message) if message.use_stderr() => return refused(&message),
        // The help, or the version.
        Err(message) => {
            let text = message.render();
            let is_colored = ColorChoice::Auto.is_on(std::io::stdout().is_terminal());
            terminal::write(&if is_colored {
                terminal::coloured(&text.ansi().to_string())
            } else {
                text.to_string()
            });
            ExitCode::SUCCESS
        }
    };
    match terminal::output_error() {
        Some(error) => {
            print_error(&format!("cannot write to standard output: {error}."));
            ExitCode::from(2)
        }
        None if settings_errors::were_reported() => ExitCode::from(2),
        None => code,
    }
}

/// Says what is wrong with the arguments of the process, and returns the exit code.
fn refused(message: &clap::Error) -> ExitCode {
    // Arguments are in the message as they are. Those without control characters have the same error.
    let shown =
        std::env::args_os().map(|it| base::text::without_controls(&it.to_string_lossy()).into_owned());
    let again = Arguments::try_parse_from(shown).err().filter(|again| again.kind() == message.kind());
    let is_colored = ColorChoice::Auto.is_on(std::io::stderr().is_terminal());
    terminal::write_error(&match again {
        Some(again) if is_colored => terminal::coloured(&again.render().ansi().to_string()),
        again => again.as_ref().unwrap_or(message).render().to_string(),
    });
    u8::try_from(message.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

impl Command {
    fn run(self, color: ColorChoice) -> ExitCode {
        match self {
            Command::Advise(arguments) => arguments.run(color),
            Command::Check(arguments) => arguments.run(color),
            Command::Completions(arguments) => arguments.run::<Arguments>(),
            Command::Config(arguments) => arguments.run(color),
            Command::Convert(arguments) => arguments.run(color),
            Command::Db(arguments) => arguments.run(),
            Command::Init(arguments) => arguments.run(),
            Command::Diagram(arguments) => arguments.run(),
            Command::Explain(arguments) => arguments.run(color),
            Command::Format(arguments) => arguments.run(color),
            Command::Migrate(arguments) => arguments.run(color),
            Command::Queries(arguments) => arguments.run(color),
            Command::Report(arguments) => arguments.run(),
            Command::Rules(arguments) => arguments.run(color),
            Command::Lsp(arguments) => arguments.run(),
        }
    }
}

/// A language server and a checker for Prisma schemas
#[derive(Debug, Parser)]
#[command(name = "prisma-lens", version, about)]
struct Arguments {
    /// When to use colours; `auto` means only on a terminal, unless `NO_COLOR` is set
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    color: ColorChoice,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Advise(advise::Arguments),
    Check(Box<check::Arguments>),
    Completions(completions::Arguments),
    Config(config::Arguments),
    Convert(convert::Arguments),
    Db(db::Arguments),
    Init(init::Arguments),
    Diagram(diagram::Arguments),
    Explain(explain::Arguments),
    Format(format::Arguments),
    Migrate(migrate::Arguments),
    Queries(queries::Arguments),
    Report(report::Arguments),
    Rules(catalogue::Arguments),
    Lsp(lsp::Arguments),
}

/// The folder that the command is run in: paths are relative to it.
pub(crate) fn current_folder() -> Result<PathBuf, String> {
    std::env::current_dir().map_err(|error| format!("cannot determine the current folder: {error}."))
}

/// The exit code of a command, whose error is printed.
fn ended(result: Result<ExitCode, String>) -> ExitCode {
    result.unwrap_or_else(|message| {
        print_error(&message);
        ExitCode::from(2)
    })
}

/// Prints an error to standard error.
fn print_error(message: &str) {
    terminal::write_error(&format!("prisma-lens: {message}\n"));
}

/// Parses one of `names`, all of which `T` accepts.
fn named<T: FromStr + Clone + Send + Sync + 'static>(
    names: &[&'static str],
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(names.to_vec())
        .try_map(|name: String| name.parse().map_err(|_| format!("unknown value `{name}`")))
}
