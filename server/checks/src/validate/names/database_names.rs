//! The names of tables, columns and enum types in the database: no two alike.

use std::collections::hash_map::Entry;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::validate::ValidityContext;
use crate::validate::code::codes;
use crate::validate::index::constraints::{enum_schema, table_name_key};
use base::{Fix, ItemId, Place};
use model::schema::item::{Enum, Item, ItemKind, Model, ModelKind};
use model::schema::{FieldType, Schema, edit};

codes! {
    /// A duplicate name of tables, columns or enum types in the database.
    ///
    /// The names may differ in the schema and be mapped to the same name. Change one `@map` or `@@map`.
    DUPLICATE_DATABASE_NAME = "duplicate-database-name";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    match &item.kind {
        ItemKind::Model(model) if model.kind != ModelKind::Type => table(cx, id, item, model),
        ItemKind::Enum(value) => enumeration(cx, id, item, value),
        _ => {}
    }
    columns(cx, id, item);
}

fn map_span(item: &Item) -> base::text::Span {
    let map = item.attributes().iter().find(|attribute| attribute.name() == "map");
    map.map_or(item.head(), |attribute| attribute.span)
}

/// The first of the blocks that take the same name in the database, unless it is this one.
fn first_of<'s>(
    cx: &ValidityContext<'s>,
    id: ItemId,
    item: &Item,
    is_like: impl Fn(&Item) -> bool,
) -> Option<(ItemId, &'s Item)> {
    let holders = cx.index.holders(cx.schema, table_name_key(item)?);
    let items = holders.iter().filter_map(|id| Some((*id, cx.schema.head(*id)?.as_ref())));
    let mut items = items.filter(|(_, other)| is_like(other));
    // Two blocks of one name are reported as such.
    items.next().filter(|(first, other)| *first != id && other.name() != item.name())
}

/// The tables and views of one database schema.
fn table(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item, model: &Model) {
    let is_like = |other: &Item| {
        let like = |it: &Model| it.kind != ModelKind::Type && it.database_schema() == model.database_schema();
        other.model().is_some_and(like) && other.database_name() == item.database_name()
    };
    let Some((first, other)) = first_of(cx, id, item, is_like) else { return };
    let message = format!(
        "`{}` and `{}` have the same database name \"{}\". Map one of them to another name.",
        other.name(),
        item.name(),
        item.database_name()
    );
    // The one that is mapped can be changed most easily.
    let (place, related) = if model.mapped_name().is_some() {
        (Place::new(id, map_span(item)), Place::new(first, other.head()))
    } else {
        (Place::new(first, map_span(other)), Place::new(id, item.head()))
    };
    let schema = cx.schema;
    cx.error(&DUPLICATE_DATABASE_NAME, place.item, place.span, message)
        .related(related, "The other one.")
        .fix(|| own_name(schema, place.item));
}

/// Lets a block bear its own name in the database, if no other does.
fn own_name(schema: &Schema, id: ItemId) -> Option<Fix> {
    let item = schema.item(id)?;
    let map = item.attributes().iter().find(|attribute| attribute.name() == "map")?;
    let is_free = schema.items().all(|(_, other)| other.database_name() != item.name());
    let change = edit::remove_block_attribute(schema, id, map);
    is_free.then(|| {
        Fix::choice(format!("Remove `@@map`; the database name is then `{}`", item.name()), vec![change])
    })
}

fn enumeration(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item, value: &Enum) {
    let is_like = |other: &Item| {
        other.enumeration().is_some_and(|it| enum_schema(it) == enum_schema(value))
            && other.database_name() == item.database_name()
    };
    if first_of(cx, id, item, is_like).is_some() {
        let message = format!(
            "Duplicate enum name \"{}\" in the database. Map one of them to another name.",
            item.database_name()
        );
        let schema = cx.schema;
        cx.error(&DUPLICATE_DATABASE_NAME, id, item.head().cover(map_span(item)), message)
            .fix(|| own_name(schema, id));
    }
}

fn columns(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    let Some(model) = item.model() else { return };
    let mut seen: FxHashMap<&str, usize> =
        FxHashMap::with_capacity_and_hasher(model.fields.len(), FxBuildHasher);
    for (index, field) in model.fields.iter().enumerate() {
        // A relation field has no column.
        let ty = cx.schema.type_of(field);
        if !ty.is_scalar_like() && !matches!(ty, FieldType::Composite(_)) {
            continue;
        }
        let name = field.database_name();
        let first = match seen.entry(name) {
            Entry::Occupied(first) => model.fields.get(*first.get()),
            Entry::Vacant(place) => {
                place.insert(index);
                None
            }
        };
        let Some(first) = first else { continue };
        if first.name.text == field.name.text {
            continue;
        }
        let mapped = if field.mapped_name().is_some() { field } else { first };
        let message = format!(
            "`{}` and `{}` have the same column \"{name}\". Map one of them to another name.",
            first.name.text, field.name.text
        );
        let schema = cx.schema;
        cx.error(&DUPLICATE_DATABASE_NAME, id, mapped.span, message).fix(|| {
            let map = mapped.attribute("map")?;
            let is_free = model.fields.iter().all(|other| other.database_name() != mapped.name.text);
            let change = edit::remove_attribute(schema, id, map);
            is_free.then(|| {
                Fix::choice(format!("Remove `@map`; the column is then `{}`", mapped.name.text), vec![change])
            })
        });
    }
}
