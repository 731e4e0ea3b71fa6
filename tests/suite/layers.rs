//! How the code is laid out: layers use only what lies below them, outside libraries stay where they belong, and files
//! stay short.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers, lowest first. Those in one entry stand beside each other and may use one another.
const LAYERS: &[&[&str]] = &[
    &["text"],
    &["syntax"],
    &["project"],
    &["schema"],
    &["format"],
    &["validate"],
    &["rules"],
    &["ide"],
    &["host"],
    &["lsp", "cli"],
];

/// Which layers may use an outside library that does not belong everywhere.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("ropey", &["text"]),
    ("tree_sitter", &["syntax", "schema", "format", "project"]),
    ("tree_sitter_typescript", &["project"]),
    ("tower_lsp", &["lsp"]),
    ("lsp_types", &["lsp"]),
    ("tokio", &["lsp"]),
    ("dashmap", &["lsp", "host"]),
    ("clap", &["cli", "lsp"]),
    ("serde_sarif", &["cli"]),
    ("annotate_snippets", &["cli"]),
    ("ignore", &["host"]),
];

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
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file of a layer, with the layer's name and its text without comments.
fn sources() -> Vec<(String, PathBuf, String)> {
    let server = root().join("server");
    let mut files = Vec::new();
    rust_files(&server, &mut files);
    let in_layer = files.into_iter().filter_map(|path| {
        let inside = path.strip_prefix(&server).unwrap();
        let layer = inside.components().next()?.as_os_str().to_str()?.to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let code: String = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .map(|line| format!("{line}\n"))
            .collect();
        (!layer.ends_with(".rs")).then_some((layer, path, code))
    });
    in_layer.collect()
}

/// The first names behind each `prefix` in a text that is no part of a longer word.
fn names_behind<'t>(text: &'t str, prefix: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(prefix).map(move |(at, _)| {
        let rest = &text[at + prefix.len()..];
        &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())]
    })
}

#[test]
fn layers_use_only_what_lies_below_them() {
    let height = |layer: &str| LAYERS.iter().position(|beside| beside.contains(&layer));
    for (layer, path, code) in sources() {
        let own = height(&layer)
            .unwrap_or_else(|| panic!("{layer} is no layer: name it in this test and in lib.rs"));
        for used in names_behind(&code, "crate::") {
            let Some(used_height) = height(used) else { continue };
            assert!(used_height <= own, "{}: `{layer}` may not use `{used}`", path.display());
        }
        assert!(!code.contains("use crate::{"), "{}: name one layer a `use`", path.display());
    }
}

#[test]
fn outside_libraries_stay_in_their_layers() {
    for (layer, path, code) in sources() {
        for (library, layers) in OUTSIDE {
            // A module may bear the name of a library.
            let is_module = code.contains(&format!("mod {library};"));
            let used = !is_module
                && (code.contains(&format!("use {library}::")) || code.contains(&format!(" {library}::")));
            assert!(
                !used || layers.contains(&layer.as_str()),
                "{}: `{layer}` may not use `{library}`",
                path.display()
            );
        }
    }
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
