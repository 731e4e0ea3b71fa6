//! What is kept of a schema from one change to the next.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::lsp::diagnostics::{List, Scope, Written};
use base::{FileId, Finding, ItemId};
use ide::{Analysis, Diagnosis};

/// What is kept of one schema. Requests may come with any state of it: what is kept is brought to that state, which
/// costs little where it is near the one before.
#[derive(Debug, Default)]
pub struct Keeper {
    last: Mutex<Option<Arc<Analysis>>>,
    kept: Mutex<Option<Kept>>,
}

#[derive(Debug, Default)]
struct Kept {
    diagnosis: Diagnosis,
    written: Written,
}

impl Keeper {
    /// The analysis that `make` makes of the one before.
    pub(in crate::lsp) fn analysis(&self, make: impl FnOnce(Option<&Analysis>) -> Analysis) -> Arc<Analysis> {
        let before = lock(&self.last).clone();
        let analysis = Arc::new(make(before.as_deref()));
        *lock(&self.last) = Some(analysis.clone());
        analysis
    }

    /// What is found in each file.
    pub(in crate::lsp) fn findings(&self, analysis: &Analysis) -> Vec<Vec<Finding>> {
        let files = (0..).map(FileId).zip(analysis.schema.files());
        self.with(analysis, |kept| files.map(|(file, _)| kept.diagnosis.of_file(file)).collect())
    }

    /// What is found in an item.
    pub(in crate::lsp) fn of(&self, analysis: &Analysis, id: ItemId) -> Vec<Finding> {
        self.with(analysis, |kept| kept.diagnosis.of(id))
    }

    /// What is found in some items, with fixes.
    pub(in crate::lsp) fn fixable(&self, analysis: &Analysis, items: &[ItemId]) -> Vec<Finding> {
        self.with(analysis, |kept| kept.diagnosis.fixable(items))
    }

    /// How many findings with this code there are in each file.
    pub(in crate::lsp) fn count(&self, analysis: &Analysis, code: &str) -> Vec<usize> {
        self.with(analysis, |kept| kept.diagnosis.count(code))
    }

    /// What makes Prisma refuse a file, without fixes.
    pub(in crate::lsp) fn errors(&self, analysis: &Analysis, file: FileId) -> Vec<Finding> {
        self.with(analysis, |kept| kept.diagnosis.errors(file))
    }

    /// What is found in each file, as it is sent.
    pub(in crate::lsp) fn lists(&self, analysis: &Analysis, scope: &Scope<'_>) -> Vec<List> {
        self.with(analysis, |kept| kept.written.lists(scope, &kept.diagnosis))
    }

    /// Does something with what is kept, after it was brought to this state.
    fn with<T>(&self, analysis: &Analysis, work: impl FnOnce(&mut Kept) -> T) -> T {
        let mut slot = lock(&self.kept);
        // It is taken out, so that a panic half-way leaves nothing behind.
        let mut kept = slot.take().unwrap_or_default();
        kept.written.forget(kept.diagnosis.update(analysis));
        let result = work(&mut kept);
        *slot = Some(kept);
        result
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
