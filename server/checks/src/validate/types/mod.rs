//! The types of fields: whether they exist, and whether the database has them.

mod blocks;
mod endless;
pub(super) mod fields;
pub(super) mod native;

use crate::validate::ValidityContext;
use crate::validate::code::Code;
use base::ItemId;
use model::schema::item::Item;

pub(super) use endless::check as check_containment;

/// The codes of these files.
pub(super) const CODES: &[&[&Code]] = &[blocks::CODES, endless::CODES, fields::CODES, native::CODES];

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    blocks::check(cx, id, item);
    fields::check(cx, id, item);
    native::check(cx, id, item);
}
