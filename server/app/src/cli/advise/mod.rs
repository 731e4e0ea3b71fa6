//! `prisma-lens advise`.

mod json;
mod markdown;
mod report;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::cli::code_base::CodeBase;
use crate::cli::sources::Sources;
use crate::cli::terminal::{self, ColorChoice, Paint};
use crate::host::ProjectOptions;
use report::{SchemaAdvice, advice_of};

/// Advise on indexes: which to add, drop and merge, by the calls of Prisma Client in the code
///
/// What is said rests on the schema and the code alone. How many rows there are and how their values are distributed decides in the
/// end: try an index with EXPLAIN before it is built on a large table.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A folder with schemas and code, or a schema file, whose callers are looked for [default: the current folder]
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    /// Plain text
    #[default]
    Text,
    /// JSON
    Json,
    /// Markdown, for a pull request or a wiki
    Markdown,
}

impl Arguments {
    pub(super) fn run(self, color: ColorChoice) -> ExitCode {
        let (sources, folder) = match Sources::with_code(self.path.as_deref()) {
            Ok(found) => found,
            Err(message) => {
                super::print_error(&message);
                return ExitCode::from(2);
            }
        };
        let base = CodeBase::read(&sources, &[folder], &ProjectOptions::default());
        let advice: Vec<SchemaAdvice<'_>> = advice_of(&sources, &base);
        terminal::write(&match self.format {
            Format::Text => text::render(&advice, base.searched, Paint::of_output(color)),
            Format::Json => json::render(&advice),
            Format::Markdown => markdown::render(&advice),
        });
        ExitCode::SUCCESS
    }
}
