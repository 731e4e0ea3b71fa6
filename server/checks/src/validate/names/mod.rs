//! Names: how they are spelled, which are reserved, and which are declared twice, in the schema and in the database.

pub(super) mod constraint_names;
mod database_names;
mod duplicates;
pub(super) mod spelling;

use crate::validate::ValidityContext;
use crate::validate::code::Code;
use base::ItemId;
use model::schema::item::Item;

/// The codes of these files.
pub(super) const CODES: &[&[&Code]] =
    &[spelling::CODES, duplicates::CODES, database_names::CODES, constraint_names::CODES];

/// How names are spelled, and which are reserved.
pub(super) fn spelling(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    spelling::check(cx, id, item);
    duplicates::members(cx, id, item);
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    duplicates::check(cx, id, item);
    database_names::check(cx, id, item);
    constraint_names::check(cx, id, item);
}
