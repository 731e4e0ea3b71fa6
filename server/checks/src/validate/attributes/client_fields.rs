//! `@updatedAt` and `@ignore`, which only the client acts on.

use crate::validate::code::codes;
use crate::validate::{ValidityContext, fixes};
use base::{Fix, ItemId};
use model::catalog::ScalarType;
use model::schema::item::{Arity, Item};
use model::schema::{FieldType, edit};

codes! {
    /// A redundant `@ignore`.
    ///
    /// Fields of an ignored model and of unsupported types are not part of the client.
    #[removes(Attribute)]
    NEEDLESS_IGNORE = "needless-ignore";

    /// `@updatedAt` on a field that is not a `DateTime`.
    ///
    /// It sets the modification time, so the field must be a single `DateTime`.
    #[removes(Attribute)]
    UPDATED_AT_TYPE = "updated-at-type";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    updated_at(cx, id, item);
    needless_ignore(cx, id, item);
}

fn updated_at(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    for field in item.model().iter().flat_map(|model| &model.fields) {
        let Some(attribute) = field.attribute("updatedAt") else { continue };
        let schema = cx.schema;
        let ty = cx.schema.type_of(field);
        if matches!(ty, FieldType::Unknown | FieldType::Missing | FieldType::Alias(_)) {
            continue;
        }
        if ty != FieldType::Scalar(ScalarType::DateTime) {
            let message =
                format!("`@updatedAt` requires a DateTime. Change the type of `{}`.", field.name.text);
            cx.error(&UPDATED_AT_TYPE, id, attribute.span, message)
                .fix(|| fixes::retype(schema, id, field, "DateTime"));
        } else if field.arity() == Arity::List {
            let message =
                format!("`@updatedAt` requires a single DateTime, but `{}` is a list.", field.name.text);
            cx.error(&UPDATED_AT_TYPE, id, attribute.span, message)
                .fix(|| fixes::retype(schema, id, field, "DateTime"));
        }
    }
}

fn needless_ignore(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
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
                "`{}` is ignored as a whole, so `@ignore` on its fields has no effect. Remove it.",
                item.name()
            )
        } else if schema.type_of(field) == FieldType::Unsupported {
            format!(
                "`{}` is unsupported and not part of the client, so `@ignore` has no effect. Remove it.",
                field.name.text
            )
        } else {
            continue;
        };
        cx.error(&NEEDLESS_IGNORE, id, attribute.span, message)
            .fix(|| [Fix::safe("Remove `@ignore`", vec![edit::remove_attribute(schema, id, attribute)])]);
    }
}
