//! What a computation has read, so that its result can be kept for as long as that is unchanged.
//!
//! While a check of one item runs under [`record`], the accessors of [`Schema`](crate::schema::Schema) note each part of
//! the schema that it reads beyond the item itself, as a [`DependencyKey`]. [`Changes`](crate::schema::Changes) holds the
//! keys of the parts that differ between two schemas.
//!
//! **Invariant: a part that is read must be noted.** Every accessor of `Schema`, and every index over it, calls [`note`]
//! (or [`note_of`]) before it returns anything about an item other than the one that is checked. What a check gets around
//! the accessors, by indexing into a file's blocks for instance, it has to note itself. If a read is not noted, the result
//! is kept when that part changes: the editor goes on showing a finding that is gone, or does not show a new one, until
//! the item itself is edited. The property test `kept_findings_equal_fresh_ones` catches that: it makes random edits,
//! brings the kept results up to date, checks the same texts from nothing, and compares both. A note too many costs only
//! time.
//!
//! A key is a 64-bit hash. Two parts with the same key lead to results that are recomputed without need, and to nothing
//! else, because keys only ever select what is recomputed. Whether a part has *changed* is never decided by comparing
//! keys: that takes the values themselves, or their 128-bit [`Fingerprint`](crate::schema::Fingerprint)s.
//!
//! Fingerprints of items and their neighbours as cache keys would have to cover whatever the widest rule reads, and a
//! framework such as salsa or comemo would want every table of the schema behind its own wrappers. Here the accessors that
//! all checks use anyway do the noting, and what a check has not read cannot invalidate its result.
//!
//! The configuration is no part: everything depends on it, and all results go when it changes.

use std::cell::{Cell, RefCell};
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashSet, FxHasher};

use crate::schema::fingerprint::Fingerprint;
use crate::schema::snapshot::NameHash;
use base::ItemId;

/// A part of a schema that a result may depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DependencyKey(u64);

thread_local! {
    /// The item whose work is being recorded, in the lower half; all ones where nothing is recorded.
    static OWN: Cell<u64> = const { Cell::new(u64::MAX) };
    static READ: RefCell<FxHashSet<DependencyKey>> = RefCell::new(FxHashSet::default());
}

impl DependencyKey {
    /// The part of this kind and name.
    pub fn new(kind: &'static str, part: impl Hash) -> DependencyKey {
        let mut hasher = FxHasher::default();
        kind.hash(&mut hasher);
        part.hash(&mut hasher);
        DependencyKey(hasher.finish())
    }

    /// The part with this fingerprint.
    pub fn of_fingerprint(fingerprint: Fingerprint) -> DependencyKey {
        DependencyKey(fingerprint.half())
    }

    /// Everything.
    pub fn whole() -> DependencyKey {
        DependencyKey(0)
    }

    /// All of an item, the places of its parts included.
    pub fn item(id: ItemId) -> DependencyKey {
        DependencyKey(1 << 60 | u64::from(id.0))
    }

    /// What an item says outside its fields: kind, name, block attributes, keys, comments. Not where.
    pub fn head(id: ItemId) -> DependencyKey {
        DependencyKey(2 << 60 | u64::from(id.0))
    }

    /// What the fields (values) of this name say in an item. Not where.
    pub fn field(id: ItemId, name: &str) -> DependencyKey {
        DependencyKey::new("field", (id, name))
    }

    /// What the fields of this type say in an item. Not where.
    pub fn fields_of_type(id: ItemId, ty: &str) -> DependencyKey {
        DependencyKey::new("fields of type", (id, ty))
    }

    /// Which blocks declare this name, and of which kind they are.
    pub fn name(name: &str) -> DependencyKey {
        DependencyKey::name_of(NameHash::of(name))
    }

    /// As [`DependencyKey::name`].
    pub(in crate::schema) fn name_of(hash: NameHash) -> DependencyKey {
        DependencyKey(hash.number() ^ u64::from_be_bytes(*b"the name"))
    }

    /// Which names are declared.
    pub fn names() -> DependencyKey {
        DependencyKey(3 << 60)
    }

    /// Which items have fields of this type.
    pub fn mentions(name: &str) -> DependencyKey {
        DependencyKey::mentions_of(NameHash::of(name))
    }

    /// As [`DependencyKey::mentions`].
    pub(in crate::schema) fn mentions_of(hash: NameHash) -> DependencyKey {
        DependencyKey(hash.number() ^ u64::from_be_bytes(*b"mentions"))
    }

    /// Which items are the first of their files.
    pub fn first() -> DependencyKey {
        DependencyKey(4 << 60)
    }

    /// Which datasources and generators there are.
    pub fn configs() -> DependencyKey {
        DependencyKey(5 << 60)
    }

    /// In which of so many groups, a power of two, the part is.
    pub(in crate::schema) fn group(self, groups: usize) -> usize {
        // What tells them apart is in the highest bits of some and in the lowest of others. Were it not mixed, the few that
        // everything depends on would all be in one group, with one that changes with every keystroke.
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        usize::try_from(mixed & (groups as u64).wrapping_sub(1)).unwrap_or_default()
    }
}

/// Does a piece of work on an item, and says what it looked at beyond that item, in no order. `None` stands for work on
/// no item in particular.
pub fn record<T>(own: Option<ItemId>, work: impl FnOnce() -> T) -> (T, Box<[DependencyKey]>) {
    /// Ends the recording, also where the work panics.
    struct End(u64);
    impl Drop for End {
        fn drop(&mut self) {
            OWN.set(self.0);
            if self.0 == u64::MAX {
                READ.with_borrow_mut(FxHashSet::clear);
            }
        }
    }
    let _end = End(OWN.replace(own.map_or(u64::MAX - 1, |id| u64::from(id.0))));
    let result = work();
    let read = READ.with_borrow(|read| read.iter().copied().collect());
    (result, read)
}

/// Notes a part that was looked at, where that is being recorded.
pub fn note(key: impl FnOnce() -> DependencyKey) {
    if OWN.get() != u64::MAX {
        let key = key();
        READ.with_borrow_mut(|read| read.insert(key));
    }
}

/// As [`note`], for a part of an item: what belongs to the item worked on is not noted.
pub fn note_of(id: ItemId, key: impl FnOnce() -> DependencyKey) {
    let own = OWN.get();
    if own != u64::MAX && own != u64::from(id.0) {
        let key = key();
        READ.with_borrow_mut(|read| read.insert(key));
    }
}
