//! What is kept of a schema from one revision to the next.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::{Analysis, Diagnosis};
use base::{FileId, Finding, ItemId};

/// What is kept of one schema. Requests may come with any revision of it: what is kept is brought to that revision, which
/// costs little where it is near the one before.
#[derive(Debug, Default)]
pub struct AnalysisHost {
    last: Mutex<Option<Arc<Analysis>>>,
    findings: Mutex<Option<KeptFindings>>,
}

/// The findings of one revision, with the times at which those of each item changed.
#[derive(Debug, Default)]
pub struct KeptFindings {
    diagnosis: Diagnosis,
    updates: u64,
    /// By item id: at which update something else was found in it, or its text changed.
    changed_at: Vec<u64>,
}

impl AnalysisHost {
    /// The analysis that `make` makes of the one before.
    pub fn analysis(&self, make: impl FnOnce(Option<&Analysis>) -> Analysis) -> Arc<Analysis> {
        let before = lock(&self.last).clone();
        let analysis = Arc::new(make(before.as_deref()));
        *lock(&self.last) = Some(analysis.clone());
        analysis
    }

    /// The findings of each file.
    pub fn findings(&self, analysis: &Analysis) -> Vec<Vec<Finding>> {
        let files = (0..).map(FileId).zip(analysis.schema.files());
        self.with_findings(analysis, |kept| files.map(|(file, _)| kept.diagnosis.of_file(file)).collect())
    }

    /// The findings of an item.
    pub fn findings_in(&self, analysis: &Analysis, id: ItemId) -> Vec<Finding> {
        self.with_findings(analysis, |kept| kept.diagnosis.of(id))
    }

    /// The findings of some items, with fixes.
    pub fn fixable(&self, analysis: &Analysis, items: &[ItemId]) -> Vec<Finding> {
        self.with_findings(analysis, |kept| kept.diagnosis.fixable(items))
    }

    /// How many findings with this code there are in each file.
    pub fn count(&self, analysis: &Analysis, code: &str) -> Vec<usize> {
        self.with_findings(analysis, |kept| kept.diagnosis.count(code))
    }

    /// What makes Prisma refuse a file, without fixes.
    pub fn errors(&self, analysis: &Analysis, file: FileId) -> Vec<Finding> {
        self.with_findings(analysis, |kept| kept.diagnosis.errors(file))
    }

    /// Does something with the findings of this revision.
    pub fn with_findings<T>(&self, analysis: &Analysis, work: impl FnOnce(&KeptFindings) -> T) -> T {
        let mut slot = lock(&self.findings);
        // It is taken out, so that a panic half-way leaves nothing behind.
        let mut kept = slot.take().unwrap_or_default();
        kept.update(analysis);
        // What only reads them may end in the middle, where its request was cancelled.
        let kept = slot.insert(kept);
        work(kept)
    }
}

impl KeptFindings {
    /// The findings themselves.
    pub fn diagnosis(&self) -> &Diagnosis {
        &self.diagnosis
    }

    /// A number that changes whenever the text of an item does, or what is found in it.
    pub fn changed_at(&self, id: ItemId) -> u64 {
        self.changed_at.get(id.0 as usize).copied().unwrap_or_default()
    }

    fn update(&mut self, analysis: &Analysis) {
        self.updates += 1;
        for id in self.diagnosis.update(analysis) {
            let at = id.0 as usize;
            if self.changed_at.len() <= at {
                self.changed_at.resize(at + 1, 0);
            }
            if let Some(changed_at) = self.changed_at.get_mut(at) {
                *changed_at = self.updates;
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
