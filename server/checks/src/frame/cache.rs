//! Findings that are kept from one version of a schema to the next.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use base::{Finding, ItemId, cancel};
use model::schema::{Changes, DependencyKey, Memo, note, record, work};

/// A piece of work that produces findings: one kind of check, of one item or of the whole schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Task {
    /// The item that is checked; `None` for the whole schema.
    pub item: Option<ItemId>,
    /// The kind of check: below the number of item kinds of its cache for items, the rest for the whole schema.
    pub kind: u16,
}

/// What fills a [`FindingCache`].
pub trait Checker: Sync {
    /// The findings of a task. What it reads of a schema is recorded, see [`record`].
    fn check(&self, task: Task) -> Vec<Finding>;

    /// The finding as it is kept; `None` for one that is dropped. Nothing is recorded here.
    fn place(&self, finding: Finding) -> Option<Finding> {
        Some(finding)
    }
}

/// Findings by the task that produced them, kept for as long as what the task read is unchanged.
///
/// **Invariant:** after an update, what the cache holds is what a new cache would hold. It rests on that of [`record`]: a
/// part of the schema that is read is noted. The items that a finding points at are noted here.
///
/// An update stops, by unwinding, where the request of its thread is cancelled. What is left then is of no use: one that is kept for
/// others is updated [`cancel::shielded`].
#[derive(Debug, Default)]
pub struct FindingCache {
    /// Whether there will be further updates, so that dependencies are recorded.
    is_kept: bool,
    /// What the tasks of each item kind read.
    item_tasks: Vec<Memo<()>>,
    /// What the tasks over the whole schema read, by kind.
    schema_tasks: FxHashMap<u16, Box<[DependencyKey]>>,
    found: FxHashMap<Task, Vec<Finding>>,
    /// The tasks with findings in an item that is not their own.
    foreign: FxHashMap<ItemId, Vec<Task>>,
    changed: FxHashSet<ItemId>,
}

impl FindingCache {
    /// An empty cache for this many kinds of item tasks. `is_kept` says whether there will be further updates.
    pub fn new(item_kinds: u16, is_kept: bool) -> FindingCache {
        let item_tasks = (0..item_kinds).map(|_| Memo::default()).collect();
        FindingCache { is_kept, item_tasks, ..FindingCache::default() }
    }

    /// Drops everything. Items that had findings count as changed.
    pub fn clear(&mut self) {
        self.item_tasks.iter_mut().for_each(|memo| *memo = Memo::default());
        self.schema_tasks.clear();
        let gone = self.items();
        self.found.clear();
        self.foreign.clear();
        self.changed.extend(gone);
    }

    /// Brings the item tasks of a kind up to date.
    pub fn update_items(&mut self, kind: u16, changes: &Changes, checker: &impl Checker) {
        let at = usize::from(kind);
        let Some(memo) = self.item_tasks.get(at) else { return };
        // Where everything is new, an item may be missing without being among those that are gone: a block that an
        // unclosed block above it swallows is in the schema, but not in the schema as Prisma reads it.
        let current: FxHashSet<ItemId> =
            if changes.all { changes.items.iter().copied().collect() } else { FxHashSet::default() };
        let missing = memo.iter().map(|(id, _)| id).filter(|id| changes.all && !current.contains(id));
        let gone: Vec<ItemId> = missing.chain(changes.gone.iter().copied()).collect();
        for id in gone {
            if let Some(memo) = self.item_tasks.get_mut(at) {
                memo.remove(id);
            }
            self.put(Task { item: Some(id), kind }, Vec::new());
        }
        let Some(memo) = self.item_tasks.get(at) else { return };
        let stale = memo.stale(changes);
        let done = work(&stale, self.is_kept, |id| {
            let found = checker.check(Task { item: Some(id), kind });
            note_anchors(&found, Some(id));
            found
        });
        let done: Vec<_> = done
            .into_iter()
            .map(|(id, found, keys)| {
                let found = found.into_iter().filter_map(|finding| checker.place(finding)).collect();
                self.put(Task { item: Some(id), kind }, found);
                (id, (), keys)
            })
            .collect();
        if let Some(memo) = self.item_tasks.get_mut(at) {
            memo.put_all(done);
        }
    }

    /// Brings a task over the whole schema up to date.
    pub fn update_schema(&mut self, kind: u16, changes: &Changes, checker: &impl Checker) {
        let known = self.schema_tasks.get(&kind);
        let is_stale = |keys: &[DependencyKey]| keys.iter().any(|key| changes.keys.contains(key));
        if !changes.all && known.is_some_and(|keys| !is_stale(keys)) {
            return;
        }
        let task = Task { item: None, kind };
        let (found, keys) = record(None, || {
            let found = checker.check(task);
            note_anchors(&found, None);
            found
        });
        self.schema_tasks.insert(kind, keys);
        self.put(task, found.into_iter().filter_map(|finding| checker.place(finding)).collect());
    }

    /// The findings in an item.
    pub fn findings_in(&self, id: ItemId) -> impl Iterator<Item = &Finding> {
        let found = self.tasks(id).filter_map(|task| self.found.get(&task)).flatten();
        found.filter(move |finding| finding.item() == Some(id))
    }

    /// The findings in some items, in no order, from running their tasks again with another checker: one that computes
    /// fixes.
    pub fn recompute(&self, items: &[ItemId], checker: &impl Checker) -> Vec<Finding> {
        let mut tasks: Vec<Task> = items.iter().flat_map(|id| self.tasks(*id)).collect();
        tasks.sort_unstable();
        tasks.dedup();
        let wanted: FxHashSet<ItemId> = items.iter().copied().collect();
        let cancel = cancel::current();
        let found = tasks.into_par_iter().flat_map_iter(|task| {
            cancel.check();
            checker.check(task)
        });
        let placed = found.filter_map(|finding| checker.place(finding));
        placed.filter(|finding| finding.item().is_some_and(|item| wanted.contains(&item))).collect()
    }

    /// Takes the items whose findings changed since this was last called.
    pub fn take_changed(&mut self) -> FxHashSet<ItemId> {
        std::mem::take(&mut self.changed)
    }

    /// All findings, in no order.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.found.values().flatten()
    }

    /// All findings, in no order.
    pub fn into_findings(self) -> Vec<Finding> {
        self.found.into_values().flatten().collect()
    }

    /// All items with findings, in no order.
    pub fn items(&self) -> FxHashSet<ItemId> {
        self.findings().filter_map(Finding::item).collect()
    }

    /// The tasks that have, or might have, findings in an item.
    fn tasks(&self, id: ItemId) -> impl Iterator<Item = Task> {
        let kinds = u16::try_from(self.item_tasks.len()).unwrap_or(u16::MAX);
        let own = (0..kinds).map(move |kind| Task { item: Some(id), kind });
        own.chain(self.foreign.get(&id).into_iter().flatten().copied())
    }

    /// Replaces the findings of a task.
    fn put(&mut self, task: Task, mut found: Vec<Finding>) {
        let old = self.found.get(&task).map_or(&[][..], Vec::as_slice);
        if old == found {
            return;
        }
        let is_foreign = |id: &ItemId| Some(*id) != task.item;
        for id in old.iter().filter_map(Finding::item) {
            self.changed.insert(id);
            if is_foreign(&id)
                && let Some(tasks) = self.foreign.get_mut(&id)
            {
                tasks.retain(|other| *other != task);
            }
        }
        for id in found.iter().filter_map(Finding::item) {
            self.changed.insert(id);
            if is_foreign(&id) {
                let tasks = self.foreign.entry(id).or_default();
                if !tasks.contains(&task) {
                    tasks.push(task);
                }
            }
        }
        found.iter_mut().for_each(Finding::shrink);
        found.shrink_to_fit();
        match found.is_empty() {
            true => self.found.remove(&task),
            false => self.found.insert(task, found),
        };
    }
}

/// Notes the items that findings point at: a span in an item is only valid while that item is unchanged.
fn note_anchors(found: &[Finding], own: Option<ItemId>) {
    let elsewhere = found.iter().filter(|it| own.is_none() || it.items().any(|item| Some(item) != own));
    elsewhere.flat_map(Finding::items).for_each(|item| note(|| DependencyKey::item(item)));
}
