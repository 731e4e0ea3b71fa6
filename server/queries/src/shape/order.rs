//! `orderBy`, `cursor` and `distinct`.

use base::{FieldId, ItemId};
use model::schema::FieldType;

use crate::code::{Object, Value};
use crate::shape::filter::compound_key;
use crate::shape::link::{JoinTable, Keys, column, id_columns, link};
use crate::shape::walk::{Walk, each};
use crate::shape::{Column, Condition, ConditionKind, Reach, Shape, SortColumn, TableRef};

/// Reads `orderBy` into the sorting of the shape. Tables that rows are sorted by become accesses.
pub(super) fn order(walk: &mut Walk<'_>, model: ItemId, value: &Value, shape: &mut Shape) {
    let (values, is_partial) = each(value);
    shape.sorting.is_partial |= is_partial;
    for value in values {
        match value {
            Value::Object(object) => sort_object(walk, model, object, shape),
            _ => shape.sorting.is_partial = true,
        }
    }
}

fn sort_object(walk: &mut Walk<'_>, model: ItemId, object: &Object, shape: &mut Shape) {
    shape.sorting.is_partial |= object.is_partial;
    for entry in &object.entries {
        let value = &entry.value.value;
        shape.sorting.is_partial |= entry.is_conditional;
        if *value == Value::Undefined {
            continue;
        }
        let Some(field) = walk.schema.field_named(model, &entry.key) else {
            // `_relevance`, `_count` and the like of a `groupBy`: no column.
            shape.sorting.is_mixed = true;
            continue;
        };
        match walk.schema.field_type(field) {
            FieldType::Model(_) => {
                shape.sorting.is_mixed = true;
                walk.below(&entry.key, |walk| by_relation(walk, field, value, shape));
            }
            FieldType::Composite(_) => shape.sorting.is_mixed = true,
            _ => shape.sorting.columns.extend(column(walk.schema, field).map(|it| sort_column(it, value))),
        }
    }
}

fn sort_column(column: Column, value: &Value) -> SortColumn {
    let (direction, nulls) = match value {
        Value::Object(object) => (object.get("sort"), object.get("nulls")),
        value => (Some(value), None),
    };
    let is_descending = match direction.and_then(Value::as_text) {
        Some("asc") => Some(false),
        Some("desc") => Some(true),
        _ => None,
    };
    let nulls_first = match nulls.and_then(Value::as_text) {
        Some("first") => Some(true),
        Some("last") => Some(false),
        _ => None,
    };
    SortColumn { column, is_descending, nulls_first }
}

/// The order by a column, or by the number, of the rows that belong to a row.
fn by_relation(walk: &mut Walk<'_>, field: FieldId, value: &Value, from: &mut Shape) {
    let Some(link) = link(walk.schema, field).filter(|_| !walk.is_exhausted()) else { return };
    if link.is_list {
        count_by_key(walk, field, Reach::OrderByCount, from, |_, _| {});
        return;
    }
    let Keys::Columns { own, other, .. } = link.keys else { return };
    from.joined.extend(own);
    let mut shape = walk.shape(TableRef::Model(link.target), Reach::OrderBy);
    shape.lookup = other;
    order(walk, link.target, value, &mut shape);
    walk.push(shape);
}

/// The rows of a relation, counted for each key in a table of its own that the other is joined with.
pub(super) fn count_by_key(
    walk: &mut Walk<'_>,
    field: FieldId,
    reach: Reach,
    from: &mut Shape,
    narrow: impl FnOnce(&mut Walk<'_>, &mut Shape),
) {
    let Some(link) = link(walk.schema, field) else { return };
    let mut shape = walk.shape(TableRef::Model(link.target), reach);
    narrow(walk, &mut shape);
    match link.keys {
        Keys::Columns { own, other, .. } => {
            from.joined.extend(own);
            shape.group_by.clone_from(&other);
            shape.lookup = other;
        }
        Keys::Through(through) => {
            let JoinTable { name, own, near, far, other } = *through;
            from.joined.push(own);
            shape.lookup = vec![other];
            let mut between = walk.shape(TableRef::Join(name), reach);
            between.lookup = vec![near.clone()];
            between.group_by = vec![near];
            between.joined = vec![far];
            walk.push(between);
        }
    }
    walk.push(shape);
}

/// Adds the order that Prisma adds by itself: rows that are taken, skipped or begun at a cursor come in the order of the id.
pub(super) fn implied_order(walk: &Walk<'_>, model: ItemId, shape: &mut Shape) {
    let sorting = &mut shape.sorting;
    if !sorting.columns.is_empty() || sorting.is_mixed || sorting.is_partial {
        return;
    }
    let ascending = |column| SortColumn { column, is_descending: Some(false), nulls_first: None };
    sorting.columns = id_columns(walk.schema, model).into_iter().map(ascending).collect();
    sorting.is_implied = true;
}

/// `cursor`: the access of its row, and the range of rows from it on.
pub(super) fn cursor(walk: &mut Walk<'_>, model: ItemId, value: &Value, shape: &mut Shape) {
    let Value::Object(object) = value else {
        shape.is_partial |= *value != Value::Undefined;
        return;
    };
    let mut conditions = Vec::new();
    for entry in &object.entries {
        let found = walk.schema.field_named(model, &entry.key).and_then(|id| column(walk.schema, id));
        let columns = match found {
            Some(column) => vec![column],
            None => compound_key(walk.schema, model, &entry.key).unwrap_or_default(),
        };
        conditions.extend(columns.into_iter().map(|it| Condition::new(it, ConditionKind::Equal)));
    }
    shape.cursor = conditions.iter().map(|it| it.column.clone()).collect();
    let mut row = walk.shape(TableRef::Model(model), Reach::Cursor);
    row.branches = vec![crate::shape::Branch { conditions, is_chosen: false }];
    row.joined.clone_from(&shape.joined);
    walk.push(row);
    sorted_elsewhere(walk, shape);
    implied_order(walk, model, shape);
    // With several columns the rows after the cursor are alternatives, none of which narrows by more than the filter.
    let is_single = shape.sorting.columns.len() == 1 && !shape.sorting.is_mixed;
    for sorted in &shape.sorting.columns {
        let range = Condition {
            is_residual: !is_single,
            ..Condition::new(sorted.column.clone(), ConditionKind::Range)
        };
        shape.branches.iter_mut().for_each(|branch| branch.conditions.push(range.clone()));
    }
}

/// With a cursor, the tables that rows are sorted by are read for its row too, and their columns are compared with its values.
fn sorted_elsewhere(walk: &mut Walk<'_>, shape: &Shape) {
    let is_sorted_by = |it: &&mut Shape| {
        it.reach == Reach::OrderBy && it.statement == shape.statement && it.path.starts_with(&*shape.path)
    };
    let mut rows = Vec::new();
    for sorted in walk.shapes.iter_mut().filter(is_sorted_by) {
        rows.push(Shape { sorting: Default::default(), reach: Reach::Cursor, ..sorted.clone() });
        let range = sorted.sorting.columns.iter().map(|it| Condition {
            is_residual: true,
            ..Condition::new(it.column.clone(), ConditionKind::Range)
        });
        let range: Vec<Condition> = range.collect();
        sorted.branches.iter_mut().for_each(|branch| branch.conditions.extend(range.iter().cloned()));
    }
    walk.shapes.extend(rows);
}

/// The columns of `distinct`, or of `by`.
pub(super) fn columns(walk: &Walk<'_>, model: ItemId, value: &Value) -> Vec<Column> {
    let named = |value: &Value| column(walk.schema, walk.schema.field_named(model, value.as_text()?)?);
    each(value).0.into_iter().filter_map(named).collect()
}
