//! `@relation` on a field that is no relation, and relations to models that are ignored.

use crate::validate::ValidityContext;
use crate::validate::code::codes;
use crate::validate::relations::side::Side;
use base::{Fix, ItemId, Place};
use model::schema::item::{Model, ModelKind};
use model::schema::{FieldType, edit};

codes! {
    /// `@relation` on a field that is not a relation.
    ///
    /// It belongs on the field whose type is the other model.
    #[removes(Attribute)]
    RELATION_ON_SCALAR = "relation-on-scalar";

    /// A relation to an ignored model.
    ///
    /// The client does not have that model. Add `@ignore` to the field.
    RELATION_TO_IGNORED_MODEL = "relation-to-ignored-model";
}

pub(super) fn on_scalar(cx: &mut ValidityContext<'_>, id: ItemId, model: &Model) {
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
                "A composite type cannot contain relations. Remove `@relation`, and store the id in a field instead."
                    .to_owned()
            }
            _ => format!(
                "`{}` is a `{}`, which is not a model, so there is no relation. Remove `@relation`.",
                field.name.text,
                field.type_name()
            ),
        };
        cx.error(&RELATION_ON_SCALAR, id, attribute.span, message)
            .fix(|| [Fix::choice("Remove `@relation`", vec![edit::remove_attribute(schema, id, attribute)])]);
    }
}

pub(super) fn to_ignored_model(cx: &mut ValidityContext<'_>, side: &Side<'_>) {
    if !side.target_model.is_ignored() || side.model.is_ignored() || side.field.has("ignore") {
        return;
    }
    let message = format!(
        "`{}` references `{}`, which the client excludes (`@@ignore`). Add `@ignore` to the field.",
        side.label(),
        side.target_item.name()
    );
    let ignore = side.target_model.attribute("ignore").map(|attribute| attribute.span);
    let place = Place::new(side.target, ignore.unwrap_or(side.target_item.head()));
    cx.error(&RELATION_TO_IGNORED_MODEL, side.id.item, side.name_span(), message)
        .related(place, format!("`{}` is excluded here.", side.target_item.name()))
        .fix(|| {
            let change = edit::add_attribute(side.schema, side.id.item, side.field, "@ignore");
            [Fix::safe("Add `@ignore`", vec![change])]
        });
}
