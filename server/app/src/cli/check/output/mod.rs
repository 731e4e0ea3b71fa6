//! How findings are told: one file a format.

mod github;
mod json;
mod sarif;
mod snippet;
mod summary;
mod text;

use crate::cli::check::report::Report;
use crate::cli::terminal::Paint;

/// A form of output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON object.
    Json,
    /// SARIF 2.1.0, as code scanners have it.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
}

/// When the source of a finding is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Snippets {
    /// While there are few findings.
    #[default]
    Auto,
    /// For each finding.
    Always,
    /// Never: one line a finding.
    Never,
}

/// What the output depends on beside the report.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// The colours.
    pub(super) paint: Paint,
    /// When the source is shown.
    pub(super) snippets: Snippets,
    /// How many findings the baseline has taken out.
    pub(super) known: usize,
    /// How many findings of the baseline are gone.
    pub(super) gone: usize,
    /// How many findings fixes have settled.
    pub(super) settled: usize,
    /// How many files fixes change.
    pub(super) mended: usize,
    /// How many of these files could not be written.
    pub(super) unwritten: usize,
    /// Whether nothing is written.
    pub(super) is_dry: bool,
}

/// The findings in a format, and the summary for people.
pub(super) fn render(format: Format, report: &Report, look: &Look) -> (String, String) {
    let told = match format {
        Format::Text => text::render(report, look),
        Format::Json => json::render(report, look),
        Format::Sarif => sarif::render(report),
        Format::Github => github::render(report),
    };
    // Programs that read JSON or SARIF have the numbers in it.
    let summary = match format {
        Format::Text | Format::Github => summary::render(report, look),
        Format::Json | Format::Sarif => String::new(),
    };
    (told, summary)
}
