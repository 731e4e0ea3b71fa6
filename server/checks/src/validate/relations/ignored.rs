//! Relations to models that the client leaves out.

use crate::validate::Context;
use crate::validate::relations::side::Side;
use base::{Fix, Place};
use model::schema::edit;

pub(super) fn check(cx: &mut Context<'_>, side: &Side<'_>) {
    if !side.target_model.is_ignored() || side.model.is_ignored() || side.field.has("ignore") {
        return;
    }
    let message = format!(
        "`{}` points at `{}`, which the client leaves out (`@@ignore`). Leave the field out as well: add `@ignore`.",
        side.label(),
        side.target_item.name()
    );
    let ignore = side.target_model.attribute("ignore").map(|attribute| attribute.span);
    let place = Place::new(side.target, ignore.unwrap_or(side.target_item.head()));
    cx.error("relation-to-ignored-model", side.id.item, side.name_span(), message)
        .related(place, format!("`{}` is left out here.", side.target_item.name()))
        .fix(|| {
            let change = edit::add_attribute(side.schema, side.id.item, side.field, "@ignore");
            [Fix::safe("Add `@ignore`", vec![change])]
        });
}
