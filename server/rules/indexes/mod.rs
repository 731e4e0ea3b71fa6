//! Indexes and uniqueness.

mod key;
mod redundant_index;
mod soft_delete_unique;

use crate::rules::Rule;

/// The rules of this topic, in the order in which they are listed.
pub const RULES: &[&Rule] = &[&redundant_index::RULE, &soft_delete_unique::RULE];
