//! The letters of names, and the names that are reserved.

use crate::validate::ValidityContext;
use crate::validate::code::codes;
use crate::validate::unreadable::refused_character;
use base::{FieldId, Fix, ItemId};
use model::catalog::reserved::{Reserved, refused_for_block, refused_for_composite_type};
use model::schema::Schema;
use model::schema::item::{Item, ItemKind, ModelKind, Name};
use model::schema::references::Definition;
use model::schema::rename::{DatabaseNames, rename};

codes! {
    /// An invalid character in a name.
    ///
    /// Names in the schema begin with a letter and consist of letters, digits and `_`. Use `@map` or `@@map` for other
    /// names in the database.
    INVALID_NAME = "invalid-name";

    /// A reserved name of a block.
    ///
    /// It is a built-in type, or a reserved word in the generated client. Choose another name, and keep the table name
    /// with `@@map`.
    RESERVED_NAME = "reserved-name";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    let what = match &item.kind {
        ItemKind::Model(model) => match model.kind {
            ModelKind::Model => "model",
            ModelKind::View => "view",
            ModelKind::Type => "composite type",
        },
        ItemKind::Enum(_) => "enum",
        ItemKind::Datasource(_) => "datasource",
        ItemKind::Generator(_) => "generator",
        _ => return,
    };
    if let Some(name) = &item.name {
        if !is_free(item, name) {
            letters(cx, what, name, &Definition::Item(id));
        }
        reserved(cx, id, item, what, name);
    }
    let fields = item.model().into_iter().flat_map(|model| &model.fields).enumerate();
    for (at, field) in fields {
        // Of the fields of composite types Prisma does not look at the letters.
        let is_inside = item.model().is_some_and(|model| model.kind == ModelKind::Type);
        if !(is_inside && field.name.text.starts_with(|first: char| first.is_alphanumeric())) {
            letters(cx, "field", &field.name, &Definition::Field(FieldId::new(id, at)));
        }
    }
    for (at, value) in item.enumeration().into_iter().flat_map(|value| &value.values).enumerate() {
        letters(cx, "enum value", &value.name, &Definition::EnumValue(FieldId::new(id, at)));
    }
}

/// The names of datasources and generators may hold digits and hyphens wherever they like.
fn is_free(item: &Item, name: &Name) -> bool {
    matches!(item.kind, ItemKind::Datasource(_) | ItemKind::Generator(_))
        && name.text.starts_with(|first: char| first.is_alphanumeric())
}

fn letters(cx: &mut ValidityContext<'_>, what: &str, name: &Name, definition: &Definition) {
    let (text, schema) = (name.as_str(), cx.schema);
    let (Definition::Item(id)
    | Definition::Field(FieldId { item: id, .. })
    | Definition::EnumValue(FieldId { item: id, .. })) = *definition
    else {
        return;
    };
    let message = match refused_character(name) {
        None => return,
        Some('-') if !text.starts_with('-') => {
            format!("`{text}` contains a hyphen. Names of {what}s consist of letters, digits and `_`.")
        }
        Some(first) => {
            format!("`{text}` begins with `{first}`. Names of {what}s begin with a letter.")
        }
    };
    cx.error(&INVALID_NAME, id, name.span, message).fix(|| readable(schema, definition, text));
}

/// The name without what cannot stand in it, wherever the schema has it; the database keeps the old one.
fn readable(schema: &Schema, definition: &Definition, name: &str) -> Option<Fix> {
    let kept = name.trim_start_matches(|c: char| !c.is_alphabetic()).replace('-', "_");
    let changes = rename(schema, definition, &kept, DatabaseNames::Keep).ok()?.into_edits();
    let title = format!("Rename to `{kept}`, and keep `{name}` in the database");
    (!kept.is_empty()).then(|| Fix::choice(title, changes))
}

fn reserved(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item, what: &str, name: &Name) {
    let refused = match &item.kind {
        ItemKind::Model(model) if model.kind == ModelKind::Type => refused_for_composite_type(&name.text),
        ItemKind::Model(_) | ItemKind::Enum(_) => refused_for_block(&name.text, cx.release()),
        ItemKind::Datasource(_) | ItemKind::Generator(_) => {
            refused_for_block(&name.text, cx.release()).filter(|why| *why == Reserved::Scalar)
        }
        _ => None,
    };
    let message = match refused {
        Some(Reserved::Scalar) => {
            format!(
                "`{}` is a built-in type and cannot be the name of a {what}. Choose another name.",
                name.text
            )
        }
        Some(Reserved::Client) => format!(
            "`{}` is reserved in the generated client and cannot be the name of a {what}. Rename it, and keep the \
             table name with `@@map(\"{}\")`.",
            name.text, name.text
        ),
        None => return,
    };
    cx.error(&RESERVED_NAME, id, name.span, message);
}
