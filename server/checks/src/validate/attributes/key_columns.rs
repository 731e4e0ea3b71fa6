//! The fields of primary keys, unique constraints and indexes.

use crate::validate::attributes::key_types::{KEY_TYPE, column_type, composite, length};
use crate::validate::code::codes;
use crate::validate::{ValidityContext, fixes};
use base::text::Span;
use base::{FieldId, Fix, ItemId, Place};
use model::project::closest;
use model::schema::item::{
    Arity, Attribute, Column, Expr, Field, Item, Key, KeyKind, KeyOwner, Model, ModelKind,
};
use model::schema::{FieldType, Schema, edit};
use rustc_hash::FxHashSet;

codes! {
    /// A compound id in a database that does not support it.
    ///
    /// Mark one field with `@id`, and make the others unique together with `@@unique`.
    #[removes(Attribute)]
    COMPOUND_ID_UNSUPPORTED = "compound-id-unsupported";

    /// A key without fields.
    ///
    /// Add at least one field of the model, or remove the attribute.
    #[removes(Attribute)]
    EMPTY_KEY = "empty-key";

    /// An optional or list field in the id.
    ///
    /// Every row needs one value of its id. Make the field required, or choose another.
    ID_NOT_REQUIRED = "id-not-required";

    /// A key lists a field whose type is unknown.
    ///
    /// Keys hold values of built-in types and enums. Correct the type of the field.
    KEY_FIELD_TYPE_UNKNOWN = "key-field-type-unknown";

    /// A duplicate field in a key.
    ///
    /// Remove one of them.
    #[removes(Item)]
    REPEATED_COLUMN = "repeated-column";

    /// An unknown field in a key.
    ///
    /// Correct the name, or add the field. On MongoDB, write a field of a composite type with a dot.
    #[removes(Item)]
    UNKNOWN_FIELD = "unknown-field";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    let Some(model) = item.model().filter(|model| model.kind != ModelKind::Type) else { return };
    for key in &model.keys {
        match key.owner {
            KeyOwner::Field(index) => on_field(cx, id, model, key, index),
            KeyOwner::Block(index) => {
                if let Some(attribute) = model.attributes.get(index) {
                    on_block(cx, id, item, model, key, attribute);
                }
            }
        }
    }
}

fn on_field(cx: &mut ValidityContext<'_>, id: ItemId, model: &Model, key: &Key, index: usize) {
    let Some(field) = model.fields.get(index) else { return };
    let ty = cx.schema.type_of(field);
    let name = &field.name.text;
    if key.kind == KeyKind::Id && model.kind == ModelKind::Model {
        if model.is_ignored() && !matches!(ty, FieldType::Model(_)) {
            if let Some(provider) = cx.configuration().provider {
                length(cx, id, provider, key, key.columns.first(), field, key.span);
            }
            return;
        }
        if field.arity() != Arity::Required && !model.is_ignored() {
            let message = format!("`{name}` is the `@id`, so it cannot be optional or a list.");
            let schema = cx.schema;
            cx.error(&ID_NOT_REQUIRED, id, key.span, message)
                .fix(|| fixes::retype(schema, id, field, field.type_name()));
            return;
        }
        if matches!(ty, FieldType::Model(_) | FieldType::Composite(_)) {
            let message =
                format!("`{name}` cannot be the `@id`, because it has no scalar value. Use a scalar field.");
            cx.error(&KEY_TYPE, id, key.span, message);
            return;
        }
    }
    if key.kind == KeyKind::Unique && matches!(ty, FieldType::Model(_)) {
        let fields: Vec<&str> = field.relation.iter().flat_map(|relation| relation.field_names()).collect();
        let hint = match fields.as_slice() {
            [] => "Use a scalar field.".to_owned(),
            [one] => format!("Use the foreign key `{one}`."),
            several => format!("Write `@@unique([{}])`.", several.join(", ")),
        };
        let schema = cx.schema;
        let message = format!("`{name}` is a relation field and has no column. {hint}");
        cx.error(&KEY_TYPE, id, key.span, message).fix(|| unique_key(schema, id, model, field, key));
        return;
    }
    column_type(cx, id, key, key.columns.first(), field, key.span);
}

fn on_block(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    item: &Item,
    model: &Model,
    key: &Key,
    attribute: &Attribute,
) {
    if let Some(Expr::Array { items, closed: true, span }) = attribute.named_or_first("fields")
        && items.is_empty()
    {
        let message = format!("`@@{}` has no fields. Add at least one.", attribute.name());
        cx.error(&EMPTY_KEY, id, *span, message);
        return;
    }
    if key.kind == KeyKind::Id
        && cx.configuration().provider.is_some_and(|it| !it.capabilities().compound_ids)
    {
        let message = "This database does not support compound primary keys. Mark one field with `@id`.";
        let schema = cx.schema;
        cx.error(&COMPOUND_ID_UNSUPPORTED, id, attribute.span, message)
            .fix(|| single_id(schema, id, model, key, attribute));
    }
    let mut seen = FxHashSet::default();
    for column in &key.columns {
        let path = &column.path;
        if !seen.insert(path.text.as_str()) {
            let message = format!("Duplicate field `{}` in `@@{}`. Remove one.", path.text, attribute.name());
            cx.error(&REPEATED_COLUMN, id, path.span, message);
            continue;
        }
        let steps = path.segments().iter().map(|name| name.as_str());
        let found = cx.schema.follow(id, steps);
        if found.len() < path.segments().len() || (key.kind == KeyKind::Id && path.segments().len() > 1) {
            unknown(cx, id, item, model, column, &found);
            continue;
        }
        let Some(field) = found.last().and_then(|last| cx.schema.field(*last)) else { continue };
        let name = &path.text;
        match cx.schema.type_of(field) {
            FieldType::Model(_) => {
                let keys: Vec<&str> =
                    field.relation.iter().flat_map(|relation| relation.field_names()).collect();
                let hint = if keys.is_empty() {
                    "Use scalar fields.".to_owned()
                } else {
                    format!("Use its foreign key: {}.", keys.join(", "))
                };
                let schema = cx.schema;
                let message = format!("`{name}` is a relation field and has no column. {hint}");
                cx.error(&KEY_TYPE, id, path.span, message).fix(|| {
                    let taken: Vec<&str> = key.field_names().collect();
                    scalar_columns(schema, id, column.span, &keys, &taken)
                });
            }
            FieldType::Unknown | FieldType::Alias(_) => {
                let message =
                    format!("The type of `{name}` is unknown, so no key can hold it. Correct the type.");
                cx.error(&KEY_FIELD_TYPE_UNKNOWN, id, path.span, message);
            }
            FieldType::Composite(_) => composite(cx, id, key, name, path.span),
            _ if key.kind == KeyKind::Id && field.arity() != Arity::Required && !model.is_ignored() => {
                let message =
                    format!("`{name}` is part of the primary key, so it cannot be optional or a list.");
                let schema = cx.schema;
                cx.error(&ID_NOT_REQUIRED, id, path.span, message)
                    .fix(|| fixes::retype(schema, id, field, field.type_name()));
            }
            _ => column_type(cx, id, key, Some(column), field, path.span),
        }
    }
}

/// The id of a single field at that field.
fn single_id(schema: &Schema, id: ItemId, model: &Model, key: &Key, attribute: &Attribute) -> Option<Fix> {
    let [column] = &*key.columns else { return None };
    let field = model.field(&column.path.text).filter(|field| field.arity() == Arity::Required)?;
    let is_plain = key.map.is_none() && key.name.is_none() && !field.has("id");
    let changes = vec![
        edit::remove_block_attribute(schema, id, attribute),
        edit::add_attribute(schema, id, field, "@id"),
    ];
    is_plain.then(|| Fix::choice(format!("Write `@id` on `{}`", field.name.text), changes))
}

/// Makes the fields that hold the foreign key unique in the place of the relation field.
fn unique_key(schema: &Schema, id: ItemId, model: &Model, field: &Field, key: &Key) -> Option<Fix> {
    let attribute = field.attributes.iter().find(|attribute| attribute.span == key.span)?;
    let removed = edit::remove_attribute(schema, id, attribute);
    let names: Vec<&str> = field.relation.iter().flat_map(|relation| relation.field_names()).collect();
    let [name] = names.as_slice() else {
        let text = format!("@@unique([{}])", names.join(", "));
        let added =
            (!names.is_empty()).then(|| edit::add_block_attribute(schema, id, "unique", &text)).flatten()?;
        return Some(Fix::choice(format!("Write `{text}` instead"), vec![removed, added]));
    };
    let holder = model.field(name)?;
    if holder.has("unique") || holder.has("id") {
        return Some(Fix::choice("Remove `@unique`", vec![removed]));
    }
    let added = edit::add_attribute(schema, id, holder, "@unique");
    Some(Fix::choice(format!("Move `@unique` to `{name}`"), vec![removed, added]))
}

fn unknown(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    item: &Item,
    model: &Model,
    column: &Column,
    found: &[FieldId],
) {
    let Some(missing) = column.path.segments().get(found.len()).or(column.path.segments().last()) else {
        return;
    };
    let owner = match found.last() {
        None => item.name().to_owned(),
        Some(last) => cx.schema.field(*last).map(|field| field.type_name().to_owned()).unwrap_or_default(),
    };
    // Names that begin with something else cannot be read in a key.
    let names = model.fields.iter().map(|field| field.name.as_str());
    let names = names.filter(|name| name.starts_with(char::is_alphabetic));
    let near = found.is_empty().then(|| closest(&missing.text, names));
    let hint = near.flatten().map(|near| format!(" Did you mean `{near}`?")).unwrap_or_default();
    let message = format!("`{owner}` has no field `{}`.{hint}", missing.text);
    let schema = cx.schema;
    cx.error(&UNKNOWN_FIELD, id, missing.span, message).fix(|| {
        near.flatten().map(|near| {
            let change = edit::replace(schema, Place::new(id, missing.span), near);
            Fix::choice(format!("Change to `{near}`"), vec![change])
        })
    });
}

/// Names the fields that hold the foreign key in the place of the relation field.
pub(super) fn scalar_columns(
    schema: &Schema,
    id: ItemId,
    span: Span,
    names: &[&str],
    taken: &[&str],
) -> Option<Fix> {
    let is_new = names.iter().all(|name| !taken.contains(name));
    (!names.is_empty() && is_new).then(|| fixes::change(schema, id, span, &names.join(", ")))
}
