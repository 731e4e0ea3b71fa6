//! `@updatedAt`

use crate::validate::{Context, mend};
use base::ItemId;
use model::catalog::ScalarType;
use model::schema::FieldType;
use model::schema::item::{Arity, Item};

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    for field in item.model().iter().flat_map(|model| &model.fields) {
        let Some(attribute) = field.attribute("updatedAt") else { continue };
        let schema = cx.schema;
        let ty = cx.schema.type_of(field);
        if matches!(ty, FieldType::Unknown | FieldType::Missing | FieldType::Alias(_)) {
            continue;
        }
        if ty != FieldType::Scalar(ScalarType::DateTime) {
            let message =
                format!("`@updatedAt` keeps a time, so `{}` has to be a DateTime.", field.name.text);
            cx.error("updated-at-type", id, attribute.span, message)
                .fix(|| mend::retype(schema, id, field, "DateTime"));
        } else if field.arity() == Arity::List {
            let message = format!("`@updatedAt` keeps one time, and `{}` is a list.", field.name.text);
            cx.error("updated-at-type", id, attribute.span, message)
                .fix(|| mend::retype(schema, id, field, "DateTime"));
        }
    }
}
