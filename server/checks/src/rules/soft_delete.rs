//! Models whose rows are marked as deleted instead of being deleted.

use model::catalog::ScalarType;
use model::schema::item::{Arity, Field, Model};
use model::schema::{FieldType, Schema};

/// What the mark of a deleted row is called, in the schema or in the database.
const NAMES: &[&str] = &["deletedAt", "deleted_at"];

/// The field that marks a row of the model as deleted: an optional `DateTime` called `deletedAt`, which is null while
/// the row lives.
pub fn soft_delete_field<'m>(schema: &Schema, model: &'m Model) -> Option<&'m Field> {
    model.fields.iter().find(|field| {
        let is_named = || NAMES.contains(&field.name.as_str()) || NAMES.contains(&field.database_name());
        field.arity() == Arity::Optional
            && schema.type_of(field) == FieldType::Scalar(ScalarType::DateTime)
            && is_named()
    })
}
