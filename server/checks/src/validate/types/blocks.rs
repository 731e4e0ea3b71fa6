//! Kinds of block that not every database or schema has: views, composite types, enums.

use crate::validate::code::codes;
use crate::validate::{ValidityContext, fixes};
use base::{FileEdit, Fix, ItemId, Place};
use model::catalog::ScalarType;
use model::schema::item::{Arity, Expr, Item, ItemKind, ModelKind};
use model::schema::{Schema, edit};

codes! {
    /// A composite type in a database that does not support it.
    ///
    /// Only MongoDB has embedded documents. Change the type to a model with a relation, or use a `Json` field.
    COMPOSITE_TYPE_UNSUPPORTED = "composite-type-unsupported";

    /// An enum without values, or a composite type without fields.
    ///
    /// Add at least one.
    EMPTY_BLOCK = "empty-block";

    /// An enum in a database that does not support it.
    ///
    /// Use a `String` field, and validate the values in the application or with a constraint.
    ENUM_UNSUPPORTED = "enum-unsupported";

    /// A view without its preview feature.
    ///
    /// Add `views` to `previewFeatures` of the generator.
    VIEWS_PREVIEW = "views-preview";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    let configuration = cx.configuration();
    match &item.kind {
        ItemKind::Model(model)
            if model.kind == ModelKind::View
                && !configuration.has_preview_feature("views")
                && !has_broken_config(cx) =>
        {
            let message =
                "Views require the preview feature `views`. Add it to `previewFeatures` of the generator.";
            let schema = cx.schema;
            cx.error(&VIEWS_PREVIEW, id, item.head(), message).fix(|| fixes::turn_on(schema, "views"));
        }
        ItemKind::Model(model) if model.kind == ModelKind::Type => {
            let Some(provider) = configuration.provider else { return };
            if !provider.capabilities().composite_types {
                let message = format!(
                    "{} does not support composite types. Change `{}` to a model, or use a `Json` field.",
                    provider.display_name(),
                    item.name()
                );
                let schema = cx.schema;
                cx.error(&COMPOSITE_TYPE_UNSUPPORTED, id, item.head(), message)
                    .fix(|| with_json(schema, id, item));
            } else if model.fields.is_empty() && item.close_brace.is_some() && !cx.is_broken(id) {
                let message = format!("The composite type `{}` has no fields. Add one.", item.name());
                let schema = cx.schema;
                cx.error(&EMPTY_BLOCK, id, item.head(), message).fix(|| without(schema, id, item));
            }
        }
        ItemKind::Enum(value) => {
            if value.values.is_empty() && item.open_brace.is_some() {
                // Where its lines could not be read, it has values to be.
                let is_broken = cx.has_text_errors(id);
                let message = match is_broken {
                    true => format!("The enum `{}` has no valid values. Correct its lines.", item.name()),
                    false => format!("The enum `{}` has no values. Add one.", item.name()),
                };
                let schema = cx.schema;
                cx.error(&EMPTY_BLOCK, id, item.head(), message)
                    .fix(|| if is_broken { None } else { without(schema, id, item) });
            }
            let Some(provider) = configuration.provider else { return };
            if !configuration.has_enums() {
                let since = provider.capabilities().enum_availability.since;
                let first = since.map(|first| format!(" before Prisma {first}")).unwrap_or_default();
                let message = format!(
                    "{} has no enums{first}. Use a `String` field instead of `{}`.",
                    provider.display_name(),
                    item.name()
                );
                let schema = cx.schema;
                cx.error(&ENUM_UNSUPPORTED, id, item.head(), message).fix(|| with_text(schema, id, item));
            }
        }
        _ => {}
    }
}

/// Whether a line of a datasource or generator could not be read. It may turn on a feature.
fn has_broken_config(cx: &ValidityContext<'_>) -> bool {
    cx.schema.configs().any(|(id, _)| cx.is_broken(id))
}

/// Whether no other block has the name, so that the fields of this type are its own.
fn is_only(schema: &Schema, item: &Item) -> bool {
    schema.all_named(item.name()).len() == 1
}

/// Stores a composite type as JSON in each field that uses it, and takes the type away. A list of it is one JSON value.
pub(super) fn with_json(schema: &Schema, id: ItemId, item: &Item) -> Option<Fix> {
    if !schema.configuration().has_scalar(ScalarType::Json) || !is_only(schema, item) {
        return None;
    }
    let mut changes = vec![edit::remove_block(schema, id)?];
    for at in schema.fields_of_type(item.name()) {
        let ty = schema.field(at)?.ty.as_ref()?;
        // The types inside go with it.
        if at.item != id {
            let mark = if ty.arity == Arity::Optional { "?" } else { "" };
            changes.push(edit::replace(schema, Place::new(at.item, ty.span), format!("Json{mark}")));
        }
    }
    Some(Fix::choice(format!("Store `{}` as `Json`, and remove the type", item.name()), changes))
}

/// Stores the values of an enum as text in each field that uses it, defaults included, and takes the enum away.
pub(super) fn with_text(schema: &Schema, id: ItemId, item: &Item) -> Option<Fix> {
    let values = item.enumeration().filter(|_| is_only(schema, item))?;
    let mut changes: Vec<FileEdit> = vec![edit::remove_block(schema, id)?];
    for at in schema.fields_of_type(item.name()) {
        let field = schema.field(at)?;
        changes.push(edit::replace(schema, Place::new(at.item, field.ty.as_ref()?.name.span), "String"));
        for default in field.default().into_iter().flat_map(Expr::as_list).filter_map(Expr::as_path) {
            let stored = values.value(&default.text).map_or(default.text.as_str(), |it| it.database_name());
            changes.push(edit::replace(schema, Place::new(at.item, default.span), format!("{stored:?}")));
        }
    }
    Some(Fix::choice(format!("Store `{}` as `String`, and remove the enum", item.name()), changes))
}

/// Takes a block without members away that no field needs.
pub(super) fn without(schema: &Schema, id: ItemId, item: &Item) -> Option<Fix> {
    let is_used = schema.fields_of_type(item.name()).next().is_some();
    let change = edit::remove_block(schema, id)?;
    (!is_used).then(|| Fix::choice(format!("Remove the unused `{}`", item.name()), vec![change]))
}
