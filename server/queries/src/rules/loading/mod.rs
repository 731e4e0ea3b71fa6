//! How much is read, and how often.

mod bounds;
mod deep_offset;
mod distinct_in_memory;
mod find_first_on_unique;
mod insensitive_equals;
mod leading_wildcard;
mod n_plus_one;
mod nested_unbounded_include;
mod order_by_relation_count;
mod over_fetch;
mod sequential_awaits;
mod unbounded_find_many;

use super::Rule;

/// The rules.
pub(super) const RULES: &[&Rule] = &[
    &n_plus_one::N_PLUS_ONE,
    &unbounded_find_many::UNBOUNDED_FIND_MANY,
    &nested_unbounded_include::NESTED_UNBOUNDED_INCLUDE,
    &over_fetch::OVER_FETCH,
    &find_first_on_unique::FIND_FIRST_ON_UNIQUE,
    &deep_offset::DEEP_OFFSET,
    &distinct_in_memory::DISTINCT_IN_MEMORY,
    &order_by_relation_count::ORDER_BY_RELATION_COUNT,
    &insensitive_equals::INSENSITIVE_EQUALS,
    &leading_wildcard::LEADING_WILDCARD,
    &sequential_awaits::SEQUENTIAL_AWAITS,
];
