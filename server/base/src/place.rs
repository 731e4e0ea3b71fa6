//! How files, items and spans of a schema are identified.

use crate::text::Span;

/// A file of a schema: its index in the schema's list of files. It is valid for that schema, and for later ones made from
/// it with the same list of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// An item of a schema: what one block declares.
///
/// An unchanged block keeps its id from one schema to the next one that is made from it by an update, also where it moves
/// up or down in its file. That is all that is stable: within a stretch of changed blocks ids are handed on by position, so
/// that an id may denote another block afterwards (the update reports that item as changed), and the id of a removed block
/// is given to a new one later. When files change their order, numbering starts anew. Ids say nothing about order, which is
/// the schema's `position`, and an id means nothing in a schema that was built separately.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemId(pub u32);

/// A field of a model, view or composite type, or a value of an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldId {
    /// The item that declares it.
    pub item: ItemId,
    /// Its index among the fields (values) of that item, from 0.
    pub index: u32,
}

/// A span of an item's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The item.
    pub item: ItemId,
    /// In bytes from the beginning of the item's block.
    pub span: Span,
}

impl Place {
    /// The span `span` of the item.
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
