//! Tests of the `syntax` crate and of the grammar.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a panic is how a test fails, also in the functions that tests share"
)]

mod fixture;
mod format;
mod grammar;
mod hostile_text;
mod incremental;
mod kinds;
mod next;
mod pieces;
mod quick;
mod split;
