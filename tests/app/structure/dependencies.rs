//! Every dependency of a manifest is used by the sources of its package.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{root, rust_files};

/// Dependencies that are there for a feature of theirs, which others need.
const FOR_A_FEATURE: [&str; 1] = ["gix-parallel"];

/// The manifests, each with the folders of its sources and of its tests.
fn packages() -> Vec<(PathBuf, Vec<PathBuf>, Vec<PathBuf>)> {
    let at = |path: &str| root().join(path);
    let tests =
        ["tests/app", "tests/protocol", "tests/editors", "tests/fuzz", "tests/bench"].map(at).to_vec();
    let of_tests = ["base", "syntax", "model", "statistics", "checks", "migrations", "ide"]
        .map(|it| at(&format!("tests/{it}")));
    let mut packages = vec![
        (at("Cargo.toml"), vec![at("server/app/src")], tests),
        (at("tests/Cargo.toml"), vec![at("tests/support")], of_tests.to_vec()),
        (at("grammar/Cargo.toml"), vec![at("grammar/bindings")], vec![at("grammar/bindings")]),
    ];
    for entry in fs::read_dir(at("server")).unwrap() {
        let folder = entry.unwrap().path();
        if folder.join("Cargo.toml").exists() {
            let tests = match folder.ends_with("database") {
                true => at("tests/database"),
                false => folder.join("src"),
            };
            packages.push((folder.join("Cargo.toml"), vec![folder.join("src")], vec![tests]));
        }
    }
    packages
}

/// The names in the tables of dependencies of a kind, those for single platforms included.
fn dependencies(manifest: &toml::Table, kind: &str) -> BTreeSet<String> {
    let names = |table: &toml::Table| {
        let found = table.get(kind).and_then(toml::Value::as_table);
        found.into_iter().flat_map(|found| found.keys().cloned()).collect::<Vec<_>>()
    };
    let platforms = manifest.get("target").and_then(toml::Value::as_table).into_iter().flatten();
    let of_platforms = platforms.filter_map(|(_, table)| table.as_table()).flat_map(names);
    names(manifest).into_iter().chain(of_platforms).collect()
}

fn sources(folders: &[PathBuf]) -> String {
    let mut files = Vec::new();
    folders.iter().for_each(|folder| rust_files(folder, &mut files));
    files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

/// Whether the text names the crate in a path.
fn is_used(name: &str, text: &str) -> bool {
    let name = name.replace('-', "_");
    let is_word = |char: char| char.is_alphanumeric() || char == '_';
    text.match_indices(&name).any(|(at, _)| {
        let after = &text[at + name.len()..];
        !text[..at].ends_with(is_word)
            && ["::", ";", " as ", "}", ","].iter().any(|end| after.starts_with(end))
    })
}

fn unused(manifest: &Path, kind: &str, folders: &[PathBuf]) -> Vec<String> {
    let table: toml::Table = fs::read_to_string(manifest).unwrap().parse().unwrap();
    let text = sources(folders);
    let unused = dependencies(&table, kind).into_iter().filter(|name| !is_used(name, &text));
    let unused = unused.filter(|name| !FOR_A_FEATURE.contains(&name.as_str()));
    unused.map(|name| format!("{}: {name}", manifest.strip_prefix(root()).unwrap().display())).collect()
}

#[test]
fn no_dependency_is_unused() {
    let mut found = Vec::new();
    for (manifest, sources, tests) in packages() {
        found.extend(unused(&manifest, "dependencies", &sources));
        found.extend(unused(&manifest, "dev-dependencies", &tests));
    }
    assert!(found.is_empty(), "unused dependencies: {found:#?}");
}

#[test]
fn each_dependency_of_the_workspace_is_one_of_a_package() {
    let all: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    let shared = dependencies(all["workspace"].as_table().unwrap(), "dependencies");
    let mut used = BTreeSet::new();
    for (manifest, ..) in packages() {
        let table: toml::Table = fs::read_to_string(manifest).unwrap().parse().unwrap();
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            used.extend(dependencies(&table, kind));
        }
    }
    let unused: Vec<_> = shared.difference(&used).collect();
    assert!(unused.is_empty(), "unused: {unused:?}");
}
