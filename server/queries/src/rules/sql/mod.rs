//! SQL in the code.

mod raw_sql;
mod raw_unsafe;

use super::Rule;

/// The rules.
pub(super) const RULES: &[&Rule] = &[&raw_unsafe::RAW_UNSAFE, &raw_sql::RAW_SQL];
