//! Enums.

mod enum_add_value;
mod enum_multi_add_old_pg;
mod enum_order_drift;
mod enum_swap;

use crate::rules::rule::Rule;

/// The rules of this topic.
pub(super) static RULES: &[&Rule] = &[
    &enum_swap::ENUM_SWAP,
    &enum_add_value::ENUM_ADD_VALUE,
    &enum_multi_add_old_pg::ENUM_MULTI_ADD_OLD_PG,
    &enum_order_drift::ENUM_ORDER_DRIFT,
];
