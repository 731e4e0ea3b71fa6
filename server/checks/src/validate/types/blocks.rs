//! Kinds of block that not every database or schema has: views, composite types, enums.

use crate::validate::types::replace;
use crate::validate::{Context, mend};
use base::ItemId;
use model::catalog::capabilities::EnumStorage;
use model::schema::item::{Item, ItemKind, ModelKind};

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    let configuration = cx.configuration();
    match &item.kind {
        ItemKind::Model(model)
            if model.kind == ModelKind::View && !configuration.has_preview_feature("views") =>
        {
            let message =
                "Views need the preview feature `views`: add it to `previewFeatures` of the generator.";
            let schema = cx.schema;
            cx.error("views-preview", id, item.head(), message).fix(|| mend::turn_on(schema, "views"));
        }
        ItemKind::Model(model) if model.kind == ModelKind::Type => {
            let Some(provider) = configuration.provider else { return };
            if !provider.capabilities().composite_types {
                let message = format!(
                    "{} has no composite types. Make `{}` a model, or use a `Json` field.",
                    provider.display_name(),
                    item.name()
                );
                let schema = cx.schema;
                cx.error("composite-type-unsupported", id, item.head(), message)
                    .fix(|| replace::with_json(schema, id, item));
            } else if model.fields.is_empty() && item.close_brace.is_some() {
                let message = format!("The composite type `{}` has no field. Give it one.", item.name());
                let schema = cx.schema;
                cx.error("empty-block", id, item.head(), message).fix(|| replace::without(schema, id, item));
            }
        }
        ItemKind::Enum(value) => {
            if value.values.is_empty() && item.open_brace.is_some() {
                let message = format!("The enum `{}` has no value. Give it one.", item.name());
                let schema = cx.schema;
                cx.error("empty-block", id, item.head(), message).fix(|| replace::without(schema, id, item));
            }
            let Some(provider) = configuration.provider else { return };
            if provider.capabilities().enums == EnumStorage::None {
                let message = format!(
                    "{} has no enums. Use a `String` field instead of `{}`.",
                    provider.display_name(),
                    item.name()
                );
                let schema = cx.schema;
                cx.error("enum-unsupported", id, item.head(), message)
                    .fix(|| replace::with_text(schema, id, item));
            }
        }
        _ => {}
    }
}
