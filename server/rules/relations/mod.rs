//! Relations and foreign keys.

mod explicit_on_delete;
mod fk_missing_index;
mod owning;

use crate::rules::Rule;

/// The rules of this topic, in the order in which they are listed.
pub const RULES: &[&Rule] = &[&fk_missing_index::RULE, &explicit_on_delete::RULE];
