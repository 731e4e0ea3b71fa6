//! Output formats, one file each.

mod github;
mod gitlab;
mod json;
mod markdown;
mod sarif;
mod snippet;
mod summary;
mod text;

pub(super) use summary::fixes as fixes_summary;

use std::path::PathBuf;

use crate::cli::check::report::Report;
use crate::cli::terminal::Paint;
use base::Level;
use base::text::is_control;

/// An output format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum Format {
    /// Plain text
    #[default]
    Text,
    /// One JSON object
    Json,
    /// SARIF 2.1.0, for code scanners
    Sarif,
    /// GitHub Actions annotations
    Github,
    /// Code Quality report of GitLab
    Gitlab,
    /// Markdown report, most serious findings first
    Markdown,
}

/// When to show source snippets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum Snippets {
    /// If there are few findings
    #[default]
    Auto,
    /// For every finding
    Always,
    /// Never: one line per finding
    Never,
}

/// What the output depends on besides the report.
#[derive(Clone, Debug)]
pub(super) struct OutputOptions {
    /// The colours.
    pub(super) paint: Paint,
    /// The lowest level of findings that are listed; lower ones are only counted.
    pub(super) listed_from: Level,
    /// Whether findings are only counted.
    pub(super) only_counts: bool,
    /// The folder that paths are relative to.
    pub(super) root: PathBuf,
    /// When to show source snippets.
    pub(super) snippets: Snippets,
    /// The number of findings hidden by the baseline.
    pub(super) baselined: usize,
    /// The number of findings in the baseline that no longer occur.
    pub(super) outdated_entries: usize,
    /// The number of findings resolved by fixes.
    pub(super) fixed_findings: usize,
    /// The number of files changed by fixes.
    pub(super) changed_files: usize,
    /// The number of indexes that the fixes add to tables that are locked meanwhile.
    pub(super) locking_indexes: usize,
    /// The number of these files that could not be written.
    pub(super) unwritten_files: usize,
    /// Whether nothing is written.
    pub(super) is_dry: bool,
}

/// The report in a format, and the summary in plain text.
pub(super) fn render(format: Format, report: &Report, options: &OutputOptions) -> (String, String) {
    let body = match format {
        Format::Text if options.only_counts => String::new(),
        Format::Text => text::render(report, options),
        Format::Json => with_escapes(&json::render(report, options)),
        Format::Sarif => with_escapes(&sarif::render(report, &options.root)),
        Format::Github => github::render(report),
        Format::Gitlab => with_escapes(&gitlab::render(report)),
        Format::Markdown => markdown::render(report),
    };
    // The numbers are part of JSON and SARIF output; GitLab counts itself.
    let summary = match format {
        Format::Text | Format::Github => summary::render(report, options),
        Format::Json | Format::Sarif | Format::Gitlab | Format::Markdown => String::new(),
    };
    (body, summary)
}

/// JSON with escapes for the control characters in its strings that JSON does not ask to be escaped: a terminal or a web page may show
/// them. Programs that read the JSON get the text unchanged.
fn with_escapes(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for char in json.chars() {
        match char {
            char if is_control(char) => text.extend(["\\u", &format!("{:04x}", u32::from(char))]),
            char => text.push(char),
        }
    }
    text
}
