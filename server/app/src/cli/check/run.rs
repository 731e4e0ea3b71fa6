//! What a run is asked for, and what it comes to.

use std::path::Path;
use std::sync::Arc;

use base::Level;
use checks::frame::Baseline;
use rustc_hash::FxHashSet;

use crate::cli::check::report::Report;
use crate::cli::write::Change;
use crate::host::ProjectOptions;

/// Which findings to report, and whether to fix them.
#[derive(Debug)]
pub(super) struct CheckOptions<'a> {
    /// Options for the checklist.
    pub(super) options: ProjectOptions<'a>,
    /// The lowest level to report.
    pub(super) show: Level,
    /// Known findings.
    pub(super) baseline: Option<&'a Baseline>,
    /// Whether to apply safe fixes.
    pub(super) fix: bool,
    /// Whether fixes that need a review are applied as well.
    pub(super) takes_choices: bool,
    /// Whether what is reported is the state before the fixes: that of the files on the disk.
    pub(super) reports_before: bool,
    /// Whether the edits of fixes are reported, not only that there are fixes.
    pub(super) shows_edits: bool,
}

/// The result of a run.
#[derive(Debug, Default)]
pub(in crate::cli) struct Collected {
    /// The findings; after the fixes, if fixes were applied.
    pub(in crate::cli) report: Report,
    /// The files changed by fixes, sorted by path.
    pub(in crate::cli) changes: Vec<Change>,
    /// The number of findings that the fixes resolve.
    pub(super) fixed_findings: usize,
    /// The number of indexes that the fixes add to tables whose database locks them while it builds an index.
    pub(super) locking_indexes: usize,
}

impl Collected {
    /// Adds what another part of the run came to.
    pub(super) fn add(&mut self, other: Collected) {
        self.fixed_findings += other.fixed_findings;
        self.locking_indexes += other.locking_indexes;
        self.changes.extend(other.changes);
        self.changes.sort_by(|a, b| a.path.cmp(&b.path));
        let (report, other) = (&mut self.report, other.report);
        report.checked += other.checked;
        report.unknown_dialect += other.unknown_dialect;
        report.schemas.extend(other.schemas);
        report.failures.extend(other.failures);
        report.texts.extend(other.texts);
        report.scripts.extend(other.scripts);
        report.code.extend(other.code);
        // One configuration file may belong to several schemas.
        let known: FxHashSet<Arc<Path>> = report.files.iter().map(|file| file.path.clone()).collect();
        report.files.extend(other.files.into_iter().filter(|file| !known.contains(&file.path)));
        report.files.sort_by(|a, b| a.path.cmp(&b.path));
    }
}
