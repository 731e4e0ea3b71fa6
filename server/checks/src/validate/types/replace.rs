//! Blocks that the database has no equivalent for, stored as something that it has.

use base::{FileEdit, Fix, ItemId, Place};
use model::catalog::ScalarType;
use model::schema::item::{Arity, Expr, Item};
use model::schema::{Schema, edit};

/// Stores a composite type as JSON in each field that uses it, and takes the type away. A list of it is one JSON value.
pub(super) fn with_json(schema: &Schema, id: ItemId, item: &Item) -> Option<Fix> {
    let provider = schema.configuration().provider?;
    ScalarType::Json.default_column(provider)?;
    let mut changes = vec![edit::remove_block(schema, id)?];
    for at in schema.fields_of_type(item.name()) {
        let ty = schema.field(at)?.ty.as_ref()?;
        // The types inside go with it.
        if at.item != id {
            let mark = if ty.arity == Arity::Optional { "?" } else { "" };
            changes.push(edit::replace(schema, Place::new(at.item, ty.span), format!("Json{mark}")));
        }
    }
    Some(Fix::choice(format!("Store `{}` as `Json`, and remove the type", item.name()), changes))
}

/// Stores the values of an enum as text in each field that uses it, defaults included, and takes the enum away.
pub(super) fn with_text(schema: &Schema, id: ItemId, item: &Item) -> Option<Fix> {
    let values = item.enumeration()?;
    let mut changes: Vec<FileEdit> = vec![edit::remove_block(schema, id)?];
    for at in schema.fields_of_type(item.name()) {
        let field = schema.field(at)?;
        changes.push(edit::replace(schema, Place::new(at.item, field.ty.as_ref()?.name.span), "String"));
        for default in field.default().into_iter().flat_map(Expr::as_list).filter_map(Expr::as_path) {
            let stored = values.value(&default.text).map_or(default.text.as_str(), |it| it.database_name());
            changes.push(edit::replace(schema, Place::new(at.item, default.span), format!("{stored:?}")));
        }
    }
    Some(Fix::choice(format!("Store `{}` as `String`, and remove the enum", item.name()), changes))
}

/// Takes a block without members away that no field needs.
pub(super) fn without(schema: &Schema, id: ItemId, item: &Item) -> Option<Fix> {
    let is_used = schema.fields_of_type(item.name()).next().is_some();
    let change = edit::remove_block(schema, id)?;
    (!is_used).then(|| Fix::choice(format!("Remove `{}`, which nothing uses", item.name()), vec![change]))
}
