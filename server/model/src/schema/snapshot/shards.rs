//! A map from names with copy-on-write parts.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::FxHasher;
use smol_str::SmolStr;

/// The number of parts. A copy of the map copies one pointer per part, a change one part: with 10,000 names that is 40
/// entries.
const SHARDS: usize = 256;

/// A map from names, split by hash into parts that are copied on first change. The caller hashes a name once for
/// several lookups: field types are resolved many times.
#[derive(Clone, Debug)]
pub(in crate::schema) struct Shards<V> {
    shards: Arc<Vec<Shard<V>>>,
}

/// The names of a part with their hashes, sorted by hash.
type Shard<V> = Arc<Vec<(NameHash, SmolStr, V)>>;

/// The hash of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::schema) struct NameHash(u64);

impl NameHash {
    /// Hashes a name.
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
    /// The value of a name with this hash.
    pub(in crate::schema) fn get(&self, hash: NameHash, name: &str) -> Option<&V> {
        let shard = self.shards.get(hash.shard())?;
        let (_, _, value) = shard.get(place(shard, hash, name).ok()?)?;
        Some(value)
    }

    /// Changes the value of a name; removes the entry if `change` returns `true`.
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

    /// All names, in no particular order.
    pub(in crate::schema) fn names(&self) -> impl Iterator<Item = &SmolStr> {
        self.shards.iter().flat_map(|shard| shard.iter().map(|(_, name, _)| name))
    }
}

/// The index of a name, or where it would be inserted.
fn place<V>(shard: &[(NameHash, SmolStr, V)], hash: NameHash, name: &str) -> Result<usize, usize> {
    shard.binary_search_by(|(other, known, _)| other.cmp(&hash).then_with(|| known.as_str().cmp(name)))
}
