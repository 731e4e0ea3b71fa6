//! The catalog of facts: complete, consistent, and right where a fact can be checked without a database.

mod actions;
mod native_types;
mod providers;
