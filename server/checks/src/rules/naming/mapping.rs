//! Names in the database, and the edits that change them.

use crate::rules::Context;
use base::{FileEdit, Fix, ItemId, Place};
use model::schema::edit;
use model::schema::item::{Attribute, Field, Item};

/// Whether a database name is in snake_case. A leading underscore, as in MongoDB's `_id`, is ignored.
pub(super) fn is_snake(name: &str) -> bool {
    !name.contains(char::is_uppercase) && !name.contains('-')
}

/// Renames the column of a field. Only for a project without migrations: with existing tables, the next migration would
/// drop the column and create a new one.
pub(super) fn map_field(cx: &Context<'_>, id: ItemId, field: &Field, name: &str) -> Option<Fix> {
    if cx.facts.has_migrations {
        return None;
    }
    let text = format!("@map(\"{name}\")");
    let edit = match field.attribute("map") {
        // `@map` with the field's own name is redundant.
        Some(map) if field.name.text == name => edit::remove_attribute(cx.schema, id, map),
        Some(map) => set_name(cx, id, map, name)?,
        None => edit::add_attribute(cx.schema, id, field, &text),
    };
    let title = match field.name.text == name {
        true => format!("Remove `@map`: the column is then `{name}`"),
        false => format!("Map the column with `{text}`"),
    };
    Some(Fix::choice(title, vec![edit]))
}

/// Renames the table of a model, in a project without migrations.
pub(super) fn map_model(cx: &Context<'_>, id: ItemId, item: &Item, name: &str) -> Option<Fix> {
    if cx.facts.has_migrations {
        return None;
    }
    let map = item.attributes().iter().find(|attribute| attribute.name() == "map");
    let text = format!("@@map(\"{name}\")");
    let edit = match map {
        Some(map) if item.name() == name => edit::remove_block_attribute(cx.schema, id, map),
        Some(map) => set_name(cx, id, map, name)?,
        None => edit::add_block_attribute(cx.schema, id, "map", &text)?,
    };
    let title = match item.name() == name {
        true => format!("Remove `@@map`: the table is then `{name}`"),
        false => format!("Map the table with `{text}`"),
    };
    Some(Fix::choice(title, vec![edit]))
}

fn set_name(cx: &Context<'_>, id: ItemId, map: &Attribute, name: &str) -> Option<FileEdit> {
    let written = map.named_or_first("name")?;
    Some(edit::replace(cx.schema, Place::new(id, written.span()), format!("\"{name}\"")))
}
