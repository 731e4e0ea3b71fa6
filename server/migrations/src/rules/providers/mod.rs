//! What only one provider has.

mod mysql_copy_alter;
mod mysql_fk_copy;
mod mysql_inline_references;
mod mysql_partial_apply;
mod mysql_qualified_name;
mod mysql_varchar_boundary;
mod sqlite_pragma_in_tx;
mod sqlite_rebuild_drops_objects;
mod sqlite_rebuild_loses_column;
mod sqlserver_offline_index;
mod sqlserver_outside_try;

use crate::rules::rule::Rule;

/// The rules of this topic.
pub(super) static RULES: &[&Rule] = &[
    &mysql_copy_alter::MYSQL_COPY_ALTER,
    &mysql_varchar_boundary::MYSQL_VARCHAR_BOUNDARY,
    &mysql_fk_copy::MYSQL_FK_COPY,
    &mysql_inline_references::MYSQL_INLINE_REFERENCES,
    &mysql_qualified_name::MYSQL_QUALIFIED_NAME,
    &mysql_partial_apply::MYSQL_PARTIAL_APPLY,
    &sqlite_rebuild_loses_column::SQLITE_REBUILD_LOSES_COLUMN,
    &sqlite_rebuild_drops_objects::SQLITE_REBUILD_DROPS_OBJECTS,
    &sqlite_pragma_in_tx::SQLITE_PRAGMA_IN_TX,
    &sqlserver_outside_try::SQLSERVER_OUTSIDE_TRY,
    &sqlserver_offline_index::SQLSERVER_OFFLINE_INDEX,
];
