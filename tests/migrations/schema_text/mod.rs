//! The text of a schema for a given database.

mod property;
