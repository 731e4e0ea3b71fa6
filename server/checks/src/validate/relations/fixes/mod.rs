//! Changes that bring the two sides of a relation together.

mod foreign_key;
mod id_lists;
mod key_field;
mod opposite;
mod optional_key;

pub(super) use foreign_key::add_foreign_key;
pub(super) use id_lists::{add_id_lists, keep_id_list, reference_id, retype_id_list};
pub(super) use key_field::{add_key_field, cut_lists, reference_identity};
pub(super) use opposite::add_opposite;
pub(super) use optional_key::add_optional_key;

use crate::validate::relations::side::Side;
use base::{FileEdit, Fix, ItemId, Place};
use model::catalog::referential_actions::{self, ReferentialAction};
use model::schema::item::{Arity, Field};
use model::schema::{Schema, edit};

/// Makes the relation field optional.
pub(super) fn make_relation_optional(side: &Side<'_>) -> Fix {
    let text = format!("{}?", side.field.type_name());
    Fix::choice(format!("Change `{}` to `{text}`", side.label()), vec![retype(side, &text)])
}

/// Makes the relation field and all of its foreign key optional.
pub(super) fn make_optional(side: &Side<'_>) -> Fix {
    let required = side.key().filter(|field| field.arity() == Arity::Required);
    let mut changes: Vec<FileEdit> = required
        .filter_map(|field| {
            let ty = field.ty.as_ref()?;
            let old = ty.span.of(&side.schema.text(side.id.item)).to_owned();
            Some(edit::replace(side.schema, Place::new(side.id.item, ty.span), format!("{old}?")))
        })
        .collect();
    if side.arity() == Arity::Required {
        changes.push(retype(side, &format!("{}?", side.field.type_name())));
    }
    Fix::choice("Make the relation and its foreign key optional", changes)
}

/// Makes the other side of a one-to-one relation a list.
pub(super) fn make_list(side: &Side<'_>) -> Fix {
    let text = format!("{}[]", side.field.type_name());
    Fix::choice(format!("Change `{}` to `{text}`", side.label()), vec![retype(side, &text)])
}

/// Makes a relation many to many whose single side says nothing of a foreign key.
pub(super) fn make_many(side: &Side<'_>, other: &Side<'_>) -> Option<Fix> {
    let is_bare =
        |side: &Side<'_>| side.relation().is_none_or(|it| it.fields.is_none() && it.references.is_none());
    (is_bare(side) && is_bare(other)).then(|| make_list(side))
}

/// Makes fields of a model unique together.
pub(super) fn make_unique(schema: &Schema, item: ItemId, names: &[&str]) -> Option<Fix> {
    if let [name] = names {
        let field = schema.model(item)?.field(name)?;
        let change = edit::add_attribute(schema, item, field, "@unique");
        return Some(Fix::choice(format!("Add `@unique` to `{name}`"), vec![change]));
    }
    if names.is_empty() {
        return None;
    }
    let text = format!("@@unique([{}])", names.join(", "));
    let change = edit::append_block_attribute(schema, item, &text)?;
    Some(Fix::choice(format!("Add `{text}`"), vec![change]))
}

/// Takes the referential actions of the side away.
pub(super) fn remove_actions(side: &Side<'_>) -> Option<Fix> {
    let attribute = side.attribute()?;
    let block = side.schema.text(side.id.item);
    let is_action = |name: &str| matches!(name, "onDelete" | "onUpdate");
    let all = attribute.arguments().iter().filter(|argument| !is_action(&argument.name()));
    let kept: Vec<&str> = all.map(|argument| argument.span.of(&block)).collect();
    let title = format!("Remove `{}` from `{}`", written_actions(side), side.label());
    let change = match kept.as_slice() {
        [] => edit::remove_attribute(side.schema, side.id.item, attribute),
        kept => {
            let text = format!("@relation({})", kept.join(", "));
            edit::replace(side.schema, Place::new(side.id.item, attribute.span), text)
        }
    };
    Some(Fix::choice(title, vec![change]))
}

/// Takes all arguments of `@relation` away but its name.
pub(super) fn keep_name_only(side: &Side<'_>) -> Option<Fix> {
    let attribute = side.attribute()?;
    let place = Place::new(side.id.item, attribute.span);
    let name = side.relation().and_then(|relation| relation.name.as_ref());
    let (title, change) = match name {
        Some(name) => {
            let text = format!("@relation({})", name.span.of(&side.schema.text(side.id.item)));
            (format!("Keep only `{text}`"), edit::replace(side.schema, place, text))
        }
        None => (
            format!("Remove `@relation` from `{}`", side.label()),
            edit::remove_attribute(side.schema, side.id.item, attribute),
        ),
    };
    Some(Fix::choice(title, vec![change]))
}

/// The referential actions of the side as they would be written elsewhere.
pub(super) fn written_actions(side: &Side<'_>) -> String {
    let relation = side.relation();
    let actions = [
        ("onDelete", relation.and_then(|it| it.on_delete.as_ref())),
        ("onUpdate", relation.and_then(|it| it.on_update.as_ref())),
    ];
    let texts: Vec<String> = actions
        .iter()
        .filter_map(|(name, action)| Some(format!("{name}: {}", action.as_ref()?.text)))
        .collect();
    texts.join(", ")
}

/// Lets the relation neither delete nor change rows.
pub(super) fn stop_spreading(side: &Side<'_>) -> Option<Fix> {
    let configuration = side.schema.configuration();
    let allowed = referential_actions::allowed(configuration.provider?, configuration.relation_mode);
    let action = [ReferentialAction::NoAction, ReferentialAction::Restrict]
        .into_iter()
        .find(|action| allowed.contains(action))?;
    let relation = side.relation()?;
    let mut changes = Vec::new();
    let mut added = Vec::new();
    for (name, written) in [("onDelete", &relation.on_delete), ("onUpdate", &relation.on_update)] {
        match written {
            Some(path) if path.text == action.name() => {}
            Some(path) => {
                let place = Place::new(side.id.item, path.span);
                changes.push(edit::replace(side.schema, place, action.name()));
            }
            None => added.push(format!("{name}: {action}")),
        }
    }
    if !added.is_empty() {
        changes.push(edit::add_argument(side.schema, side.id.item, side.attribute()?, &added.join(", ")));
    }
    Some(Fix::choice(format!("Set `onDelete` and `onUpdate` to `{action}`"), changes))
}

/// Gives the two fields of a self relation one name.
pub(super) fn name_self_relation(side: &Side<'_>, rivals: &[&Field]) -> Option<Fix> {
    let [rival] = rivals else { return None };
    if !side.is_self() || side.relation_name().is_some() {
        return None;
    }
    let name = self_relation_name(side);
    let changes = [side.field, rival].map(|field| add_name(side.schema, side.id.item, field, &name)).to_vec();
    Some(Fix::choice(format!("Name both sides `@relation(\"{name}\")`"), changes))
}

/// A name for a relation of a model with itself: that of the model and of one of the fields.
fn self_relation_name(side: &Side<'_>) -> String {
    format!("{}{}", side.item.name(), upper_first(side.field.name.as_str()))
}

/// Gives a relation field the name of its relation.
fn add_name(schema: &Schema, item: ItemId, field: &Field, name: &str) -> FileEdit {
    let Some(attribute) = field.attribute("relation") else {
        return edit::add_attribute(schema, item, field, &format!("@relation(\"{name}\")"));
    };
    match attribute.arguments.as_ref().and_then(|arguments| arguments.list.first()) {
        Some(first) => {
            let place = Place::new(item, base::text::Span::at(first.span.start));
            edit::replace(schema, place, format!("\"{name}\", "))
        }
        None => edit::add_argument(schema, item, attribute, &format!("\"{name}\"")),
    }
}

fn retype(side: &Side<'_>, text: &str) -> FileEdit {
    edit::replace(side.schema, Place::new(side.id.item, side.type_span()), text)
}

fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
