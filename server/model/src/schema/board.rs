//! Findings, sorted into the items that they are about.

use rustc_hash::{FxHashMap, FxHashSet};

use base::{Finding, ItemId};

/// Which piece of work found something: a number of its own for each kind of work, and the item that it looked at,
/// where it was one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Finder {
    /// The item, in whose place most of what is found stands.
    pub item: Option<ItemId>,
    /// The kind of work.
    pub work: u16,
}

/// What was found, by finder, and where that stands.
#[derive(Debug, Default)]
pub struct Board {
    found: FxHashMap<Finder, Vec<Finding>>,
    /// The finders of what stands in an item that is not their own.
    guests: FxHashMap<ItemId, Vec<Finder>>,
    changed: FxHashSet<ItemId>,
}

impl Board {
    /// Puts up what a piece of work found, in place of what it found before.
    pub fn put(&mut self, finder: Finder, found: Vec<Finding>) {
        let old = self.found.get(&finder).map_or(&[][..], Vec::as_slice);
        if old == found {
            return;
        }
        let is_guest = |id: &ItemId| Some(*id) != finder.item;
        for id in old.iter().filter_map(Finding::item) {
            self.changed.insert(id);
            if is_guest(&id)
                && let Some(guests) = self.guests.get_mut(&id)
            {
                guests.retain(|guest| *guest != finder);
            }
        }
        for id in found.iter().filter_map(Finding::item) {
            self.changed.insert(id);
            if is_guest(&id) {
                let guests = self.guests.entry(id).or_default();
                if !guests.contains(&finder) {
                    guests.push(finder);
                }
            }
        }
        let mut found = found;
        found.iter_mut().for_each(Finding::shrink);
        found.shrink_to_fit();
        match found.is_empty() {
            true => self.found.remove(&finder),
            false => self.found.insert(finder, found),
        };
    }

    /// What was found in an item by all kinds of work below `works`.
    pub fn of(&self, id: ItemId, works: u16) -> impl Iterator<Item = &Finding> {
        let finders = self.finders(id, works);
        let found = finders.filter_map(|finder| self.found.get(&finder)).flatten();
        found.filter(move |finding| finding.item() == Some(id))
    }

    /// Who found, or might have found, what stands in an item.
    pub fn finders(&self, id: ItemId, works: u16) -> impl Iterator<Item = Finder> {
        let own = (0..works).map(move |work| Finder { item: Some(id), work });
        own.chain(self.guests.get(&id).into_iter().flatten().copied())
    }

    /// The items of which something else is said since this was last asked.
    pub fn take_changed(&mut self) -> FxHashSet<ItemId> {
        std::mem::take(&mut self.changed)
    }

    /// Says that something else is said of these items.
    pub fn mark(&mut self, items: FxHashSet<ItemId>) {
        self.changed.extend(items);
    }

    /// All that was found, in no order.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.found.values().flatten()
    }

    /// All that was found, in no order.
    pub fn into_findings(self) -> Vec<Finding> {
        self.found.into_values().flatten().collect()
    }

    /// All items of which something is said, in no order.
    pub fn items(&self) -> FxHashSet<ItemId> {
        self.found.values().flatten().filter_map(Finding::item).collect()
    }
}
