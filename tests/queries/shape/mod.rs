//! What a call asks of each table.

pub mod compiler;
mod expected;
mod sql;
