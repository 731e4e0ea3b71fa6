//! Where a finding is.

use std::path::Path;
use std::sync::Arc;

use crate::text::Span;
use crate::{ItemId, Place};

/// Where a finding is: in an item of a schema, or in any other file of the project.
///
/// An item-relative anchor stays valid while other blocks of the schema change. A file anchor names its file by path and
/// needs no schema to be resolved.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// A span of an item. The [`ItemId`] is resolved by the schema that was checked, or by a later one made from it.
    Item(Place),
    /// A span of a file: a settings file, `prisma.config.*`, SQL, TypeScript.
    File(FileSpan),
    /// The editor's settings, which have no file.
    EditorSettings,
}

/// A span of a file that is known by its path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileSpan {
    /// The absolute path.
    pub path: Arc<Path>,
    /// In bytes of the file.
    pub span: Span,
}

impl FileSpan {
    /// The span of the file at this path.
    pub fn new(path: impl Into<Arc<Path>>, span: Span) -> FileSpan {
        FileSpan { path: path.into(), span }
    }
}

impl Anchor {
    /// The span of the file at this path.
    pub fn file(path: impl Into<Arc<Path>>, span: Span) -> Anchor {
        Anchor::File(FileSpan::new(path, span))
    }

    /// The place in an item; `None` for an anchor outside a schema.
    pub fn place(&self) -> Option<Place> {
        match self {
            Anchor::Item(place) => Some(*place),
            Anchor::File(_) | Anchor::EditorSettings => None,
        }
    }

    /// The item; `None` for an anchor outside a schema.
    pub fn item(&self) -> Option<ItemId> {
        self.place().map(|place| place.item)
    }

    /// The path of the file; `None` for an item, whose file the schema knows, and for the editor's settings.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Anchor::File(file) => Some(&file.path),
            Anchor::Item(_) | Anchor::EditorSettings => None,
        }
    }

    /// The span, in bytes of the item or file; empty for the editor's settings.
    pub fn span(&self) -> Span {
        match self {
            Anchor::Item(place) => place.span,
            Anchor::File(file) => file.span,
            Anchor::EditorSettings => Span::default(),
        }
    }
}

impl From<Place> for Anchor {
    fn from(place: Place) -> Anchor {
        Anchor::Item(place)
    }
}

impl From<FileSpan> for Anchor {
    fn from(file: FileSpan) -> Anchor {
        Anchor::File(file)
    }
}
