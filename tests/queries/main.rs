//! The calls of Prisma Client in code: what is read, which columns they ask for, what is advised.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a panic is how a test fails, also in the functions that tests share"
)]

mod advice;
mod operations;
mod read;
mod rules;
mod shape;
