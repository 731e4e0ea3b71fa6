//! Creation of a schema, and of a new one with other texts.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::catalog::next::Target;
use crate::project::PrismaVersion;
use crate::schema::item::{Item, ItemKind};
use crate::schema::snapshot::shards::Shards;
use crate::schema::snapshot::slots::Slots;
use crate::schema::{Configuration, FewItems, File, Schema, SchemaFile};
use base::{FileId, ItemId, cancel};
use syntax::Dialect;

use super::index;

/// The number of changes from which they are processed in parallel.
const MANY: usize = 64;

/// An item that is new, removed, or changed.
struct Change {
    id: ItemId,
    old: Option<Arc<Item>>,
    new: Option<Arc<Item>>,
}

/// The entries of an item in the lists of a schema.
#[derive(Default)]
struct ListEntries {
    declared: Vec<SmolStr>,
    mentioned: Vec<SmolStr>,
    is_config: bool,
}

impl Change {
    /// The list entries of the item before and after the change.
    fn entries(&self) -> (ListEntries, ListEntries) {
        let entries = |item: &Option<Arc<Item>>| item.as_deref().map(ListEntries::of).unwrap_or_default();
        (entries(&self.old), entries(&self.new))
    }
}

impl ListEntries {
    fn of(item: &Item) -> ListEntries {
        ListEntries {
            declared: declared(item).cloned().collect(),
            mentioned: mentioned(Some(item)),
            is_config: item.config().is_some(),
        }
    }
}

impl Schema {
    /// Creates a schema of files, in this order.
    pub fn new(files: Vec<(Arc<str>, Arc<SchemaFile>)>, version: PrismaVersion) -> Schema {
        Schema::empty().updated(files, version)
    }

    /// A schema of one file.
    pub fn single(name: &str, text: &str, version: PrismaVersion) -> Schema {
        Schema::new(vec![(name.into(), Arc::new(SchemaFile::new(text)))], version)
    }

    /// A schema without files.
    pub fn empty() -> Schema {
        Schema {
            files: Vec::new(),
            items: Slots::default(),
            places: Arc::default(),
            names: Shards::default(),
            mentions: Shards::default(),
            configs: Arc::default(),
            configuration: Arc::default(),
            mention_index: Arc::default(),
        }
    }

    /// The schema of these files, sharing as much as possible with this one. Files are matched by name, and items by
    /// identity; a changed item keeps the id of the one in its place.
    pub fn updated(&self, files: Vec<(Arc<str>, Arc<SchemaFile>)>, version: PrismaVersion) -> Schema {
        let by_name: FxHashMap<&str, usize> = match self.files.len() == files.len() {
            true if self.files.iter().zip(&files).all(|(old, (name, _))| old.name == *name) => {
                FxHashMap::default()
            }
            _ => self.files.iter().enumerate().map(|(at, file)| (&*file.name, at)).collect(),
        };
        let mut fresh = self.fresh_ids();
        let mut reached = None;
        let mut assembled = Vec::with_capacity(files.len());
        for (at, (name, content)) in files.into_iter().enumerate() {
            let known = if by_name.is_empty() { Some(at) } else { by_name.get(&*name).copied() };
            if known.is_some() && known < reached {
                // The order of files changed: all lists would have to be reordered.
                let files = assembled.into_iter().map(|file: File| (file.name, file.content));
                let rest = [(name, content)].into_iter();
                let target = self.configuration.target;
                return Schema::empty().for_target(target).updated(files.chain(rest).collect(), version);
            }
            reached = known.or(reached);
            let ids = match known.and_then(|at| self.files.get(at)) {
                Some(old) if Arc::ptr_eq(&old.content, &content) => old.ids.clone(),
                Some(old) => matched(old, &content, &mut fresh),
                None => Arc::new(content.items.iter().filter_map(|_| fresh.next()).collect()),
            };
            assembled.push(File { name, content, ids });
        }
        self.with(assembled, version)
    }

    /// The schema with other contents of the files of `outline`. Blocks get the ids of the blocks of `outline` that
    /// start at the same offset; as much as possible is shared with this schema.
    pub fn with_contents(&self, outline: &Schema, contents: Vec<Arc<SchemaFile>>) -> Schema {
        let mut fresh = (outline.id_bound()..).map(|at| ItemId(index(at)));
        let files = outline.files.iter().zip(contents).map(|(file, content)| {
            let (theirs, ours) = (file.content.source.block_starts(), content.source.block_starts());
            let ids = if theirs == ours {
                file.ids.clone()
            } else {
                let id = |start: &u32| {
                    let known = theirs.binary_search(start).ok().and_then(|at| file.ids.get(at).copied());
                    known.or_else(|| fresh.next())
                };
                Arc::new(ours.iter().filter_map(id).collect())
            };
            File { name: file.name.clone(), content, ids }
        });
        self.with(files.collect(), outline.configuration.version)
    }

    fn with(&self, files: Vec<File>, version: PrismaVersion) -> Schema {
        let mut next = Schema { files, mention_index: Arc::default(), ..self.clone() };
        let is_same_structure = self.files.len() == next.files.len()
            && self.files.iter().zip(&next.files).all(|(old, new)| Arc::ptr_eq(&old.ids, &new.ids));
        if !is_same_structure {
            next.number(self);
        }
        let mut changes = Vec::new();
        for (at, file) in next.files.iter().enumerate() {
            if self.files.get(at).is_some_and(|old| {
                Arc::ptr_eq(&old.content, &file.content) && Arc::ptr_eq(&old.ids, &file.ids)
            }) {
                continue;
            }
            for (id, item) in file.ids.iter().zip(&file.content.items) {
                cancel::check();
                let old = self.peek(*id);
                // The text may be unchanged although it was read again.
                let is_same = |old: &Arc<Item>| {
                    Arc::ptr_eq(old, item) || (old == item && self.text(*id) == next.text(*id))
                };
                if !old.is_some_and(is_same) {
                    changes.push(Change { id: *id, old: old.cloned(), new: Some(item.clone()) });
                }
            }
        }
        if !is_same_structure && !self.files.is_empty() {
            let kept: FxHashSet<ItemId> =
                next.files.iter().flat_map(|file| file.ids.iter().copied()).collect();
            let all = self.files.iter().flat_map(|file| file.ids.iter().copied());
            let gone = all.filter(|id| !kept.contains(id));
            changes.extend(gone.map(|id| Change { id, old: self.peek(id).cloned(), new: None }));
        }
        next.take_in(changes);
        let is_next = next.files.iter().any(|file| file.content.source.dialect() == Dialect::PrismaNext);
        let dialect = if is_next { Dialect::PrismaNext } else { Dialect::Classic };
        let known = &next.configuration;
        if known.version != version || known.dialect != dialect || !Arc::ptr_eq(&self.configs, &next.configs)
        {
            next.configure(version, dialect, next.configuration.target);
        }
        next
    }

    /// The same schema for a target of Prisma 8; `None` where it cannot be known. A schema in the classic dialect names its
    /// database itself.
    pub fn for_target(mut self, target: Option<Target>) -> Schema {
        if self.configuration.target != target {
            self.configure(self.configuration.version, self.configuration.dialect, target);
        }
        self
    }

    fn configure(&mut self, version: PrismaVersion, dialect: Dialect, target: Option<Target>) {
        let blocks = self.configs().map(|(id, item)| (id, &**item));
        let configuration = Configuration::read(blocks, version, dialect, target);
        if configuration != *self.configuration {
            self.configuration = Arc::new(configuration);
        }
    }

    /// Records the position of each item.
    fn number(&mut self, before: &Schema) {
        let places = Arc::make_mut(&mut self.places);
        for (at, file) in self.files.iter().enumerate() {
            if before.files.get(at).is_some_and(|old| Arc::ptr_eq(&old.ids, &file.ids)) {
                continue;
            }
            for (block, id) in file.ids.iter().enumerate() {
                let id = id.0 as usize;
                if places.len() <= id {
                    places.resize(id + 1, (FileId(u32::MAX), u32::MAX));
                }
                if let Some(place) = places.get_mut(id) {
                    *place = (FileId(index(at)), index(block));
                }
            }
        }
    }

    fn take_in(&mut self, changes: Vec<Change>) {
        // Searching all fields takes longer than updating their types.
        let entries: Vec<(ListEntries, ListEntries)> = if changes.len() < MANY {
            changes.iter().map(Change::entries).collect()
        } else {
            changes.par_iter().map(Change::entries).collect()
        };
        for (change, (before, after)) in changes.iter().zip(&entries) {
            if before.declared != after.declared {
                for name in &before.declared {
                    self.list(Some(name), None, change.id, |schema| &mut schema.names);
                }
                for name in &after.declared {
                    self.list(None, Some(name), change.id, |schema| &mut schema.names);
                }
            }
            for name in before.mentioned.iter().filter(|name| !after.mentioned.contains(*name)) {
                self.list(Some(name), None, change.id, |schema| &mut schema.mentions);
            }
            for name in after.mentioned.iter().filter(|name| !before.mentioned.contains(*name)) {
                self.list(None, Some(name), change.id, |schema| &mut schema.mentions);
            }
        }
        for change in changes {
            self.items.set(change.id.0 as usize, change.new);
        }
        if entries.iter().any(|(before, after)| before.is_config || after.is_config) {
            let items = self.files.iter().flat_map(|file| file.ids.iter().zip(&file.content.items));
            let configs = items.filter(|(_, item)| item.config().is_some()).map(|(id, _)| *id);
            self.configs = Arc::new(configs.collect());
        }
    }

    /// Moves an item from the list of one name to that of another.
    fn list(
        &mut self,
        from: Option<&SmolStr>,
        to: Option<&SmolStr>,
        id: ItemId,
        lists: impl Fn(&mut Schema) -> &mut Shards<FewItems>,
    ) {
        if let Some(name) = from {
            lists(self).change(name, |list| list.remove(id));
        }
        if let Some(name) = to {
            let places = self.places.clone();
            let place = |id: &ItemId| places.get(id.0 as usize).copied();
            lists(self).change(name, |list| {
                let ids = list.all();
                let at = match ids.last() {
                    Some(last) if place(last) > place(&id) => {
                        ids.partition_point(|other| place(other) < place(&id))
                    }
                    _ => ids.len(),
                };
                list.insert(at, id);
                false
            });
        }
    }

    /// Unused ids: first those that were freed.
    fn fresh_ids(&self) -> impl Iterator<Item = ItemId> + use<> {
        let items = self.items.clone();
        (0..).filter(move |at| items.get(*at).is_none_or(Option::is_none)).map(|at| ItemId(index(at)))
    }
}

/// The ids of the blocks of a file after an edit. Unchanged blocks keep their ids, and never change their order.
fn matched(old: &File, content: &SchemaFile, fresh: &mut impl Iterator<Item = ItemId>) -> Arc<Vec<ItemId>> {
    let (before, after) = (&old.content.items, &content.items);
    if before.len() == after.len() {
        return old.ids.clone();
    }
    let is_same = |(a, b): &(&Arc<Item>, &Arc<Item>)| Arc::ptr_eq(a, b);
    let start = before.iter().zip(after).take_while(is_same).count();
    let room = before.len().min(after.len()) - start;
    let end = before.iter().rev().zip(after.iter().rev()).take(room).take_while(is_same).count();
    let mut free = old.ids.get(start..before.len() - end).unwrap_or(&[]).iter().copied();
    let changed = after.len() - end - start;
    let mut ids = Vec::with_capacity(after.len());
    ids.extend(old.ids.iter().take(start));
    ids.extend((0..changed).filter_map(|_| free.next().or_else(|| fresh.next())));
    ids.extend(old.ids.iter().skip(before.len() - end));
    Arc::new(ids)
}

/// The names that the item declares, if types can refer to them.
pub(super) fn declared(item: &Item) -> impl Iterator<Item = &SmolStr> {
    let named = matches!(item.kind, ItemKind::Model(_) | ItemKind::Enum(_) | ItemKind::Alias(_));
    let own = item.name.as_ref().filter(|_| named).map(|name| &name.text);
    let types = match &item.kind {
        ItemKind::Types(types) => types,
        _ => &[][..],
    };
    own.into_iter().chain(types.iter().map(|named| &named.name.text))
}

/// The types of the item's fields, without built-in ones.
pub(super) fn mentioned(item: Option<&Item>) -> Vec<SmolStr> {
    let fields = item.and_then(Item::model).map_or(&[][..], |model| &model.fields);
    let types = fields.iter().filter_map(|field| field.ty.as_ref()).filter(|ty| ty.scalar.is_none());
    let mut names: Vec<SmolStr> = types.map(|ty| ty.name.text.clone()).collect();
    names.sort_unstable();
    names.dedup();
    names
}
