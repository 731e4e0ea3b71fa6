//! A map from names that shares most of its memory with the copy that it was made from.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::FxHasher;
use smol_str::SmolStr;

/// Into how many lists the names are parted. A copy of all copies a pointer for each, a change one of the lists: with
/// 10,000 names that is 40 entries.
const SHARDS: usize = 256;

/// A map from names. It is parted by hash, and each part is copied when it is first changed. The hash of a name is made
/// by whoever asks, and once for all that he asks: of each type of a field it is asked many times what it stands for.
#[derive(Clone, Debug)]
pub(in crate::schema) struct Shards<V> {
    shards: Arc<Vec<Shard<V>>>,
}

/// The names of a part with their hashes, in the order of these.
type Shard<V> = Arc<Vec<(NameHash, SmolStr, V)>>;

/// The hash of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::schema) struct NameHash(u64);

impl NameHash {
    /// The hash of this name.
    pub(in crate::schema) fn of(name: &str) -> NameHash {
        let mut hasher = FxHasher::default();
        name.hash(&mut hasher);
        NameHash(hasher.finish())
    }

    /// As a number.
    pub(in crate::schema) fn number(self) -> u64 {
        self.0
    }

    fn shard(self) -> usize {
        (self.0 >> 20) as usize % SHARDS
    }
}

impl<V> Default for Shards<V> {
    fn default() -> Shards<V> {
        Shards { shards: Arc::new(vec![Arc::default(); SHARDS]) }
    }
}

impl<V: Clone + Default> Shards<V> {
    /// What is kept under a name, whose hash is this.
    pub(in crate::schema) fn get(&self, hash: NameHash, name: &str) -> Option<&V> {
        let shard = self.shards.get(hash.shard())?;
        let (_, _, value) = shard.get(place(shard, hash, name).ok()?)?;
        Some(value)
    }

    /// Changes what is kept under a name; an entry for which `change` says so is taken out afterwards.
    pub(in crate::schema) fn change(&mut self, name: &SmolStr, change: impl FnOnce(&mut V) -> bool) {
        let hash = NameHash::of(name);
        let Some(shard) = Arc::make_mut(&mut self.shards).get_mut(hash.shard()) else { return };
        let shard = Arc::make_mut(shard);
        let at = place(shard, hash, name).unwrap_or_else(|at| {
            shard.insert(at, (hash, name.clone(), V::default()));
            at
        });
        if shard.get_mut(at).is_some_and(|(_, _, value)| change(value)) {
            shard.remove(at);
        }
    }

    /// All names, in no order that means anything.
    pub(in crate::schema) fn names(&self) -> impl Iterator<Item = &SmolStr> {
        self.shards.iter().flat_map(|shard| shard.iter().map(|(_, name, _)| name))
    }
}

/// Where a name stands, or where it would.
fn place<V>(shard: &[(NameHash, SmolStr, V)], hash: NameHash, name: &str) -> Result<usize, usize> {
    shard.binary_search_by(|(other, known, _)| other.cmp(&hash).then_with(|| known.as_str().cmp(name)))
}
