//! `prisma-lens queries`.

mod json;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::cli::code_base::CodeBase;
use crate::cli::sources::Sources;
use crate::cli::terminal::{self, ColorChoice, Paint};
use crate::host::ProjectOptions;

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
        let (sources, folder) = match Sources::with_code(self.path.as_deref()) {
            Ok(found) => found,
            Err(message) => {
                super::print_error(&message);
                return ExitCode::from(2);
            }
        };
        let code = CodeBase::read(&sources, &[folder], &ProjectOptions::default());
        let queries = code.queries();
        terminal::write(&match self.format {
            Format::Text => text::render(&sources, &code, &queries, Paint::of_output(color)),
            Format::Json => json::render(&sources, &queries),
        });
        ExitCode::SUCCESS
    }
}
