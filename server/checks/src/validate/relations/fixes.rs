//! Changes of one side of a relation that several of its checks offer.

use crate::validate::relations::side::Side;
use base::{FileEdit, Fix, Place};
use model::schema::edit;

/// Makes the relation field optional.
pub(super) fn make_relation_optional(side: &Side<'_>) -> Fix {
    let text = format!("{}?", side.field.type_name());
    Fix::choice(format!("Change `{}` to `{text}`", side.label()), vec![retype(side, &text)])
}

/// Makes the other side of a one-to-one relation a list.
pub(super) fn make_list(side: &Side<'_>) -> Fix {
    let text = format!("{}[]", side.field.type_name());
    Fix::choice(format!("Change `{}` to `{text}`", side.label()), vec![retype(side, &text)])
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

pub(super) fn retype(side: &Side<'_>, text: &str) -> FileEdit {
    edit::replace(side.schema, Place::new(side.id.item, side.type_span()), text)
}
