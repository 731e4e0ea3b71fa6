//! From the argument of a call to its accesses.

use base::ItemId;
use model::schema::Schema;

use crate::code::{Object, Operation, Value};
use crate::shape::access::Aggregate;
use crate::shape::alternatives::Mode;
use crate::shape::cascade::referring;
use crate::shape::filter::filter;
use crate::shape::order::{columns, order};
use crate::shape::selection::{aggregated, find, selection};
use crate::shape::walk::Walk;
use crate::shape::write::data;
use crate::shape::{Amount, Reach, Rows, Shape, TableRef};

/// What a call of a model's method asks of each table: first of the model's own, then of those that it leads to. Statements that
/// read again by its id a row that is already known are left out, and so are those that only add rows.
pub fn shapes(schema: &Schema, model: ItemId, operation: Operation, argument: Option<&Value>) -> Vec<Shape> {
    let mut walk = Walk::new(schema);
    let empty = Object::default();
    match argument {
        Some(Value::OneOf(several)) => {
            for it in several {
                match &it.value {
                    Value::Object(object) => call(&mut walk, model, operation, object, false),
                    Value::Undefined => call(&mut walk, model, operation, &empty, false),
                    _ => call(&mut walk, model, operation, &empty, true),
                }
            }
        }
        Some(Value::Object(object)) => call(&mut walk, model, operation, object, false),
        None | Some(Value::Undefined) => call(&mut walk, model, operation, &empty, false),
        Some(_) => call(&mut walk, model, operation, &empty, true),
    }
    // The access of the model's own table is known last, since it is joined with others.
    let root = walk.shapes.iter().position(|shape| shape.reach == Reach::Root);
    if let Some(root) = root.and_then(|at| walk.shapes.get_mut(..=at)) {
        root.rotate_right(1);
    }
    walk.shapes
}

fn call(walk: &mut Walk<'_>, model: ItemId, operation: Operation, argument: &Object, is_unknown: bool) {
    use Operation::*;
    let mut shape = walk.shape(TableRef::Model(model), Reach::Root);
    shape.is_partial = is_unknown || argument.is_partial;
    match operation {
        FindRaw | AggregateRaw => shape.is_partial = true,
        Create | CreateMany | CreateManyAndReturn => {}
        Aggregate | Count => {
            find(walk, model, argument, &mut shape);
            aggregates(walk, model, argument, &mut shape);
        }
        GroupBy => group(walk, model, argument, &mut shape),
        FindUnique | FindUniqueOrThrow | FindFirst | FindFirstOrThrow | FindMany => {
            find(walk, model, argument, &mut shape);
        }
        Update | UpdateMany | UpdateManyAndReturn | Upsert | Delete | DeleteMany => {
            let value = argument.get("where").unwrap_or(&Value::Undefined);
            let found = walk.below("where", |walk| filter(walk, model, value, Mode::default()));
            shape.branches = found.branches;
            shape.is_partial |= found.is_partial;
        }
    }
    if matches!(operation, FindFirst | FindFirstOrThrow) && shape.take.is_none() {
        shape.take = Some(Amount::Known(1));
    }
    walk.has_one_parent = operation.takes_unique() || operation == Create;
    if operation.returns_rows() {
        selection(walk, model, argument, &mut shape);
    }
    for key in ["data", "create", "update"] {
        if let Some(value) = argument.get(key).filter(|_| operation.writes()) {
            walk.below(key, |walk| data(walk, model, value));
        }
    }
    if matches!(operation, Delete | DeleteMany) {
        referring(walk, model);
    }
    walk.push(shape);
    if operation.takes_unique()
        && let Some(root) = walk.shapes.last_mut()
    {
        root.rows = Rows::One;
    }
}

fn aggregates(walk: &Walk<'_>, model: ItemId, argument: &Object, shape: &mut Shape) {
    for (key, is_extreme) in [("_min", true), ("_max", true), ("_sum", false), ("_avg", false)] {
        let columns = aggregated(walk, model, argument.get(key));
        shape.aggregates.extend(columns.into_iter().map(|column| Aggregate { column, is_extreme }));
    }
}

/// `groupBy`. Its `having` is applied to groups, so no index has a part in it.
fn group(walk: &mut Walk<'_>, model: ItemId, argument: &Object, shape: &mut Shape) {
    if let Some(value) = argument.get("where") {
        let found = walk.below("where", |walk| filter(walk, model, value, Mode::default()));
        shape.branches = found.branches;
        shape.is_partial |= found.is_partial;
    }
    if let Some(value) = argument.get("by") {
        shape.group_by = columns(walk, model, value);
    }
    if let Some(value) = argument.get("orderBy") {
        walk.below("orderBy", |walk| order(walk, model, value, shape));
    }
    let amount = |key| argument.get(key).filter(|it| **it != Value::Undefined);
    shape.take = amount("take").map(|_| Amount::Variable);
    shape.skip = amount("skip").map(|_| Amount::Variable);
    aggregates(walk, model, argument, shape);
}
