//! Who uses which name.

use std::hash::Hash;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use base::ItemId;
use model::schema::{DependencyKey, FewItems, Fingerprint, Schema, note};

/// A name in a set of names, as it is kept: by its fingerprint, since names are long and most are used once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NameKey(Fingerprint);

impl NameKey {
    /// The key of a name in a set of names.
    pub fn new(set: &'static str, name: impl Hash) -> NameKey {
        NameKey(Fingerprint::of((set, name)))
    }

    /// What is noted by who asks for the holders of the name.
    pub fn key(self) -> DependencyKey {
        DependencyKey::of_fingerprint(self.0)
    }
}

/// How many items are sorted each time that they are asked for. Many that use one name all ask for each other.
const FEW: usize = 16;

/// The items that use each name.
#[derive(Debug, Default)]
pub struct NameHolders {
    holders: FxHashMap<NameKey, FewItems>,
    /// Those of names that many use, in the order of the schema, since it last changed.
    sorted: Mutex<FxHashMap<NameKey, Arc<[ItemId]>>>,
}

/// Items in the order of the schema.
#[derive(Clone, Debug)]
pub enum Sorted<'h> {
    /// As they are kept.
    Kept(&'h [ItemId]),
    /// In an order of their own.
    Own(Arc<[ItemId]>),
}

impl Deref for Sorted<'_> {
    type Target = [ItemId];

    fn deref(&self) -> &[ItemId] {
        match self {
            Sorted::Kept(items) => items,
            Sorted::Own(items) => items,
        }
    }
}

impl NameHolders {
    /// Makes room for this many names.
    pub fn reserve(&mut self, count: usize) {
        self.holders.reserve(count);
    }

    /// Adds a use of the name.
    pub fn add(&mut self, name: NameKey, id: ItemId) {
        self.holders.entry(name).or_default().add(id);
    }

    /// Removes all uses of the name by the item.
    pub fn remove(&mut self, name: NameKey, id: ItemId) {
        if self.holders.get_mut(&name).is_some_and(|holders| holders.remove(id)) {
            self.holders.remove(&name);
        }
    }

    /// The items that use the name, each as often as it does, in no order. It is not noted that they were read.
    pub fn unnoted(&self, name: NameKey) -> &[ItemId] {
        self.holders.get(&name).map_or(&[], FewItems::all)
    }

    /// Forgets the order of items, which a change of the schema may have changed.
    pub fn forget_order(&mut self) {
        self.sorted = Mutex::default();
    }

    /// The items that use the name, in the order of the schema, each as often as it does. The schema is that of the last change.
    pub fn sorted(&self, schema: &Schema, name: NameKey) -> Sorted<'_> {
        note(|| name.key());
        let holders = self.unnoted(name);
        if holders.len() < 2 {
            return Sorted::Kept(holders);
        }
        let sorted = || {
            let mut holders = holders.to_vec();
            holders.sort_by_key(|id| schema.position(*id));
            Arc::<[ItemId]>::from(holders)
        };
        if holders.len() <= FEW {
            return Sorted::Own(sorted());
        }
        let mut known = self.sorted.lock().unwrap_or_else(PoisonError::into_inner);
        Sorted::Own(known.entry(name).or_insert_with(sorted).clone())
    }
}
