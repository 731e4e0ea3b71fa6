//! Rules for indexes and uniqueness.

mod index_name_collision;
mod json_btree_index;
pub(super) mod key;
mod key_tree;
mod low_selectivity_index;
pub(super) mod names;
mod nullable_unique;
mod redundant_index;
pub(super) mod require_field_index;
mod soft_delete_index;
mod soft_delete_unique;
mod too_many_indexes;
pub(super) mod unindexed_discriminator;
mod wide_index;

use crate::rules::Rule;

/// The rules of this topic, in the order of the rule list.
pub const RULES: &[&Rule] = &[
    &redundant_index::RULE,
    &soft_delete_unique::RULE,
    &soft_delete_index::RULE,
    &nullable_unique::RULE,
    &low_selectivity_index::RULE,
    &json_btree_index::RULE,
    &wide_index::RULE,
    &too_many_indexes::RULE,
    &index_name_collision::RULE,
    &require_field_index::RULE,
    &unindexed_discriminator::RULE,
];
