//! What rules need to know of a whole schema, kept as small facts of each item.
//!
//! A change of one item changes a few numbers and lists here. What follows from them is compared with what followed
//! before, and only those items are looked at again that asked about something that is now another.

mod tally;
mod uses;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::indexes::names::{Bearer, Claim, bearers};
use crate::rules::kinds::is_marked_as_view;
use crate::rules::{ModelRef, Style, design, joined_words, relations};
use base::ItemId;
use model::schema::item::{Item, ModelKind};
use model::schema::{Changes, FewItems, Memo, Part, Schema, note, work};

pub use tally::{Count, Custom, Customs, is_mapped, made_by};
pub use uses::Uses;

use tally::{Facts, Tally};

/// One step along a relation from the model whose field it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The name of the relation field.
    pub field: smol_str::SmolStr,
    /// The model that it points at.
    pub to: ItemId,
}

/// What one item adds.
#[derive(Clone, Debug, Default, PartialEq)]
struct Summary {
    facts: Facts,
    uses: Box<[uses::Use]>,
    /// What stands for the words of its name, if it is a model.
    words: Option<Part>,
    claims: Box<[Claim]>,
    required: Box<[Way]>,
    cascades: Box<[Way]>,
    is_evidence: bool,
}

/// What rules need to know of a whole schema.
#[derive(Debug, Default)]
pub struct Index {
    summaries: Memo<Summary>,
    folded: Folded,
}

#[derive(Debug, Default)]
struct Folded {
    tally: Tally,
    customs: Customs,
    uses: Uses,
    holders: FxHashMap<Part, FewItems>,
    /// The models with required relations, and those with cascades.
    ways: [FxHashSet<ItemId>; 2],
}

const REQUIRED: usize = 0;
const CASCADES: usize = 1;

impl Index {
    /// Brings the facts up to date, and adds to the changes what now follows from them.
    pub fn update(&mut self, schema: &Schema, changes: &mut Changes, is_kept: bool) {
        if changes.all {
            *self = Index::default();
        }
        let stale = self.summaries.stale(changes);
        let mut changed = Changed { keys: (!changes.all).then_some(&mut changes.keys) };
        for id in &changes.gone {
            let old = self.summaries.remove(*id).unwrap_or_default();
            self.folded.replace(*id, &old, &Summary::default(), &mut changed);
        }
        let mut fresh = work(&stale, is_kept, |id| {
            schema.item(id).map(|item| summary(schema, id, item)).unwrap_or_default()
        });
        if changes.all {
            self.summaries.put_all(fresh);
            for (id, new) in self.summaries.iter() {
                self.folded.replace(id, &Summary::default(), new, &mut changed);
            }
            fresh = Vec::new();
        }
        for (id, new, parts) in fresh {
            let old = self.summaries.put(id, new, parts).unwrap_or_default();
            if let Some(new) = self.summaries.get(id) {
                self.folded.replace(id, &old, new, &mut changed);
            }
        }
        let customs = self.folded.tally.customs();
        changes.keys.extend(customs.differences(&self.folded.customs));
        self.folded.customs = customs;
    }

    /// How the project writes things.
    pub fn style(&self) -> &Style {
        note(Customs::style_part);
        &self.folded.customs.style
    }

    /// What most of the schema does.
    pub fn customs(&self, part: fn() -> Part) -> &Customs {
        note(part);
        &self.folded.customs
    }

    /// Of which types fields of a name are in how many models.
    pub fn uses(&self) -> &Uses {
        &self.folded.uses
    }

    /// The first model whose name consists of these words, written as one.
    pub fn model_of_words(&self, schema: &Schema, wanted: &str) -> Option<ItemId> {
        let holders = self.holders(schema, words_part(wanted)).into_iter();
        let is_it =
            |id: &ItemId| schema.head(*id).is_some_and(|item| joined_words(item.name(), "") == wanted);
        holders.into_iter().find(is_it)
    }

    /// What bears names in an item.
    pub(super) fn claims_in(&self, id: ItemId) -> &[Claim] {
        note(|| claims_part(id));
        self.summaries.get(id).map_or(&[], |summary| &summary.claims)
    }

    /// Whether something else bears the name of this one, which is one of [`Index::claims_in`] an item and changes with
    /// those.
    pub(super) fn is_shared(&self, claim: &Claim) -> bool {
        self.folded.holders.get(&claim.part).is_some_and(|holders| holders.all().len() > 1)
    }

    /// The items that have a table or an index which bears a name in a space of names, in the order of the schema.
    pub(super) fn bearers(&self, schema: &Schema, part: Part) -> Vec<(ItemId, Bearer)> {
        let mut holders = self.holders(schema, part);
        holders.dedup();
        let bearers = holders.into_iter().flat_map(|id| {
            let bearers = schema.item(id).map(|item| bearers(schema, id, item)).unwrap_or_default();
            bearers.into_iter().map(move |bearer| (id, bearer))
        });
        bearers.filter(|(_, bearer)| bearer.part() == part).collect()
    }

    /// The relations of all models that need a row to be there, in the order of the schema.
    pub fn required_ways(&self, schema: &Schema) -> Vec<(ItemId, &[Way])> {
        self.ways(schema, REQUIRED).map(|(id, summary)| (id, &*summary.required)).collect()
    }

    /// The relations by which deletes take rows of a model along, in the order of the schema, and whether that model
    /// keeps evidence.
    pub fn cascades(&self, schema: &Schema) -> Vec<(ItemId, &[Way], bool)> {
        let ways = self.ways(schema, CASCADES);
        ways.map(|(id, summary)| (id, &*summary.cascades, summary.is_evidence)).collect()
    }

    fn ways(&self, schema: &Schema, which: usize) -> impl Iterator<Item = (ItemId, &Summary)> {
        note(|| Part::new("ways", which));
        let mut ids: Vec<ItemId> = self.folded.ways.get(which).into_iter().flatten().copied().collect();
        ids.sort_by_key(|id| schema.position(*id));
        ids.into_iter().filter_map(|id| Some((id, self.summaries.get(id)?)))
    }

    fn holders(&self, schema: &Schema, part: Part) -> Vec<ItemId> {
        note(|| part);
        let mut holders = self.folded.holders.get(&part).map(|it| it.all().to_vec()).unwrap_or_default();
        holders.sort_by_key(|id| schema.position(*id));
        holders
    }
}

/// Where it is noted what is not the same any more. Where all is new, nobody asks.
struct Changed<'c> {
    keys: Option<&'c mut FxHashSet<Part>>,
}

impl Changed<'_> {
    fn insert(&mut self, part: impl FnOnce() -> Part) {
        if let Some(keys) = &mut self.keys {
            keys.insert(part());
        }
    }
}

impl Folded {
    /// Takes the facts of an item in, in place of those before, and notes what is not the same.
    fn replace(&mut self, id: ItemId, old: &Summary, new: &Summary, changed: &mut Changed<'_>) {
        self.tally.replace(&old.facts, &new.facts);
        if old.uses != new.uses {
            self.uses.replace(id, &old.uses, &new.uses, changed);
        }
        if old.words != new.words {
            self.hold(id, old.words, new.words, changed);
        }
        if old.claims != new.claims {
            let part = |claim: &Claim| claim.part;
            self.hold(id, old.claims.iter().map(part), new.claims.iter().map(part), changed);
            changed.insert(|| claims_part(id));
            // Whether they are alone with their names, and where this one stands, is something else for the others now.
            if changed.keys.is_some() {
                let claims = old.claims.iter().chain(&new.claims);
                let all = claims.filter_map(|claim| self.holders.get(&claim.part)).flat_map(FewItems::all);
                all.for_each(|other| changed.insert(|| claims_part(*other)));
            }
        }
        let ways = [
            (REQUIRED, old.required != new.required, new.required.is_empty()),
            (
                CASCADES,
                old.cascades != new.cascades || old.is_evidence != new.is_evidence,
                new.cascades.is_empty(),
            ),
        ];
        for (which, _, is_empty) in ways.into_iter().filter(|(_, differs, _)| *differs) {
            changed.insert(|| Part::new("ways", which));
            if let Some(set) = self.ways.get_mut(which) {
                let _ = if is_empty { set.remove(&id) } else { set.insert(id) };
            }
        }
    }

    fn hold(
        &mut self,
        id: ItemId,
        old: impl IntoIterator<Item = Part>,
        new: impl IntoIterator<Item = Part>,
        changed: &mut Changed<'_>,
    ) {
        for part in old {
            changed.insert(|| part);
            if self.holders.get_mut(&part).is_some_and(|holders| holders.remove(id)) {
                self.holders.remove(&part);
            }
        }
        for part in new {
            changed.insert(|| part);
            self.holders.entry(part).or_default().add(id);
        }
    }
}

fn claims_part(id: ItemId) -> Part {
    Part::new("bearers in", id)
}

fn words_part(words: &str) -> Part {
    Part::new("words", words)
}

fn summary(schema: &Schema, id: ItemId, item: &Item) -> Summary {
    let claims = bearers(schema, id, item).iter().map(Claim::of).collect();
    let mut summary = Summary { claims, ..Summary::default() };
    let Some(model) = item.model().filter(|model| model.kind == ModelKind::Model) else { return summary };
    let model = ModelRef { id, item, model };
    let types = tally::types_of(schema, model);
    summary.words = Some(words_part(&joined_words(item.name(), "")));
    summary.facts = tally::facts(schema, model, &types);
    summary.required = design::required_ways(schema, model).into();
    if model.model.is_ignored() {
        return summary;
    }
    summary.uses = uses::of(model, &types).into();
    summary.cascades = relations::cascade_ways(schema, id).into();
    summary.is_evidence = relations::is_evidence(item.name());
    summary
}

/// Whether rules for models look at an item.
pub(super) fn is_looked_at(item: &Item) -> bool {
    let model = item.model().filter(|model| model.kind == ModelKind::Model);
    model.is_some_and(|model| !model.is_ignored()) && !is_marked_as_view(item)
}
