//! Facts about a whole schema that are kept as the sum of what each item contributes.

use rustc_hash::FxHashSet;

use base::ItemId;
use model::schema::{Changes, DependencyKey, Memo, work};

/// Facts about a whole schema, made up of a summary of each item.
///
/// **Invariant:** whatever follows from the aggregate is read through an accessor that notes a key, and
/// [`Aggregate::replace`] adds that key to `changed` whenever what the accessor returns may have changed.
pub trait Aggregate: Default {
    /// What one item contributes. An item that does not exist contributes the default.
    type Summary: Default + Send;

    /// Replaces the contribution of an item, and adds the keys of what is another now to `changed`.
    fn replace(
        &mut self,
        id: ItemId,
        old: &Self::Summary,
        new: &Self::Summary,
        changed: &mut ChangedKeys<'_>,
    );

    /// The aggregate of these summaries, from nothing.
    fn build(summaries: &Memo<Self::Summary>) -> Self {
        let mut aggregate = Self::default();
        let none = Self::Summary::default();
        for (id, new) in summaries.iter() {
            aggregate.replace(id, &none, new, &mut ChangedKeys { keys: None });
        }
        aggregate
    }
}

/// The summaries of all items, and their aggregate.
#[derive(Debug)]
pub struct AggregateIndex<A: Aggregate> {
    summaries: Memo<A::Summary>,
    aggregate: A,
}

/// Collects the keys of what changed. Where everything is new there is nobody to tell, and nothing is collected.
#[derive(Debug)]
pub struct ChangedKeys<'c> {
    keys: Option<&'c mut FxHashSet<DependencyKey>>,
}

impl ChangedKeys<'_> {
    /// Adds a key.
    pub fn insert(&mut self, key: impl FnOnce() -> DependencyKey) {
        if let Some(keys) = &mut self.keys {
            keys.insert(key());
        }
    }

    /// Whether keys are collected.
    pub fn is_collecting(&self) -> bool {
        self.keys.is_some()
    }
}

impl<A: Aggregate> Default for AggregateIndex<A> {
    fn default() -> Self {
        AggregateIndex { summaries: Memo::default(), aggregate: A::default() }
    }
}

impl<A: Aggregate> AggregateIndex<A> {
    /// Summarizes what changed again, and adds to `changes` what follows from it. `is_kept` says whether there will be
    /// further updates.
    pub fn update(
        &mut self,
        changes: &mut Changes,
        is_kept: bool,
        summarize: impl Fn(ItemId) -> A::Summary + Sync,
    ) {
        if changes.all {
            self.summaries = Memo::default();
            self.summaries.put_all(work(&self.summaries.stale(changes), is_kept, summarize));
            self.aggregate = A::build(&self.summaries);
            return;
        }
        let stale = self.summaries.stale(changes);
        let none = A::Summary::default();
        let mut changed = ChangedKeys { keys: Some(&mut changes.keys) };
        for id in &changes.gone {
            let old = self.summaries.remove(*id).unwrap_or_default();
            self.aggregate.replace(*id, &old, &none, &mut changed);
        }
        for (id, new, keys) in work(&stale, is_kept, summarize) {
            let old = self.summaries.put(id, new, keys).unwrap_or_default();
            if let Some(new) = self.summaries.get(id) {
                self.aggregate.replace(id, &old, new, &mut changed);
            }
        }
    }

    /// The summary of an item.
    pub fn summary(&self, id: ItemId) -> Option<&A::Summary> {
        self.summaries.get(id)
    }

    /// The aggregate of all summaries.
    pub fn aggregate(&self) -> &A {
        &self.aggregate
    }

    /// The aggregate of all summaries, for what is derived from it after an update.
    pub fn aggregate_mut(&mut self) -> &mut A {
        &mut self.aggregate
    }
}
