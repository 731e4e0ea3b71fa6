//! Indexes.

mod add_unique;
mod blocking_maintenance;
mod concurrent_if_not_exists;
mod concurrent_not_alone;
mod drop_index_not_concurrent;
mod index_not_concurrent;
mod index_swap_window;
mod sql_index_unsupported;

use crate::rules::rule::Rule;

/// The rules of this topic.
pub(super) static RULES: &[&Rule] = &[
    &index_not_concurrent::INDEX_NOT_CONCURRENT,
    &add_unique::ADD_UNIQUE,
    &drop_index_not_concurrent::DROP_INDEX_NOT_CONCURRENT,
    &concurrent_not_alone::CONCURRENT_NOT_ALONE,
    &concurrent_if_not_exists::CONCURRENT_IF_NOT_EXISTS,
    &index_swap_window::INDEX_SWAP_WINDOW,
    &blocking_maintenance::BLOCKING_MAINTENANCE,
    &sql_index_unsupported::SQL_INDEX_UNSUPPORTED,
];
