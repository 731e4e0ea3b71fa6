//! Names: how they are spelled, which are taken, and which are declared twice.

mod duplicates;
mod spelling;

use crate::schema::ItemId;
use crate::schema::item::Item;
use crate::validate::Context;

pub(super) use spelling::unreadable;

/// How names are spelled, and which are taken.
pub(super) fn spelling(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    spelling::check(cx, id, item);
}

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    duplicates::check(cx, id, item);
}
