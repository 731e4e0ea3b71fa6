//! Which fields a call stores.

use base::{FieldId, ItemId};
use model::schema::{FieldType, Schema};
use smol_str::SmolStr;

use super::access::{Effect, Fields};
use crate::code::{Operation, Value};

/// How deep data is followed: a text can nest without end.
const MAX_DEPTH: usize = 24;

/// Fields of one model that a call stores, or rows that it deletes below other data.
#[derive(Clone, Debug)]
pub(super) struct Write {
    pub model: ItemId,
    /// The relations that lead to it.
    pub path: SmolStr,
    pub effect: Effect,
    pub fields: Fields,
}

/// What the data of a call stores, for each model; and which rows below it are deleted.
pub(super) fn writes(
    schema: &Schema,
    model: ItemId,
    operation: Operation,
    argument: Option<&Value>,
) -> Vec<Write> {
    let mut walk = Walk { schema, path: Vec::new(), found: Vec::new() };
    if !operation.writes() || matches!(operation, Operation::Delete | Operation::DeleteMany) {
        return walk.found;
    }
    let object = argument.and_then(Value::as_object);
    let mut is_known = false;
    for entry in object.iter().flat_map(|object| &object.entries) {
        if matches!(entry.key.as_str(), "data" | "create" | "update") {
            is_known = true;
            walk.data(model, &entry.value.value);
        }
    }
    if !is_known {
        walk.add(model, Effect::Write, Fields::Unknown(Vec::new()));
    }
    walk.found
}

struct Walk<'s> {
    schema: &'s Schema,
    path: Vec<SmolStr>,
    found: Vec<Write>,
}

impl Walk<'_> {
    /// Data of a model, or a list of it.
    fn data(&mut self, model: ItemId, value: &Value) {
        if self.path.len() > MAX_DEPTH {
            return;
        }
        match value {
            Value::Object(object) => {
                let mut fields = Vec::new();
                for entry in &object.entries {
                    let Some(field) = self.schema.field_named(model, &entry.key) else { continue };
                    match self.schema.field_type(field) {
                        FieldType::Model(target) => {
                            self.path.push(entry.key.clone());
                            self.related(target, &entry.value.value);
                            self.path.pop();
                        }
                        _ if entry.value.value == Value::Undefined => {}
                        _ => fields.push(field),
                    }
                }
                let fields = if object.is_partial { Fields::Unknown(fields) } else { Fields::Named(fields) };
                self.add(model, Effect::Write, fields);
            }
            Value::List { items, .. } => items.iter().for_each(|item| self.data(model, &item.value)),
            Value::OneOf(several) => several.iter().for_each(|it| self.data(model, &it.value)),
            Value::Undefined => {}
            _ => self.add(model, Effect::Write, Fields::Unknown(Vec::new())),
        }
    }

    /// `create`, `update` and the like below a relation field.
    fn related(&mut self, model: ItemId, value: &Value) {
        let Some(object) = value.as_object() else { return };
        for entry in &object.entries {
            let value = &entry.value.value;
            match entry.key.as_str() {
                "create" | "createMany" | "update" | "updateMany" | "upsert" | "connectOrCreate" => {
                    self.nested(model, value, entry.key == "create");
                }
                "delete" | "deleteMany" => self.add(model, Effect::Delete, Fields::All),
                _ => {}
            }
        }
    }

    /// The data in the argument of a nested write, which may be below a key of its own.
    fn nested(&mut self, model: ItemId, value: &Value, is_data: bool) {
        let each: Vec<&Value> = match value {
            Value::List { items, .. } | Value::OneOf(items) => items.iter().map(|it| &it.value).collect(),
            other => vec![other],
        };
        for value in each {
            let object = value.as_object().filter(|_| !is_data);
            let below = |key: &&str| object.is_some_and(|object| object.get(key).is_some());
            let keys: Vec<&str> = ["data", "create", "update"].into_iter().filter(below).collect();
            match (object, keys.is_empty()) {
                (Some(object), false) => {
                    keys.iter().filter_map(|key| object.get(key)).for_each(|it| self.data(model, it));
                }
                _ => self.data(model, value),
            }
        }
    }

    /// Adds to what is known of the model at this path.
    fn add(&mut self, model: ItemId, effect: Effect, fields: Fields) {
        let path = SmolStr::from(self.path.join("."));
        let same = |it: &&mut Write| it.model == model && it.path == path && it.effect == effect;
        let Some(known) = self.found.iter_mut().find(same) else {
            self.found.push(Write { model, path, effect, fields });
            return;
        };
        let is_unknown = |fields: &Fields| matches!(fields, Fields::Unknown(_));
        let is_partial = is_unknown(&known.fields) || is_unknown(&fields);
        let mut all: Vec<FieldId> = named(&known.fields).chain(named(&fields)).copied().collect();
        all.sort_unstable();
        all.dedup();
        if effect == Effect::Write {
            known.fields = if is_partial { Fields::Unknown(all) } else { Fields::Named(all) };
        }
    }
}

fn named(fields: &Fields) -> impl Iterator<Item = &FieldId> {
    match fields {
        Fields::Named(named) | Fields::Unknown(named) => named.iter(),
        Fields::All | Fields::AllBut(_) => [].iter(),
    }
}
