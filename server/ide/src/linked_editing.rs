//! Linked editing: the name of a relation on both sides.

use crate::Analysis;
use base::FileId;
use base::text::Span;
use model::schema::references::{Definition, definition_at, references};

/// The spans of the file that have to change together with the relation name at `offset`, including its own, in bytes
/// of the file: the text between the quotes.
///
/// `None` if one of them is in another file, or is written with other escape sequences: an editor changes only one
/// document, and different names would break the relation. Rename handles these cases.
pub fn linked_editing(analysis: &Analysis, file: FileId, offset: u32) -> Option<Vec<Span>> {
    let schema = &analysis.schema;
    let (item, at) = schema.item_at(file, offset)?;
    let (definition, place) = definition_at(schema, item, at)?;
    if !matches!(definition, Definition::RelationName { .. }) {
        return None;
    }
    let source = schema.file(file)?.content.source().source();
    let written = source.slice(schema.locate(place).1);
    let places: Vec<_> =
        references(schema, &definition).into_iter().map(|it| schema.locate(it.place)).collect();
    let is_linked = |(other, span): &(FileId, Span)| *other == file && source.slice(*span) == written;
    let is_all = places.len() > 1 && places.iter().all(is_linked);
    is_all.then(|| places.into_iter().map(|(_, span)| span).collect())
}
