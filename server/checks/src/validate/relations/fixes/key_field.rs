//! Fields that `fields` or `references` name and that are not there.

use crate::validate::relations::fixes::foreign_key::identity;
use crate::validate::relations::side::Side;
use base::{Fix, Place};
use model::schema::FieldType;
use model::schema::edit::{self, FieldPlace};
use model::schema::item::{Arity, Path};

/// Adds the field that `fields` names, of the type of what it points at.
pub(in crate::validate::relations) fn add_key_field(side: &Side<'_>, path: &Path) -> Option<Fix> {
    let at = side.fields().iter().position(|it| it.span == path.span)?;
    let reference = match side.references() {
        [] => *identity(side.target_model)?.get(at)?,
        references => references.get(at)?.text.as_str(),
    };
    let referenced = side.target_model.field(reference)?;
    let is_plain = matches!(side.schema.type_of(referenced), FieldType::Scalar(_) | FieldType::Enum(_));
    if path.text.contains('.') || !is_plain {
        return None;
    }
    let native = referenced.native_type().map(|it| it.span.of(&side.schema.text(side.target)).to_owned());
    let native = native.map(|native| format!(" {native}")).unwrap_or_default();
    let mark = match side.arity() {
        Arity::Required => "",
        Arity::Optional => "?",
        Arity::List => "[]",
    };
    let line = format!("{} {}{mark}{native}", path.text, referenced.type_name());
    let place = FieldPlace::After(side.field);
    let change = edit::add_field(side.schema, side.id.item, place, std::slice::from_ref(&line))?;
    Some(Fix::choice(format!("Add `{line}`"), vec![change]))
}

/// Points `references` at the id of the other model, where that has as many fields as the foreign key.
pub(in crate::validate::relations) fn reference_identity(side: &Side<'_>) -> Option<Fix> {
    let id = identity(side.target_model)?;
    let written: Vec<&str> = side.references().iter().map(|path| path.text.as_str()).collect();
    if id.len() != side.fields().len() || written == id {
        return None;
    }
    let text = format!("[{}]", id.join(", "));
    let place = Place::new(side.id.item, side.relation()?.references_span?);
    Some(Fix::choice(format!("Write `references: {text}`"), vec![edit::replace(side.schema, place, text)]))
}

/// Cuts the longer of both lists to as many fields as the other has.
pub(in crate::validate::relations) fn cut_lists(side: &Side<'_>) -> Option<Fix> {
    let (keys, targets) = (side.fields(), side.references());
    let count = keys.len().min(targets.len());
    let relation = side.relation()?;
    let (name, list, span) = match keys.len() > targets.len() {
        true => ("fields", keys, relation.fields_span?),
        false => ("references", targets, relation.references_span?),
    };
    let kept: Vec<&str> = list.iter().take(count).map(|path| path.text.as_str()).collect();
    let text = format!("[{}]", kept.join(", "));
    let change = edit::replace(side.schema, Place::new(side.id.item, span), text.as_str());
    (count > 0).then(|| Fix::choice(format!("Write `{name}: {text}`"), vec![change]))
}
