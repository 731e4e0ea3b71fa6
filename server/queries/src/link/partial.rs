//! Whether all is known that decides what a call asks for.

use base::ItemId;
use model::schema::{FieldType, Schema};

use super::project_code::Query;
use crate::code::Value;

/// How deep objects are followed: relations can lead in circles, and a text can nest without end.
const MAX_DEPTH: u32 = 32;

/// Whether something of a call is not known that decides which columns are asked for. The amount of a known condition does not.
pub fn is_partial(schema: &Schema, query: &Query<'_>) -> bool {
    let Some(argument) = &query.call.argument else { return false };
    argument.is_partial_argument() || has_unknown_relation(schema, query.model, &argument.value, MAX_DEPTH)
}

/// Whether the filter or selection of a relation is not known.
fn has_unknown_relation(schema: &Schema, model: ItemId, value: &Value, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return true };
    let below = |model, value: &Value| has_unknown_relation(schema, model, value, depth);
    match value {
        Value::Object(object) => object.entries.iter().any(|entry| {
            let value = &entry.value.value;
            // Data to write is not asked for.
            if matches!(entry.key.as_str(), "data" | "create" | "update") {
                return false;
            }
            match schema.field_named(model, &entry.key).map(|id| schema.field_type(id)) {
                Some(FieldType::Model(target)) => {
                    matches!(value, Value::Unknown(unknown) if !unknown.is_scalar) || below(target, value)
                }
                Some(_) => false,
                None => below(model, value),
            }
        }),
        Value::List { items, .. } | Value::OneOf(items) => items.iter().any(|item| below(model, &item.value)),
        _ => false,
    }
}
