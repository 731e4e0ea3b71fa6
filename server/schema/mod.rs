//! The semantic model of one schema, and the catalog of facts about the language and its databases.

pub mod catalog;
pub mod item;
mod lower;

pub use lower::lower;
