//! Fixes that several topics have in common.

mod values;

pub(super) use values::{is_name, one_of, quoted, unquoted};

use crate::validate::context::release;
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::catalog::{Provider, Release, ScalarType};
use model::schema::edit::{self, FieldPlace};
use model::schema::item::{Arity, Field, ItemKind, Model};
use model::schema::{FieldType, Schema};

/// Writes other text in the place of a span.
pub(super) fn change(schema: &Schema, id: ItemId, span: Span, text: &str) -> Fix {
    Fix::choice(format!("Change to `{text}`"), vec![edit::replace(schema, Place::new(id, span), text)])
}

/// Gives a field another type, `?` and `[]` included.
pub(super) fn retype(schema: &Schema, id: ItemId, field: &Field, text: &str) -> Option<Fix> {
    let place = Place::new(id, field.ty.as_ref()?.span);
    let title = format!("Change the type of `{}` to `{text}`", field.name.text);
    Some(Fix::choice(title, vec![edit::replace(schema, place, text)]))
}

/// Gives a field another type, as optional or as many as it was.
pub(super) fn retype_scalar(schema: &Schema, id: ItemId, field: &Field, scalar: ScalarType) -> Option<Fix> {
    let marks = match field.arity() {
        Arity::Required => "",
        Arity::Optional => "?",
        Arity::List => "[]",
    };
    retype(schema, id, field, &format!("{}{marks}", scalar.name()))
}

/// Turns a preview feature on.
pub(super) fn turn_on(schema: &Schema, feature: &str) -> Option<Fix> {
    if let Some(change) = edit::add_preview_feature(schema, feature) {
        return Some(Fix::choice(format!("Add \"{feature}\" to `previewFeatures`"), vec![change]));
    }
    let is_there = schema.configs().any(|(_, item)| matches!(item.kind, ItemKind::Generator(_)));
    let datasource = schema.configuration().datasource.filter(|_| !is_there)?;
    let is_old = release(schema.configuration()) < Release::V7;
    let provider: &[&str] = match is_old {
        true => &["  provider        = \"prisma-client-js\""],
        false => &["  provider        = \"prisma-client\"", "  output          = \"../generated/prisma\""],
    };
    let mut lines = vec!["generator client {".to_owned()];
    lines.extend(provider.iter().map(|line| (*line).to_owned()));
    lines.extend([format!("  previewFeatures = [\"{feature}\"]"), "}".to_owned()]);
    let change = edit::add_whole_block(schema, datasource, &lines)?;
    Some(Fix::choice(format!("Add a generator with the preview feature \"{feature}\""), vec![change]))
}

/// Puts a line at the top of a datasource or generator.
pub(super) fn add_key(schema: &Schema, id: ItemId, line: &str) -> Option<Fix> {
    let change = edit::add_field(schema, id, FieldPlace::Last, &[line.to_owned()])?;
    Some(Fix::choice(format!("Add `{line}`"), vec![change]))
}

/// Gives a model an id: the field of that name where there is one, else a new one.
pub(super) fn add_id(schema: &Schema, id: ItemId, model: &Model) -> Option<Fix> {
    let is_mongodb = schema.configuration().provider == Some(Provider::Mongodb);
    let Some(field) = model.field("id") else {
        let line = if is_mongodb {
            let datasource = schema.configuration().datasource_name.clone().unwrap_or_default();
            format!("id String @id @default(auto()) @map(\"_id\") @{datasource}.ObjectId")
        } else {
            "id Int @id @default(autoincrement())".to_owned()
        };
        let change = edit::add_field(schema, id, FieldPlace::Last, std::slice::from_ref(&line))?;
        return Some(Fix::choice(format!("Add `{line}`"), vec![change]));
    };
    let is_scalar = matches!(schema.type_of(field), FieldType::Scalar(_));
    if !is_scalar || field.arity() != Arity::Required || field.has("id") {
        return None;
    }
    let text = match field.attribute("map") {
        None if is_mongodb => "@id @map(\"_id\")",
        _ => "@id",
    };
    let change = edit::add_attribute(schema, id, field, text);
    Some(Fix::choice(format!("Add `{text}` to `id`"), vec![change]))
}
