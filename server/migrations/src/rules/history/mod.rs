//! The migration as a step of the history.

mod broken_rollback;
mod copied_migration;
mod create_extension;
mod data_secret;
mod edited_applied;
mod empty_migration;
mod migration_name;
mod opaque_statement;
mod out_of_order;
mod unquoted_identifier;

use crate::rules::rule::Rule;

/// The rules of this topic.
pub(super) static RULES: &[&Rule] = &[
    &edited_applied::EDITED_APPLIED,
    &out_of_order::OUT_OF_ORDER,
    &broken_rollback::BROKEN_ROLLBACK,
    &copied_migration::COPIED_MIGRATION,
    &migration_name::MIGRATION_NAME,
    &empty_migration::EMPTY_MIGRATION,
    &opaque_statement::OPAQUE_STATEMENT,
    &create_extension::CREATE_EXTENSION,
    &unquoted_identifier::UNQUOTED_IDENTIFIER,
    &data_secret::DATA_SECRET,
];
