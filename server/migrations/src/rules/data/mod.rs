//! Statements that fail on data or lose it, though they look harmless.

mod add_required_column;
mod autoincrement_without_setval;
mod create_view_after;
mod enum_add_and_use;
mod invalid_serial_type_change;
mod prisma_level_default;
mod rename_as_drop_add;
mod same_name_drop_add;
mod schema_would_revert;
mod warning_header_mismatch;

use crate::rules::rule::Rule;

/// The rules of this topic.
pub(super) static RULES: &[&Rule] = &[
    &same_name_drop_add::SAME_NAME_DROP_ADD,
    &rename_as_drop_add::RENAME_AS_DROP_ADD,
    &invalid_serial_type_change::INVALID_SERIAL_TYPE_CHANGE,
    &autoincrement_without_setval::AUTOINCREMENT_WITHOUT_SETVAL,
    &enum_add_and_use::ENUM_ADD_AND_USE,
    &add_required_column::ADD_REQUIRED_COLUMN,
    &prisma_level_default::PRISMA_LEVEL_DEFAULT,
    &create_view_after::CREATE_VIEW_AFTER,
    &schema_would_revert::SCHEMA_WOULD_REVERT,
    &warning_header_mismatch::WARNING_HEADER_MISMATCH,
];
