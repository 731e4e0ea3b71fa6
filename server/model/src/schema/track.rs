//! What a piece of work has looked at, so that its result can be kept for as long as that is the same.
//!
//! While a check of one item runs under [`record`], the accessors of [`Schema`](crate::schema::Schema) note each part
//! of the schema that it looks at beyond the item itself. [`Changes`](crate::schema::Changes) says which parts differ
//! between two schemas. A part is known by a [`Key`], the hash of what it is: two parts that share a hash cost a result
//! that is made again without need, and nothing else.
//!
//! Fingerprints of items and their neighbours would have to be as wide as the widest rule looks, and a framework such as
//! salsa or comemo would want every table of the schema behind its own wrappers. Here the accessors that all checks use
//! anyway do the noting, and what a check has not asked for cannot make its result go.
//!
//! The configuration is no part: everything depends on it, and all results go when it changes.

use std::cell::{Cell, RefCell};
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashSet, FxHasher};

use crate::schema::snapshot::NameHash;
use base::ItemId;

/// A part of a schema that results may depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(u64);

thread_local! {
    /// The item whose work is being recorded, in the lower half; all ones where nothing is recorded.
    static OWN: Cell<u64> = const { Cell::new(u64::MAX) };
    static READ: RefCell<FxHashSet<Key>> = RefCell::new(FxHashSet::default());
}

impl Key {
    /// The part of this kind and name.
    pub fn new(kind: &'static str, part: impl Hash) -> Key {
        let mut hasher = FxHasher::default();
        kind.hash(&mut hasher);
        part.hash(&mut hasher);
        Key(hasher.finish())
    }

    /// Everything.
    pub fn whole() -> Key {
        Key(0)
    }

    /// All of an item, the places of its parts included.
    pub fn item(id: ItemId) -> Key {
        Key(1 << 60 | u64::from(id.0))
    }

    /// What an item says outside its fields: kind, name, block attributes, keys, comments. Not where.
    pub fn head(id: ItemId) -> Key {
        Key(2 << 60 | u64::from(id.0))
    }

    /// What the fields (values) of this name say in an item. Not where.
    pub fn field(id: ItemId, name: &str) -> Key {
        Key::new("field", (id, name))
    }

    /// What the fields of this type say in an item. Not where.
    pub fn fields_of_type(id: ItemId, ty: &str) -> Key {
        Key::new("fields of type", (id, ty))
    }

    /// Which blocks declare this name, and of which kind they are.
    pub fn name(name: &str) -> Key {
        Key::name_of(NameHash::of(name))
    }

    /// As [`Key::name`].
    pub(in crate::schema) fn name_of(hash: NameHash) -> Key {
        Key(hash.number() ^ u64::from_be_bytes(*b"the name"))
    }

    /// Which names are declared.
    pub fn names() -> Key {
        Key(3 << 60)
    }

    /// Which items have fields of this type.
    pub fn mentions(name: &str) -> Key {
        Key::mentions_of(NameHash::of(name))
    }

    /// As [`Key::mentions`].
    pub(in crate::schema) fn mentions_of(hash: NameHash) -> Key {
        Key(hash.number() ^ u64::from_be_bytes(*b"mentions"))
    }

    /// Which items are the first of their files.
    pub fn first() -> Key {
        Key(4 << 60)
    }

    /// Which datasources and generators there are.
    pub fn configs() -> Key {
        Key(5 << 60)
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
pub fn record<T>(own: Option<ItemId>, work: impl FnOnce() -> T) -> (T, Box<[Key]>) {
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
pub fn note(key: impl FnOnce() -> Key) {
    if OWN.get() != u64::MAX {
        let key = key();
        READ.with_borrow_mut(|read| read.insert(key));
    }
}

/// As [`note`], for a part of an item: what belongs to the item worked on is not noted.
pub fn note_of(id: ItemId, key: impl FnOnce() -> Key) {
    let own = OWN.get();
    if own != u64::MAX && own != u64::from(id.0) {
        let key = key();
        READ.with_borrow_mut(|read| read.insert(key));
    }
}
