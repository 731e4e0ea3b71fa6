//! `prisma-lens advise`.

mod json;
mod markdown;
mod report;
mod text;

use std::process::ExitCode;

use crate::cli::code_base::{CodeBase, CodePath};
use crate::cli::terminal::{self, ColorChoice, Paint};
use crate::host::ProjectOptions;
use report::{SchemaAdvice, advice_of};

/// Advise on indexes: which to add, drop and merge, by the calls of Prisma Client in the code
///
/// The advice rests on the schema and the code, and on the statistics of the database where `.prisma-lens/stats.json` has them. The
/// distribution of values decides in the end: try an index with EXPLAIN before you build it on a large table.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    path: CodePath,

    /// Also list indexes whose benefit depends on the data: searches in texts, columns with few values, single calls
    #[arg(long)]
    all: bool,

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
        super::ended(self.write(color))
    }

    fn write(&self, color: ColorChoice) -> Result<ExitCode, String> {
        let (sources, folder) = self.path.find()?;
        let base = CodeBase::read(&sources, &[folder], &ProjectOptions::default());
        base.report_settings(&sources);
        let advice: Vec<SchemaAdvice<'_>> = advice_of(&sources, &base, self.all);
        terminal::write(&match self.format {
            Format::Text => text::render(&advice, base.searched, Paint::of_output(color)),
            Format::Json => json::render(&advice),
            Format::Markdown => markdown::render(&advice),
        });
        Ok(ExitCode::SUCCESS)
    }
}
