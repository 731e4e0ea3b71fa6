//! `@relation` where no relation is.

use crate::validate::Context;
use base::{Fix, ItemId};
use model::schema::item::{Model, ModelKind};
use model::schema::{FieldType, edit};

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, model: &Model) {
    let schema = cx.schema;
    for field in &model.fields {
        let Some(attribute) = field.relation.as_ref().and_then(|_| field.attribute("relation")) else {
            continue;
        };
        let message = match schema.type_of(field) {
            // Said of the type already.
            FieldType::Unknown | FieldType::Missing | FieldType::Alias(_) => continue,
            FieldType::Model(_) if model.kind != ModelKind::Type => continue,
            FieldType::Model(_) => {
                "A composite type cannot hold relations. Remove `@relation`, and keep the id in a field instead."
                    .to_owned()
            }
            _ => format!(
                "`{}` is of type `{}`, which is no model, so there is no relation. Remove `@relation`.",
                field.name.text,
                field.type_name()
            ),
        };
        cx.error("relation-on-scalar", id, attribute.span, message)
            .fix(|| [Fix::choice("Remove `@relation`", vec![edit::remove_attribute(schema, id, attribute)])]);
    }
}
