//! Audit fields and keys.

mod created_at_default;
mod names;
mod require_created_at;
mod require_updated_at;
mod stamps;

use crate::rules::Rule;

/// The rules of this topic, in the order in which they are listed.
pub const RULES: &[&Rule] =
    &[&require_created_at::RULE, &created_at_default::RULE, &require_updated_at::RULE];
