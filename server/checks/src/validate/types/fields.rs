//! The type of each field.

use crate::validate::{Context, mend};
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::catalog::ScalarType;
use model::catalog::capabilities::EnumStorage;
use model::project::closest;
use model::schema::item::{Arity, Field, Item, Model, ModelKind, TypeRef};
use model::schema::{FieldType, Schema, edit};

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    let Some(model) = item.model() else { return };
    for field in &model.fields {
        let Some(ty) = field.ty.as_ref().filter(|ty| !ty.name.text.is_empty()) else { continue };
        match cx.schema.type_of(field) {
            FieldType::Unknown | FieldType::Alias(_) => unknown(cx, id, ty),
            FieldType::Scalar(scalar) => {
                self::scalar(cx, id, item, field, ty, scalar);
                list(cx, id, item, field, ty, scalar == ScalarType::Json);
            }
            FieldType::Enum(_) | FieldType::Unsupported => list(cx, id, item, field, ty, false),
            FieldType::Model(_) if model.kind == ModelKind::Type => {
                let message = format!(
                    "`{}` is a model, and a composite type cannot hold relations. Keep its id in a field instead.",
                    ty.name.text
                );
                let schema = cx.schema;
                cx.error("relation-in-composite-type", id, ty.span, message)
                    .fix(|| keep_id(schema, id, model, field, ty));
            }
            _ => {}
        }
    }
}

fn unknown(cx: &mut Context<'_>, id: ItemId, ty: &TypeRef) {
    let schema = cx.schema;
    let name = ty.name.as_str();
    let scalars = ScalarType::ALL.iter().map(|scalar| scalar.name());
    // An alias has the name and is no type.
    let others = schema.declared_names().chain(scalars).filter(|other| *other != name);
    let near = closest(name, others).map(str::to_owned);
    let hint = match &near {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "Declare a model or enum of that name, or correct the name.".to_owned(),
    };
    let message = format!("`{name}` is neither a built-in type nor declared in this schema. {hint}");
    cx.error("unknown-type", id, ty.name.span, message).fix(|| {
        let rename = near.map(|near| {
            let change = edit::replace(schema, Place::new(id, ty.name.span), near.as_str());
            Fix::choice(format!("Change to `{near}`"), vec![change])
        });
        rename.into_iter().chain(declarations(schema, id, name))
    });
}

/// Declares the type, as anything that this database has.
fn declarations(schema: &Schema, id: ItemId, name: &str) -> Vec<Fix> {
    let facts = schema.configuration().provider.map(|provider| provider.capabilities());
    let declare = |keyword: &str| {
        let change = edit::add_block(schema, id, &format!("{keyword} {name}"))?;
        let title = format!("Declare the {keyword} `{name}`");
        Some(match schema.find(name) {
            None => Fix::choice(title, vec![change]),
            // Only an alias can have the name already.
            Some(_) => Fix::step(format!("{title}, which is to replace the alias"), vec![change]),
        })
    };
    let has_enums = facts.is_none_or(|facts| facts.enums != EnumStorage::None);
    let has_types = facts.is_some_and(|facts| facts.composite_types);
    [Some("model"), has_enums.then_some("enum"), has_types.then_some("type")]
        .into_iter()
        .flatten()
        .filter_map(declare)
        .collect()
}

fn scalar(cx: &mut Context<'_>, id: ItemId, item: &Item, field: &Field, ty: &TypeRef, scalar: ScalarType) {
    let Some(provider) = cx.configuration().provider else { return };
    let is_composite = item.model().is_some_and(|model| model.kind == ModelKind::Type);
    if scalar.default_column(provider).is_none() && !is_composite {
        let message = format!(
            "`{}.{}` is of type {}, which {} does not have here. Choose another type.",
            item.name(),
            field.name.text,
            scalar.name(),
            provider.display_name()
        );
        let schema = cx.schema;
        cx.error("type-unsupported", id, ty.span, message).fix(|| {
            let others = [nearest(scalar), ScalarType::String];
            let there = others.into_iter().filter(|other| other.default_column(provider).is_some());
            let mut there: Vec<ScalarType> = there.collect();
            there.dedup();
            there.into_iter().filter_map(|it| mend::retype_scalar(schema, id, field, it)).collect::<Vec<_>>()
        });
    }
}

/// The scalar type that holds most of what another one does.
fn nearest(scalar: ScalarType) -> ScalarType {
    match scalar {
        ScalarType::Decimal => ScalarType::Float,
        ScalarType::BigInt => ScalarType::Int,
        _ => ScalarType::String,
    }
}

/// The id of the other document in the place of the relation.
fn keep_id(schema: &Schema, id: ItemId, model: &Model, field: &Field, ty: &TypeRef) -> Option<Fix> {
    let (target, item) = schema.find(&ty.name.text).and_then(|it| Some((it, schema.model(it)?)))?;
    let key = item.fields.iter().find(|field| field.has("id"))?;
    let native = key.native_type().map(|it| it.span.of(&schema.text(target)).to_owned());
    let native = native.map(|native| format!(" {native}")).unwrap_or_default();
    let (end, mark) = match ty.arity {
        Arity::Required => ("Id", ""),
        Arity::Optional => ("Id", "?"),
        Arity::List => ("Ids", "[]"),
    };
    let text = format!("{}{end} {}{mark}{native}", field.name.text, key.type_name());
    let is_free = model.field(&format!("{}{end}", field.name.text)).is_none();
    (is_free && field.attributes.is_empty()).then(|| mend::change(schema, id, field.span, &text))
}

fn list(cx: &mut Context<'_>, id: ItemId, item: &Item, field: &Field, ty: &TypeRef, is_json: bool) {
    if ty.arity != Arity::List || item.model().is_none_or(|model| model.kind == ModelKind::Type) {
        return;
    }
    // Of a schema without a datasource this is said with all else that it lacks.
    let Some(provider) = cx.configuration().provider else { return };
    let (facts, database) = (provider.capabilities(), provider.display_name());
    if !facts.scalar_lists || (is_json && !facts.json_lists) {
        let message = format!(
            "`{}.{}` is a list, and {database} has no lists of `{}`. Use a model of its own, or a `Json` field.",
            item.name(),
            field.name.text,
            ty.name.text
        );
        let schema = cx.schema;
        cx.error("list-unsupported", id, field.span, message).fix(|| {
            let has_json = ScalarType::Json.default_column(provider).is_some();
            let is_bare = ty.arguments.is_none()
                && ["default", "relation"].iter().all(|name| !field.has(name))
                && field.native_type().is_none();
            let json = (has_json && is_bare).then(|| mend::retype(schema, id, field, "Json"));
            let bare = Place::new(id, Span::new(ty.name.span.end, ty.span.end));
            let single = ty.arguments.is_none().then(|| {
                let list = field
                    .attribute("default")
                    .filter(|_| field.default().is_some_and(|it| it.as_array().is_some()));
                let default = list.map(|attribute| edit::remove_attribute(schema, id, attribute));
                let without = if default.is_some() { ", without a default" } else { "" };
                let title = format!("Keep one `{}`{without}", ty.name.text);
                let single = edit::replace(schema, bare, "");
                Fix::choice(title, [single].into_iter().chain(default).collect())
            });
            json.flatten().into_iter().chain(single)
        });
    }
}
