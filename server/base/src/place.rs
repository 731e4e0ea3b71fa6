//! How parts of a schema are named.

use crate::text::Span;

/// A file of a schema, by its place in the schema's list of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// An item of a schema. Items are numbered in the order of files and of blocks in each; the number holds for one
/// snapshot of the schema only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemId(pub u32);

/// A field of a model, view or composite type, or a value of an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldId {
    /// The block that it stands in.
    pub item: ItemId,
    /// Its place among the fields (values) of that block, from 0.
    pub index: u32,
}

/// A stretch of an item's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The item.
    pub item: ItemId,
    /// In bytes from the beginning of the item's block.
    pub span: Span,
}

impl Place {
    /// The stretch `span` of the item.
    pub fn new(item: ItemId, span: Span) -> Place {
        Place { item, span }
    }
}

impl FieldId {
    /// The field of `item` with this index.
    pub fn new(item: ItemId, index: usize) -> FieldId {
        FieldId { item, index: u32::try_from(index).unwrap_or(u32::MAX) }
    }
}
