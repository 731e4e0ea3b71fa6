//! What is kept of a schema from one revision to the next.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::{Analysis, Diagnosis};
use base::{FileId, Finding, ItemId};
use migrations::history::History;
use migrations::replay::{HistoryCache, Scope};
use model::database::{Database, DatabaseCache};

/// The caches of one project: analysis, findings, database and replayed history. A request may come with any revision; the
/// caches are updated to it, which is cheap if it is close to the last one.
#[derive(Debug, Default)]
pub struct AnalysisHost {
    last: Mutex<Option<Arc<Analysis>>>,
    findings: Mutex<Option<KeptFindings>>,
    database: Mutex<Option<DatabaseCache>>,
    history: Mutex<Option<HistoryCache>>,
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
        self.with_findings(analysis, |kept| kept.diagnosis.findings_in(id))
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
        with_updated(&self.findings, Option::unwrap_or_default, |kept| kept.update(analysis), work)
    }

    /// What the schema of this revision makes of its database; `None` where it names no known provider.
    pub fn database(&self, analysis: &Analysis) -> Option<Database> {
        let schema = &analysis.schema;
        let refresh = |cache: &mut DatabaseCache| cache.refresh(schema);
        with_updated(&self.database, Option::unwrap_or_default, refresh, |cache| cache.database(schema))
    }

    /// Does something with the history of the project, replayed as Prisma looks at it for the schema of this revision.
    /// `None` where neither the history nor the schema names a provider.
    pub fn with_history<T>(
        &self,
        analysis: &Analysis,
        history: &History,
        work: impl FnOnce(&HistoryCache) -> T,
    ) -> Option<T> {
        let provider = history.provider().or(analysis.schema.configuration().provider)?;
        let scope = Scope::of(&analysis.schema);
        let known = |cache: Option<HistoryCache>| {
            let cache = cache.filter(|cache| cache.is_for(provider, &scope));
            cache.unwrap_or_else(|| HistoryCache::new(provider, scope.clone()))
        };
        Some(with_updated(&self.history, known, |cache| cache.refresh(history), work))
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

/// Brings what is kept to another revision, and does something with it.
fn with_updated<K, T>(
    slot: &Mutex<Option<K>>,
    known: impl FnOnce(Option<K>) -> K,
    update: impl FnOnce(&mut K),
    work: impl FnOnce(&K) -> T,
) -> T {
    let mut slot = lock(slot);
    // It is taken out, so that a panic half-way leaves nothing behind.
    let mut kept = known(slot.take());
    update(&mut kept);
    // What only reads it may end in the middle, where its request was cancelled.
    work(slot.insert(kept))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
