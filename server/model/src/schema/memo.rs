//! Results that are kept item by item, each with the parts of the schema that it read.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::schema::dependency::DependencyKey;
use crate::schema::{Changes, FewItems, record};
use base::{ItemId, cancel};

/// One result for each item.
#[derive(Debug)]
pub struct Memo<T> {
    /// By id.
    results: Vec<Slot<T>>,
    /// The items whose results depended on a part when all were put in at once, and some more.
    bulk: ReaderTable,
    /// The items whose results depend on a part since then.
    readers: FxHashMap<DependencyKey, FewItems>,
}

/// A result and the parts that it depends on, sorted.
type Slot<T> = Option<(T, Box<[DependencyKey]>)>;

/// Items by the parts that their results depend on. It is made once, for many, which takes a fraction of the time and
/// room of a map that grows part by part: only places are kept, and the parts themselves are with the results.
#[derive(Debug, Default)]
struct ReaderTable {
    /// Where the items of each group of parts begin, and the end of the last.
    starts: Box<[u32]>,
    items: Box<[ItemId]>,
}

impl<T> Default for Memo<T> {
    fn default() -> Memo<T> {
        Memo { results: Vec::new(), bulk: ReaderTable::default(), readers: FxHashMap::default() }
    }
}

impl<T> Memo<T> {
    /// The result for an item.
    pub fn get(&self, id: ItemId) -> Option<&T> {
        self.results.get(id.0 as usize)?.as_ref().map(|(result, _)| result)
    }

    /// All results, in no order that means anything.
    pub fn iter(&self) -> impl Iterator<Item = (ItemId, &T)> {
        (0..).map(ItemId).zip(&self.results).filter_map(|(id, slot)| Some((id, &slot.as_ref()?.0)))
    }

    /// The items whose results do not hold any more after these changes, and those that have none yet.
    pub fn stale(&self, changes: &Changes) -> Vec<ItemId> {
        let readers = changes.keys.iter().flat_map(|key| self.readers(*key));
        let mut stale: Vec<ItemId> = changes.items.iter().copied().chain(readers).collect();
        stale.sort_unstable();
        stale.dedup();
        stale.retain(|id| !changes.gone.contains(id));
        stale
    }

    /// The items whose results depend on a part.
    fn readers(&self, key: DependencyKey) -> impl Iterator<Item = ItemId> {
        let reads = move |id: &ItemId| self.parts(*id).binary_search(&key).is_ok();
        let since = self.readers.get(&key).map_or(&[][..], FewItems::all);
        self.bulk.items(key).iter().copied().filter(reads).chain(since.iter().copied())
    }

    fn parts(&self, id: ItemId) -> &[DependencyKey] {
        self.results.get(id.0 as usize).and_then(Option::as_ref).map_or(&[], |(_, parts)| parts)
    }

    /// Keeps many results at once.
    pub fn put_all(&mut self, results: impl IntoIterator<Item = (ItemId, T, Box<[DependencyKey]>)>) {
        let is_first = self.results.is_empty();
        for (id, result, mut parts) in results {
            if is_first {
                parts.sort_unstable();
                self.put_at(id, result, parts);
            } else {
                self.put(id, result, parts);
            }
        }
        if is_first {
            self.bulk = ReaderTable::of(&self.results);
        }
    }

    /// Keeps a result in place of the one before, which is given back.
    pub fn put(&mut self, id: ItemId, result: T, mut parts: Box<[DependencyKey]>) -> Option<T> {
        parts.sort_unstable();
        let (old, before) = match self.results.get_mut(id.0 as usize).and_then(Option::take) {
            Some((old, before)) => (Some(old), before),
            None => (None, Box::default()),
        };
        self.forget(id, before.iter().filter(|key| parts.binary_search(key).is_err()));
        for key in parts.iter().filter(|key| before.binary_search(key).is_err()) {
            self.readers.entry(*key).or_default().add(id);
        }
        self.put_at(id, result, parts);
        old
    }

    /// Forgets the result for an item that is gone, and gives it back.
    pub fn remove(&mut self, id: ItemId) -> Option<T> {
        let (old, parts) = self.results.get_mut(id.0 as usize).and_then(Option::take)?;
        self.forget(id, parts.iter());
        Some(old)
    }

    fn put_at(&mut self, id: ItemId, result: T, parts: Box<[DependencyKey]>) {
        let at = id.0 as usize;
        if self.results.len() <= at {
            self.results.resize_with(at + 1, || None);
        }
        if let Some(slot) = self.results.get_mut(at) {
            *slot = Some((result, parts));
        }
    }

    fn forget<'k>(&mut self, id: ItemId, parts: impl Iterator<Item = &'k DependencyKey>) {
        for key in parts {
            if self.readers.get_mut(key).is_some_and(|readers| readers.remove(id)) {
                self.readers.remove(key);
            }
        }
    }
}

impl ReaderTable {
    fn of<T>(results: &[Slot<T>]) -> ReaderTable {
        let all = || {
            let results = (0..).map(ItemId).zip(results).filter_map(|(id, slot)| Some((id, slot.as_ref()?)));
            results.flat_map(|(id, (_, parts))| parts.iter().map(move |key| (*key, id)))
        };
        let count = results.iter().flatten().map(|(_, parts)| parts.len()).sum::<usize>();
        if count == 0 {
            return ReaderTable::default();
        }
        let groups = count.next_power_of_two();
        let mut starts = vec![0; groups + 1].into_boxed_slice();
        for (key, _) in all() {
            if let Some(size) = starts.get_mut(key.group(groups)) {
                *size += 1;
            }
        }
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        // Each group is filled from its end on, which makes of the ends the beginnings.
        let mut items = vec![ItemId(0); count].into_boxed_slice();
        for (key, id) in all() {
            let Some(start) = starts.get_mut(key.group(groups)) else { continue };
            *start -= 1;
            if let Some(slot) = items.get_mut(*start as usize) {
                *slot = id;
            }
        }
        ReaderTable { starts, items }
    }

    /// The items of the part, and those of others in its group.
    fn items(&self, key: DependencyKey) -> &[ItemId] {
        let group = key.group(self.starts.len().saturating_sub(1));
        match self.starts.get(group..) {
            Some([start, end, ..]) => self.items.get(*start as usize..*end as usize).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// Does the same work for many items, side by side where there are enough of them, and says of each result what it
/// depends on. `records` says whether that is wanted. Stops where the token of the thread is cancelled.
pub fn work<T: Send>(
    items: &[ItemId],
    records: bool,
    of: impl Fn(ItemId) -> T + Sync,
) -> Vec<(ItemId, T, Box<[DependencyKey]>)> {
    let cancel = cancel::current();
    let one = |id: &ItemId| {
        cancel.check();
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
    items.par_iter().with_min_len(4).map(one).collect()
}
