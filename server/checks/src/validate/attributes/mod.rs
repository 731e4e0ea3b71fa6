//! Attributes of fields, enum values and blocks.

mod arguments;
pub(super) mod constraint_names;
mod criteria;
pub(super) mod database_names;
mod default;
mod default_functions;
mod fixes;
mod ignore;
mod index_classes;
mod key_columns;
mod key_options;
mod known;
mod mongodb;
mod predicates;
mod shard_key;
mod updated_at;
mod views;

use crate::validate::Context;
use base::ItemId;
use model::schema::item::Item;

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    known::check(cx, id, item);
    arguments::check(cx, id, item);
    criteria::check(cx, id, item);
    key_columns::check(cx, id, item);
    key_options::check(cx, id, item);
    index_classes::check(cx, id, item);
    predicates::check(cx, id, item);
    default::check(cx, id, item);
    updated_at::check(cx, id, item);
    ignore::check(cx, id, item);
    views::check(cx, id, item);
    shard_key::check(cx, id, item);
    mongodb::check(cx, id, item);
    database_names::check(cx, id, item);
    constraint_names::check(cx, id, item);
}
