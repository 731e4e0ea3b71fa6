//! What a history of migrations makes of a database.

mod cache;
mod columns;
mod drift;
mod names;
