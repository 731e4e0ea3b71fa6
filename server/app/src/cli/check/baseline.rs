//! The baseline file, and the report that it is compared with.

use std::path::Path;

use crate::cli::check::report::Report;
use crate::host::reading::{Unreadable, read_text};
use checks::frame::Baseline;

/// Reads the baseline at `path`. An error says what is wrong and what to do.
pub(in crate::cli) fn read(path: &Path) -> Result<Baseline, String> {
    let text = read_text(path).map_err(|error| match error {
        Unreadable::Missing => "the baseline does not exist. Create it with `--write-baseline`.".to_owned(),
        error => format!("the baseline cannot be read: {error}"),
    })?;
    Baseline::parse(path, &text)
}

/// A baseline at `path` of every finding in the report.
pub(super) fn of_report(path: &Path, report: &Report) -> Baseline {
    let mut baseline = Baseline::empty(path);
    for file in &report.files {
        for (finding, element) in &file.findings {
            baseline.add(&file.path, finding.code, element);
        }
    }
    baseline
}

/// Removes known findings from the report. Returns how many were removed, and how many findings of the baseline no
/// longer occur, of those that the run covers.
pub(super) fn subtract(
    baseline: &Baseline,
    report: &mut Report,
    is_covered: impl Fn(&Path, &str) -> bool,
) -> (usize, usize) {
    let mut remaining = baseline.remaining();
    let mut known = 0;
    report.retain(|path, finding, element| {
        let is_known = remaining.take(path, finding.code, element);
        known += usize::from(is_known);
        !is_known
    });
    (known, remaining.count(is_covered))
}
