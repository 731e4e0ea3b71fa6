//! Privacy, retention and audit.

use crate::rules::Rule;

/// The rules of this topic, in the order in which they are listed.
pub const RULES: &[&Rule] = &[];
