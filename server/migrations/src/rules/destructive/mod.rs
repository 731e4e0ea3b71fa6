//! Statements that delete data.

mod delete_without_where;
mod drop_column;
mod drop_default;
mod drop_foreign_key;
mod drop_primary_key;
mod drop_schema_or_database;
mod drop_table;
mod drop_type;
mod lossy_undo;
mod truncate;

use crate::rules::rule::Rule;

/// The rules of this topic.
pub(super) static RULES: &[&Rule] = &[
    &drop_column::DROP_COLUMN,
    &drop_table::DROP_TABLE,
    &drop_schema_or_database::DROP_SCHEMA_OR_DATABASE,
    &truncate::TRUNCATE,
    &delete_without_where::DELETE_WITHOUT_WHERE,
    &drop_foreign_key::DROP_FOREIGN_KEY,
    &drop_primary_key::DROP_PRIMARY_KEY,
    &drop_type::DROP_TYPE,
    &drop_default::DROP_DEFAULT,
    &lossy_undo::LOSSY_UNDO,
];
