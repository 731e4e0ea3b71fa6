//! Audit fields and keys.

mod created_at_default;

use crate::rules::Rule;

/// The rules of this topic, in the order in which they are listed.
pub const RULES: &[&Rule] = &[&created_at_default::RULE];
