//! Results that are kept item by item, each with the parts of the schema that it depends on.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::schema::track::Key;
use crate::schema::{Changes, FewItems, ItemId, record};

/// One result for each item.
#[derive(Debug)]
pub struct Memo<T> {
    /// By id.
    results: Vec<Option<(T, Box<[Key]>)>>,
    /// The items whose results depend on a part: mostly one, as what an item names stands in few others.
    readers: FxHashMap<Key, FewItems>,
}

impl<T> Default for Memo<T> {
    fn default() -> Memo<T> {
        Memo { results: Vec::new(), readers: FxHashMap::default() }
    }
}

impl<T> Memo<T> {
    /// The result for an item.
    pub fn get(&self, id: ItemId) -> Option<&T> {
        self.results.get(id.0 as usize)?.as_ref().map(|(result, _)| result)
    }

    /// The items whose results do not hold any more after these changes, and those that have none yet.
    pub fn stale(&self, changes: &Changes) -> Vec<ItemId> {
        let readers = changes.keys.iter().filter_map(|key| self.readers.get(key)).flat_map(FewItems::all);
        let mut stale: Vec<ItemId> = changes.items.iter().chain(readers).copied().collect();
        stale.sort_unstable();
        stale.dedup();
        stale.retain(|id| !changes.gone.contains(id));
        stale
    }

    /// Keeps a result in place of the one before, which is given back.
    pub fn put(&mut self, id: ItemId, result: T, parts: Box<[Key]>) -> Option<T> {
        let at = id.0 as usize;
        if self.results.len() <= at {
            self.results.resize_with(at + 1, || None);
        }
        let (old, before) = match self.results.get_mut(at).and_then(Option::take) {
            Some((old, before)) => (Some(old), before),
            None => (None, Box::default()),
        };
        self.forget(id, before.iter().filter(|key| !parts.contains(key)));
        for key in parts.iter().filter(|key| !before.contains(key)) {
            self.readers.entry(*key).and_modify(|readers| readers.add(id)).or_insert(FewItems::One(id));
        }
        if let Some(slot) = self.results.get_mut(at) {
            *slot = Some((result, parts));
        }
        old
    }

    /// Forgets the result for an item that is gone, and gives it back.
    pub fn remove(&mut self, id: ItemId) -> Option<T> {
        let (old, parts) = self.results.get_mut(id.0 as usize).and_then(Option::take)?;
        self.forget(id, parts.iter());
        Some(old)
    }

    fn forget<'k>(&mut self, id: ItemId, parts: impl Iterator<Item = &'k Key>) {
        for key in parts {
            if self.readers.get_mut(key).is_some_and(|readers| readers.remove(id)) {
                self.readers.remove(key);
            }
        }
    }
}

/// Does the same work for many items, side by side where there are enough of them, and says of each result what it
/// depends on. `records` says whether that is wanted.
pub fn work<T: Send>(
    items: &[ItemId],
    records: bool,
    of: impl Fn(ItemId) -> T + Sync,
) -> Vec<(ItemId, T, Box<[Key]>)> {
    let one = |id: &ItemId| {
        if !records {
            return (*id, of(*id), Box::default());
        }
        let (result, parts) = record(Some(*id), || of(*id));
        (*id, result, parts)
    };
    // Below that it takes longer to wake the others than to do it.
    if items.len() < 8 {
        return items.iter().map(one).collect();
    }
    // Small pieces, so that whoever has nothing else to do finds something to take over until the end.
    items.par_iter().with_min_len(4).with_max_len(32).map(one).collect()
}
