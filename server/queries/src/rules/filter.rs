//! The conditions of a filter with the places where they are written.

use base::ItemId;
use model::schema::item::{Arity, Field, Key, Model};
use model::schema::{FieldType, Schema};

use crate::code::{Entry, Object, Value};

/// How deep filters are followed.
const MAX_DEPTH: u32 = 12;

/// What `where` says, as a list of conditions on fields.
#[derive(Debug, Default)]
pub(super) struct Filter<'a> {
    /// The conditions, in the order of the text.
    pub conditions: Vec<Condition<'a>>,
    /// Whether there may be others.
    pub is_partial: bool,
}

/// A condition on a field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Condition<'a> {
    /// The field.
    pub field: &'a Field,
    /// The model of the field.
    pub model: ItemId,
    /// The key and the value.
    pub entry: &'a Entry,
    /// How it is part of the filter.
    pub role: Role,
}

/// How a condition is part of a filter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Role {
    /// Whether it is below `NOT`, `none` or `isNot`.
    pub is_negated: bool,
    /// Whether it is one of several alternatives of `OR`.
    pub is_alternative: bool,
    /// Whether the field is one of a related model.
    pub is_related: bool,
    /// Whether it is there only under a condition of the code.
    pub is_conditional: bool,
}

impl<'a> Filter<'a> {
    /// The filter that this value of `where` is; without conditions where there is none.
    pub fn new(schema: &'a Schema, model: ItemId, value: Option<&'a Value>) -> Filter<'a> {
        let mut filter = Filter::default();
        if let Some(value) = value {
            filter.add(schema, model, value, Role::default(), MAX_DEPTH);
        }
        filter
    }

    /// Whether something of it is certain to be there.
    pub fn narrows(&self) -> bool {
        self.is_partial || self.conditions.iter().any(|it| it.is_given())
    }

    /// Whether a unique key of the model has a value, or a list of values, in it.
    pub fn bounds_unique(&self, model: &Model) -> bool {
        model.keys.iter().any(|key| {
            let mut names = key.field_names().peekable();
            key.is_unique() && names.peek().is_some() && names.all(|name| self.bounds(name))
        })
    }

    /// Whether a field of the model has a value, or one of a list.
    pub fn bounds(&self, name: &str) -> bool {
        self.conditions
            .iter()
            .any(|it| it.field.name.text == name && it.binds() && (it.is_equality() || it.is_list()))
    }

    fn add(&mut self, schema: &'a Schema, model: ItemId, value: &'a Value, role: Role, depth: u32) {
        let Some(depth) = depth.checked_sub(1) else {
            self.is_partial = true;
            return;
        };
        match value {
            Value::Object(object) => self.add_object(schema, model, object, role, depth),
            Value::List { items, is_partial } => {
                self.is_partial |= is_partial;
                for item in items {
                    self.add(schema, model, &item.value, role, depth);
                }
            }
            Value::OneOf(several) => {
                for one in several {
                    let role = Role { is_conditional: true, ..role };
                    self.add(schema, model, &one.value, role, depth);
                }
            }
            Value::Undefined => {}
            _ => self.is_partial = true,
        }
    }

    fn add_object(&mut self, schema: &'a Schema, model: ItemId, object: &'a Object, role: Role, depth: u32) {
        self.is_partial |= object.is_partial;
        for entry in &object.entries {
            let role = Role { is_conditional: role.is_conditional || entry.is_conditional, ..role };
            let value = &entry.value.value;
            match entry.key.as_str() {
                "AND" => self.add(schema, model, value, role, depth),
                "OR" => self.add(schema, model, value, Role { is_alternative: true, ..role }, depth),
                "NOT" => self.add(schema, model, value, Role { is_negated: true, ..role }, depth),
                name => self.add_field(schema, model, name, entry, role, depth),
            }
        }
    }

    fn add_field(
        &mut self,
        schema: &'a Schema,
        model: ItemId,
        name: &str,
        entry: &'a Entry,
        role: Role,
        depth: u32,
    ) {
        let Some(declared) = schema.model(model) else { return };
        let value = &entry.value.value;
        let Some(field) = declared.field(name) else {
            // A unique key of several fields: `orderId_productId: { … }`.
            return match compound_key(declared, name) {
                Some(_) => self.add(schema, model, value, role, depth),
                None => self.is_partial = true,
            };
        };
        let FieldType::Model(target) = schema.type_of(field) else {
            return self.conditions.push(Condition { field, model, entry, role });
        };
        self.conditions.push(Condition { field, model, entry, role });
        let role = Role { is_related: true, ..role };
        let Value::Object(object) = value else { return };
        let is_operator = |key: &str| matches!(key, "is" | "isNot" | "some" | "none" | "every");
        if !object.entries.iter().any(|it| is_operator(&it.key)) {
            return self.add_object(schema, target, object, role, depth);
        }
        for inner in object.entries.iter().filter(|it| is_operator(&it.key)) {
            let is_negated = role.is_negated || matches!(inner.key.as_str(), "isNot" | "none");
            let is_null = inner.value.value == Value::Null;
            if !is_null {
                self.add(schema, target, &inner.value.value, Role { is_negated, ..role }, depth);
            }
        }
    }
}

impl Condition<'_> {
    /// Whether rows without it are certainly left out, by the model's own field.
    pub fn binds(&self) -> bool {
        let Role { is_negated, is_alternative, is_related, is_conditional } = self.role;
        !is_negated && !is_alternative && !is_related && !is_conditional && self.is_given()
    }

    /// Whether its value is certainly there.
    pub fn is_given(&self) -> bool {
        !self.role.is_conditional && !may_be_undefined(&self.entry.value.value)
    }

    /// Whether one value is asked for.
    pub fn is_equality(&self) -> bool {
        match &self.entry.value.value {
            Value::Text(_) | Value::Number(_) | Value::Boolean(_) => true,
            Value::Unknown(unknown) => !unknown.is_list,
            Value::Object(object) => matches!(&*object.entries, [only] if only.key == "equals"),
            Value::OneOf(several) => several.iter().all(|it| is_scalar(&it.value)),
            _ => false,
        }
    }

    /// Whether one of a list of values is asked for.
    pub fn is_list(&self) -> bool {
        self.operator("in").is_some()
    }

    /// The value of an operator: `in`, `contains`.
    pub fn operator(&self, name: &str) -> Option<&Entry> {
        self.entry.value.value.as_object()?.entry(name)
    }

    /// Whether it is about a text.
    pub fn is_text(&self) -> bool {
        self.field.type_name() == "String" && self.field.arity() != Arity::List
    }
}

/// The unique key over several fields that the client gives this name.
pub(super) fn compound_key<'m>(model: &'m Model, name: &str) -> Option<&'m Key> {
    model.keys.iter().find(|key| key.columns.len() > 1 && key.is_unique() && client_name(key) == name)
}

/// The name of a unique key in the client: `name:`, else its fields joined by `_`.
pub(super) fn client_name(key: &Key) -> String {
    match &key.name {
        Some(name) => name.value.to_string(),
        None => key.field_names().collect::<Vec<_>>().join("_"),
    }
}

/// Whether a value may be `undefined`, by which Prisma leaves its key out.
pub(super) fn may_be_undefined(value: &Value) -> bool {
    match value {
        Value::Undefined => true,
        Value::Unknown(unknown) => unknown.may_be_undefined,
        Value::OneOf(several) => several.iter().any(|it| may_be_undefined(&it.value)),
        _ => false,
    }
}

/// Whether it is certainly a value of a column, no object with operators.
pub(super) fn is_scalar(value: &Value) -> bool {
    match value {
        Value::Text(_) | Value::Number(_) | Value::Boolean(_) => true,
        Value::Unknown(unknown) => unknown.is_scalar,
        Value::OneOf(several) => several.iter().all(|it| is_scalar(&it.value)),
        _ => false,
    }
}
