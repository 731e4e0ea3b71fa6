//! What a call asks of each table.

mod compiler;
mod expected;
mod sql;
