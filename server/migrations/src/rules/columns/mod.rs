//! New and changed columns.

mod add_column_default_old_pg;
mod add_column_references;
mod add_column_volatile_default;
mod add_json_column;
mod change_column_type;
mod drop_not_null;
mod identifier_too_long;
mod set_not_null;

use crate::rules::rule::Rule;

/// The rules of this topic.
pub(super) static RULES: &[&Rule] = &[
    &add_column_volatile_default::ADD_COLUMN_VOLATILE_DEFAULT,
    &add_column_default_old_pg::ADD_COLUMN_DEFAULT_OLD_PG,
    &add_column_references::ADD_COLUMN_REFERENCES,
    &set_not_null::SET_NOT_NULL,
    &drop_not_null::DROP_NOT_NULL,
    &change_column_type::CHANGE_COLUMN_TYPE,
    &add_json_column::ADD_JSON_COLUMN,
    &identifier_too_long::IDENTIFIER_TOO_LONG,
];
