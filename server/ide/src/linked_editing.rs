//! Names that are typed together: the name of a relation at its two sides.

use crate::Analysis;
use base::FileId;
use base::text::Span;
use model::schema::references::{Definition, definition_at, references};

/// The places of the file that have to change together with the relation name at `offset`, its own among them, in bytes of
/// the file: what stands between the quotes.
///
/// `None` where one of them stands in another file, or is spelt with other escapes: an editor changes the places of one
/// document only, and two names that no longer agree are no relation. Renaming does it there.
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
