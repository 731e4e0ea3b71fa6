//! What only makes sense over a whole schema, summed up from its items: names in the database, and the paths along which
//! changes of rows cascade.
//!
//! The summary of an item is small and follows from that item alone, so that a change of one item changes a few entries
//! here, and only the items that share one of them are checked again.

use std::borrow::Cow;
use std::hash::Hash;

use rustc_hash::FxHashSet;

use crate::frame::{Aggregate, AggregateIndex, ChangedKeys, NameHolders, NameKey};
use crate::validate::Context;
use crate::validate::names::constraint_names::{self, Named};
use crate::validate::names::database_names;
use crate::validate::relations::{Step, cascade_steps};
use base::ItemId;
use model::schema::item::Item;
use model::schema::{Changes, DependencyKey, Memo, Schema, note};

/// What one item contributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Summary {
    /// Its constraints that have a name.
    pub(super) constraints: Box<[Named]>,
    /// The database schema of its table.
    schema: Option<Box<str>>,
    /// The steps from it along which changes cascade.
    pub(super) steps: Vec<Step>,
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
pub(super) struct Index {
    items: AggregateIndex<Names>,
}

/// The names and cascades of a whole schema.
#[derive(Debug, Default)]
struct Names {
    holders: NameHolders,
    with_steps: FxHashSet<ItemId>,
}

/// The key of a name in a set of names.
pub(super) fn name(set: &'static str, name: impl Hash) -> NameKey {
    NameKey::new(set, name)
}

/// The key of all steps along which changes cascade.
fn all_steps() -> DependencyKey {
    DependencyKey::new("steps", ())
}

/// The key of the summary of an item.
pub(super) fn own(id: ItemId) -> DependencyKey {
    DependencyKey::new("validity summary", id)
}

impl Index {
    /// Brings the summaries up to date, and adds to the changes what follows from them.
    pub(super) fn update(&mut self, schema: &Schema, changes: &mut Changes, is_kept: bool) {
        let empty = Index::default();
        self.items.update(changes, is_kept, |id| {
            let cx = Context::new(schema, &empty, false);
            schema.item(id).map(|item| summary(&cx, id, item)).unwrap_or_default()
        });
    }

    /// The summary of an item. Who reads that of another one notes it.
    pub(super) fn summary(&self, id: ItemId) -> Option<&Summary> {
        self.items.summary(id)
    }

    /// The items that use a name, in the order of the schema, one as often as it does.
    pub(super) fn holders(&self, schema: &Schema, name: NameKey) -> Cow<'_, [ItemId]> {
        self.items.aggregate().holders.of(schema, name)
    }

    /// Whether a name of this summary is used once more, by this item or another.
    pub(super) fn is_any_shared(&self, summary: &Summary) -> bool {
        summary.names.iter().for_each(|name| note(|| name.key()));
        let holders = &self.items.aggregate().holders;
        summary.names.iter().any(|name| holders.unnoted(*name).len() > 1)
    }

    /// All steps along which changes cascade, in the order of the schema.
    pub(super) fn steps(&self, schema: &Schema) -> Vec<&Step> {
        note(all_steps);
        let mut ids: Vec<ItemId> = self.items.aggregate().with_steps.iter().copied().collect();
        ids.sort_by_key(|id| schema.position(*id));
        ids.iter().filter_map(|id| self.summary(*id)).flat_map(|summary| &summary.steps).collect()
    }
}

impl Aggregate for Names {
    type Summary = Summary;

    fn build(summaries: &Memo<Summary>) -> Names {
        let mut all = Names::default();
        all.holders.reserve(summaries.iter().map(|(_, summary)| summary.names.len()).sum());
        for (id, summary) in summaries.iter() {
            summary.names.iter().for_each(|name| all.holders.add(*name, id));
            if !summary.steps.is_empty() {
                all.with_steps.insert(id);
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
            changed.insert(|| own(id));
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
    }
}

fn summary(cx: &Context<'_>, id: ItemId, item: &Item) -> Summary {
    let constraints = constraint_names::named(cx, id, item);
    let mut names: Vec<NameKey> = database_names::taken(item).into_iter().collect();
    let schema = item.model().and_then(|model| model.database_schema());
    names.extend(constraints.iter().flat_map(|named| constraint_names::spaces(cx, schema, named)));
    let schema = schema.map(Box::from);
    Summary { constraints, schema, steps: cascade_steps(cx, id, item), names: names.into() }
}
