//! Library-level tests.

#[path = "../support/mod.rs"]
mod support;

mod catalog;
mod fixture;
mod lsp;
mod project;
mod syntax;
