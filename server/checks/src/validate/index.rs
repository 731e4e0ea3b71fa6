//! What blocks claim of that which a schema has but once: names in the database, and ways on which changes spread.
//!
//! Each block's claims are small and known by themselves, so that a change of one block changes a few entries here, and
//! what has to be looked at again are the blocks that share one of them.

use std::borrow::Cow;
use std::hash::Hash;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::validate::Context;
use crate::validate::names::constraint_names::{self, Named};
use crate::validate::names::database_names;
use crate::validate::relations::{Step, cascade_steps};
use base::ItemId;
use model::schema::item::Item;
use model::schema::{Changes, FewItems, Memo, Part, Schema, note, work};

/// What one block claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Claims {
    /// Its constraints that have a name.
    pub(super) constraints: Box<[Named]>,
    /// The database schema of its table.
    schema: Option<Box<str>>,
    /// The ways from it on which changes spread.
    pub(super) steps: Vec<Step>,
    /// What stands for each name that it takes.
    names: Box<[Part]>,
}

impl Claims {
    /// The database schema of its table.
    pub(super) fn schema(&self) -> Option<&str> {
        self.schema.as_deref()
    }
}

/// The claims of all blocks.
#[derive(Debug, Default)]
pub(super) struct Index {
    claims: Memo<Claims>,
    folded: Folded,
}

/// The claims by what is claimed.
#[derive(Debug, Default)]
struct Folded {
    holders: FxHashMap<Part, FewItems>,
    with_steps: FxHashSet<ItemId>,
}

/// What stands for a name in a space of names.
pub(super) fn name(space: &'static str, name: impl Hash) -> Part {
    Part::new(space, name)
}

/// What stands for all ways on which changes spread.
fn all_steps() -> Part {
    Part::new("steps", ())
}

impl Index {
    /// Brings the claims up to date, and adds to the changes what is now claimed otherwise.
    pub(super) fn update(&mut self, schema: &Schema, changes: &mut Changes, records: bool) {
        if changes.all {
            *self = Index::default();
        }
        for id in &changes.gone {
            let old = self.claims.remove(*id).unwrap_or_default();
            self.folded.replace(*id, &old, &Claims::default(), &mut changes.keys);
        }
        let stale = self.claims.stale(changes);
        let empty = Index::default();
        let fresh = work(&stale, records, |id| {
            let cx = Context::new(schema, &empty, false);
            schema.item(id).map(|item| claims(&cx, id, item)).unwrap_or_default()
        });
        if changes.all {
            // All blocks are looked at anyway, whatever is claimed.
            self.claims.put_all(fresh);
            self.folded = Folded::of(&self.claims);
            return;
        }
        for (id, new, parts) in fresh {
            let old = self.claims.put(id, new, parts).unwrap_or_default();
            if let Some(new) = self.claims.get(id) {
                self.folded.replace(id, &old, new, &mut changes.keys);
            }
        }
    }

    /// What the block claims.
    pub(super) fn claims(&self, id: ItemId) -> Option<&Claims> {
        self.claims.get(id)
    }

    /// The blocks that take what this stands for, in the order of the schema, one as often as it does. What stands for a
    /// name may stand for another one as well, though that hardly happens.
    pub(super) fn holders(&self, schema: &Schema, part: Part) -> Cow<'_, [ItemId]> {
        note(|| part);
        let holders = self.folded.holders.get(&part).map_or(&[][..], FewItems::all);
        if holders.len() < 2 {
            return Cow::Borrowed(holders);
        }
        let mut holders = holders.to_vec();
        holders.sort_by_key(|id| schema.position(*id));
        Cow::Owned(holders)
    }

    /// Whether a name that is among these claims is claimed once more, here or elsewhere.
    pub(super) fn is_any_shared(&self, claims: &Claims) -> bool {
        claims.names.iter().for_each(|part| note(|| *part));
        let is_shared = |part| self.folded.holders.get(part).is_some_and(|holders| holders.all().len() > 1);
        claims.names.iter().any(is_shared)
    }

    /// The ways of all blocks on which changes spread, in the order of the schema.
    pub(super) fn steps(&self, schema: &Schema) -> Vec<&Step> {
        note(all_steps);
        let mut ids: Vec<ItemId> = self.folded.with_steps.iter().copied().collect();
        ids.sort_by_key(|id| schema.position(*id));
        ids.iter().filter_map(|id| self.claims(*id)).flat_map(|claims| &claims.steps).collect()
    }
}

impl Folded {
    fn of(claims: &Memo<Claims>) -> Folded {
        let mut folded = Folded::default();
        folded.holders.reserve(claims.iter().map(|(_, claims)| claims.names.len()).sum());
        for (id, claims) in claims.iter() {
            for part in &claims.names {
                folded.holders.entry(*part).or_default().add(id);
            }
            if !claims.steps.is_empty() {
                folded.with_steps.insert(id);
            }
        }
        folded
    }

    /// Takes the claims of a block in, in place of those before, and notes what is claimed otherwise.
    fn replace(&mut self, id: ItemId, old: &Claims, new: &Claims, changed: &mut FxHashSet<Part>) {
        if old.names != new.names || old.constraints != new.constraints {
            for part in &old.names {
                if self.holders.get_mut(part).is_some_and(|holders| holders.remove(id)) {
                    self.holders.remove(part);
                }
            }
            for part in &new.names {
                self.holders.entry(*part).or_default().add(id);
            }
            let (before, after): (FxHashSet<_>, FxHashSet<_>) =
                (old.names.iter().collect(), new.names.iter().collect());
            changed.extend(before.symmetric_difference(&after).copied());
            // The block itself looks at its own claims, whoever else takes the same.
            changed.insert(own(id));
            if before.len() != old.names.len() || after.len() != new.names.len() {
                changed.extend(new.names.iter().copied());
            }
        }
        if old.steps != new.steps {
            changed.insert(all_steps());
            match new.steps.is_empty() {
                true => self.with_steps.remove(&id),
                false => self.with_steps.insert(id),
            };
        }
    }
}

/// What stands for the claims of a block.
pub(super) fn own(id: ItemId) -> Part {
    Part::new("claims", id)
}

fn claims(cx: &Context<'_>, id: ItemId, item: &Item) -> Claims {
    let constraints = constraint_names::named(cx, id, item);
    let mut names: Vec<Part> = database_names::taken(item).into_iter().collect();
    let schema = item.model().and_then(|model| model.database_schema());
    names.extend(constraints.iter().flat_map(|named| constraint_names::spaces(cx, schema, named)));
    let schema = schema.map(Box::from);
    Claims { constraints, schema, steps: cascade_steps(cx, id, item), names: names.into() }
}
