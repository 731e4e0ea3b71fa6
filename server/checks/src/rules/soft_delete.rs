//! Soft-deleted models.

use model::catalog::ScalarType;
use model::schema::item::{Arity, Field, Model};
use model::schema::{FieldType, Schema};

/// Names of soft-delete columns, in the schema or in the database.
const NAMES: &[&str] = &["deletedAt", "deleted_at"];

/// The soft-delete field of a model: an optional `DateTime` named `deletedAt`, which is NULL while the row is active.
pub fn soft_delete_field<'m>(schema: &Schema, model: &'m Model) -> Option<&'m Field> {
    model.fields.iter().find(|field| {
        let is_named = || NAMES.contains(&field.name.as_str()) || NAMES.contains(&field.database_name());
        field.arity() == Arity::Optional
            && schema.type_of(field) == FieldType::Scalar(ScalarType::DateTime)
            && is_named()
    })
}
