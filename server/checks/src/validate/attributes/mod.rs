//! Attributes of fields, enum values and blocks.

pub(super) mod arguments;
pub(super) mod client_fields;
pub(super) mod default;
mod default_functions;
mod default_values;
pub(super) mod index_classes;
pub(super) mod key_columns;
pub(super) mod key_options;
pub(super) mod key_types;
pub(super) mod known;
mod mongodb;
mod predicates;
pub(super) mod row_identity;
mod shard_key;

use crate::validate::ValidityContext;
use crate::validate::code::Code;
use base::ItemId;
use model::schema::item::Item;

/// The codes of these files.
pub(super) const CODES: &[&[&Code]] = &[
    known::CODES,
    arguments::CODES,
    row_identity::CODES,
    key_columns::CODES,
    key_options::CODES,
    key_types::CODES,
    index_classes::CODES,
    predicates::CODES,
    default::CODES,
    default_functions::CODES,
    client_fields::CODES,
    shard_key::CODES,
    mongodb::CODES,
];

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    known::check(cx, id, item);
    arguments::check(cx, id, item);
    row_identity::check(cx, id, item);
    key_columns::check(cx, id, item);
    key_options::check(cx, id, item);
    index_classes::check(cx, id, item);
    predicates::check(cx, id, item);
    default::check(cx, id, item);
    client_fields::check(cx, id, item);
    key_options::on_view(cx, id, item);
    shard_key::check(cx, id, item);
    mongodb::check(cx, id, item);
}
