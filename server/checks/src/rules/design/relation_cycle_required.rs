//! `relation-cycle-required`

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::Context;
use crate::rules::index::RelationStep;
use crate::rules::rule::{Check, Levels, rule};
use base::{Finding, ItemId, Level, Place};

rule! {
    /// A cycle of required relations.
    ///
    /// If required foreign keys form a cycle, no first row can be inserted: each insert references a row that does not
    /// exist yet. Make one of the relations optional.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id      Int     @id
    ///   homeId  Int     @unique
    ///   home    House   @relation("home", fields: [homeId], references: [id])
    ///   houses  House[] @relation("owner")
    /// }
    ///
    /// model House {
    ///   id      Int   @id
    ///   ownerId Int
    ///   owner   User  @relation("owner", fields: [ownerId], references: [id])
    ///   dweller User? @relation("home")
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id      Int     @id
    ///   homeId  Int?    @unique
    ///   home    House?  @relation("home", fields: [homeId], references: [id])
    ///   houses  House[] @relation("owner")
    /// }
    ///
    /// model House {
    ///   id      Int   @id
    ///   ownerId Int
    ///   owner   User  @relation("owner", fields: [ownerId], references: [id])
    ///   dweller User? @relation("home")
    /// }
    /// ```
    pub static RULE = Rule {
        code: "relation-cycle-required",
        levels: Levels::new(Level::Off, Level::Warning),
        options: &[],
        check: Check::Schema(check),
    };
}

/// The maximum number of models visited on the way back to one, so that a ring of thousands does not take the square of its length.
const MAX_STEPS: usize = 1024;

/// The most models of a cycle that a message names.
const MAX_SHOWN: usize = 8;

fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let all = cx.index.required_steps(cx.schema);
    let ways = in_circles(&all);
    for (id, own) in all.iter().filter(|(id, _)| ways.contains_key(id)) {
        for way in own.iter().filter(|way| ways.contains_key(&way.to)) {
            // Each cycle is reported once, at its first model.
            let is_later = |step: &ItemId| cx.schema.position(*step) >= cx.schema.position(*id);
            let Some(path) = way_back(&ways, way.to, *id).filter(|path| path.iter().all(is_later)) else {
                continue;
            };
            let Some(field) = cx.schema.member(*id, &way.field) else { continue };
            let mut names: Vec<&str> = std::iter::once(*id)
                .chain(path.iter().copied())
                .filter_map(|step| cx.schema.head(step))
                .map(|item| item.name())
                .collect();
            if names.len() > MAX_SHOWN {
                names.splice(MAX_SHOWN - 2..names.len() - 1, ["…"]);
            }
            let message = format!(
                "{} require each other, so no first row can be inserted. Make one of these relations optional.",
                names.join(" → ")
            );
            let mut finding = cx.finding(*id, field.name.span, message);
            for step in path.iter().filter(|step| *step != id).take(MAX_SHOWN) {
                if let Some(other) = cx.schema.head(*step) {
                    finding = finding.related(Place::new(*step, other.head()), "A model of the cycle.");
                }
            }
            found.push(finding);
            break;
        }
    }
}

/// The edges between models that are on a cycle, or between two cycles: in most schemas there are none. A model that
/// leads nowhere is on none, nor is one that leads only to such models.
fn in_circles<'w>(all: &[(ItemId, &'w [RelationStep])]) -> FxHashMap<ItemId, &'w [RelationStep]> {
    let mut open: FxHashMap<ItemId, &[RelationStep]> = all.iter().copied().collect();
    let mut left: FxHashMap<ItemId, usize> = all.iter().map(|(id, ways)| (*id, ways.len())).collect();
    let mut into: FxHashMap<ItemId, Vec<ItemId>> = FxHashMap::default();
    for (id, ways) in all {
        ways.iter().for_each(|way| into.entry(way.to).or_default().push(*id));
    }
    let mut done: Vec<ItemId> = into.keys().copied().filter(|id| !left.contains_key(id)).collect();
    while let Some(id) = done.pop() {
        for from in into.get(&id).into_iter().flatten() {
            if let Some(count) = left.get_mut(from) {
                *count -= 1;
                if *count == 0 {
                    open.remove(from);
                    done.push(*from);
                }
            }
        }
    }
    open
}

/// The models on the shortest path along required foreign keys, from `from` to `to`, inclusive; `None` where there is
/// none within [`MAX_STEPS`].
fn way_back(ways: &FxHashMap<ItemId, &[RelationStep]>, from: ItemId, to: ItemId) -> Option<Vec<ItemId>> {
    // Each model with the index, in this list, of its predecessor.
    let mut steps: Vec<(ItemId, Option<usize>)> = vec![(from, None)];
    let mut seen = FxHashSet::from_iter([from]);
    let mut at = 0;
    while let Some(&(last, _)) = steps.get(at).filter(|_| at < MAX_STEPS) {
        if last == to {
            let before = |&step: &usize| steps.get(step).and_then(|(_, before)| *before);
            let mut path: Vec<ItemId> = std::iter::successors(Some(at), before)
                .filter_map(|step| steps.get(step).map(|(id, _)| *id))
                .collect();
            path.reverse();
            return Some(path);
        }
        let next = ways.get(&last).into_iter().flat_map(|ways| ways.iter()).map(|way| way.to);
        steps.extend(next.filter(|next| seen.insert(*next)).map(|next| (next, Some(at))));
        at += 1;
    }
    None
}
