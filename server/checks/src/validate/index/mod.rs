//! What only makes sense over a whole schema, summed up from its items: names in the database, and the paths along which
//! changes of rows cascade.
//!
//! The summary of an item is small and follows from that item alone, so that a change of one item changes a few entries
//! here, and only the items that share one of them are checked again.

pub(super) mod cascade_steps;
pub(super) mod constraints;
pub(super) mod containment;

use rustc_hash::FxHashSet;

use crate::frame::{Aggregate, AggregateIndex, ChangedKeys, NameHolders, NameKey, Sorted};
use base::ItemId;
use model::schema::item::Item;
use model::schema::{Changes, DependencyKey, Memo, Schema, note};

use cascade_steps::{CascadeStep, cascade_steps};
use constraints::{NamedConstraint, name_keys, named_constraints, table_name_key};
use containment::{Containment, containments};

/// What one item contributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Summary {
    /// Its constraints that have a name.
    pub(super) constraints: Box<[NamedConstraint]>,
    /// The database schema of its table.
    schema: Option<Box<str>>,
    /// The steps from it along which changes cascade.
    pub(super) steps: Vec<CascadeStep>,
    /// The values that each of it contains, if it is a composite type.
    contents: Box<[Containment]>,
    /// Each name that it uses.
    names: Box<[NameKey]>,
}

impl Summary {
    /// The database schema of its table.
    pub(super) fn schema(&self) -> Option<&str> {
        self.schema.as_deref()
    }
}

/// The summaries of all items.
#[derive(Debug, Default)]
pub(super) struct ValidityIndex {
    items: AggregateIndex<NameTotals>,
}

/// The names and cascades of a whole schema.
#[derive(Debug, Default)]
struct NameTotals {
    holders: NameHolders,
    with_steps: FxHashSet<ItemId>,
    with_contents: FxHashSet<ItemId>,
}

/// The key of all steps along which changes cascade.
fn all_steps() -> DependencyKey {
    DependencyKey::new("steps", ())
}

/// The key of all values that composite types contain.
fn all_contents() -> DependencyKey {
    DependencyKey::new("contents", ())
}

/// The key of the summary of an item.
pub(super) fn summary_key(id: ItemId) -> DependencyKey {
    DependencyKey::new("validity summary", id)
}

impl ValidityIndex {
    /// Brings the summaries up to date, and adds to the changes what follows from them.
    pub(super) fn update(&mut self, schema: &Schema, changes: &mut Changes, is_kept: bool) {
        self.items.update(changes, is_kept, |id| {
            schema.item(id).map(|item| summary(schema, id, item)).unwrap_or_default()
        });
        self.items.aggregate_mut().holders.forget_order();
    }

    /// The summary of an item. Who reads that of another one notes it.
    pub(super) fn summary(&self, id: ItemId) -> Option<&Summary> {
        self.items.summary(id)
    }

    /// The items that use a name, in the order of the schema, one as often as it does.
    pub(super) fn holders(&self, schema: &Schema, name: NameKey) -> Sorted<'_> {
        self.items.aggregate().holders.sorted(schema, name)
    }

    /// Whether a name of this summary is used once more, by this item or another.
    pub(super) fn is_any_shared(&self, summary: &Summary) -> bool {
        summary.names.iter().for_each(|name| note(|| name.key()));
        let holders = &self.items.aggregate().holders;
        summary.names.iter().any(|name| holders.unnoted(*name).len() > 1)
    }

    /// All steps along which changes cascade, in the order of the schema.
    pub(super) fn steps(&self, schema: &Schema) -> Vec<&CascadeStep> {
        note(all_steps);
        let summaries = self.in_order(schema, &self.items.aggregate().with_steps);
        summaries.into_iter().flat_map(|summary| &summary.steps).collect()
    }

    /// All values that composite types contain, in the order of the schema.
    pub(super) fn contents(&self, schema: &Schema) -> Vec<Containment> {
        note(all_contents);
        let summaries = self.in_order(schema, &self.items.aggregate().with_contents);
        summaries.into_iter().flat_map(|summary| &summary.contents).copied().collect()
    }

    fn in_order(&self, schema: &Schema, items: &FxHashSet<ItemId>) -> Vec<&Summary> {
        let mut ids: Vec<ItemId> = items.iter().copied().collect();
        ids.sort_by_key(|id| schema.position(*id));
        ids.iter().filter_map(|id| self.summary(*id)).collect()
    }
}

impl Aggregate for NameTotals {
    type Summary = Summary;

    fn build(summaries: &Memo<Summary>) -> NameTotals {
        let mut all = NameTotals::default();
        all.holders.reserve(summaries.iter().map(|(_, summary)| summary.names.len()).sum());
        for (id, summary) in summaries.iter() {
            summary.names.iter().for_each(|name| all.holders.add(*name, id));
            if !summary.steps.is_empty() {
                all.with_steps.insert(id);
            }
            if !summary.contents.is_empty() {
                all.with_contents.insert(id);
            }
        }
        all
    }

    fn replace(&mut self, id: ItemId, old: &Summary, new: &Summary, changed: &mut ChangedKeys<'_>) {
        if old.names != new.names || old.constraints != new.constraints {
            old.names.iter().for_each(|name| self.holders.remove(*name, id));
            new.names.iter().for_each(|name| self.holders.add(*name, id));
            let (before, after): (FxHashSet<_>, FxHashSet<_>) =
                (old.names.iter().collect(), new.names.iter().collect());
            before.symmetric_difference(&after).for_each(|name| changed.insert(|| name.key()));
            // The item itself reads its own summary, whoever else uses the same names.
            changed.insert(|| summary_key(id));
            if before.len() != old.names.len() || after.len() != new.names.len() {
                new.names.iter().for_each(|name| changed.insert(|| name.key()));
            }
        }
        if old.steps != new.steps {
            changed.insert(all_steps);
            match new.steps.is_empty() {
                true => self.with_steps.remove(&id),
                false => self.with_steps.insert(id),
            };
        }
        if old.contents != new.contents {
            changed.insert(all_contents);
            match new.contents.is_empty() {
                true => self.with_contents.remove(&id),
                false => self.with_contents.insert(id),
            };
        }
    }
}

fn summary(schema: &Schema, id: ItemId, item: &Item) -> Summary {
    let constraints = named_constraints(schema, id, item);
    let mut names: Vec<NameKey> = table_name_key(item).into_iter().collect();
    let database_schema = item.model().and_then(|model| model.database_schema());
    let configuration = schema.configuration();
    names.extend(constraints.iter().flat_map(|named| name_keys(configuration, database_schema, named)));
    let steps = cascade_steps(schema, id, item);
    let contents = containments(schema, id, item);
    Summary { constraints, contents, schema: database_schema.map(Box::from), steps, names: names.into() }
}
