//! Rows that are changed or shown by mistake.

mod mass_write_no_where;
mod p2002_unhandled;
mod sensitive_returned;
mod soft_delete_filter_missing;
mod undefined_where;

use super::Rule;

/// The rules.
pub(super) const RULES: &[&Rule] = &[
    &mass_write_no_where::MASS_WRITE_NO_WHERE,
    &undefined_where::UNDEFINED_WHERE,
    &sensitive_returned::SENSITIVE_RETURNED,
    &soft_delete_filter_missing::SOFT_DELETE_FILTER_MISSING,
    &p2002_unhandled::P2002_UNHANDLED,
];
