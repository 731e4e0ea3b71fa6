//! Tests of the application: the disk, the server as a library, the editors, the layout of the code.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a panic is how a test fails, also in the functions that tests share"
)]

#[path = "../ide/changing.rs"]
mod changing;
mod editors;
mod host;

mod lsp;
mod move_addresses;
mod packaging;
mod pages;
mod readme;
mod readme_commands;
mod structure;
