//! The foreign key as optional fields, which rows that are there already can do without.

use crate::validate::relations::fixes::foreign_key::{arguments, identity};
use crate::validate::relations::side::Side;
use base::{FileEdit, Fix};
use model::schema::edit::{self, FieldPlace};
use model::schema::item::Arity;

/// Adds optional fields for the foreign key, named after the relation field and what they point at, each name as it is
/// written. Where there is a `@relation`, it is completed; where there is none, writing it is the next step.
pub(in crate::validate::relations) fn add_optional_key(side: &Side<'_>) -> Option<Fix> {
    if !side.fields().is_empty() {
        return None;
    }
    let given: Vec<&str> = side.references().iter().map(|path| path.text.as_str()).collect();
    let references = if given.is_empty() { identity(side.target_model)? } else { given };
    let names: Vec<String> =
        references.iter().map(|reference| format!("{}{reference}", side.field.name.text)).collect();
    if names.iter().any(|name| side.model.field(name).is_some()) {
        return None;
    }
    let lines: Option<Vec<String>> = names
        .iter()
        .zip(&references)
        .map(|(name, reference)| {
            let referenced = side.target_model.field(reference)?;
            Some(format!("{name} {}?", referenced.type_name()))
        })
        .collect();
    let lines = lines?;
    let added = lines.iter().map(|line| format!("`{line}`")).collect::<Vec<_>>().join(" and ");
    let (schema, item) = (side.schema, side.id.item);
    let field = edit::add_field(schema, item, FieldPlace::After(side.field), &lines)?;
    if side.attribute().is_none() {
        let title = format!("Add only {added}, to be named in `@relation`");
        return Some(Fix::step(title, vec![field]));
    }
    let fields = format!("[{}]", names.join(", "));
    let references = format!("[{}]", references.join(", "));
    let mut changes: Vec<FileEdit> = arguments(side, &fields, &references);
    changes.push(field);
    let relation = format!("Complete `@relation` with `fields: {fields}`, and add {added}");
    Some(match side.arity() {
        Arity::Required => {
            Fix::step(format!("{relation}; `{}` is then to be optional too", side.field.name.text), changes)
        }
        _ => Fix::choice(relation, changes),
    })
}
