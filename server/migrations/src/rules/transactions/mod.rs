//! Transactions and timeouts.

mod missing_lock_timeout;
mod mixed_ddl_dml;
mod multiple_ae;
mod semicolon_split;
mod set_local_noop;
mod timeout_leaks;
mod transaction_nesting;
mod validate_in_same_tx;

use crate::rules::rule::Rule;

/// The rules of this topic.
pub(super) static RULES: &[&Rule] = &[
    &missing_lock_timeout::MISSING_LOCK_TIMEOUT,
    &timeout_leaks::TIMEOUT_LEAKS,
    &set_local_noop::SET_LOCAL_NOOP,
    &multiple_ae::MULTIPLE_AE,
    &mixed_ddl_dml::MIXED_DDL_DML,
    &validate_in_same_tx::VALIDATE_IN_SAME_TX,
    &transaction_nesting::TRANSACTION_NESTING,
    &semicolon_split::SEMICOLON_SPLIT,
];
