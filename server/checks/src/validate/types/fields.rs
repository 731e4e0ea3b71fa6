//! The type of each field.

use crate::validate::code::codes;
use crate::validate::{ValidityContext, fixes};
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::catalog::ScalarType;
use model::catalog::native_types::{self, NativeType};
use model::project::closest;
use model::schema::item::{Arity, Field, Item, Model, ModelKind, TypeRef};
use model::schema::{FieldType, Schema, edit};

codes! {
    /// A list field in a database without lists.
    ///
    /// Use a separate model with a relation, or a `Json` field.
    #[removes(Text)]
    LIST_UNSUPPORTED = "list-unsupported";

    /// An `Unsupported` type that Prisma supports.
    ///
    /// Use the built-in type with the native type as an attribute: the field is then part of the client.
    NEEDLESS_UNSUPPORTED = "needless-unsupported";

    /// A relation in a composite type.
    ///
    /// Composite types cannot contain relations. Store the id of the other document in a field.
    RELATION_IN_COMPOSITE_TYPE = "relation-in-composite-type";

    /// A field type that this database does not have.
    ///
    /// Choose another type, for example `String` or `Bytes`, or `Json` if the database has it.
    TYPE_UNSUPPORTED = "type-unsupported";

    /// An unknown type.
    ///
    /// Correct the name, or declare a model, an enum or a composite type with that name in any file of the schema.
    UNKNOWN_TYPE = "unknown-type";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    needless_unsupported(cx, id, item);
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
                    "`{}` is a model, but a composite type cannot contain relations. Store its id in a field instead.",
                    ty.name.text
                );
                let schema = cx.schema;
                cx.error(&RELATION_IN_COMPOSITE_TYPE, id, ty.span, message)
                    .fix(|| keep_id(schema, id, model, field, ty));
            }
            _ => {}
        }
    }
}

fn unknown(cx: &mut ValidityContext<'_>, id: ItemId, ty: &TypeRef) {
    let schema = cx.schema;
    let name = ty.name.as_str();
    if name == "Unsupported" {
        let message = "`Unsupported` requires the database type as a string: `Unsupported(\"circle\")`.";
        cx.error(&UNKNOWN_TYPE, id, ty.name.span, message);
        return;
    }
    let scalars = ScalarType::ALL.iter().map(|scalar| scalar.name());
    // An alias has the name and is no type.
    let others = schema.declared_names().chain(scalars).filter(|other| *other != name);
    let near = closest(name, others).map(str::to_owned);
    let hint = match &near {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "Declare a model or enum with that name, or correct the name.".to_owned(),
    };
    let message = format!("Unknown type `{name}`. {hint}");
    cx.error(&UNKNOWN_TYPE, id, ty.name.span, message).fix(|| {
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
            Some(_) => Fix::step(format!("{title} (then remove the alias)"), vec![change]),
        })
    };
    let has_enums = schema.configuration().has_enums();
    let has_types = facts.is_some_and(|facts| facts.composite_types);
    [Some("model"), has_enums.then_some("enum"), has_types.then_some("type")]
        .into_iter()
        .flatten()
        .filter_map(declare)
        .collect()
}

fn scalar(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    item: &Item,
    field: &Field,
    ty: &TypeRef,
    scalar: ScalarType,
) {
    let Some(provider) = cx.configuration().provider else { return };
    let is_composite = item.model().is_some_and(|model| model.kind == ModelKind::Type);
    if !cx.configuration().has_scalar(scalar) && !is_composite {
        let message = format!(
            "`{}.{}` is a {}, which {} does not support here. Choose another type.",
            item.name(),
            field.name.text,
            scalar.name(),
            provider.display_name()
        );
        let schema = cx.schema;
        cx.error(&TYPE_UNSUPPORTED, id, ty.span, message).fix(|| {
            let others = [nearest(scalar), ScalarType::String];
            let there = others.into_iter().filter(|other| schema.configuration().has_scalar(*other));
            let mut there: Vec<ScalarType> = there.collect();
            there.dedup();
            there.into_iter().filter_map(|it| fixes::retype_scalar(schema, id, field, it)).collect::<Vec<_>>()
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
    (is_free && field.attributes.is_empty()).then(|| fixes::change(schema, id, field.span, &text))
}

fn list(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item, field: &Field, ty: &TypeRef, is_json: bool) {
    if ty.arity != Arity::List || item.model().is_none_or(|model| model.kind == ModelKind::Type) {
        return;
    }
    // Of a schema without a datasource this is said with all else that it lacks.
    let Some(provider) = cx.configuration().provider else { return };
    let (facts, database) = (provider.capabilities(), provider.display_name());
    if !facts.scalar_lists || (is_json && !facts.json_lists) {
        let message = format!(
            "`{}.{}` is a list, but {database} does not support lists of `{}`. Use a separate model, or a `Json` \
             field.",
            item.name(),
            field.name.text,
            ty.name.text
        );
        let schema = cx.schema;
        cx.error(&LIST_UNSUPPORTED, id, field.span, message).fix(|| {
            let has_json = schema.configuration().has_scalar(ScalarType::Json);
            let is_bare = ty.arguments.is_none()
                && ["default", "relation"].iter().all(|name| !field.has(name))
                && field.native_type().is_none();
            let json = (has_json && is_bare).then(|| fixes::retype(schema, id, field, "Json"));
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

fn needless_unsupported(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    let Some(provider) = cx.configuration().provider else { return };
    let schema = cx.schema;
    for field in item.model().iter().flat_map(|model| &model.fields) {
        let written = field.ty.as_ref().filter(|ty| ty.arguments.is_some());
        let Some(ty) = written.filter(|_| schema.type_of(field) == FieldType::Unsupported) else {
            continue;
        };
        let written = ty.arguments.as_ref().and_then(|arguments| arguments.unnamed()?.as_str());
        let Some((native, call)) =
            written.and_then(|written| supported(native_types::of_provider(provider), written))
        else {
            continue;
        };
        let Some(scalar) = native.scalars.first() else { continue };
        let datasource = cx.configuration().datasource_name.clone().unwrap_or_default();
        let replacement = format!("{} @{datasource}.{call}", scalar.name());
        let message = format!("Prisma supports this type. Write `{} {replacement}`.", field.name.text);
        let rest: base::text::Span =
            base::text::Span::new(ty.span.start, ty.arguments.as_ref().map_or(ty.span.end, |it| it.span.end));
        cx.error(&NEEDLESS_UNSUPPORTED, id, field.span, message).fix(|| {
            let attribute = edit::add_attribute(schema, id, field, &format!("@{datasource}.{call}"));
            let change = edit::replace(schema, Place::new(id, rest), scalar.name());
            [Fix::choice(format!("Change to `{replacement}`"), vec![change, attribute])]
        });
    }
}

/// The native type that `written` spells as the schema would, with its arguments.
fn supported<'w>(all: &'static [NativeType], written: &'w str) -> Option<(&'static NativeType, &'w str)> {
    let (name, arguments) = match written.split_once('(') {
        Some((name, rest)) => (name, rest.strip_suffix(')')?),
        None => (written, ""),
    };
    let native = all.iter().find(|native| native.name == name)?;
    let numbers: Vec<&str> = arguments.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let are_numbers = numbers.iter().all(|number| number.parse::<u32>().is_ok());
    (are_numbers && native.accepts_count(numbers.len())).then_some((native, written))
}
