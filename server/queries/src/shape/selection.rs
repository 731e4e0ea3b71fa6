//! `select` and `include`: what is read for the rows that are found.

use base::{FieldId, ItemId};
use model::schema::FieldType;

use crate::code::{Object, Value};
use crate::shape::access::Amount;
use crate::shape::alternatives::Mode;
use crate::shape::filter::filter;
use crate::shape::link::{JoinTable, Keys, link};
use crate::shape::order::{columns, count_by_key, cursor, implied_order, order};
use crate::shape::walk::{Walk, is_given};
use crate::shape::{Column, Reach, Shape, TableRef};

/// Reads `select` and `include` of an argument. The shape is the access whose rows they are of.
pub(super) fn selection(walk: &mut Walk<'_>, model: ItemId, argument: &Object, shape: &mut Shape) {
    for entry in argument.entries.iter().filter(|it| matches!(it.key.as_str(), "select" | "include")) {
        walk.below(&entry.key, |walk| selected(walk, model, &entry.value.value, shape));
    }
}

fn selected(walk: &mut Walk<'_>, model: ItemId, value: &Value, shape: &mut Shape) {
    if walk.is_exhausted() {
        return;
    }
    match value {
        Value::OneOf(several) => several.iter().for_each(|it| selected(walk, model, &it.value, shape)),
        Value::Object(object) => {
            for entry in object.entries.iter().filter(|entry| is_given(&entry.value.value)) {
                let value = &entry.value.value;
                if entry.key == "_count" {
                    walk.below("_count", |walk| counts(walk, model, value, shape));
                    continue;
                }
                let Some(field) = walk.schema.field_named(model, &entry.key) else { continue };
                if matches!(walk.schema.field_type(field), FieldType::Model(_)) {
                    walk.below(&entry.key, |walk| {
                        walk.in_statement(|walk| related(walk, field, value));
                    });
                }
            }
        }
        _ => {}
    }
}

/// The rows that belong to others, in a statement of their own.
fn related(walk: &mut Walk<'_>, field: FieldId, value: &Value) {
    let Some(link) = link(walk.schema, field) else { return };
    let mut shape = walk.shape(TableRef::Model(link.target), Reach::Include);
    match link.keys {
        Keys::Columns { other, .. } => shape.lookup = other,
        Keys::Through(through) => {
            let JoinTable { name, near, far, other, .. } = *through;
            shape.joined.push(other);
            let mut between = walk.shape(TableRef::Join(name), Reach::Include);
            between.lookup = vec![near];
            between.joined = vec![far];
            walk.push(between);
        }
    }
    match value {
        Value::Object(object) => rows_of(walk, link.target, object, link.is_list, shape),
        Value::OneOf(several) => {
            for it in several.iter().filter(|it| is_given(&it.value)) {
                match &it.value {
                    Value::Object(object) => {
                        rows_of(walk, link.target, object, link.is_list, shape.clone());
                    }
                    Value::Boolean(true) => walk.push(shape.clone()),
                    _ => walk.push(Shape { is_partial: true, ..shape.clone() }),
                }
            }
        }
        Value::Boolean(true) => walk.push(shape),
        _ => walk.push(Shape { is_partial: true, ..shape }),
    }
}

/// What the argument below an `include` asks of the rows.
fn rows_of(walk: &mut Walk<'_>, model: ItemId, argument: &Object, is_list: bool, mut shape: Shape) {
    shape.is_partial |= argument.is_partial;
    find(walk, model, argument, &mut shape);
    let is_limited = shape.take.is_some() || shape.skip.is_some();
    let is_pushed = walk.has_one_parent || walk.joins_relations();
    shape.takes_in_memory |= is_list && is_limited && !is_pushed;
    let had_one_parent = std::mem::replace(&mut walk.has_one_parent, false);
    selection(walk, model, argument, &mut shape);
    walk.has_one_parent = had_one_parent;
    walk.push(shape);
}

/// Reads `where`, `orderBy`, `cursor`, `take`, `skip` and `distinct`.
pub(super) fn find(walk: &mut Walk<'_>, model: ItemId, argument: &Object, shape: &mut Shape) {
    if let Some(entry) = argument.entry("where") {
        let mode = Mode { is_conditional: entry.is_conditional, ..Mode::default() };
        let found = walk.below("where", |walk| filter(walk, model, &entry.value.value, mode));
        shape.branches = found.branches;
        shape.is_partial |= found.is_partial;
    }
    if let Some(entry) = argument.entry("orderBy") {
        walk.below("orderBy", |walk| order(walk, model, &entry.value.value, shape));
        shape.sorting.is_partial |= entry.is_conditional;
    }
    if let Some(value) = argument.get("cursor") {
        walk.below("cursor", |walk| cursor(walk, model, value, shape));
    }
    if let Some(value) = argument.get("distinct") {
        shape.distinct = columns(walk, model, value);
    }
    shape.take = amount(argument.get("take"));
    shape.skip = amount(argument.get("skip"));
    if shape.take.is_some() || shape.skip.is_some_and(|it| it != Amount::Known(0)) {
        implied_order(walk, model, shape);
    }
    if matches!(shape.take, Some(Amount::Known(..0))) {
        for sorted in &mut shape.sorting.columns {
            sorted.is_descending = sorted.is_descending.map(|it| !it);
            sorted.nulls_first = sorted.nulls_first.map(|it| !it);
        }
    }
    shape.takes_in_memory = !shape.distinct.is_empty() && (shape.take.is_some() || shape.skip.is_some());
}

fn amount(value: Option<&Value>) -> Option<Amount> {
    match value? {
        Value::Undefined | Value::Null => None,
        Value::Number(text) => Some(text.parse().map_or(Amount::Variable, Amount::Known)),
        _ => Some(Amount::Variable),
    }
}

/// `_count`: how many rows of each relation belong to a row.
fn counts(walk: &mut Walk<'_>, model: ItemId, value: &Value, shape: &mut Shape) {
    let Value::Object(object) = value else {
        if *value == Value::Boolean(true) {
            for field in list_relations(walk, model) {
                count_by_key(walk, field, Reach::Count, shape, |_, _| {});
            }
        }
        return;
    };
    let Some(Value::Object(selected)) = object.get("select") else { return };
    for entry in selected.entries.iter().filter(|entry| is_given(&entry.value.value)) {
        let Some(field) = walk.schema.field_named(model, &entry.key) else { continue };
        let FieldType::Model(target) = walk.schema.field_type(field) else { continue };
        walk.below(&entry.key, |walk| {
            count_by_key(walk, field, Reach::Count, shape, |walk, counted| {
                let narrowed = entry.value.value.as_object().and_then(|it| it.get("where"));
                if let Some(value) = narrowed {
                    let found = walk.below("where", |walk| filter(walk, target, value, Mode::default()));
                    counted.branches = found.branches;
                    counted.is_partial |= found.is_partial;
                }
            });
        });
    }
}

fn list_relations(walk: &Walk<'_>, model: ItemId) -> Vec<FieldId> {
    let count = walk.schema.model(model).map_or(0, |it| it.fields.len());
    let ids = (0..count).map(|index| FieldId::new(model, index));
    ids.filter(|id| link(walk.schema, *id).is_some_and(|link| link.is_list)).collect()
}

/// The columns of `_min`, `_max`, `_sum` and `_avg`.
pub(super) fn aggregated(walk: &Walk<'_>, model: ItemId, value: Option<&Value>) -> Vec<Column> {
    let Some(Value::Object(object)) = value else { return Vec::new() };
    let given = object.entries.iter().filter(|entry| is_given(&entry.value.value));
    let field = |key: &str| walk.schema.field_named(model, key);
    given.filter_map(|entry| crate::shape::link::column(walk.schema, field(&entry.key)?)).collect()
}
