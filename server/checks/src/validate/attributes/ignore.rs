//! `@ignore`

use crate::validate::Context;
use base::{Fix, ItemId};
use model::schema::item::Item;
use model::schema::{FieldType, edit};

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    let schema = cx.schema;
    let Some(model) = item.model() else { return };
    for field in &model.fields {
        let Some(attribute) = field.attribute("ignore") else { continue };
        // Prisma takes it on a relation of an ignored model, too.
        if matches!(schema.type_of(field), FieldType::Model(_)) {
            continue;
        }
        let message = if model.is_ignored() {
            format!(
                "`{}` is ignored as a whole, so `@ignore` on its fields says nothing. Remove it.",
                item.name()
            )
        } else if schema.type_of(field) == FieldType::Unsupported {
            format!(
                "`{}` is unsupported and left out of the client anyway. Remove `@ignore`.",
                field.name.text
            )
        } else {
            continue;
        };
        cx.error("needless-ignore", id, attribute.span, message)
            .fix(|| [Fix::safe("Remove `@ignore`", vec![edit::remove_attribute(schema, id, attribute)])]);
    }
}
