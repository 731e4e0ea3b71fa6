//! Where else the name under the cursor stands.

use crate::Analysis;
use base::FileId;
use base::text::Span;
use model::schema::Schema;
use model::schema::references::{Definition, Reference, definition_at, references_among};

/// A place that names something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Occurrence {
    /// The file.
    pub file: FileId,
    /// The name, in bytes of that file; for what is named by a string what stands between its quotes.
    pub span: Span,
    /// What the name does there.
    pub role: Role,
}

/// What a name does where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// It declares what it stands for.
    Declaration,
    /// It uses what is declared elsewhere.
    Use,
    /// It is one of several that are alike, none of which declares anything: the name of a relation at its two sides.
    Twin,
}

/// Every place in the schema that names what the name at `offset`, in bytes of the file, stands for, in the order of
/// files and places. `None` where no name stands, or one that stands for nothing.
pub fn references(analysis: &Analysis, file: FileId, offset: u32) -> Option<Vec<Occurrence>> {
    occurrences(&analysis.schema, file, offset, |_| true)
}

/// As [`references`], in this file alone.
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
