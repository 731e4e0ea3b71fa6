//! One schema as it stands at one moment.

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::project::PrismaVersion;
use crate::schema::item::{Enum, EnumValue, Field, Item, ItemKind, Model, ModelKind};
use crate::schema::{Configuration, FieldId, FileId, ItemId, Place, lower};
use crate::syntax::{Block, BlockChange, SourceFile};
use crate::text::Span;

/// A file and the items of its blocks.
#[derive(Clone, Debug)]
pub struct SchemaFile {
    source: SourceFile,
    items: Vec<Arc<Item>>,
}

/// A file of a schema.
#[derive(Clone, Debug)]
pub struct File {
    /// What callers know it by: a path, or the URI of an editor's buffer.
    pub name: Arc<str>,
    /// Its text, blocks and items.
    pub content: Arc<SchemaFile>,
    /// The item of its first block.
    pub first: ItemId,
}

/// One schema at one moment: the items of all its files, and the names that they declare.
///
/// Everything beyond that is computed from the items when it is asked for, and depends only on the item asked about, on
/// those that it names, and on the [`Configuration`].
#[derive(Clone, Debug)]
pub struct Schema {
    files: Vec<File>,
    items: Vec<(FileId, Arc<Item>)>,
    names: FxHashMap<SmolStr, Vec<ItemId>>,
    mentions: FxHashMap<SmolStr, Vec<FieldId>>,
    configuration: Configuration,
}

impl SchemaFile {
    /// Parses a text and reads its blocks.
    pub fn new(text: &str) -> SchemaFile {
        SchemaFile::read(SourceFile::parse(text))
    }

    /// Reads the blocks of a parsed file.
    pub fn read(source: SourceFile) -> SchemaFile {
        let blocks = source.blocks();
        let read = |(index, block): (usize, &Arc<Block>)| Arc::new(lower(block, &source.block_text(index)));
        let items = if blocks.len() < 16 {
            blocks.iter().enumerate().map(read).collect()
        } else {
            blocks.par_iter().enumerate().map(read).collect()
        };
        SchemaFile { source, items }
    }

    /// The file after an edit that changed these blocks; all other items are taken over as they are.
    pub fn edited(&self, source: SourceFile, change: &BlockChange) -> SchemaFile {
        let mut items = self.items.clone();
        let changed = source.blocks().iter().enumerate().take(change.new.end).skip(change.new.start);
        let fresh = changed.map(|(index, block)| Arc::new(lower(block, &source.block_text(index))));
        items.splice(change.old.clone(), fresh);
        SchemaFile { source, items }
    }

    /// The text and its blocks.
    pub fn source(&self) -> &SourceFile {
        &self.source
    }

    /// One item a block, in order.
    pub fn items(&self) -> &[Arc<Item>] {
        &self.items
    }
}

impl Schema {
    /// Puts files together, in this order.
    pub fn new(files: Vec<(Arc<str>, Arc<SchemaFile>)>, version: PrismaVersion) -> Schema {
        let count = files.iter().map(|(_, content)| content.items.len()).sum();
        let mut schema = Schema {
            files: Vec::with_capacity(files.len()),
            items: Vec::with_capacity(count),
            names: FxHashMap::default(),
            mentions: FxHashMap::default(),
            configuration: Configuration::default(),
        };
        for (name, content) in files {
            let file = FileId(index(schema.files.len()));
            let first = ItemId(index(schema.items.len()));
            for item in &content.items {
                schema.add(file, item);
            }
            schema.files.push(File { name, content, first });
        }
        schema.configuration = Configuration::read(&schema, version);
        schema
    }

    /// A schema of one file.
    pub fn single(name: &str, text: &str, version: PrismaVersion) -> Schema {
        Schema::new(vec![(name.into(), Arc::new(SchemaFile::new(text)))], version)
    }

    fn add(&mut self, file: FileId, item: &Arc<Item>) {
        let id = ItemId(index(self.items.len()));
        let named = matches!(item.kind, ItemKind::Model(_) | ItemKind::Enum(_) | ItemKind::Alias(_));
        if let Some(name) = item.name.as_ref().filter(|_| named) {
            self.names.entry(name.text.clone()).or_default().push(id);
        }
        for (field, declared) in item.model().iter().flat_map(|model| model.fields.iter().enumerate()) {
            if let Some(ty) = &declared.ty {
                self.mentions.entry(ty.name.text.clone()).or_default().push(FieldId::new(id, field));
            }
        }
        self.items.push((file, item.clone()));
    }

    /// The files, in order.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// The file.
    pub fn file(&self, id: FileId) -> Option<&File> {
        self.files.get(id.0 as usize)
    }

    /// The file that callers know by this name.
    pub fn file_named(&self, name: &str) -> Option<FileId> {
        self.files.iter().position(|file| &*file.name == name).map(|at| FileId(index(at)))
    }

    /// What the datasource, the generators and the version say for all items.
    pub fn configuration(&self) -> &Configuration {
        &self.configuration
    }

    /// All items with their ids, in order.
    pub fn items(&self) -> impl Iterator<Item = (ItemId, &Arc<Item>)> {
        self.items.iter().enumerate().map(|(at, (_, item))| (ItemId(index(at)), item))
    }

    /// The items of a file, in order.
    pub fn items_of(&self, file: FileId) -> impl Iterator<Item = (ItemId, &Arc<Item>)> {
        let (first, count) = match self.file(file) {
            Some(file) => (file.first.0, file.content.items.len()),
            None => (0, 0),
        };
        let items = self.items.get(first as usize..).unwrap_or(&[]).iter().take(count);
        items.enumerate().map(move |(at, (_, item))| (ItemId(first.saturating_add(index(at))), item))
    }

    /// The item.
    pub fn item(&self, id: ItemId) -> Option<&Arc<Item>> {
        self.items.get(id.0 as usize).map(|(_, item)| item)
    }

    /// The file that the item stands in.
    pub fn file_of(&self, id: ItemId) -> FileId {
        self.items.get(id.0 as usize).map_or(FileId(0), |(file, _)| *file)
    }

    /// The model, view or composite type.
    pub fn model(&self, id: ItemId) -> Option<&Model> {
        self.item(id)?.model()
    }

    /// The enum.
    pub fn enumeration(&self, id: ItemId) -> Option<&Enum> {
        self.item(id)?.enumeration()
    }

    /// All `model` blocks: neither views nor composite types.
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

    /// The model, view, composite type or enum of this name; where there are several, the first.
    pub fn find(&self, name: &str) -> Option<ItemId> {
        self.all_named(name).first().copied()
    }

    /// Every model, view, composite type and enum of this name, in order.
    pub fn all_named(&self, name: &str) -> &[ItemId] {
        self.names.get(name).map_or(&[], Vec::as_slice)
    }

    /// Every name that a model, view, composite type or enum declares, in no order.
    pub fn declared_names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(SmolStr::as_str)
    }

    /// The fields whose type bears this name, in order, whether or not anything declares it.
    pub fn fields_of_type(&self, name: &str) -> &[FieldId] {
        self.mentions.get(name).map_or(&[], Vec::as_slice)
    }

    /// The field.
    pub fn field(&self, id: FieldId) -> Option<&Field> {
        self.model(id.item)?.fields.get(id.index as usize)
    }

    /// The enum value.
    pub fn enum_value(&self, id: FieldId) -> Option<&EnumValue> {
        self.enumeration(id.item)?.values.get(id.index as usize)
    }

    /// The field of this name in the item.
    pub fn field_named(&self, item: ItemId, name: &str) -> Option<FieldId> {
        Some(FieldId::new(item, self.model(item)?.field_index(name)?))
    }

    /// Where the item's block begins, in bytes of its file.
    pub fn start(&self, id: ItemId) -> u32 {
        let file = self.file(self.file_of(id));
        file.map_or(0, |file| file.content.source.block_start(id.0.saturating_sub(file.first.0) as usize))
    }

    /// The text of the item's block.
    pub fn text(&self, id: ItemId) -> Cow<'_, str> {
        match self.file(self.file_of(id)) {
            Some(file) => file.content.source.block_text(id.0.saturating_sub(file.first.0) as usize),
            None => Cow::Borrowed(""),
        }
    }

    /// The file of a place, and its bytes there.
    pub fn locate(&self, place: Place) -> (FileId, Span) {
        (self.file_of(place.item), place.span.shifted(self.start(place.item)))
    }

    /// The item at an offset of a file, and the offset in the item's block.
    pub fn item_at(&self, file: FileId, offset: u32) -> Option<(ItemId, u32)> {
        let entry = self.file(file)?;
        let block = entry.content.source.block_at(offset)?;
        let id = ItemId(entry.first.0.saturating_add(index(block)));
        Some((id, offset.saturating_sub(entry.content.source.block_start(block))))
    }
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
