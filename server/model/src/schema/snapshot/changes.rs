//! What differs between two schemas, by the parts that results may depend on.

use std::hash::{Hash, Hasher};
use std::mem;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::schema::Schema;
use crate::schema::item::{Item, ItemKind};
use crate::schema::snapshot::update::{declared, mentioned};
use crate::schema::track::Key;
use base::ItemId;

/// What differs between two schemas.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Whether nothing that was found in the one can be said to hold for the other.
    pub all: bool,
    /// The items that are new, or say something else, or stand elsewhere in their block.
    pub items: Vec<ItemId>,
    /// The items that are gone.
    pub gone: Vec<ItemId>,
    /// The parts that are not the same.
    pub keys: FxHashSet<Key>,
}

impl Changes {
    /// What differs between `old` and `new`, which may have come of each other or of a third one.
    pub fn between(old: &Schema, new: &Schema) -> Changes {
        let mut changes = Changes {
            all: old.configuration != new.configuration || !has_same_order(old, new),
            ..Changes::default()
        };
        if changes.all {
            return Changes::everything(new);
        }
        for at in new.items.unshared(&old.items) {
            let id = ItemId(super::index(at));
            let (before, after) = (old.peek(id).map(|it| it.as_ref()), new.peek(id).map(|it| it.as_ref()));
            if before.is_none() && after.is_none() || same(before, after) {
                continue;
            }
            match after {
                Some(_) => changes.items.push(id),
                None => changes.gone.push(id),
            }
            changes.compare(id, before, after);
        }
        if old.configs != new.configs {
            changes.keys.insert(Key::configs());
        }
        let is_first = |(a, b): (&super::File, &super::File)| a.ids.first() == b.ids.first();
        if old.files.len() != new.files.len() || !old.files.iter().zip(&new.files).all(is_first) {
            changes.keys.insert(Key::first());
        }
        if !changes.items.is_empty() || !changes.gone.is_empty() {
            changes.keys.insert(Key::whole());
        }
        changes
    }

    /// All of a schema, for which nothing was found yet.
    pub fn everything(new: &Schema) -> Changes {
        let items = new.items().map(|(id, _)| id).collect();
        Changes { all: true, items, ..Changes::default() }
    }

    /// Whether there is no difference.
    pub fn is_empty(&self) -> bool {
        !self.all && self.items.is_empty() && self.gone.is_empty() && self.keys.is_empty()
    }

    fn compare(&mut self, id: ItemId, old: Option<&Item>, new: Option<&Item>) {
        self.keys.insert(Key::item(id));
        if old.map(head) != new.map(head) {
            self.keys.insert(Key::head(id));
        }
        let (before, after) = (old.and_then(declared), new.and_then(declared));
        let kind = |item: &Item| (mem::discriminant(&item.kind), item.model().map(|model| model.kind));
        if before != after || old.map(kind) != new.map(kind) {
            self.keys.extend(before.into_iter().chain(after).map(|name| Key::name(name)));
            self.keys.insert(Key::names());
        }
        let (before, after) = (mentioned(old), mentioned(new));
        let differs = |name: &&smol_str::SmolStr| !before.contains(*name) || !after.contains(*name);
        self.keys.extend(before.iter().chain(&after).filter(differs).map(|name| Key::mentions(name)));
        for parts in [by_name, by_type] {
            let (before, after) = (parts(id, old), parts(id, new));
            let changed = |(key, hash): (&Key, &u64)| (after.get(key) != Some(hash)).then_some(*key);
            self.keys.extend(before.iter().filter_map(changed));
            self.keys.extend(after.keys().filter(|key| !before.contains_key(*key)));
        }
    }
}

/// Whether the items that both have stand in the same order in both: they do unless files changed their order.
fn has_same_order(old: &Schema, new: &Schema) -> bool {
    let mut olds = old.files.iter();
    let places = new.files.iter().filter(|file| old.files.iter().any(|other| other.name == file.name));
    if old.files.len() == new.files.len() && old.files.iter().zip(&new.files).all(|(a, b)| a.name == b.name) {
        return true;
    }
    places.into_iter().all(|file| olds.any(|other| other.name == file.name))
}

fn same(a: Option<&Item>, b: Option<&Item>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => std::ptr::eq(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// The hash of what an item says outside its fields.
fn head(item: &Item) -> u64 {
    let mut hasher = FxHasher::default();
    (&item.keyword, &item.name, &item.documentation, &item.comments).hash(&mut hasher);
    (item.open_brace, item.close_brace).hash(&mut hasher);
    mem::discriminant(&item.kind).hash(&mut hasher);
    match &item.kind {
        ItemKind::Model(model) => (model.kind, &model.attributes, &model.keys).hash(&mut hasher),
        other => other.hash(&mut hasher),
    }
    hasher.finish()
}

fn by_name(id: ItemId, item: Option<&Item>) -> FxHashMap<Key, u64> {
    fields(item, |field| Key::field(id, &field.name.text))
}

fn by_type(id: ItemId, item: Option<&Item>) -> FxHashMap<Key, u64> {
    fields(item, |field| Key::fields_of_type(id, field.type_name()))
}

/// The hashes of what the fields say, those with the same key together.
fn fields(item: Option<&Item>, key: impl Fn(&crate::schema::item::Field) -> Key) -> FxHashMap<Key, u64> {
    let mut hashes: FxHashMap<Key, u64> = FxHashMap::default();
    for field in item.and_then(Item::model).into_iter().flat_map(|model| &model.fields) {
        let hash = hashes.entry(key(field)).or_default();
        let mut hasher = FxHasher::default();
        (*hash, field).hash(&mut hasher);
        *hash = hasher.finish();
    }
    hashes
}
