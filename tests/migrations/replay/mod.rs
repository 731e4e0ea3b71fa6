//! What a history of migrations makes of a database.

mod cache;
mod drift;
mod names;
