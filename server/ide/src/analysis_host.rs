//! What is kept of a schema from one revision to the next.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::{
    Analysis, Diagnosis, ProjectHistory, QueryFindings, format_fixes, history_findings, migration_findings,
    query_findings_after,
};
use base::text::Span;
use base::{FileId, Finding, ItemId, cancel};
use checks::rules::retain_unsuppressed;
use migrations::DiffOptions;
use migrations::history::History;
use migrations::plan::{Plan, PlanOptions, plan, schema_texts};
use migrations::preview::{Effect, Preview, effects, next_migration, preview, without_drift};
use migrations::replay::{HistoryCache, Scope};
use migrations::schema_text::FileText;
use model::database::{Database, DatabaseCache};
use model::schema::Schema;
use queries::advice::AdviceCache;
use rustc_hash::{FxHashMap, FxHashSet};

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
    /// What the next migration does that is not safe, by the item that makes it do that.
    of_migration: FxHashMap<ItemId, Vec<Finding>>,
    /// What that was found for.
    migration_of: Option<(Arc<Schema>, Arc<History>)>,
    /// What the code of the application says, by item.
    of_code: FxHashMap<ItemId, Vec<Finding>>,
    /// The same, with what it makes superfluous.
    code: QueryFindings,
    /// What that was found for.
    code_of: Option<Analysis>,
    /// What the calls ask, and the advice on it.
    advice: AdviceCache,
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
        let of_file = |kept: &KeptFindings, file| {
            let ids = analysis.schema.items_of(file).map(|(id, _)| id);
            ids.flat_map(|id| kept.found_in(id)).map(Cow::into_owned).collect()
        };
        self.with_findings(analysis, |kept| files.map(|(file, _)| of_file(kept, file)).collect())
    }

    /// The findings of an item.
    pub fn findings_in(&self, analysis: &Analysis, id: ItemId) -> Vec<Finding> {
        self.with_findings(analysis, |kept| kept.found_in(id).into_iter().map(Cow::into_owned).collect())
    }

    /// The findings of some items, with fixes.
    pub fn fixable(&self, analysis: &Analysis, items: &[ItemId]) -> Vec<Finding> {
        let mut found = self.fixable_unformatted(analysis, items);
        format_fixes(analysis, &mut found);
        found
    }

    /// Like [`AnalysisHost::fixable`], with fixes that leave formatting to [`format_fixes`](crate::format_fixes), which takes as
    /// long for each fix as its block is.
    pub fn fixable_unformatted(&self, analysis: &Analysis, items: &[ItemId]) -> Vec<Finding> {
        self.with_findings(analysis, |kept| {
            let mut found = kept.diagnosis.unformatted_fixes(items);
            found.retain(|finding| !kept.code.replace(analysis, finding));
            found.extend(items.iter().filter_map(|id| kept.of_migration.get(id)).flatten().cloned());
            found.extend(items.iter().filter_map(|id| kept.of_code.get(id)).flatten().cloned());
            found
        })
    }

    /// How many findings with this code there are in each file.
    pub fn count(&self, analysis: &Analysis, code: &str) -> Vec<usize> {
        let count = |kept: &KeptFindings| {
            if !kept.code.replaces_some(code) {
                return kept.diagnosis.count(code);
            }
            let files = (0..).map(FileId).zip(analysis.schema.files());
            let of_item = |(id, _)| kept.found_in(id).iter().filter(|it| it.code == code).count();
            files.map(|(file, _)| analysis.schema.items_of(file).map(of_item).sum()).collect()
        };
        self.with_findings(analysis, count)
    }

    /// What makes Prisma refuse a file, without fixes.
    pub fn errors(&self, analysis: &Analysis, file: FileId) -> Vec<Finding> {
        self.with_findings(analysis, |kept| kept.diagnosis.errors(file))
    }

    /// Does something with the findings of this revision.
    pub fn with_findings<T>(&self, analysis: &Analysis, work: impl FnOnce(&KeptFindings) -> T) -> T {
        let update = |kept: &mut KeptFindings| {
            let mut changed = kept.diagnosis.update(analysis);
            self.update_migration(analysis, kept, &mut changed);
            self.update_code(analysis, kept, &mut changed);
            kept.mark(changed);
        };
        with_updated(&self.findings, Option::unwrap_or_default, update, work)
    }

    /// What the schema of this revision makes of its database; `None` where it names no known provider.
    pub fn database(&self, analysis: &Analysis) -> Option<Database> {
        let schema = &analysis.schema;
        let refresh = |cache: &mut DatabaseCache| cache.refresh(schema);
        with_updated(&self.database, Option::unwrap_or_default, refresh, |cache| cache.database(schema))
    }

    /// What the next migration does, for its preview. `None` where the project has no migrations or the schema no provider.
    pub fn preview(&self, analysis: &Analysis) -> Option<Preview> {
        let project = analysis.history.as_ref()?;
        let (history, to) = self.comparable(analysis, project)?;
        self.with_history(analysis, history, |history| {
            preview(history, &analysis.schema, &to, &project.options)
                .with_statistics(analysis.statistics.clone())
        })
    }

    /// The plan of the next migration in stages, with the files of the schema for each. `None` where the project has no
    /// migrations or the schema no provider.
    pub fn plan(&self, analysis: &Analysis, name: &str) -> Option<(Plan, Vec<Option<Vec<FileText>>>)> {
        let project = analysis.history.as_ref()?;
        let (history, to) = self.comparable(analysis, project)?;
        self.with_history(analysis, history, |history| {
            let (from, _) = without_drift(history, &analysis.schema, &to, &project.options);
            let options = PlanOptions {
                diff: DiffOptions { from_history: true, ..project.options.clone() },
                guess_renames: true,
                name: name.to_owned(),
                ..PlanOptions::default()
            };
            let plan = plan(&from, &to, &options);
            let texts = schema_texts(&plan, &from, None, &analysis.schema);
            (plan, texts)
        })
    }

    /// The effects of each step of the next migration, and the name of the last one.
    pub fn next_effects(&self, analysis: &Analysis) -> Option<(Vec<Vec<Effect>>, Option<String>)> {
        let project = analysis.history.as_ref()?;
        let (history, to) = self.comparable(analysis, project)?;
        self.with_history(analysis, history, |history| {
            let last = history.migrations().last().map(|it| it.file.name.clone());
            (effects(&next_migration(history, &to, &project.options)), last)
        })
    }

    /// The history and the database of the schema, if both are of one provider of SQL.
    fn comparable<'p>(
        &self,
        analysis: &Analysis,
        project: &'p ProjectHistory,
    ) -> Option<(&'p Arc<History>, Database)> {
        let (history, to) = (project.get()?, self.database(analysis)?);
        let is_same = history.provider().is_none_or(|provider| provider == to.provider);
        (is_same && to.provider.is_sql()).then_some((history, to))
    }

    /// Brings the findings about the next migration to this revision.
    fn update_migration(
        &self,
        analysis: &Analysis,
        kept: &mut KeptFindings,
        changed: &mut FxHashSet<ItemId>,
    ) {
        let is_wanted =
            |project: &&Arc<ProjectHistory>| project.wants_findings && !kept.diagnosis.has_errors();
        let project = analysis.history.as_ref().filter(is_wanted);
        let history = project.and_then(|project| project.get());
        if let (Some((schema, of)), Some(history)) = (&kept.migration_of, history)
            && Arc::ptr_eq(schema, &analysis.schema)
            && Arc::ptr_eq(of, history)
        {
            return;
        }
        // While the text is broken there is no next migration. What was found before would be at wrong places.
        let mut found = match (project, history.and_then(|_| self.next_effects(analysis))) {
            (Some(project), Some((effects, _))) => {
                let effects: Vec<Effect> = effects.into_iter().flatten().collect();
                migration_findings(analysis, &effects, &project.new)
            }
            _ => FxHashMap::default(),
        };
        for finding in history.map(|it| history_findings(&analysis.schema, it)).unwrap_or_default() {
            if let Some(id) = finding.item() {
                found.entry(id).or_default().push(finding);
            }
        }
        kept.migration_of = history.map(|history| (analysis.schema.clone(), history.clone()));
        for findings in found.values_mut() {
            retain_unsuppressed(&analysis.schema, findings);
        }
        let before = std::mem::replace(&mut kept.of_migration, found);
        changed.extend(differences(&before, &kept.of_migration));
    }

    /// Brings what the code says to this revision. It is found again only where models have changed, or the code.
    fn update_code(&self, analysis: &Analysis, kept: &mut KeptFindings, changed: &mut FxHashSet<ItemId>) {
        let is_same = |before: &Analysis| {
            let code = |it: &Analysis| it.code.as_ref().map(Arc::as_ptr);
            code(before) == code(analysis) && Arc::ptr_eq(&before.schema, &analysis.schema)
        };
        if kept.code_of.as_ref().is_some_and(is_same) {
            return;
        }
        let has_code = analysis.code.is_some() && !kept.diagnosis.has_errors();
        let database = has_code.then(|| self.database(analysis)).flatten();
        let find = |database| query_findings_after(analysis, &database, &mut kept.advice);
        let found = database.map(find).unwrap_or_default();
        kept.code_of = Some(analysis.clone());
        let mut by_item: FxHashMap<ItemId, Vec<Finding>> = FxHashMap::default();
        for finding in &found.findings {
            if let Some(id) = finding.item() {
                by_item.entry(id).or_default().push(finding.clone());
            }
        }
        let before = std::mem::replace(&mut kept.of_code, by_item);
        changed.extend(differences(&before, &kept.of_code));
        kept.code = found;
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

    /// The findings in an item, in the order of places.
    pub fn found_in(&self, id: ItemId) -> Vec<Cow<'_, Finding>> {
        let mut found = self.diagnosis.found_in(id);
        if let Some(more) = self.of_migration.get(&id) {
            found.extend(more.iter().map(Cow::Borrowed));
        }
        if let Some(analysis) = &self.code_of {
            found.retain(|finding| !self.code.replace(analysis, finding));
        }
        if let Some(more) = self.of_code.get(&id) {
            found.extend(more.iter().map(Cow::Borrowed));
        }
        found.sort_by_key(|finding| finding.anchor.span().start);
        found
    }

    fn mark(&mut self, changed: FxHashSet<ItemId>) {
        self.updates += 1;
        for id in changed {
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
    cancel::shielded(|| update(&mut kept));
    // What only reads it may end in the middle, where its request was cancelled.
    work(slot.insert(kept))
}

/// The items of which other things are said than before.
fn differences<'f>(
    before: &'f FxHashMap<ItemId, Vec<Finding>>,
    after: &'f FxHashMap<ItemId, Vec<Finding>>,
) -> impl Iterator<Item = ItemId> {
    let said = |map: &'f FxHashMap<ItemId, Vec<Finding>>, id: &ItemId| -> Vec<(Span, &'f str)> {
        let findings = map.get(id).into_iter().flatten();
        findings.map(|it| (it.anchor.span(), it.message.as_str())).collect()
    };
    before.keys().chain(after.keys()).filter(move |id| said(before, id) != said(after, id)).copied()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
