//! The calls of Prisma Client in code: what is read, which columns they ask for, what is advised.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    dead_code,
    reason = "a panic is how a test fails, also in the functions that tests share; these are not all used here"
)]

#[path = "../databases/server.rs"]
mod server;

mod advice;
mod operations;
mod read;
mod rules;
mod schema_rules;
mod shape;
