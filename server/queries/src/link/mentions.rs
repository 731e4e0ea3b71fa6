//! The fields that a call names.

use base::text::Span;
use base::{FieldId, ItemId};
use model::schema::{FieldType, Schema};

use super::project_code::Query;
use crate::code::{Located, Object, Value};

/// How deep objects are followed: relations can lead in circles, and a text can nest without end.
const MAX_DEPTH: u32 = 32;

/// A field that a call names, and what for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldMention {
    /// The field.
    pub field: FieldId,
    /// The key, or the string, in bytes of the file.
    pub span: Span,
    /// What for.
    pub role: MentionRole,
}

/// What a call names a field for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MentionRole {
    /// To find rows.
    Filter,
    /// To sort, group or tell rows apart.
    Order,
    /// To return it, or rows behind a relation.
    Selection,
    /// To write it.
    Data,
}

/// The fields that a call names, in the order of the text. What is not known is left out.
pub fn mentions(schema: &Schema, query: &Query<'_>) -> Vec<FieldMention> {
    let mut walk = Walk { schema, found: Vec::new() };
    let argument = query.call.argument.as_ref();
    if let Some(object) = argument.and_then(|argument| argument.value.as_object()) {
        for entry in &object.entries {
            if let Some(role) = role_of(&entry.key) {
                walk.value(query.model, &entry.value, role, 0);
            }
        }
    }
    walk.found.sort_unstable_by_key(|mention| mention.span);
    walk.found
}

/// What the keys of an argument name fields for.
fn role_of(key: &str) -> Option<MentionRole> {
    Some(match key {
        "where" | "cursor" | "having" => MentionRole::Filter,
        "orderBy" | "by" | "distinct" => MentionRole::Order,
        "select" | "include" | "omit" | "_count" | "_sum" | "_avg" | "_min" | "_max" => {
            MentionRole::Selection
        }
        "data" | "create" | "update" => MentionRole::Data,
        _ => return None,
    })
}

struct Walk<'s> {
    schema: &'s Schema,
    found: Vec<FieldMention>,
}

impl Walk<'_> {
    fn value(&mut self, model: ItemId, located: &Located, role: MentionRole, depth: u32) {
        if depth > MAX_DEPTH {
            return;
        }
        match &located.value {
            Value::Object(object) => self.object(model, object, role, depth),
            Value::List { items, .. } => {
                items.iter().for_each(|item| self.value(model, item, role, depth + 1));
            }
            Value::OneOf(values) => values.iter().for_each(|it| self.value(model, it, role, depth + 1)),
            // `by: ["role"]`, `distinct: "email"`
            Value::Text(name) if role == MentionRole::Order => {
                if let Some(field) = self.schema.field_named(model, name) {
                    self.found.push(FieldMention { field, span: located.span, role });
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, model: ItemId, object: &Object, role: MentionRole, depth: u32) {
        for entry in &object.entries {
            let Some(field) = self.schema.field_named(model, &entry.key) else {
                // `AND`, `some`, `connect`, the name of a compound key, `where` inside `include`.
                let role = role_of(&entry.key).unwrap_or(role);
                self.value(model, &entry.value, role, depth + 1);
                continue;
            };
            self.found.push(FieldMention { field, span: entry.key_span, role });
            // Operators and values of a scalar name no fields.
            if let FieldType::Model(target) = self.schema.field_type(field) {
                self.value(target, &entry.value, role, depth + 1);
            }
        }
    }
}
