//! Soft-deleted models.

use model::catalog::ScalarType;
use model::schema::item::{Arity, Field, Model};
use model::schema::{FieldType, Schema};

/// Names of soft-delete columns, in the schema or in the database.
const NAMES: &[&str] = &["deletedAt", "deleted_at"];

/// The soft-delete field of a model: an optional `DateTime` named `deletedAt`, which is NULL while the row is active.
pub fn soft_delete_field<'m>(schema: &Schema, model: &'m Model) -> Option<&'m Field> {
    let is_mark = |field: &Field| {
        let is_named = || NAMES.contains(&field.name.as_str()) || NAMES.contains(&field.database_name());
        field.arity() == Arity::Optional
            && schema.type_of(field) == FieldType::Scalar(ScalarType::DateTime)
            && is_named()
    };
    // A model with many relations is asked about for each of them, so that not all of its fields are looked at.
    let named = NAMES.iter().filter_map(|name| model.field_index(name));
    let places = named.chain(model.fields_of_type(ScalarType::DateTime.name()));
    let marks = places.filter(|at| model.fields.get(*at).is_some_and(is_mark));
    marks.min().and_then(|at| model.fields.get(at))
}
