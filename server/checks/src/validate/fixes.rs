//! Fixes that several checks offer.

use base::text::Span;
use base::{Fix, ItemId, Place};
use model::catalog::{Provider, Release, ScalarType};
use model::schema::edit::{self, FieldPlace};
use model::schema::item::{Arity, Expr, Field, ItemKind, Model};
use model::schema::{FieldType, Schema};

/// How many known values are few enough to offer each.
pub(super) const FEW: usize = 8;

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
    let is_old = schema.configuration().release() < Release::V7;
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

/// A value as text in quotes: a bare word or number, or the only element of a list.
pub(super) fn quoted(schema: &Schema, id: ItemId, value: &Expr) -> Option<Fix> {
    let block = schema.text(id);
    let text = match value {
        Expr::Array { items, closed: true, .. } => match &**items {
            [only @ Expr::String(_)] => only.span().of(&block).to_owned(),
            [Expr::Path(path)] => format!("\"{}\"", path.text),
            _ => return None,
        },
        Expr::Path(_) | Expr::Number(_) | Expr::Boolean(..) => format!("\"{}\"", value.span().of(&block)),
        _ => return None,
    };
    Some(change(schema, id, value.span(), &text))
}

/// A text without its quotes, where that makes sense.
pub(super) fn unquoted(
    schema: &Schema,
    id: ItemId,
    value: &Expr,
    makes_sense: impl FnOnce(&str) -> bool,
) -> Option<Fix> {
    let text = value.as_str().filter(|text| makes_sense(text))?;
    Some(change(schema, id, value.span(), text))
}

/// One of the few values that there are: the one that is meant, whatever its quotes and capitals, else each.
pub(super) fn one_of(schema: &Schema, id: ItemId, value: &Expr, known: &[&'static str]) -> Vec<Fix> {
    let block = schema.text(id);
    let written = value.span().of(&block).trim_matches('"');
    let meant = known.iter().find(|it| it.eq_ignore_ascii_case(written));
    let offered = meant.map_or(known, std::slice::from_ref);
    offered.iter().map(|it| change(schema, id, value.span(), it)).collect()
}

/// Whether a text is the name of something when its quotes are taken away.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(char::is_alphabetic) && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}
