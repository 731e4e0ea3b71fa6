//! `prisma-lens queries`.

mod application;
mod json;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::cli::terminal::{self, ColorChoice, Paint};
use application::FoundQueries;

/// List the calls of Prisma Client in the TypeScript and JavaScript around a schema
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A folder, whose code is read, or a schema file, whose callers are listed [default: the current folder]
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
    /// JSON: a list with one entry a call
    Json,
}

impl Arguments {
    pub(super) fn run(self, color: ColorChoice) -> ExitCode {
        let found = match FoundQueries::find(self.path.as_deref()) {
            Ok(found) => found,
            Err(message) => {
                super::print_error(&message);
                return ExitCode::from(2);
            }
        };
        terminal::write(&match self.format {
            Format::Text => text::render(&found, Paint::of_output(color)),
            Format::Json => json::render(&found),
        });
        ExitCode::SUCCESS
    }
}
