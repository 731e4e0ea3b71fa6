//! How the code is laid out. That a crate uses only lower ones, Cargo holds.

mod cycles;
mod dependencies;
mod new_rule;

use std::fs;
use std::path::{Path, PathBuf};

/// How many lines a file may have in each folder. About 400 is the aim; tests are mostly expected output.
const MOST_LINES: &[(&str, usize)] = &[("server", 410), ("tests", 600), ("grammar/bindings", 200)];

fn rust_files(dir: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

fn root() -> &'static Path {
    support::root()
}

#[test]
fn files_stay_short() {
    for (folder, most) in MOST_LINES {
        let mut files = Vec::new();
        rust_files(&root().join(folder), &mut files);
        for path in files {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            assert!(lines <= *most, "{} has {lines} lines: split it by topic", path.display());
        }
    }
}
