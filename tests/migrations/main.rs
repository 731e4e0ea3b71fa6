//! Tests of the `migrations` crate.
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

mod estimates;
mod plan_origins;
mod plans;
mod preview;
mod recorded;
mod replay;
mod rules;
mod schema_text;
mod sql;
mod undo;
