//! A map from names that shares most of its memory with the copy that it was made from.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHasher};
use smol_str::SmolStr;

/// Into how many maps the names are parted. A copy of all copies a pointer for each, a change one of the maps: with
/// 10,000 names that is 40 entries.
const SHARDS: usize = 256;

/// A map from names. It is parted by hash, and each part is copied when it is first changed.
#[derive(Clone, Debug)]
pub(in crate::schema) struct Shards<V> {
    shards: Arc<Vec<Arc<FxHashMap<SmolStr, V>>>>,
}

impl<V> Default for Shards<V> {
    fn default() -> Shards<V> {
        let empty = Arc::new(FxHashMap::default());
        Shards { shards: Arc::new(vec![empty; SHARDS]) }
    }
}

impl<V: Clone + Default> Shards<V> {
    /// What is kept under a name.
    pub(in crate::schema) fn get(&self, name: &str) -> Option<&V> {
        self.shards.get(shard(name))?.get(name)
    }

    /// Changes what is kept under a name; an entry for which `change` says so is taken out afterwards.
    pub(in crate::schema) fn change(&mut self, name: &SmolStr, change: impl FnOnce(&mut V) -> bool) {
        let Some(shard) = Arc::make_mut(&mut self.shards).get_mut(shard(name)) else { return };
        let shard = Arc::make_mut(shard);
        let is_over = match shard.get_mut(name.as_str()) {
            Some(value) => change(value),
            None => change(shard.entry(name.clone()).or_default()),
        };
        if is_over {
            shard.remove(name.as_str());
        }
    }

    /// All names, in no order.
    pub(in crate::schema) fn names(&self) -> impl Iterator<Item = &SmolStr> {
        self.shards.iter().flat_map(|shard| shard.keys())
    }
}

fn shard(name: &str) -> usize {
    let mut hasher = FxHasher::default();
    name.hash(&mut hasher);
    // The map itself goes by other bits.
    (hasher.finish() >> 20) as usize % SHARDS
}
