//! What views do not have: keys and indexes in the database.

use crate::validate::Context;
use base::ItemId;
use model::schema::item::{Item, KeyKind, ModelKind};

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    let Some(model) = item.model().filter(|model| model.kind == ModelKind::View) else { return };
    for key in model.keys.iter().filter(|key| key.kind == KeyKind::Unique) {
        let has_arguments = key
            .columns
            .iter()
            .any(|column| column.sort.is_some() || column.length.is_some() || column.ops.is_some());
        if key.map.is_some() || key.clustered.is_some() {
            let message =
                "A view has no unique index in the database, so it can be neither named nor clustered.";
            cx.error("argument-unsupported", id, key.span, message);
        } else if has_arguments {
            let message = "A view has no unique index in the database, so its fields take no arguments here.";
            cx.error("argument-unsupported", id, key.span, message);
        }
    }
}
