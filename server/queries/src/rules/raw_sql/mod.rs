//! SQL in the code.

mod unsafe_sql;

use super::Rule;

/// The rules.
pub(super) const RULES: &[&Rule] = &[&unsafe_sql::RAW_UNSAFE];
