//! The fields of primary keys, unique constraints and indexes.

use std::borrow::Cow;

use crate::validate::attributes::fixes;
use crate::validate::{Context, mend, removal};
use base::text::Span;
use base::{FieldId, Fix, ItemId, Place};
use model::catalog::native_types::{KeyUse, native_type};
use model::catalog::{Provider, ScalarType};
use model::project::closest;
use model::schema::item::{
    Arity, Attribute, Column, Expr, Field, Item, Key, KeyKind, KeyOwner, Model, ModelKind,
};
use model::schema::{FieldType, Schema, edit};

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, item: &Item) {
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

fn on_field(cx: &mut Context<'_>, id: ItemId, model: &Model, key: &Key, index: usize) {
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
            let message = format!(
                "`{name}` is the `@id`, so every row needs one value of it: it can be neither optional nor a list."
            );
            let schema = cx.schema;
            cx.error("id-not-required", id, key.span, message)
                .fix(|| mend::retype(schema, id, field, field.type_name()));
            return;
        }
        if matches!(ty, FieldType::Model(_) | FieldType::Composite(_)) {
            let message =
                format!("`{name}` holds no single value that could be the `@id`. Mark a scalar field.");
            cx.error("key-type", id, key.span, message);
            return;
        }
    }
    if key.kind == KeyKind::Unique && matches!(ty, FieldType::Model(_)) {
        let fields: Vec<&str> = field.relation.iter().flat_map(|relation| relation.field_names()).collect();
        let hint = match fields.as_slice() {
            [] => "Mark a scalar field.".to_owned(),
            [one] => format!("Mark `{one}`, which holds the foreign key."),
            several => format!("Write `@@unique([{}])`.", several.join(", ")),
        };
        let schema = cx.schema;
        let message = format!("`{name}` is a relation field and has no column. {hint}");
        cx.error("key-type", id, key.span, message).fix(|| unique_key(schema, id, model, field, key));
        return;
    }
    column_type(cx, id, key, key.columns.first(), field, key.span);
}

fn on_block(cx: &mut Context<'_>, id: ItemId, item: &Item, model: &Model, key: &Key, attribute: &Attribute) {
    if let Some(Expr::Array { items, closed: true, span }) = attribute.named_or_first("fields")
        && items.is_empty()
    {
        let message = format!("`@@{}` lists no field. Name at least one.", attribute.name());
        cx.error("empty-key", id, *span, message);
        return;
    }
    if key.kind == KeyKind::Id
        && cx.configuration().provider.is_some_and(|it| !it.capabilities().compound_ids)
    {
        let message = "This database has no primary keys over several fields. Mark one field with `@id`.";
        let schema = cx.schema;
        cx.error("compound-id-unsupported", id, attribute.span, message)
            .fix(|| single_id(schema, id, model, key, attribute));
    }
    for (at, column) in key.columns.iter().enumerate() {
        let path = &column.path;
        if key.columns.iter().take(at).any(|earlier| earlier.path.text == path.text) {
            let message =
                format!("`{}` stands twice in `@@{}`. Once is enough.", path.text, attribute.name());
            cx.error("repeated-column", id, path.span, message);
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
                    "Name scalar fields.".to_owned()
                } else {
                    format!("Name its foreign key instead: {}.", keys.join(", "))
                };
                let schema = cx.schema;
                let message = format!("`{name}` is a relation field and has no column. {hint}");
                cx.error("key-type", id, path.span, message).fix(|| {
                    let taken: Vec<&str> = key.field_names().collect();
                    fixes::scalar_columns(schema, id, column.span, &keys, &taken)
                });
            }
            FieldType::Composite(_) => composite(cx, id, key, name, path.span),
            _ if key.kind == KeyKind::Id && field.arity() != Arity::Required && !model.is_ignored() => {
                let message = format!(
                    "Every row needs one value of `{name}` in its primary key: it can be neither optional nor a list."
                );
                let schema = cx.schema;
                cx.error("id-not-required", id, path.span, message)
                    .fix(|| mend::retype(schema, id, field, field.type_name()));
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

/// MongoDB finds documents by what is inside of others, but not by several of them at once.
fn composite(cx: &mut Context<'_>, id: ItemId, key: &Key, name: &str, span: Span) {
    if key.kind != KeyKind::Unique || key.columns.len() < 2 {
        return;
    }
    let message = format!(
        "`{name}` is a composite type, and a unique key over several fields holds single values. Name one of its \
         fields: `{name}.field`."
    );
    cx.error("key-type", id, span, message);
}

fn unknown(cx: &mut Context<'_>, id: ItemId, item: &Item, model: &Model, column: &Column, found: &[FieldId]) {
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
    cx.error("unknown-field", id, missing.span, message).fix(|| {
        near.flatten().map(|near| {
            let change = edit::replace(schema, Place::new(id, missing.span), near);
            Fix::choice(format!("Change to `{near}`"), vec![change])
        })
    });
}

/// `length:` is for what is measured in characters or bytes.
fn length(
    cx: &mut Context<'_>,
    id: ItemId,
    provider: Provider,
    key: &Key,
    column: Option<&Column>,
    field: &Field,
    span: Span,
) {
    let is_given = column.is_some_and(|column| column.length.is_some());
    if !is_given || provider != Provider::Mysql || key.kind == KeyKind::Fulltext {
        return;
    }
    let holds_others = match cx.schema.type_of(field) {
        FieldType::Scalar(scalar) => !matches!(scalar, ScalarType::String | ScalarType::Bytes),
        FieldType::Enum(_) => true,
        _ => false,
    };
    if holds_others {
        let message = format!(
            "`length` counts characters or bytes, and `{}` is of type {}. Remove it.",
            field.name.text,
            field.type_name()
        );
        cx.error("length-type", id, span, message);
    }
}

/// Whether a field of this type can be part of a key in this database.
fn column_type(
    cx: &mut Context<'_>,
    id: ItemId,
    key: &Key,
    column: Option<&Column>,
    field: &Field,
    span: Span,
) {
    let Some(provider) = cx.configuration().provider else { return };
    length(cx, id, provider, key, column, field, span);
    let FieldType::Scalar(scalar) = cx.schema.type_of(field) else { return };
    let facts = provider.capabilities();
    let name = &field.name.text;
    // Of a native type that no key takes, that is said instead.
    let is_said = || {
        let native = field.native_type().and_then(|attribute| Some(attribute.native_type()?.1))?;
        let native = native_type(provider, &native.text).filter(|native| native.fits(scalar))?;
        Some(native.key_use != KeyUse::Allowed)
    };
    if key.kind == KeyKind::Id && facts.refused_in_id.contains(&scalar) && is_said() != Some(true) {
        let message = format!(
            "`{name}` is of type {}, which {} refuses in a primary key.",
            scalar.name(),
            provider.display_name()
        );
        cx.error("key-type", id, span, message);
        return;
    }
    if provider == Provider::Mysql
        && scalar == ScalarType::Json
        && key.kind != KeyKind::Fulltext
        && field.native_type().is_none()
    {
        return;
    }
    let Some(attribute) = field.native_type() else { return };
    let Some((_, native)) = attribute.native_type() else { return };
    let Some(native) = native_type(provider, &native.text) else { return };
    // Few types have arguments that matter, and it takes long to get at the text.
    let text = if native.may_be_unbounded() { cx.schema.text(id) } else { Cow::Borrowed("") };
    let values = attribute.arguments().iter().filter_map(|argument| argument.value.as_ref());
    let arguments: Vec<&str> =
        values.filter(|_| native.may_be_unbounded()).map(|value| value.span().of(&text)).collect();
    let has_length = column.is_some_and(|column| column.length.is_some());
    let refused = match native.key_use_with(&arguments) {
        KeyUse::Allowed => false,
        KeyUse::NeedsLength => !has_length && key.kind != KeyKind::Fulltext,
        KeyUse::OnlyInId => key.kind != KeyKind::Id,
        KeyUse::Refused => key.kind != KeyKind::Fulltext,
    };
    if refused {
        // PostgreSQL's types are reported where they are declared, those of the others at the key.
        let span = if provider == Provider::Postgresql { attribute.span } else { span };
        let hint = if native.key_use == KeyUse::NeedsLength {
            " Give a `length:` for it."
        } else {
            " Choose another type."
        };
        let message = format!(
            "`{name}` is a `{}`, which {} does not take in a key or index like this.{hint}",
            native.name,
            provider.display_name()
        );
        let schema = cx.schema;
        cx.error("key-type", id, span, message).fix(|| {
            let needs_length = native.key_use == KeyUse::NeedsLength && provider == Provider::Mysql;
            let (column, item) = column.zip(schema.item(id)).filter(|_| needs_length)?;
            measured(schema, id, item, key, column)
        });
    }
}

/// Lets the index hold only the beginning of a long text. So many characters fit into each index of MySQL, whatever the
/// character set and row format.
fn measured(schema: &Schema, id: ItemId, item: &Item, key: &Key, column: &Column) -> Option<Fix> {
    const FITTING: &str = "length: 191";
    let change = match key.owner {
        KeyOwner::Field(_) => {
            edit::add_argument(schema, id, removal::attribute_at(item, key.span)?.0, FITTING)
        }
        KeyOwner::Block(_) => {
            let name = column.path.span;
            let has_more = column.span.end > name.end;
            let (at, text) = match has_more {
                true => (name.end + 1, format!("{FITTING}, ")),
                false => (name.end, format!("({FITTING})")),
            };
            edit::replace(schema, Place::new(id, Span::at(at)), text)
        }
    };
    Some(Fix::choice(format!("Index only the beginning: `{FITTING}`"), vec![change]))
}
