//! Helpers shared by rules about keys.

use base::{FileEdit, ItemId};
use model::schema::Schema;
use model::schema::item::{Attribute, Column, Expr, Field, Key, KeyKind, KeyOwner, Model, Sort};
use model::schema::{Configuration, edit};

/// The key as named in messages: `` `@@index([a, b])` `` or `` `@unique` on `email` ``.
pub(in crate::rules) fn label(model: &Model, key: &Key) -> String {
    let word = word(key);
    match key.owner {
        KeyOwner::Field(index) => {
            let name = model.fields.get(index).map_or("", |field| field.name.as_str());
            format!("`@{word}` on `{name}`")
        }
        KeyOwner::Block(_) => {
            let names: Vec<&str> = key.field_names().collect();
            // The Prisma 8 dialect has indexes that are unique.
            let written = attribute(model, key).map_or(word, Attribute::name);
            let unique = if word == "unique" && written == "index" { ", unique: true" } else { "" };
            let word = if unique.is_empty() { word } else { written };
            format!("`@@{word}([{}]{unique})`", names.join(", "))
        }
    }
}

/// The attribute that declares the key.
pub(in crate::rules) fn attribute<'m>(model: &'m Model, key: &Key) -> Option<&'m Attribute> {
    match key.owner {
        KeyOwner::Field(index) => {
            model.fields.get(index)?.attributes.iter().find(|attribute| attribute.span == key.span)
        }
        KeyOwner::Block(index) => model.attributes.get(index),
    }
}

/// Whether the brackets contain only columns, each a field of the model or a path into one.
pub(in crate::rules) fn is_whole(model: &Model, key: &Key) -> bool {
    if let KeyOwner::Field(at) = key.owner {
        // Prisma does not read the line of a field without a type.
        let is_read = model.fields.get(at).is_some_and(|field| field.ty.is_some());
        return is_read && key.columns.len() == 1;
    }
    let written = attribute(model, key)
        .and_then(|attribute| attribute.named_or_first("fields"))
        .map_or(0, |fields| fields.as_list().len());
    let is_known = |column: &Column| {
        let first = column.path.segments().first();
        first.is_some_and(|name| model.field(&name.text).is_some())
    };
    written > 0 && written == key.columns.len() && key.columns.iter().all(is_known)
}

/// Removes the key: a line of the block, or an attribute of a field.
pub(super) fn remove(schema: &Schema, item: ItemId, model: &Model, key: &Key) -> Option<FileEdit> {
    let attribute = attribute(model, key)?;
    Some(match key.owner {
        KeyOwner::Field(_) => edit::remove_attribute(schema, item, attribute),
        KeyOwner::Block(_) => edit::remove_block_attribute(schema, item, attribute),
    })
}

/// Whether it is a B-tree index.
pub(in crate::rules) fn is_btree(key: &Key) -> bool {
    key.kind != KeyKind::Fulltext && key.index_type.as_ref().is_none_or(|name| name.text == "BTree")
}

/// Whether the column is sorted in descending order.
pub(super) fn is_descending(column: &Column) -> bool {
    column.sort == Some(Sort::Desc)
}

/// The text of a value without its white space, in which equal values are equal wherever they are.
pub(super) fn value_text(value: &Expr, block: &str) -> String {
    value.span().of(block).split_whitespace().collect()
}

/// Whether this schema may use `where:`: the database has partial indexes, and the preview feature is on.
pub(super) fn has_partial_indexes(configuration: &Configuration) -> bool {
    (configuration.is_next() || configuration.has_preview_feature("partialIndexes"))
        && configuration.provider.is_some_and(|provider| provider.capabilities().partial_indexes)
}

/// The value of `where:` for the rows in which a field is NULL, or in which it is not.
pub(super) fn null_condition(configuration: &Configuration, field: &Field, is_null: bool) -> String {
    if !configuration.is_next() {
        let value = if is_null { "null" } else { "{ not: null }" };
        return format!("{{ {}: {value} }}", field.name.text);
    }
    // SQL, in which a name in capitals needs quotes.
    let name = field.database_name();
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let name = if name.chars().all(is_plain) { name.to_owned() } else { format!("\\\"{name}\\\"") };
    format!("\"{name} IS {}\"", if is_null { "NULL" } else { "NOT NULL" })
}

/// The block attribute for a unique index over the rows in which a field is NULL. `map` is its name in the database.
pub(super) fn unique_over_null(
    configuration: &Configuration,
    fields: &[&str],
    null: &Field,
    map: Option<&str>,
) -> String {
    let (list, condition) = (fields.join(", "), null_condition(configuration, null, true));
    let map = map.map(|map| format!(", map: \"{map}\"")).unwrap_or_default();
    match configuration.is_next() {
        true => format!("@@index([{list}], where: {condition}, unique: true{map})"),
        false => format!("@@unique([{list}], where: {condition}{map})"),
    }
}

fn word(key: &Key) -> &'static str {
    match key.kind {
        KeyKind::Id => "id",
        KeyKind::Unique => "unique",
        KeyKind::Index => "index",
        KeyKind::Fulltext => "fulltext",
    }
}
