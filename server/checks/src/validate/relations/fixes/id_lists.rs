//! Many-to-many relations of MongoDB: a list of ids on each side.

use crate::validate::relations::fixes::foreign_key::arguments;
use crate::validate::relations::side::Side;
use base::{FileEdit, Fix, Place};
use model::schema::FieldType;
use model::schema::edit::{self, FieldPlace};
use model::schema::item::{Arity, KeyKind};

/// Gives the sides that have none a list of the other side's ids, and names it in their `@relation`.
pub(in crate::validate::relations) fn add_id_lists(sides: &[&Side<'_>]) -> Option<Fix> {
    let mut changes = Vec::new();
    let mut titles = Vec::new();
    for side in sides {
        let (title, more) = add_id_list(side)?;
        titles.push(title);
        changes.extend(more);
    }
    let title = titles.join(" and ");
    (!changes.is_empty()).then(|| Fix::choice(format!("Add {title}"), changes))
}

fn add_id_list(side: &Side<'_>) -> Option<(String, Vec<FileEdit>)> {
    let (schema, item) = (side.schema, side.id.item);
    let id = id_of(side)?;
    let referenced = side.target_model.field(id)?;
    let name = format!("{}Ids", singular(side.field.name.as_str(), side.target_item.name()));
    let reference = format!("[{id}]");
    let fields = format!("[{name}]");
    if let Some(existing) = side.model.field(&name) {
        let is_apt = existing.arity() == Arity::List && existing.type_name() == referenced.type_name();
        let title = format!("`@relation(fields: {fields}, references: {reference})`");
        return is_apt.then(|| (title, arguments(side, &fields, &reference)));
    }
    let native = referenced.native_type().map(|it| it.span.of(&schema.text(side.target)).to_owned());
    let native = native.map(|native| format!(" {native}")).unwrap_or_default();
    let line = format!("{name} {}[]{native}", referenced.type_name());
    let added = edit::add_field(schema, item, FieldPlace::After(side.field), std::slice::from_ref(&line))?;
    let mut changes = arguments(side, &fields, &reference);
    changes.push(added);
    Some((format!("`{line}` to `{}`", side.item.name()), changes))
}

/// Gives the list of ids the type of the ids, native type included.
pub(in crate::validate::relations) fn retype_id_list(side: &Side<'_>) -> Option<Fix> {
    let ([field], [reference]) = (side.fields(), side.references()) else { return None };
    let ours = side.model.field(&field.text)?;
    let theirs = side.target_model.field(&reference.text)?;
    let (schema, item) = (side.schema, side.id.item);
    if !matches!(schema.type_of(theirs), FieldType::Scalar(_)) {
        return None;
    }
    let native = theirs.native_type().map(|it| it.span.of(&schema.text(side.target)).to_owned());
    let ty = format!("{}[]", theirs.type_name());
    let mut changes = vec![edit::replace(schema, Place::new(item, ours.ty.as_ref()?.span), ty.as_str())];
    match (ours.native_type(), &native) {
        (Some(old), Some(new)) => {
            changes.push(edit::replace(schema, Place::new(item, old.span), new.as_str()))
        }
        (Some(old), None) => changes.push(edit::remove_attribute(schema, item, old)),
        (None, Some(new)) => changes.push(edit::add_attribute(schema, item, ours, new)),
        (None, None) => {}
    }
    let native = native.map(|native| format!(" {native}")).unwrap_or_default();
    Some(Fix::choice(format!("Change `{}` to `{ty}{native}`", ours.name.text), changes))
}

/// Names the id of the other model.
pub(in crate::validate::relations) fn reference_id(side: &Side<'_>) -> Option<Fix> {
    let text = format!("[{}]", id_of(side)?);
    let place = Place::new(side.id.item, side.relation()?.references_span?);
    Some(Fix::choice(format!("Write `references: {text}`"), vec![edit::replace(side.schema, place, text)]))
}

/// Keeps those of the named fields that can be the list of ids, where that is just one.
pub(in crate::validate::relations) fn keep_id_list(side: &Side<'_>) -> Option<Fix> {
    let referenced = side.target_model.field(id_of(side)?)?;
    let apt = side.fields().iter().filter(|path| {
        let field = side.model.field(&path.text);
        field.is_some_and(|it| it.arity() == Arity::List && it.type_name() == referenced.type_name())
    });
    let apt: Vec<_> = apt.collect();
    let [only] = apt.as_slice() else { return None };
    let text = format!("[{}]", only.text);
    let place = Place::new(side.id.item, side.relation()?.fields_span?);
    Some(Fix::choice(format!("Write `fields: {text}`"), vec![edit::replace(side.schema, place, text)]))
}

/// The id of the other model, where that is a single field.
fn id_of<'s>(side: &Side<'s>) -> Option<&'s str> {
    let id = side.target_model.keys.iter().find(|key| key.kind == KeyKind::Id && key.columns.len() == 1)?;
    id.field_names().next()
}

/// The name of a list without what makes it one, where it is named after the model.
fn singular(name: &str, model: &str) -> String {
    let is_model = name.to_lowercase().starts_with(&model.to_lowercase()) && name.len() > model.len();
    match name.strip_suffix('s') {
        Some(one) => one.to_owned(),
        None if is_model => name.chars().take(model.chars().count()).collect(),
        None => name.to_owned(),
    }
}
