//! The blocks `datasource` and `generator`.

mod datasource;
mod extensions;
mod generator;
mod values;

pub use datasource::URL_IN_DATASOURCE;

use crate::validate::Context;
use base::ItemId;
use model::schema::item::Item;

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    datasource::check(cx, id, item);
    generator::check(cx, id, item);
}
