//! What rules need to know of a whole schema, kept as small facts of each item.
//!
//! A change of one item changes a few numbers and lists here. What follows from them is compared with what followed
//! before, and only those items are looked at again that asked about something that is now another.

mod conventions;
mod name_styles;
mod steps;
mod uses;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::frame::{Aggregate, AggregateIndex, ChangedKeys, NameHolders, NameKey};
use crate::rules::indexes::names::{NameUse, NamedObject, named_objects};
use crate::rules::kinds::{is_evidence, is_marked_as_view};
use crate::rules::{ModelRef, Style, joined_words};
use base::ItemId;
use model::schema::item::{Item, ModelKind};
use model::schema::{Changes, DependencyKey, Schema, note};

pub use conventions::{Convention, Conventions, Count, id_generator, is_mapped};
pub use name_styles::ModelNames;
pub use steps::RelationStep;
pub use uses::TypeUses;

use conventions::{Counts, ModelCounts};

/// The maximum number of items with one name that an item is compared with: a schema can have as many as it has models.
const MAX_HOLDERS: usize = 256;

/// The tables and indexes of an item.
pub(super) type ObjectsByName = FxHashMap<NameKey, Vec<NamedObject>>;

/// What one item contributes.
#[derive(Clone, Debug, Default, PartialEq)]
struct Summary {
    counts: ModelCounts,
    uses: Box<[uses::TypeUse]>,
    /// The key of the words of its name, if it is a model.
    words: Option<NameKey>,
    names: Box<[NameUse]>,
    required: Box<[RelationStep]>,
    cascades: Box<[RelationStep]>,
    is_evidence: bool,
}

/// What rules need to know of a whole schema.
#[derive(Debug, Default)]
pub struct RuleIndex {
    items: AggregateIndex<RuleTotals>,
}

/// The facts about a whole schema.
#[derive(Debug, Default)]
struct RuleTotals {
    counts: Counts,
    /// What follows from the counts.
    conventions: Conventions,
    uses: TypeUses,
    holders: NameHolders,
    /// The models with required relations, and those with cascades.
    with_steps: [FxHashSet<ItemId>; 2],
}

const REQUIRED: usize = 0;
const CASCADES: usize = 1;

impl RuleIndex {
    /// Brings the facts up to date, and adds to the changes what follows from them.
    pub fn update(&mut self, schema: &Schema, changes: &mut Changes, is_kept: bool) {
        self.items.update(changes, is_kept, |id| {
            schema.item(id).map(|item| summary(schema, id, item)).unwrap_or_default()
        });
        let facts = self.items.aggregate_mut();
        facts.holders.forget_order();
        let conventions = facts.counts.conventions();
        changes.keys.extend(conventions.differences(&facts.conventions));
        facts.conventions = conventions;
    }

    /// How the project writes things.
    pub fn style(&self) -> &Style {
        note(Conventions::style_key);
        &self.items.aggregate().conventions.style
    }

    /// What most of the schema does.
    pub fn conventions(&self, part: fn() -> DependencyKey) -> &Conventions {
        note(part);
        &self.items.aggregate().conventions
    }

    /// Of which types fields of a name are in how many models.
    pub fn uses(&self) -> &TypeUses {
        &self.items.aggregate().uses
    }

    /// The first model whose name consists of these words, written as one.
    pub fn model_of_words(&self, schema: &Schema, wanted: &str) -> Option<ItemId> {
        self.items.aggregate().holders.sorted(schema, words_key(wanted)).first().copied()
    }

    /// The names of tables and indexes that an item uses.
    pub(super) fn names_in(&self, id: ItemId) -> &[NameUse] {
        note(|| names_in_key(id));
        self.items.summary(id).map_or(&[], |summary| &summary.names)
    }

    /// Whether something else uses the name of this one, which is one of [`RuleIndex::names_in`] an item and changes with
    /// those.
    pub(super) fn is_shared(&self, name: &NameUse) -> bool {
        self.items.aggregate().holders.unnoted(name.name).len() > 1
    }

    /// The tables and indexes that use a name, with their items, in the order of the schema: those of `own`, which is one of
    /// them, and of the first [`MAX_HOLDERS`] items. `known` keeps those of each item.
    pub(super) fn named_objects(
        &self,
        schema: &Schema,
        name: NameKey,
        own: ItemId,
        known: &mut FxHashMap<ItemId, ObjectsByName>,
    ) -> Vec<(ItemId, NamedObject)> {
        let mut holders: Vec<ItemId> = Vec::new();
        for id in self.items.aggregate().holders.sorted(schema, name).iter() {
            if holders.len() == MAX_HOLDERS {
                break;
            }
            if holders.last() != Some(id) {
                holders.push(*id);
            }
        }
        if !holders.contains(&own) {
            holders.push(own);
        }
        let objects = holders.into_iter().flat_map(|id| {
            let by_name = known.entry(id).or_insert_with(|| objects_by_name(schema, id));
            let objects = by_name.get(&name).cloned().unwrap_or_default();
            objects.into_iter().map(move |object| (id, object))
        });
        objects.collect()
    }

    /// The relations of all models that need a row to be there, in the order of the schema.
    pub fn required_steps(&self, schema: &Schema) -> Vec<(ItemId, &[RelationStep])> {
        self.steps(schema, REQUIRED).map(|(id, summary)| (id, &*summary.required)).collect()
    }

    /// The relations by which deletes take rows of a model along, in the order of the schema, and whether that model
    /// keeps evidence.
    pub fn cascades(&self, schema: &Schema) -> Vec<(ItemId, &[RelationStep], bool)> {
        let steps = self.steps(schema, CASCADES);
        steps.map(|(id, summary)| (id, &*summary.cascades, summary.is_evidence)).collect()
    }

    fn steps(&self, schema: &Schema, which: usize) -> impl Iterator<Item = (ItemId, &Summary)> {
        note(|| DependencyKey::new("relation steps", which));
        let with_steps = self.items.aggregate().with_steps.get(which);
        let mut ids: Vec<ItemId> = with_steps.into_iter().flatten().copied().collect();
        ids.sort_by_key(|id| schema.position(*id));
        ids.into_iter().filter_map(|id| Some((id, self.items.summary(id)?)))
    }
}

impl Aggregate for RuleTotals {
    type Summary = Summary;

    fn replace(&mut self, id: ItemId, old: &Summary, new: &Summary, changed: &mut ChangedKeys<'_>) {
        self.counts.replace(&old.counts, &new.counts);
        if old.uses != new.uses {
            self.uses.replace(id, &old.uses, &new.uses, changed);
        }
        if old.words != new.words {
            self.hold(id, old.words, new.words, changed);
        }
        if old.names != new.names {
            let name = |it: &NameUse| it.name;
            self.hold(id, old.names.iter().map(name), new.names.iter().map(name), changed);
            changed.insert(|| names_in_key(id));
            // Whether the others are alone with their names, and where this one is, may be different for them now.
            if changed.is_collecting() {
                let names: FxHashSet<NameKey> = old.names.iter().chain(&new.names).map(name).collect();
                for name in names {
                    let holders = self.holders.unnoted(name).chunk_by(|a, b| a == b);
                    let others = holders.filter_map(<[ItemId]>::first);
                    others.for_each(|other| changed.insert(|| names_in_key(*other)));
                }
            }
        }
        let steps = [
            (REQUIRED, old.required != new.required, new.required.is_empty()),
            (
                CASCADES,
                old.cascades != new.cascades || old.is_evidence != new.is_evidence,
                new.cascades.is_empty(),
            ),
        ];
        for (which, _, is_empty) in steps.into_iter().filter(|(_, differs, _)| *differs) {
            changed.insert(|| DependencyKey::new("relation steps", which));
            if let Some(set) = self.with_steps.get_mut(which) {
                let _ = if is_empty { set.remove(&id) } else { set.insert(id) };
            }
        }
    }
}

impl RuleTotals {
    fn hold(
        &mut self,
        id: ItemId,
        old: impl IntoIterator<Item = NameKey>,
        new: impl IntoIterator<Item = NameKey>,
        changed: &mut ChangedKeys<'_>,
    ) {
        for name in old {
            changed.insert(|| name.key());
            self.holders.remove(name, id);
        }
        for name in new {
            changed.insert(|| name.key());
            self.holders.add(name, id);
        }
    }
}

fn objects_by_name(schema: &Schema, id: ItemId) -> ObjectsByName {
    let mut by_name = ObjectsByName::default();
    for object in schema.item(id).map(|item| named_objects(schema, id, item)).unwrap_or_default() {
        by_name.entry(object.name_key()).or_default().push(object);
    }
    by_name
}

fn names_in_key(id: ItemId) -> DependencyKey {
    DependencyKey::new("names of tables and indexes in", id)
}

fn words_key(words: &str) -> NameKey {
    NameKey::new("words", words)
}

fn summary(schema: &Schema, id: ItemId, item: &Item) -> Summary {
    let names = named_objects(schema, id, item).iter().map(NameUse::of).collect();
    let mut summary = Summary { names, ..Summary::default() };
    let Some(model) = item.model().filter(|model| model.kind == ModelKind::Model) else { return summary };
    let model = ModelRef { id, item, model };
    let types = conventions::types_of(schema, model);
    summary.words = Some(words_key(&joined_words(item.name(), "")));
    summary.counts = conventions::counts_of(schema, model, &types);
    summary.required = steps::required_steps(schema, model).into();
    if model.model.is_ignored() {
        return summary;
    }
    summary.uses = uses::of(model, &types).into();
    summary.cascades = steps::cascade_steps(schema, id).into();
    summary.is_evidence = is_evidence(item.name());
    summary
}

/// Whether rules for models look at an item.
pub(super) fn is_looked_at(item: &Item) -> bool {
    let model = item.model().filter(|model| model.kind == ModelKind::Model);
    model.is_some_and(|model| !model.is_ignored()) && !is_marked_as_view(item)
}
