//! Library-level tests.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a panic is how a test fails, also in the functions that tests share"
)]

#[path = "../support/mod.rs"]
mod support;

mod catalog;
mod editors;
mod fixture;
mod format;
mod grammar;
mod host;
mod ide;
mod layers;
mod lsp;
mod project;
mod readme;
mod rules;
mod schema;
mod syntax;
mod text;
mod validate;
