//! `prisma-lens report`.

mod erasure_text;
mod json;
mod markdown;
mod places;
mod sections;

use std::process::ExitCode;

use ::queries::privacy::privacy_report;

use crate::cli::code_base::{CodeBase, CodePath};
use crate::cli::terminal;
use crate::host::ProjectOptions;
use places::Places;

/// Write a report on a schema and the code that uses it
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    report: Report,
}

#[derive(Debug, clap::Subcommand)]
enum Report {
    Privacy(PrivacyArguments),
}

/// Personal data: where it is, who reads and writes it, how long it is kept, how a person is erased
///
/// Fields are found by annotations (`/// @pii(contact)`, `/// @encrypted`, `/// @hashed`) and by their names. The report knows the
/// schema and the code, no data, and says what it cannot see.
#[derive(Debug, clap::Args)]
struct PrivacyArguments {
    #[command(flatten)]
    path: CodePath,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    /// A document for people
    #[default]
    Markdown,
    /// JSON: a list with one entry a schema
    Json,
}

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        let Report::Privacy(arguments) = self.report;
        super::ended(arguments.render().map(|text| {
            terminal::write(&text);
            ExitCode::SUCCESS
        }))
    }
}

impl PrivacyArguments {
    fn render(self) -> Result<String, String> {
        let (sources, folder) = self.path.find()?;
        let base = CodeBase::read_schemas(&sources, &[folder], &ProjectOptions::default());
        base.report_settings(&sources);
        let places = Places::new(&sources);
        let mut documents = Vec::new();
        let mut entries = Vec::new();
        for ((project, analysis), code) in base.schemas.iter().zip(&base.code) {
            let schema = &*analysis.schema;
            let report = privacy_report(schema, code);
            let shown = sources.shown(&project.set.root);
            let context = sections::Context { schema, report: &report, places: &places, shown: &shown };
            match self.format {
                Format::Markdown => documents.push(markdown::render(&context, base.searched)),
                Format::Json => entries.push(json::entry(&context, base.searched)),
            }
        }
        Ok(match self.format {
            Format::Markdown => documents.join("\n"),
            Format::Json => format!("{:#}\n", serde_json::Value::Array(entries)),
        })
    }
}
