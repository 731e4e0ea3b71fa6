//! `prisma-lens queries`.

mod json;
mod text;

use std::process::ExitCode;

use crate::cli::code_base::{CodeBase, CodePath};
use crate::cli::terminal::{self, ColorChoice, Paint};
use crate::host::ProjectOptions;

/// List the calls of Prisma Client in the TypeScript and JavaScript around a schema
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    path: CodePath,

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
        super::ended(self.write(color))
    }

    fn write(&self, color: ColorChoice) -> Result<ExitCode, String> {
        let (sources, folder) = self.path.find()?;
        let code = CodeBase::read(&sources, &[folder], &ProjectOptions::default());
        code.report_settings(&sources);
        let queries = code.queries();
        terminal::write(&match self.format {
            Format::Text => text::render(&sources, &code, &queries, Paint::of_output(color)),
            Format::Json => json::render(&sources, &queries),
        });
        Ok(ExitCode::SUCCESS)
    }
}
