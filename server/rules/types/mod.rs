//! Types and defaults.

mod column;
mod float_money;

use crate::rules::Rule;

/// The rules of this topic, in the order in which they are listed.
pub const RULES: &[&Rule] = &[&float_money::RULE];
