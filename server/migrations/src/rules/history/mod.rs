//! The migration as a step of the history.

mod create_extension;
mod empty_migration;
mod opaque_statement;
mod unquoted_identifier;

use crate::rules::rule::Rule;

/// The rules of this topic.
pub(super) static RULES: &[&Rule] = &[
    &empty_migration::EMPTY_MIGRATION,
    &opaque_statement::OPAQUE_STATEMENT,
    &create_extension::CREATE_EXTENSION,
    &unquoted_identifier::UNQUOTED_IDENTIFIER,
];
