//! How the program reaches people: packages, and files for other projects.

mod action;
mod manifests;
mod npm;

use std::fs;

use serde_json::Value;

/// A JSON file of the repository.
fn json(path: &str) -> Value {
    let text =
        fs::read_to_string(support::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}
