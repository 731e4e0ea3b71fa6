//! Constraints, renames, triggers.

mod add_check;
mod add_exclusion;
mod add_foreign_key;
mod add_trigger;
mod enable_rls;
mod fk_without_index_sql;
mod foreign_key_recreated;
mod rename_column;
mod rename_table;

use crate::rules::rule::Rule;

/// The rules of this topic.
pub(super) static RULES: &[&Rule] = &[
    &add_foreign_key::ADD_FOREIGN_KEY,
    &foreign_key_recreated::FOREIGN_KEY_RECREATED,
    &fk_without_index_sql::FK_WITHOUT_INDEX_SQL,
    &add_check::ADD_CHECK,
    &add_exclusion::ADD_EXCLUSION,
    &rename_column::RENAME_COLUMN,
    &rename_table::RENAME_TABLE,
    &add_trigger::ADD_TRIGGER,
    &enable_rls::ENABLE_RLS,
];
