//! Library-level tests.

#[path = "../support/mod.rs"]
mod support;

mod fixture;
mod syntax;
