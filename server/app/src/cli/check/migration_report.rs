//! What `migrate lint` prints and records of the migrations that were checked.

use std::path::Path;

use base::Level;
use checks::frame::UNUSED_SUPPRESSION;
use migrations::rules::rules;

use crate::cli::check::baseline;
use crate::cli::check::output::{self, Format, OutputOptions, Snippets};
use crate::cli::check::report::Report;
use crate::cli::check::run::Collected;
use crate::cli::terminal::{self, ColorChoice, Paint};
use crate::cli::write;
use crate::host::writing;

/// Removes the findings that the baseline at `path` records from a report about migrations. Returns how many they are.
pub(in crate::cli) fn subtract_baseline(path: &Path, report: &mut Report) -> Result<usize, String> {
    let known = baseline::read(path)?;
    let scripts = report.scripts.clone();
    Ok(baseline::subtract(&known, report, |file, _| scripts.iter().any(|script| &**script == file)).0)
}

/// Records the findings of a report about migrations in the baseline at `path`, in place of those that it records of the
/// same scripts. Returns how many it records then.
pub(in crate::cli) fn write_baseline(path: &Path, report: &Report) -> Result<usize, String> {
    let found = baseline::of_report(path, report);
    let is_covered = |file: &Path, code: &str| {
        let is_of_migrations =
            rules().any(|rule| rule.metadata.code == code) || code == UNUSED_SUPPRESSION.code;
        is_of_migrations && report.scripts.iter().any(|script| &**script == file)
    };
    let all = match path.exists() {
        true => baseline::read(path)?.replaced(&found, is_covered),
        false => found,
    };
    writing::replace(path, &all.to_json())
        .map_err(|error| format!("{}: cannot write the baseline: {error}.", path.display()))?;
    Ok(all.total())
}

/// How to print a report about migrations.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct MigrationOutput {
    /// The format.
    pub(in crate::cli) format: Format,
    /// When to show source snippets.
    pub(in crate::cli) snippets: Snippets,
    /// When to use colours.
    pub(in crate::cli) color: ColorChoice,
    /// The number of findings hidden by the baseline.
    pub(in crate::cli) baselined: usize,
    /// Whether fixes are printed as a diff and not written.
    pub(in crate::cli) is_dry: bool,
}

impl MigrationOutput {
    /// Writes the fixes, or prints them as a diff, then prints the report. Files that cannot be written join its failures.
    pub(in crate::cli) fn print(self, collected: &mut Collected) {
        // Beside a diff on standard output, all else goes to standard error.
        let shows_diff = self.is_dry && self.format == Format::Text;
        if shows_diff {
            terminal::write(&write::diff(&collected.changes, Paint::of_output(self.color)));
        }
        let unwritten = if self.is_dry { Vec::new() } else { write::write_all(&collected.changes) };
        let unwritten_files = unwritten.len();
        let Collected { report, changes, fixed_findings, .. } = collected;
        report.failures.extend(unwritten);
        let paint = if shows_diff { Paint::of_errors(self.color) } else { Paint::of_output(self.color) };
        let look = OutputOptions {
            paint,
            listed_from: Level::Hint,
            only_counts: false,
            root: std::env::current_dir().unwrap_or_default(),
            snippets: self.snippets,
            baselined: self.baselined,
            outdated_entries: 0,
            fixed_findings: *fixed_findings,
            changed_files: changes.len(),
            locking_indexes: 0,
            unwritten_files,
            is_dry: self.is_dry,
        };
        let (text, _) = output::render(self.format, report, &look);
        let summary = output::fixes_summary(&look) + &self.summary(report);
        match self.format {
            Format::Text if !shows_diff => terminal::write(&(text + &summary)),
            Format::Text => terminal::write_error(&(text + &summary)),
            _ => {
                terminal::write(&text);
                terminal::write_error(&summary);
            }
        }
        for failure in &report.failures {
            crate::cli::print_error(&format!("{}: {}", failure.shown, failure.message));
        }
    }

    fn summary(self, report: &Report) -> String {
        let counts = report.counts();
        let known = match self.baselined {
            0 => String::new(),
            some => format!("; {some} in the baseline"),
        };
        format!(
            "{} in {}: {}, {}, {}{known}.\n",
            terminal::count(counts.total(), "finding"),
            terminal::count(report.checked, "migration"),
            terminal::count(counts.errors, "error"),
            terminal::count(counts.warnings, "warning"),
            terminal::count(counts.infos, "info"),
        )
    }
}
