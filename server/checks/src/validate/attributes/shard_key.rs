//! `@shardKey` and `@@shardKey`

use crate::validate::attributes::arguments::PREVIEW_FEATURE_MISSING;
use crate::validate::attributes::key_columns::{
    EMPTY_KEY, KEY_FIELD_TYPE_UNKNOWN, REPEATED_COLUMN, UNKNOWN_FIELD,
};
use crate::validate::attributes::key_types::KEY_TYPE;
use crate::validate::code::codes;
use crate::validate::{ValidityContext, fixes};
use base::ItemId;
use base::text::Span;
use model::catalog::preview_features;
use model::schema::FieldType;
use model::schema::item::{Arity, Attribute, Expr, Field, Item, Model, ModelKind, Path};

codes! {
    /// Several shard keys in a model.
    ///
    /// Keep one `@shardKey`, or write one `@@shardKey([…])` over several fields.
    #[removes(Attribute)]
    SEVERAL_SHARD_KEYS = "several-shard-keys";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    let Some(model) = item.model().filter(|model| model.kind != ModelKind::Type) else { return };
    let fields: Vec<(&Field, &Attribute)> =
        model.fields.iter().filter_map(|field| Some((field, field.attribute("shardKey")?))).collect();
    let block = model.attribute("shardKey");
    // Where the release does not know the feature, the attribute is none.
    let is_known = preview_features::is_known("shardKeys", cx.release());
    if !is_known || (fields.is_empty() && block.is_none()) {
        return;
    }
    // Prisma does not ask whether a view may have one.
    if model.kind == ModelKind::Model && !cx.configuration().has_preview_feature("shardKeys") {
        let spans = fields.iter().map(|(_, attribute)| attribute.span).chain(block.map(|block| block.span));
        for span in spans.collect::<Vec<_>>() {
            let message = "Shard keys require the preview feature `shardKeys`. Add it to `previewFeatures` of the \
                 generator.";
            let schema = cx.schema;
            cx.error(&PREVIEW_FEATURE_MISSING, id, span, message).fix(|| fixes::turn_on(schema, "shardKeys"));
        }
        return;
    }
    if fields.len() > 1 || (block.is_some() && !fields.is_empty()) {
        let message =
            format!("`{}` has several shard keys. Keep one, or write one `@@shardKey([…])`.", item.name());
        cx.error(&SEVERAL_SHARD_KEYS, id, item.head(), message);
    }
    for (field, attribute) in fields {
        required(cx, id, model, field, attribute.span);
    }
    if let Some(block) = block {
        self::block(cx, id, item, model, block);
    }
}

fn block(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item, model: &Model, attribute: &Attribute) {
    let Some(value) = attribute.named_or_first("fields") else { return };
    let paths: Vec<&Path> = value.as_list().iter().filter_map(Expr::as_path).collect();
    if paths.is_empty() {
        cx.error(&EMPTY_KEY, id, attribute.span, "`@@shardKey` has no fields. Add at least one.");
    }
    for (at, path) in paths.iter().enumerate() {
        match model.field(&path.text) {
            Some(_) if paths.iter().take(at).any(|earlier| earlier.text == path.text) => {
                let message = format!("Duplicate field `{}` in `@@shardKey`. Remove one.", path.text);
                cx.error(&REPEATED_COLUMN, id, path.span, message);
            }
            Some(field) if matches!(cx.schema.type_of(field), FieldType::Unknown | FieldType::Alias(_)) => {
                let message = format!(
                    "The type of `{}` is unknown, so no key can hold it. Correct the type.",
                    path.text
                );
                cx.error(&KEY_FIELD_TYPE_UNKNOWN, id, path.span, message);
            }
            Some(field) => required(cx, id, model, field, path.span),
            None => {
                let message = format!("`{}` has no field `{}`.", item.name(), path.text);
                cx.error(&UNKNOWN_FIELD, id, path.span, message);
            }
        }
    }
}

fn required(cx: &mut ValidityContext<'_>, id: ItemId, model: &Model, field: &Field, span: Span) {
    let name = &field.name.text;
    if matches!(cx.schema.type_of(field), FieldType::Model(_)) {
        cx.error(
            &KEY_TYPE,
            id,
            span,
            format!("`{name}` is a relation field and cannot be part of a shard key."),
        );
    } else if field.arity() != Arity::Required && !model.is_ignored() {
        cx.error(&KEY_TYPE, id, span, format!("`{name}` is part of the shard key and must be required."));
    }
}
