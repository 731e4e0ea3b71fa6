//! An immutable schema.

mod changes;
mod shards;
mod slots;
mod update;

pub use changes::Changes;
pub(in crate::schema) use shards::NameHash;

use std::borrow::Cow;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::schema::dependency::{DependencyKey, note, note_of};
use crate::schema::item::{Enum, EnumValue, Field, Item, Model, ModelKind};
use crate::schema::references::MentionIndex;
use crate::schema::snapshot::shards::Shards;
use crate::schema::snapshot::slots::Slots;
use crate::schema::{Configuration, FewItems, lower};
use base::text::Span;
use base::{Anchor, FieldId, FileId, Finding, ItemId, PathEdit, Place, cancel};
use syntax::{BlockChange, SourceFile};

/// A file and the items of its blocks.
#[derive(Clone, Debug)]
pub struct SchemaFile {
    source: SourceFile,
    items: Vec<Arc<Item>>,
}

/// A file of a schema.
#[derive(Clone, Debug)]
pub struct File {
    /// The name that callers use: a path, or the URI of an editor buffer.
    pub name: Arc<str>,
    /// Its text, blocks and items.
    pub content: Arc<SchemaFile>,
    ids: Arc<Vec<ItemId>>,
}

/// An immutable schema: the items of all its files, and the names that they declare.
///
/// Everything else is computed from the items on request, and depends only on the queried item, on those that it names,
/// and on the [`Configuration`]. Queries are recorded as dependencies on request, see
/// [`record`](crate::schema::record).
///
/// A schema after an edit is created from the one before it by [`Schema::updated`]: they share most memory, and
/// unchanged items keep their ids. `cargo bench --bench instructions` measures the cost.
#[derive(Clone, Debug)]
pub struct Schema {
    files: Vec<File>,
    /// By id; `None` for unused ids.
    items: Slots<Option<Arc<Item>>>,
    /// By id: the file, and the index of the block in it.
    places: Arc<Vec<(FileId, u32)>>,
    names: Shards<FewItems>,
    /// The items that have fields of a type, in order. Excludes built-in types.
    mentions: Shards<FewItems>,
    /// The datasources and generators, in order.
    configs: Arc<Vec<ItemId>>,
    configuration: Arc<Configuration>,
    /// See [`references`](crate::schema::references::references).
    mention_index: Arc<MentionIndex>,
}

impl SchemaFile {
    /// Splits a text and lowers its blocks.
    pub fn new(text: &str) -> SchemaFile {
        let cancel = cancel::current();
        let (source, items) = SourceFile::parse_with(text, |block, text| {
            cancel.check();
            Arc::new(lower(block, text))
        });
        cancel.check();
        SchemaFile { source, items }
    }

    /// The file after an edit that changed these blocks; all other items are reused.
    pub fn edited(&self, source: SourceFile, change: &BlockChange) -> SchemaFile {
        let mut items = self.items.clone();
        let changed = source.blocks().iter().enumerate().take(change.new.end).skip(change.new.start);
        let fresh = changed.map(|(index, block)| Arc::new(lower(block, &source.block_text(index))));
        items.splice(change.old.clone(), fresh);
        SchemaFile { source, items }
    }

    /// The file with another text of the same length. Items of identical blocks at the same position are reused.
    pub fn with_source(&self, source: SourceFile) -> SchemaFile {
        let mut at = 0;
        let items = source.blocks().iter().enumerate().map(|(index, block)| {
            let start = source.block_start(index);
            while self.source.block_starts().get(at).is_some_and(|known| *known < start) {
                at += 1;
            }
            let is_same = self.source.blocks().get(at).is_some_and(|known| Arc::ptr_eq(known, block));
            match self.items.get(at).filter(|_| is_same) {
                Some(item) => item.clone(),
                None => Arc::new(lower(block, &source.block_text(index))),
            }
        });
        let items = items.collect();
        SchemaFile { source, items }
    }

    /// The text and its blocks.
    pub fn source(&self) -> &SourceFile {
        &self.source
    }

    /// One item per block, in order.
    pub fn items(&self) -> &[Arc<Item>] {
        &self.items
    }
}

impl Schema {
    /// The files, in order.
    pub fn files(&self) -> &[File] {
        note(DependencyKey::whole);
        &self.files
    }

    /// The file.
    pub fn file(&self, id: FileId) -> Option<&File> {
        self.files.get(id.0 as usize)
    }

    /// The file with this name.
    pub fn file_named(&self, name: &str) -> Option<FileId> {
        self.files.iter().position(|file| &*file.name == name).map(|at| FileId(index(at)))
    }

    /// The configuration: datasource, generators, version.
    pub fn configuration(&self) -> &Configuration {
        &self.configuration
    }

    /// All items with their ids, in order.
    pub fn items(&self) -> impl Iterator<Item = (ItemId, &Arc<Item>)> {
        note(DependencyKey::whole);
        self.files.iter().flat_map(|file| file.ids.iter().copied().zip(&file.content.items))
    }

    /// The items of a file, in order.
    pub fn items_of(&self, file: FileId) -> impl Iterator<Item = (ItemId, &Arc<Item>)> {
        note(DependencyKey::whole);
        self.file(file).into_iter().flat_map(|file| file.ids.iter().copied().zip(&file.content.items))
    }

    /// The datasources and generators with their ids, in order.
    pub fn configs(&self) -> impl Iterator<Item = (ItemId, &Arc<Item>)> {
        note(DependencyKey::configs);
        self.configs.iter().filter_map(|id| Some((*id, self.item(*id)?)))
    }

    /// The item.
    pub fn item(&self, id: ItemId) -> Option<&Arc<Item>> {
        note_of(id, || DependencyKey::item(id));
        self.peek(id)
    }

    /// The item, for its content outside of its fields, independent of positions.
    pub fn head(&self, id: ItemId) -> Option<&Arc<Item>> {
        note_of(id, || DependencyKey::head(id));
        self.peek(id)
    }

    /// The item, without recording a dependency: the caller records what it reads.
    pub(in crate::schema) fn peek(&self, id: ItemId) -> Option<&Arc<Item>> {
        self.items.get(id.0 as usize)?.as_ref()
    }

    /// An upper bound of the ids in this schema.
    pub fn id_bound(&self) -> usize {
        self.items.len()
    }

    /// The file of the item, and the index of its block there: the order of items.
    pub fn position(&self, id: ItemId) -> (FileId, u32) {
        self.places.get(id.0 as usize).copied().unwrap_or((FileId(u32::MAX), u32::MAX))
    }

    /// The file of the item.
    pub fn file_of(&self, id: ItemId) -> FileId {
        self.position(id).0
    }

    /// The item of a block of a file.
    pub fn item_in(&self, file: FileId, block: usize) -> Option<ItemId> {
        self.file(file)?.ids.get(block).copied()
    }

    /// Whether the item is the first of its file.
    pub fn is_first(&self, id: ItemId) -> bool {
        note(DependencyKey::first);
        self.position(id).1 == 0
    }

    /// The model, view or composite type.
    pub fn model(&self, id: ItemId) -> Option<&Model> {
        self.item(id)?.model()
    }

    /// The enum.
    pub fn enumeration(&self, id: ItemId) -> Option<&Enum> {
        self.item(id)?.enumeration()
    }

    /// All `model` blocks, without views and composite types.
    pub fn models(&self) -> impl Iterator<Item = (ItemId, &Item, &Model)> {
        self.items().filter_map(|(id, item)| {
            let model = item.model().filter(|model| model.kind == ModelKind::Model)?;
            Some((id, item.as_ref(), model))
        })
    }

    /// All enums.
    pub fn enums(&self) -> impl Iterator<Item = (ItemId, &Item, &Enum)> {
        self.items().filter_map(|(id, item)| Some((id, item.as_ref(), item.enumeration()?)))
    }

    /// The model, view, composite type or enum with this name; the first one if there are several.
    pub fn find(&self, name: &str) -> Option<ItemId> {
        self.all_named(name).first().copied()
    }

    /// Every model, view, composite type and enum with this name, in order.
    pub fn all_named(&self, name: &str) -> &[ItemId] {
        let hash = NameHash::of(name);
        note(|| DependencyKey::name_of(hash));
        self.names.get(hash, name).map_or(&[], FewItems::all)
    }

    /// Every name that a model, view, composite type or enum declares, in no particular order.
    pub fn declared_names(&self) -> impl Iterator<Item = &str> {
        note(DependencyKey::names);
        self.names.names().map(SmolStr::as_str)
    }

    /// The items with fields whose type has this name, in order, whether or not it is declared. None for built-in
    /// types.
    pub fn items_naming(&self, name: &str) -> &[ItemId] {
        let hash = NameHash::of(name);
        note(|| DependencyKey::mentions_of(hash));
        self.mentions.get(hash, name).map_or(&[], FewItems::all)
    }

    /// The fields whose type has this name, in order, whether or not it is declared. None for built-in types.
    pub fn fields_of_type(&self, name: &str) -> impl Iterator<Item = FieldId> {
        self.items_naming(name).iter().flat_map(move |id| self.fields_in(*id, name))
    }

    /// The fields of an item whose type has this name, in order.
    pub fn fields_in(&self, id: ItemId, ty: &str) -> impl Iterator<Item = FieldId> {
        note_of(id, || DependencyKey::fields_of_type(id, ty));
        let model = self.peek(id).and_then(|item| item.model());
        let fields = model.into_iter().flat_map(move |model| model.fields_of_type(ty));
        fields.map(move |at| FieldId::new(id, at))
    }

    /// The fields of an item whose type has this name, and whose relation has that name, or none; in order.
    pub fn fields_of_relation(
        &self,
        id: ItemId,
        ty: &str,
        relation: Option<&str>,
    ) -> impl DoubleEndedIterator<Item = FieldId> {
        note_of(id, || DependencyKey::fields_of_type(id, ty));
        let model = self.peek(id).and_then(|item| item.model());
        let fields = model.into_iter().flat_map(move |model| model.fields_of_relation(ty, relation));
        fields.map(move |at| FieldId::new(id, at))
    }

    /// The mentions in items that references were asked of.
    pub(in crate::schema) fn mention_index(&self) -> &MentionIndex {
        &self.mention_index
    }

    /// The field.
    pub fn field(&self, id: FieldId) -> Option<&Field> {
        let field = self.peek(id.item)?.model()?.fields.get(id.index as usize)?;
        note_of(id.item, || DependencyKey::field(id.item, &field.name.text));
        Some(field)
    }

    /// The enum value.
    pub fn enum_value(&self, id: FieldId) -> Option<&EnumValue> {
        self.enumeration(id.item)?.values.get(id.index as usize)
    }

    /// The field with this name in the item.
    pub fn member(&self, item: ItemId, name: &str) -> Option<&Field> {
        note_of(item, || DependencyKey::field(item, name));
        self.peek(item)?.model()?.field(name)
    }

    /// Like [`Schema::member`], returning the id.
    pub fn field_named(&self, item: ItemId, name: &str) -> Option<FieldId> {
        note_of(item, || DependencyKey::field(item, name));
        Some(FieldId::new(item, self.peek(item)?.model()?.field_index(name)?))
    }

    /// The start of the item's block, in bytes of its file. Not recorded as a dependency, because it depends on all
    /// text before it: cached findings are relative to their items, and fixes are not cached.
    pub fn start(&self, id: ItemId) -> u32 {
        let (file, block) = self.position(id);
        self.file(file).map_or(0, |file| file.content.source.block_start(block as usize))
    }

    /// The text of the item's block.
    pub fn text(&self, id: ItemId) -> Cow<'_, str> {
        note_of(id, || DependencyKey::item(id));
        let (file, block) = self.position(id);
        match self.file(file) {
            Some(file) => file.content.source.block_text(block as usize),
            None => Cow::Borrowed(""),
        }
    }

    /// The text of a place. For a long block this is cheaper than [`Schema::text`], which may have to copy it.
    pub fn text_at(&self, place: Place) -> Cow<'_, str> {
        note_of(place.item, || DependencyKey::item(place.item));
        let (file, span) = self.locate(place);
        self.file(file).map_or(Cow::Borrowed(""), |file| file.content.source.source().slice(span))
    }

    /// The text before a place on its line, within the item's block.
    pub fn line_before(&self, place: Place) -> Cow<'_, str> {
        note_of(place.item, || DependencyKey::item(place.item));
        let (file, span) = self.locate(place);
        let Some(file) = self.file(file) else { return Cow::Borrowed("") };
        let source = file.content.source.source();
        let line = source.line_start(source.line_of(span.start));
        source.slice(Span::new(line.max(self.start(place.item)), span.start))
    }

    /// The file of a place, and its span there.
    pub fn locate(&self, place: Place) -> (FileId, Span) {
        (self.file_of(place.item), place.span.shifted(self.start(place.item)))
    }

    /// The file and span of an anchor; `None` for one outside the schema.
    pub fn locate_anchor(&self, anchor: &Anchor) -> Option<(FileId, Span)> {
        anchor.place().map(|place| self.locate(place))
    }

    /// The finding with anchors and edits that name their files by path, so that it needs no schema any more. `path` gives
    /// the path of each file of the schema.
    pub fn resolve(&self, finding: Finding, path: impl Fn(FileId) -> Arc<std::path::Path>) -> Finding {
        let mut finding = finding;
        let file_span = |place: Place| {
            let (file, span) = self.locate(place);
            Anchor::file(path(file), span)
        };
        let anchors =
            std::iter::once(&mut finding.anchor).chain(finding.related.iter_mut().map(|it| &mut it.anchor));
        for anchor in anchors {
            if let Some(place) = anchor.place() {
                *anchor = file_span(place);
            }
        }
        for fix in &mut finding.fixes {
            let edits = std::mem::take(&mut fix.edits).into_iter();
            fix.path_edits.extend(edits.map(|it| PathEdit { path: path(it.file), edit: it.edit }));
        }
        finding
    }

    /// The file of an anchor; `None` for one outside the schema.
    pub fn file_of_anchor(&self, anchor: &Anchor) -> Option<FileId> {
        anchor.item().map(|item| self.file_of(item))
    }

    /// Sorts anchors by file, block and span; those outside the schema come last.
    pub fn anchor_order(&self, anchor: &Anchor) -> (FileId, u32, Span) {
        let (file, block) = anchor.item().map_or((FileId(u32::MAX), u32::MAX), |item| self.position(item));
        (file, block, anchor.span())
    }

    /// The item at an offset of a file, and the offset in the item's block.
    pub fn item_at(&self, file: FileId, offset: u32) -> Option<(ItemId, u32)> {
        let entry = self.file(file)?;
        let block = entry.content.source.block_at(offset)?;
        let id = *entry.ids.get(block)?;
        Some((id, offset.saturating_sub(entry.content.source.block_start(block))))
    }
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
