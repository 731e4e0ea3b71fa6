//! The types of fields: whether they exist, and whether the database has them.

mod blocks;
mod fields;
mod native;
mod native_fixes;
mod recursion;
mod replace;
mod unsupported;

use crate::validate::Context;
use base::ItemId;
use model::schema::item::Item;

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    blocks::check(cx, id, item);
    fields::check(cx, id, item);
    native::check(cx, id, item);
    unsupported::check(cx, id, item);
    recursion::check(cx, id, item);
}
