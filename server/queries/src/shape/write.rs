//! `data`: what a write asks of other tables. Rows that are created ask nothing.

use base::{FieldId, ItemId};
use model::schema::FieldType;

use crate::code::{Object, Value};
use crate::shape::alternatives::{Filter, Mode};
use crate::shape::filter::filter;
use crate::shape::link::{Keys, link};
use crate::shape::walk::{Walk, each, is_given};
use crate::shape::{Reach, TableRef};

/// Reads the `data` of rows of this model.
pub(super) fn data(walk: &mut Walk<'_>, model: ItemId, value: &Value) {
    if walk.is_exhausted() {
        return;
    }
    for value in each(value).0 {
        let Value::Object(object) = value else { continue };
        for entry in object.entries.iter().filter(|entry| is_given(&entry.value.value)) {
            let Some(field) = walk.schema.field_named(model, &entry.key) else { continue };
            let (FieldType::Model(_), Value::Object(writes)) =
                (walk.schema.field_type(field), &entry.value.value)
            else {
                continue;
            };
            walk.below(&entry.key, |walk| nested(walk, field, writes));
        }
    }
}

/// The writes of a relation: `{ connect: …, deleteMany: … }`.
fn nested(walk: &mut Walk<'_>, field: FieldId, writes: &Object) {
    let Some(target) = link(walk.schema, field).map(|link| link.target) else { return };
    for entry in writes.entries.iter().filter(|entry| is_given(&entry.value.value)) {
        let value = &entry.value.value;
        walk.below(&entry.key, |walk| match entry.key.as_str() {
            "create" | "createMany" => {
                added(walk, target);
                data(walk, target, value);
            }
            // The rows are named by a unique key.
            "connect" => rows(walk, field, value, false),
            "connectOrCreate" => {
                for object in objects(value) {
                    rows(walk, field, object.get("where").unwrap_or(&Value::Undefined), false);
                    added(walk, target);
                    data(walk, target, object.get("create").unwrap_or(&Value::Undefined));
                }
            }
            // The rows that belong to the row that is written.
            "set" => {
                rows(walk, field, &Value::Boolean(true), true);
                rows(walk, field, value, false);
            }
            "disconnect" | "delete" => rows(walk, field, value, true),
            "deleteMany" => rows(walk, field, value, true),
            "update" | "updateMany" | "upsert" => {
                for object in objects(value) {
                    let has_parts = ["data", "create", "update"].iter().any(|key| object.get(key).is_some());
                    let narrowed = object.get("where").filter(|_| has_parts);
                    rows(walk, field, narrowed.unwrap_or(&Value::Boolean(true)), true);
                    if !has_parts {
                        data(walk, target, value);
                    }
                    for key in ["data", "update", "create"] {
                        data(walk, target, object.get(key).unwrap_or(&Value::Undefined));
                    }
                }
            }
            _ => {}
        });
    }
}

/// Rows of the model that are added.
fn added(walk: &mut Walk<'_>, model: ItemId) {
    walk.in_statement(|walk| {
        let shape = walk.shape(TableRef::Model(model), Reach::Create);
        walk.push(shape);
    });
}

fn objects(value: &Value) -> Vec<&Object> {
    each(value).0.into_iter().filter_map(Value::as_object).collect()
}

/// The access of rows of the relation: of those that belong to the row that is written, or of any.
fn rows(walk: &mut Walk<'_>, field: FieldId, value: &Value, of_row: bool) {
    let Some(link) = link(walk.schema, field) else { return };
    for value in each(value).0 {
        walk.in_statement(|walk| {
            let found = match value {
                Value::Boolean(_) => Filter::all(),
                value => filter(walk, link.target, value, Mode::default()),
            };
            let mut shape = walk.shape(TableRef::Model(link.target), Reach::NestedWrite);
            shape.branches = found.branches;
            shape.is_partial = found.is_partial;
            match &link.keys {
                _ if !of_row => {}
                Keys::Columns { other, .. } => shape.lookup.clone_from(other),
                Keys::Through(through) => {
                    let mut between = walk.shape(TableRef::Join(through.name.clone()), Reach::NestedWrite);
                    between.lookup = vec![through.near.clone()];
                    between.joined = vec![through.far.clone()];
                    walk.push(between);
                    shape.joined.push(through.other.clone());
                }
            }
            walk.push(shape);
        });
    }
}
