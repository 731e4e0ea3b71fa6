//! What the deletion of a row leads to: the database looks for the rows that refer to it.

use base::{FieldId, ItemId};

use crate::shape::link::{Keys, link};
use crate::shape::walk::Walk;
use crate::shape::{Reach, TableRef};

/// Adds an access for each foreign key that refers to rows of this model.
pub(super) fn referring(walk: &mut Walk<'_>, model: ItemId) {
    let schema = walk.schema;
    let count = schema.model(model).map_or(0, |it| it.fields.len());
    for index in 0..count {
        let Some(link) = link(schema, FieldId::new(model, index)) else { continue };
        let (table, lookup) = match link.keys {
            Keys::Columns { other, owns_key: false, .. } => (TableRef::Model(link.target), other),
            Keys::Through(through) => (TableRef::Join(through.name), vec![through.near]),
            Keys::Columns { .. } => continue,
        };
        walk.in_statement(|walk| {
            let mut shape = walk.shape(table, Reach::ForeignKey);
            shape.lookup = lookup;
            walk.push(shape);
        });
    }
}
