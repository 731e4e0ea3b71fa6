//! Rules for audit fields and keys.

mod bigint_id;
mod created_at_default;
mod field_order;
mod forbid_field;
mod id_columns;
mod id_strategy;
mod names;
mod require_created_at;
mod require_field;
mod require_field_type;
mod require_id;
mod require_updated_at;
mod stamps;
mod surrogate_id_required;
mod updated_at_attribute;

pub(in crate::rules) use names::CREATED_WORDS;

use crate::rules::Rule;

/// The rules of this topic, in the order of the rule list.
pub const RULES: &[&Rule] = &[
    &require_created_at::RULE,
    &created_at_default::RULE,
    &require_updated_at::RULE,
    &updated_at_attribute::RULE,
    &require_id::RULE,
    &surrogate_id_required::RULE,
    &id_strategy::RULE,
    &bigint_id::RULE,
    &require_field::RULE,
    &require_field_type::RULE,
    &forbid_field::RULE,
    &field_order::RULE,
];
