//! Attributes of fields, enum values and blocks.

mod arguments;
mod constraint_names;
mod criteria;
mod database_names;
mod default;
mod default_functions;
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

pub(super) fn check(cx: &mut Context<'_>) {
    known::check(cx);
    arguments::check(cx);
    criteria::check(cx);
    key_columns::check(cx);
    key_options::check(cx);
    index_classes::check(cx);
    predicates::check(cx);
    default::check(cx);
    updated_at::check(cx);
    ignore::check(cx);
    views::check(cx);
    shard_key::check(cx);
    mongodb::check(cx);
    database_names::check(cx);
    constraint_names::check(cx);
}
