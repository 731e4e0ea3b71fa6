//! Library-level tests.

#[path = "../support/mod.rs"]
mod support;

mod catalog;
mod fixture;
mod project;
mod syntax;
