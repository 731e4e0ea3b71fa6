//! Which items lead back to themselves, found in one pass over all steps between them.

use std::collections::hash_map::Entry;

use base::ItemId;
use rustc_hash::FxHashMap;

/// The groups of items that lead to each other.
#[derive(Debug, Default)]
pub(super) struct Circles {
    group: FxHashMap<ItemId, usize>,
}

impl Circles {
    /// Groups the items of these steps, in time that grows as their number (Kosaraju's algorithm).
    pub(super) fn of(steps: impl Iterator<Item = (ItemId, ItemId)>) -> Circles {
        let mut ways: FxHashMap<ItemId, Vec<ItemId>> = FxHashMap::default();
        let mut back: FxHashMap<ItemId, Vec<ItemId>> = FxHashMap::default();
        let mut starts = Vec::new();
        for (from, to) in steps {
            ways.entry(from).or_default().push(to);
            back.entry(to).or_default().push(from);
            starts.push(from);
        }
        let mut circles = Circles::default();
        for start in finished_last(&ways, &starts) {
            let group = circles.group.len();
            let mut open = vec![start];
            while let Some(at) = open.pop() {
                if let Entry::Vacant(place) = circles.group.entry(at) {
                    place.insert(group);
                    open.extend(back.get(&at).into_iter().flatten());
                }
            }
        }
        circles
    }

    /// Whether a step between these two is one of a circle.
    pub(super) fn has(&self, from: ItemId, to: ItemId) -> bool {
        let group = self.group.get(&from);
        group.is_some() && group == self.group.get(&to)
    }
}

/// The items in the reverse of the order in which a depth-first search is done with them. It does not recurse: steps can
/// be as many as a schema has blocks.
fn finished_last(ways: &FxHashMap<ItemId, Vec<ItemId>>, starts: &[ItemId]) -> Vec<ItemId> {
    let mut followed: FxHashMap<ItemId, usize> = FxHashMap::default();
    let mut done = Vec::new();
    for start in starts {
        let mut path = match followed.contains_key(start) {
            true => Vec::new(),
            false => vec![*start],
        };
        while let Some(at) = path.last().copied() {
            let next = followed.entry(at).or_default();
            *next += 1;
            match ways.get(&at).and_then(|ways| ways.get(*next - 1)) {
                Some(to) if !followed.contains_key(to) => path.push(*to),
                Some(_) => {}
                None => {
                    done.push(at);
                    path.pop();
                }
            }
        }
    }
    done.reverse();
    done
}
