//! What differs between two schemas, by the parts that results may depend on.

use std::mem;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::schema::dependency::DependencyKey;
use crate::schema::item::{Item, ItemKind};
use crate::schema::snapshot::update::{declared, mentioned};
use crate::schema::{Fingerprint, Schema};
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
    pub keys: FxHashSet<DependencyKey>,
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
            changes.keys.insert(DependencyKey::configs());
        }
        let is_first = |(a, b): (&super::File, &super::File)| a.ids.first() == b.ids.first();
        if old.files.len() != new.files.len() || !old.files.iter().zip(&new.files).all(is_first) {
            changes.keys.insert(DependencyKey::first());
        }
        if !changes.items.is_empty() || !changes.gone.is_empty() {
            changes.keys.insert(DependencyKey::whole());
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
        self.keys.insert(DependencyKey::item(id));
        if old.map(head) != new.map(head) {
            self.keys.insert(DependencyKey::head(id));
        }
        let names = |item: Option<&Item>| item.into_iter().flat_map(declared).cloned().collect::<Vec<_>>();
        let (before, after) = (names(old), names(new));
        if before != after || old.map(kind) != new.map(kind) {
            self.keys.extend(before.iter().chain(&after).map(|name| DependencyKey::name(name)));
            self.keys.insert(DependencyKey::names());
        }
        let (before, after) = (mentioned(old), mentioned(new));
        let differs = |name: &&smol_str::SmolStr| !before.contains(*name) || !after.contains(*name);
        self.keys
            .extend(before.iter().chain(&after).filter(differs).map(|name| DependencyKey::mentions(name)));
        let (before, after) = (fields(id, old), fields(id, new));
        let changed =
            |(key, of): (&DependencyKey, &Fingerprint)| (after.get(key) != Some(of)).then_some(*key);
        self.keys.extend(before.iter().filter_map(changed));
        self.keys.extend(after.keys().filter(|key| !before.contains_key(*key)));
    }
}

/// What names of an item stand for: its kind, its namespace, and the types of a `types` block.
fn kind(item: &Item) -> impl PartialEq {
    let types = match &item.kind {
        ItemKind::Types(_) => Some(Fingerprint::of(&item.kind)),
        _ => None,
    };
    (mem::discriminant(&item.kind), item.model().map(|model| model.kind), item.namespace.clone(), types)
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

/// The fingerprint of what an item says outside its fields.
fn head(item: &Item) -> Fingerprint {
    let own = (&item.keyword, &item.name, &item.namespace, &item.documentation, &item.comments);
    let braces = (item.open_brace, item.close_brace);
    match &item.kind {
        ItemKind::Model(model) => Fingerprint::of((own, braces, model.kind, &model.attributes, &model.keys)),
        other => Fingerprint::of((own, braces, other)),
    }
}

/// The fingerprints of what the fields say, by their names and by their types; those with the same key together.
fn fields(id: ItemId, item: Option<&Item>) -> FxHashMap<DependencyKey, Fingerprint> {
    let mut fingerprints: FxHashMap<DependencyKey, Fingerprint> = FxHashMap::default();
    for field in item.and_then(Item::model).into_iter().flat_map(|model| &model.fields) {
        let own = Fingerprint::of(field);
        let keys = [
            DependencyKey::field(id, &field.name.text),
            DependencyKey::fields_of_type(id, field.type_name()),
        ];
        for key in keys {
            let all = fingerprints.entry(key);
            all.and_modify(|all| *all = Fingerprint::of((*all, own))).or_insert(own);
        }
    }
    fingerprints
}
