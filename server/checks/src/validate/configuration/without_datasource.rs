//! What only some databases have, in a schema without a datasource.
//!
//! Prisma then assumes a database that has next to nothing. Of a datasource whose provider is missing or unknown it says
//! just that.

use crate::validate::ValidityContext;
use crate::validate::code::codes;
use base::text::Span;
use base::{FileEdit, Fix, ItemId, Place};
use model::catalog::attributes::{AttributeParam, Place as At, ValueKind, attribute_of, index_field_param};
use model::catalog::functions::function;
use model::catalog::index_types::IndexType;
use model::catalog::native_types::native_type;
use model::catalog::{Provider, ProviderSet, Release, ScalarType};
use model::schema::item::{Arity, Attribute, Expr, Field, Item, ItemKind, KeyKind, Model, ModelKind};
use model::schema::{FieldType, Schema, edit};

codes! {
    /// A database-specific feature in a schema without a datasource.
    ///
    /// Native types, lists, composite types and other features depend on the database. Add a `datasource` block with
    /// your `provider`.
    #[removes(Attribute)]
    MISSING_DATASOURCE = "missing-datasource";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    if !cx.lacks_datasource() {
        return;
    }
    match &item.kind {
        ItemKind::Model(model) if model.kind == ModelKind::Type => {
            let providers = having(|it| it.capabilities().composite_types);
            report(cx, id, item.head(), "composite types", providers, None);
        }
        ItemKind::Model(model) => {
            let (member, block) = match model.kind {
                ModelKind::View => (At::ViewField, At::View),
                _ => (At::ModelField, At::Model),
            };
            for field in &model.fields {
                types(cx, id, field);
                default(cx, id, model, field);
                field
                    .attributes
                    .iter()
                    .for_each(|attribute| self::attribute(cx, id, member, false, attribute));
            }
            model.attributes.iter().for_each(|attribute| self::attribute(cx, id, block, true, attribute));
        }
        ItemKind::Enum(value) => {
            value.attributes.iter().for_each(|attribute| self::attribute(cx, id, At::Enum, true, attribute));
        }
        _ => {}
    }
}

/// Reports a relation whose sides are both lists of ids.
pub(in crate::validate) fn embedded_relation(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    span: Span,
    label: &str,
) {
    let providers = having(|it| !it.capabilities().implicit_many_to_many);
    report(cx, id, span, &format!("`fields` for the many-to-many relation `{label}`"), providers, None);
}

/// The type of a field, and its native type.
fn types(cx: &mut ValidityContext<'_>, id: ItemId, field: &Field) {
    let Some(ty) = &field.ty else { return };
    let kind = cx.schema.type_of(field);
    let is_value = matches!(kind, FieldType::Scalar(_) | FieldType::Enum(_) | FieldType::Unsupported);
    if is_value && ty.arity == Arity::List {
        let providers = having(|it| it.capabilities().scalar_lists);
        let what = format!("lists such as `{}[]`", ty.name.text);
        report(cx, id, field.span, &what, providers, None);
    }
    let FieldType::Scalar(scalar) = kind else { return };
    // The only built-in type of which Prisma holds this.
    if scalar == ScalarType::Decimal {
        let providers = having(|it| scalar.default_column(it).is_some());
        report(cx, id, ty.span, "fields of type `Decimal`", providers, None);
    }
    for attribute in &field.attributes {
        let Some((datasource, name)) = attribute.native_type() else { continue };
        let providers = having(|it| native_type(it, &name.text).is_some_and(|native| native.fits(scalar)));
        let what = format!("native types such as `@{}`", attribute.name());
        report(cx, id, attribute.span, &what, providers, Some(&datasource.text));
    }
}

/// What makes the values of a field.
fn default(cx: &mut ValidityContext<'_>, id: ItemId, model: &Model, field: &Field) {
    let Some((value, (name, _))) = field.default().and_then(|it| Some((it, it.as_call()?))) else { return };
    if matches!(name, "auto" | "sequence")
        && let Some(known) = function(name)
    {
        report(cx, id, value.span(), &format!("`{name}()`"), known.providers, None);
    }
    let is_id = || model.keys.iter().any(|key| key.kind == KeyKind::Id && key.is_over(&[&field.name.text]));
    let is_number =
        matches!(cx.schema.type_of(field), FieldType::Scalar(ScalarType::Int | ScalarType::BigInt));
    if name == "autoincrement" && model.kind == ModelKind::Model && is_number && !is_id() {
        let providers = having(|it| it.capabilities().autoincrement.outside_id);
        report(cx, id, value.span(), "`autoincrement()` outside of an id", providers, None);
    }
}

fn attribute(cx: &mut ValidityContext<'_>, id: ItemId, at: At, is_block: bool, attribute: &Attribute) {
    let name = attribute.name();
    let Some(known) = attribute_of(is_block, name).filter(|it| it.places.contains(&at)) else { return };
    let is_view = matches!(at, At::View | At::ViewField);
    // Of views other things are said, and that Prisma does not ask whether they may have a shard key.
    if is_view && name != "schema" {
        return;
    }
    let is_there = |feature: &str| cx.configuration().has_preview_feature(feature);
    if attribute.native_type().is_some() || known.preview.is_some_and(|feature| !is_there(feature)) {
        return;
    }
    // Only MongoDB has no `@@id`, and Prisma does not think of it here.
    if known.providers != ProviderSet::ALL && name != "id" {
        report(cx, id, attribute.span, &format!("`{}`", known.name), known.providers, None);
        return;
    }
    let release = cx.release();
    for argument in attribute.arguments() {
        let param = match &argument.name {
            Some(name) => known.param(&name.text),
            None => known.unnamed_param(),
        };
        let Some((param, value)) = param.zip(argument.value.as_ref()) else { continue };
        let is_known = param.availability.contains(release)
            && param.preview.is_none_or(|feature| cx.configuration().has_preview_feature(feature));
        let providers = match param.value {
            ValueKind::IndexType => index_type(value),
            _ => param.providers,
        };
        if is_known && providers != ProviderSet::ALL && is_of_its_kind(param, value) {
            let what = format!("`{}` of `{}`", param.name, known.name);
            report(cx, id, argument.span, &what, providers, None);
        }
        if param.value == ValueKind::IndexFields {
            columns(cx, id, name == "id", value);
        }
    }
}

/// The databases that have indexes of a type.
fn index_type(value: &Expr) -> ProviderSet {
    let known =
        value.as_word().and_then(|(word, _)| IndexType::parse(word)).filter(|it| *it != IndexType::BTree);
    known.map_or(ProviderSet::ALL, IndexType::providers)
}

/// What is said of each field of a key.
fn columns(cx: &mut ValidityContext<'_>, id: ItemId, is_id: bool, list: &Expr) {
    for argument in list.as_list().iter().filter_map(Expr::as_call).flat_map(|(_, inner)| &inner.list) {
        let name = argument.name();
        let param = match name.as_str() {
            "length" => index_field_param(&name),
            "sort" if is_id => attribute_of(false, "id").and_then(|id| id.param("sort")),
            _ => None,
        };
        let Some((param, value)) = param.zip(argument.value.as_ref()) else { continue };
        if is_of_its_kind(param, value) {
            report(cx, id, argument.span, &format!("`{name}` in a key"), param.providers, None);
        }
    }
}

/// Whether the value is one that a database could mind; others are reported as such, and Prisma passes over lengths
/// that cannot be.
fn is_of_its_kind(param: &AttributeParam, value: &Expr) -> bool {
    match param.value {
        ValueKind::Number => value.as_int().is_some_and(|number| number >= 0),
        ValueKind::Flag => value.as_bool().is_some(),
        ValueKind::Text => value.as_str().is_some_and(|text| !text.is_empty()),
        _ => true,
    }
}

fn having(has: impl Fn(Provider) -> bool) -> ProviderSet {
    let all: Vec<Provider> = Provider::ALL.into_iter().filter(|provider| has(*provider)).collect();
    ProviderSet::of(&all)
}

/// Reports what only these databases have. `datasource` is what the schema calls it already.
fn report(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    span: Span,
    what: &str,
    providers: ProviderSet,
    datasource: Option<&str>,
) {
    let message = format!(
        "This schema has no datasource, and only some databases support {what}. Add a `datasource` block with a \
         `provider`."
    );
    let schema = cx.schema;
    cx.error(&MISSING_DATASOURCE, id, span, message).fix(|| {
        let name = datasource.unwrap_or("db");
        let fix = |provider: Provider| {
            let title = format!("Add a datasource for {}", provider.display_name());
            Some(Fix::choice(title, vec![added(schema, id, name, provider)?]))
        };
        providers.iter().filter_map(fix).collect::<Vec<_>>()
    });
}

/// A datasource at the top of the file.
fn added(schema: &Schema, id: ItemId, name: &str, provider: Provider) -> Option<FileEdit> {
    let (first, _) = schema.items_of(schema.file_of(id)).next()?;
    let text = schema.text(first);
    let newline = edit::line_ending(&text);
    // A byte order mark stays in front of everything.
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let url = match schema.configuration().release() < Release::V7 {
        true => format!("  url      = env(\"DATABASE_URL\"){newline}"),
        false => String::new(),
    };
    let provider = provider.name();
    let block =
        format!("datasource {name} {{{newline}  provider = \"{provider}\"{newline}{url}}}{newline}{newline}");
    Some(edit::replace(schema, Place::new(first, Span::from(start..start)), block))
}
