//! Find references, and highlights.

use crate::Analysis;
use base::FileId;
use base::text::Span;
use model::schema::Schema;
use model::schema::references::{Definition, Reference, definition_at, references_among};

/// An occurrence of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Occurrence {
    /// The file.
    pub file: FileId,
    /// The name, in bytes of that file; for a name in a string, the text between the quotes.
    pub span: Span,
    /// The role of the occurrence.
    pub role: Role,
}

/// The role of an occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// It is the declaration.
    Declaration,
    /// It refers to a declaration.
    Use,
    /// One of several equal occurrences without a declaration: the name of a relation on its two sides.
    Twin,
}

/// Every occurrence of the name at `offset`, in bytes of the file, in order of files and positions. `None` if there is
/// no name, or an unknown one.
pub fn references(analysis: &Analysis, file: FileId, offset: u32) -> Option<Vec<Occurrence>> {
    occurrences(&analysis.schema, file, offset, |_| true)
}

/// Like [`references`], only in this file.
pub fn highlights(analysis: &Analysis, file: FileId, offset: u32) -> Option<Vec<Occurrence>> {
    occurrences(&analysis.schema, file, offset, |other| other == file)
}

fn occurrences(
    schema: &Schema,
    file: FileId,
    offset: u32,
    is_wanted: impl Fn(FileId) -> bool,
) -> Option<Vec<Occurrence>> {
    let (item, at) = schema.item_at(file, offset)?;
    let (definition, _) = definition_at(schema, item, at)?;
    let found = references_among(schema, &definition, |id| is_wanted(schema.file_of(id)));
    let has_declaration = !matches!(definition, Definition::RelationName { .. });
    let occurrence = |reference: Reference| {
        let (file, span) = schema.locate(reference.place);
        let role = match (reference.is_declaration, has_declaration) {
            (true, _) => Role::Declaration,
            (false, true) => Role::Use,
            (false, false) => Role::Twin,
        };
        Occurrence { file, span, role }
    };
    Some(found.into_iter().map(occurrence).collect())
}
