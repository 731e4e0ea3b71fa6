//! Clients, their connections and transactions.

mod client_no_disconnect;
mod long_transaction;
mod multiple_clients;
mod pool_config;

use super::Rule;

/// The rules.
pub(super) const RULES: &[&Rule] = &[
    &multiple_clients::MULTIPLE_CLIENTS,
    &client_no_disconnect::CLIENT_NO_DISCONNECT,
    &pool_config::POOL_CONFIG,
    &long_transaction::LONG_TRANSACTION,
];
