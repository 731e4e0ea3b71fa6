//! Relation fields that nothing answers to in the other model.

use crate::validate::Context;
use crate::validate::relations::fixes;
use crate::validate::relations::side::Side;
use base::Place;

pub(super) fn check(cx: &mut Context<'_>, side: &Side<'_>) {
    let (label, target) = (side.label(), side.target_item.name());
    let named =
        side.relation_name().map(|name| format!(" with the relation name \"{name}\"")).unwrap_or_default();
    let message = if side.is_self() {
        format!(
            "`{label}` points at its own model, and a relation has two sides. Add a second field of type `{target}`, and \
             give both the same relation name."
        )
    } else {
        format!(
            "`{label}` has no other side: no field of `{target}` points back at `{}`{named}. Add one to `{target}`.",
            side.item.name()
        )
    };
    cx.error("missing-opposite-field", side.id.item, side.name_span(), message)
        .related(Place::new(side.target, side.target_item.head()), "The field belongs into this model.")
        .fix(|| fixes::add_opposite(side));
}
