//! `where`: conditions on the columns of the table, and the filters of relations, which become accesses of other tables.

use base::{FieldId, ItemId};
use model::schema::{FieldType, Schema};

use crate::code::{Object, Value};
use crate::shape::alternatives::{Filter, Mode};
use crate::shape::link::{JoinTable, Keys, column, link};
use crate::shape::scalar::{Scalar, compound};
use crate::shape::walk::{Walk, each};
use crate::shape::{Column, Condition, ConditionKind, JsonTest, ListTest, Reach, TableRef};

/// The filter that the value of `where` is, for rows of this model.
pub(super) fn filter(walk: &mut Walk<'_>, model: ItemId, value: &Value, mode: Mode) -> Filter {
    if walk.is_exhausted() {
        return Filter::unknown();
    }
    match value {
        Value::Undefined => Filter::all(),
        Value::Object(object) => conjunction(walk, model, object, mode),
        Value::OneOf(several) => {
            let filters = several.iter().map(|it| filter(walk, model, &it.value, mode)).collect();
            Filter::chosen(filters, mode)
        }
        _ => Filter::unknown(),
    }
}

fn conjunction(walk: &mut Walk<'_>, model: ItemId, object: &Object, mode: Mode) -> Filter {
    let mut all = Filter { is_partial: object.is_partial, ..Filter::all() };
    for entry in &object.entries {
        let mode = Mode { is_conditional: mode.is_conditional || entry.is_conditional, ..mode };
        let value = &entry.value.value;
        let key = entry.key.as_str();
        let part = walk.below(key, |walk| match key {
            _ if *value == Value::Undefined => Filter::all(),
            "AND" | "OR" | "NOT" => combination(walk, model, key, value, mode),
            _ => field(walk, model, key, value, mode),
        });
        all = all.and(part);
    }
    all
}

/// `AND`, `OR` and `NOT`, of a list or of one filter.
fn combination(walk: &mut Walk<'_>, model: ItemId, key: &str, value: &Value, mode: Mode) -> Filter {
    let is_negated = mode.is_negated || key == "NOT";
    let mut is_partial = matches!(value, Value::OneOf(_));
    let is_conditional = mode.is_conditional || is_partial;
    let inner = Mode { is_negated, is_conditional };
    let filters: Vec<Filter> = match value {
        // An element that a condition decides is one of several filters, which `filter` tells apart.
        Value::List { items, is_partial: is_open } if key != "OR" => {
            is_partial |= *is_open;
            items.iter().map(|item| filter(walk, model, &item.value, inner)).collect()
        }
        Value::List { is_partial: is_open, .. } => {
            is_partial |= *is_open;
            each(value).0.into_iter().map(|it| filter(walk, model, it, inner)).collect()
        }
        value => each(value).0.into_iter().map(|it| filter(walk, model, it, inner)).collect(),
    };
    let mut combined = match key {
        "OR" => Filter::any(filters, mode),
        _ => filters.into_iter().fold(Filter::all(), Filter::and),
    };
    combined.is_partial |= is_partial;
    combined
}

fn field(walk: &mut Walk<'_>, model: ItemId, key: &str, value: &Value, mode: Mode) -> Filter {
    let Some(id) = walk.schema.field_named(model, key) else {
        return match compound_key(walk.schema, model, key) {
            Some(columns) => compound(&columns, value, mode),
            None => Filter::unknown(),
        };
    };
    match walk.schema.field_type(id) {
        FieldType::Model(_) => relation(walk, id, value, mode),
        FieldType::Composite(ty) => match column(walk.schema, id) {
            Some(column) => composite(walk, ty, &column, value, mode),
            None => Filter::unknown(),
        },
        _ => match (walk.schema.field(id), column(walk.schema, id)) {
            (Some(field), Some(column)) => Scalar::new(&column, field).filter(value, mode),
            _ => Filter::unknown(),
        },
    }
}

/// The columns of the unique key over several fields that has this name in the client.
pub(super) fn compound_key(schema: &Schema, model: ItemId, name: &str) -> Option<Vec<Column>> {
    let keys = &schema.model(model)?.keys;
    let is_it = |key: &&model::schema::item::Key| {
        let joined = || key.field_names().collect::<Vec<_>>().join("_");
        key.is_unique()
            && key.columns.len() > 1
            && key.name.as_ref().map_or_else(|| joined() == name, |written| written.value == name)
    };
    let key = keys.iter().find(is_it)?;
    let fields = key.field_names().map(|name| column(schema, schema.field_named(model, name)?));
    fields.collect()
}

/// Filters of a composite type (MongoDB): its fields are columns with a path.
fn composite(walk: &mut Walk<'_>, ty: ItemId, at: &Column, value: &Value, mode: Mode) -> Filter {
    let whole = |kind| Filter::one(Condition::new(at.clone(), kind), mode);
    let (Value::Object(object), false) = (value, walk.is_exhausted()) else {
        return match value {
            Value::Undefined => Filter::all(),
            Value::Null => whole(ConditionKind::Null),
            _ => whole(ConditionKind::Json(JsonTest::Whole)),
        };
    };
    let mut all = Filter { is_partial: object.is_partial, ..Filter::all() };
    for entry in &object.entries {
        let value = &entry.value.value;
        let negated = Mode { is_negated: true, ..mode };
        let part = match entry.key.as_str() {
            "is" | "some" if *value != Value::Null => members(walk, ty, at, value, mode),
            "is" => whole(ConditionKind::Null),
            "isNot" | "none" | "every" => members(walk, ty, at, value, negated),
            "isSet" => whole(ConditionKind::NotNull),
            "isEmpty" => whole(ConditionKind::List(ListTest::IsEmpty)),
            _ => whole(ConditionKind::Json(JsonTest::Whole)),
        };
        all = all.and(part);
    }
    all
}

/// Filters of the fields of a composite type.
fn members(walk: &mut Walk<'_>, ty: ItemId, at: &Column, value: &Value, mode: Mode) -> Filter {
    let Value::Object(object) = value else { return Filter::unknown() };
    let mut all = Filter { is_partial: object.is_partial, ..Filter::all() };
    for entry in &object.entries {
        let mode = Mode { is_conditional: mode.is_conditional || entry.is_conditional, ..mode };
        let (key, value) = (entry.key.as_str(), &entry.value.value);
        let part = walk.below(key, |walk| {
            if matches!(key, "AND" | "OR" | "NOT") {
                let inner = Mode { is_negated: mode.is_negated || key == "NOT", ..mode };
                let filters = each(value).0.into_iter().map(|it| members(walk, ty, at, it, inner)).collect();
                return match key {
                    "OR" => Filter::any(filters, mode),
                    _ => filters.into_iter().fold(Filter::all(), Filter::and),
                };
            }
            let schema = walk.schema;
            let found = schema.field_named(ty, key).and_then(|id| Some((id, schema.field(id)?)));
            let Some((id, field)) = found else { return Filter::unknown() };
            let column = Column {
                field: at.field,
                name: format!("{}.{}", at.name, field.name.text).into(),
                column: format!("{}.{}", at.column, field.database_name()).into(),
            };
            match schema.field_type(id) {
                FieldType::Composite(inner) => composite(walk, inner, &column, value, mode),
                _ => Scalar::new(&column, field).filter(value, mode),
            }
        });
        all = all.and(part);
    }
    all
}

/// Filters of a relation: `{ some: { … } }`, `{ is: { … } }`, or the filter of the one row itself.
fn relation(walk: &mut Walk<'_>, field: FieldId, value: &Value, mode: Mode) -> Filter {
    let Some(link) = link(walk.schema, field) else { return Filter::unknown() };
    let Value::Object(object) = value else {
        return match value {
            Value::Null => absent(walk, field, mode),
            Value::OneOf(several) => {
                let given = several.iter().filter(|it| it.value != Value::Undefined);
                let is_conditional = mode.is_conditional || given.clone().count() < several.len();
                let mode = Mode { is_conditional, ..mode };
                let filters = given.map(|it| relation(walk, field, &it.value, mode)).collect();
                Filter::chosen(filters, mode)
            }
            _ => joined(walk, field, Reach::One, value, mode),
        };
    };
    let known = |key: &str| matches!(key, "some" | "none" | "every" | "is" | "isNot");
    if !link.is_list && !object.entries.iter().any(|entry| known(&entry.key)) {
        return joined(walk, field, Reach::One, value, mode);
    }
    let mut all = Filter { is_partial: object.is_partial, ..Filter::all() };
    for entry in &object.entries {
        let mode = Mode { is_conditional: mode.is_conditional || entry.is_conditional, ..mode };
        let negated = Mode { is_negated: true, ..mode };
        let value = &entry.value.value;
        let part = walk.below(&entry.key, |walk| match (entry.key.as_str(), value) {
            (_, Value::Undefined) => Filter::all(),
            ("is" | "isNot", Value::Null) => absent(walk, field, mode),
            ("some", _) => joined(walk, field, Reach::Some, value, mode),
            ("none", _) => joined(walk, field, Reach::None, value, mode),
            ("every", _) => joined(walk, field, Reach::Every, value, mode),
            ("is", _) => joined(walk, field, Reach::One, value, mode),
            ("isNot", _) => joined(walk, field, Reach::One, value, negated),
            _ => Filter::unknown(),
        });
        all = all.and(part);
    }
    all
}

/// `null`, where one row or none belongs to it.
fn absent(walk: &mut Walk<'_>, field: FieldId, mode: Mode) -> Filter {
    let Some(link) = link(walk.schema, field) else { return Filter::unknown() };
    match link.keys {
        Keys::Columns { own, owns_key: true, .. } => {
            let null = |column| Condition::new(column, ConditionKind::Null);
            Filter::conditions(own.into_iter().map(null).collect(), mode)
        }
        _ => joined(walk, field, Reach::One, &Value::Undefined, mode),
    }
}

/// A filter that reads the other table: adds the access to it, and returns the columns that it is joined by.
fn joined(walk: &mut Walk<'_>, field: FieldId, reach: Reach, value: &Value, mode: Mode) -> Filter {
    let Some(link) = link(walk.schema, field) else { return Filter::unknown() };
    // The rows of `none` are looked for as those of `some` are; those of `every` are the ones that do not match.
    // Where the code leaves the relation out, it leaves out all of this, so nothing in it is conditional by that.
    let is_negated = mode.is_negated && reach == Reach::One || reach == Reach::Every;
    let inner = Mode { is_negated, is_conditional: false };
    let inside = filter(walk, link.target, value, inner);
    let mut shape = walk.shape(TableRef::Model(link.target), reach);
    shape.branches = inside.branches;
    shape.is_partial = inside.is_partial;
    let own = match link.keys {
        Keys::Columns { own, other, .. } => {
            shape.lookup = other;
            own
        }
        Keys::Through(through) => {
            let JoinTable { name, own, near, far, other } = *through;
            shape.lookup = vec![other];
            let mut between = walk.shape(TableRef::Join(name), reach);
            between.lookup = vec![near];
            between.joined = vec![far];
            walk.push(between);
            vec![own]
        }
    };
    walk.push(shape);
    let is_partial = inside.is_partial;
    let join = |column| Condition::new(column, ConditionKind::Join);
    // A row without another one meets `none` and `every`, so the join does not narrow the rows.
    let is_negated = mode.is_negated || matches!(reach, Reach::None | Reach::Every);
    let own = own.into_iter().map(join).collect();
    Filter { is_partial, ..Filter::conditions(own, Mode { is_negated, ..mode }) }
}
