//! The blocks `datasource` and `generator`, and what other blocks need of them.

mod database_schemas;
pub mod datasource;
mod extensions;
mod generator;
pub(super) mod values;
pub(super) mod without_datasource;

use crate::validate::ValidityContext;
use crate::validate::code::Code;
use base::ItemId;
use model::schema::item::Item;

/// The codes of these files.
pub(super) const CODES: &[&[&Code]] = &[
    datasource::CODES,
    generator::CODES,
    extensions::CODES,
    values::CODES,
    database_schemas::CODES,
    without_datasource::CODES,
];

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    datasource::check(cx, id, item);
    generator::check(cx, id, item);
    database_schemas::check(cx, id, item);
    without_datasource::check(cx, id, item);
}
