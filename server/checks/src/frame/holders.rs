//! Who uses which name.

use std::borrow::Cow;
use std::hash::Hash;

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

/// The items that use each name.
#[derive(Debug, Default)]
pub struct NameHolders {
    holders: FxHashMap<NameKey, FewItems>,
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

    /// The items that use the name, in the order of the schema, each as often as it does.
    pub fn sorted(&self, schema: &Schema, name: NameKey) -> Cow<'_, [ItemId]> {
        note(|| name.key());
        let holders = self.unnoted(name);
        if holders.len() < 2 {
            return Cow::Borrowed(holders);
        }
        let mut holders = holders.to_vec();
        holders.sort_by_key(|id| schema.position(*id));
        Cow::Owned(holders)
    }
}
