//! Names: how they are spelled, which are taken, and which are declared twice.

mod duplicates;
mod spelling;

use crate::validate::Context;
use base::ItemId;
use model::schema::item::Item;

pub(super) use spelling::unreadable;

/// How names are spelled, and which are taken.
pub(super) fn spelling(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    spelling::check(cx, id, item);
}

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    duplicates::check(cx, id, item);
}
