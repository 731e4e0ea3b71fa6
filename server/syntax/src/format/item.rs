//! The lines of a block, as they are aligned.

use crate::format::pieces::Row;

/// A line of a block, or a multi-line comment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// What it is.
    pub(super) kind: ItemKind,
    /// The index of its first piece.
    pub(super) piece: u32,
    /// Its columns.
    pub(super) row: Row,
    /// Whether a blank line precedes it.
    pub(super) is_behind_blank: bool,
}

/// The kind of a line in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemKind {
    /// A field, an enum value, or a key and value; also a broken line.
    Member,
    /// An attribute of the block.
    Attribute,
    /// A comment.
    Comment,
}

/// What was read of a line: its first piece and its columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// The index of the first piece.
    pub(super) piece: u32,
    /// The columns.
    pub(super) row: Row,
}
