//! Real databases: the database that a schema makes, changed by our migration, is the database that the other schema makes
//! at once. Each test starts its own server, and is reported as ignored where the server is not installed.
//!
//! `DATABASE_CHANGES=1000 cargo test --release --test databases` tries so many random changes for each provider;
//! `DATABASE_SEED` chooses others.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::explicit_auto_deref,
    dead_code,
    reason = "a panic is how a test fails, also in the functions that tests share; the generator is shared with the fuzzers; without the dereference its types do not fit"
)]

#[path = "../fuzz/migrations/changes.rs"]
mod changes;
#[path = "../fuzz/differential/files.rs"]
mod files;
#[path = "../fuzz/differential/generate/mod.rs"]
mod generate;
#[path = "../fuzz/differential/mutate.rs"]
mod mutate;

mod casts;
mod mariadb;
mod plans;
mod postgresql;
mod property;
#[allow(dead_code, reason = "other tests need more of it")]
mod server;
mod sqlite;
mod undo;
