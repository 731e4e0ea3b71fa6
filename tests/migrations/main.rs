//! Tests of the `migrations` crate.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a panic is how a test fails, also in the functions that tests share"
)]

mod preview;
mod recorded;
mod replay;
mod rules;
mod schema_text;
mod sql;
