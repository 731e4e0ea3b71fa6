//! The list of codes, and what it is true to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use checks::frame::Kind;
use checks::validate::codes::codes;

/// The sources below a folder, with their text.
fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|it| it == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
    found
}

fn is_kebab(text: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    text.contains('-') && text.split('-').all(is_word)
}

/// The codes that a source declares with `codes!`, each under the name of its constant.
fn declared(text: &str) -> BTreeMap<&str, &str> {
    let blocks = text.split("codes! {\n").skip(1).filter_map(|rest| rest.split("\n}\n").next());
    let lines = blocks.flat_map(str::lines).filter_map(|line| line.trim().strip_suffix("\";"));
    lines.filter_map(|line| line.split_once(" = \"")).collect()
}

#[test]
fn every_code_is_declared_once_and_reported_by_the_file_that_declares_it() {
    let root = support::root().join("server");
    let mut all: Vec<String> = Vec::new();
    let files = sources(&root.join("checks/src/validate"));
    for (path, text) in &files {
        let names = declared(text);
        let is_syntax = path.ends_with("syntax/blocks.rs")
            || path.ends_with("syntax/types.rs")
            || path.ends_with("syntax/values.rs");
        for (name, code) in &names {
            assert_eq!(*name, code.to_uppercase().replace('-', "_"), "{}", path.display());
            // What the syntax crate finds is looked up by its name. A code that several files report is declared in one that they share.
            let reports = |text: &str| text.contains(&format!("&{name}"));
            let is_shared = || files.iter().filter(|(_, text)| reports(text)).count() > 1;
            let is_reported = is_syntax || reports(text) || is_shared();
            assert!(is_reported, "{} declares {code} and does not report it", path.display());
        }
        let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let strings: Vec<&str> = code.split('"').filter(|it| is_kebab(it)).collect();
        let free: Vec<&&str> = strings.iter().filter(|it| !names.values().any(|code| code == *it)).collect();
        let is_dispatch = path.ends_with("syntax/mod.rs");
        assert!(is_dispatch || free.is_empty(), "{} holds {free:?} as text", path.display());
        all.extend(names.values().map(|code| (*code).to_owned()));
    }
    assert!(all.len() > 150, "the sources were not found");
    let unique: BTreeSet<&str> = all.iter().map(String::as_str).collect();
    assert_eq!(unique.len(), all.len(), "a code is declared twice");
    let listed: BTreeSet<&str> = codes().map(|(_, code)| code.metadata.code).collect();
    assert_eq!(listed, unique, "the list of codes is not what the files declare");
}

#[test]
fn the_codes_of_the_syntax_crate_are_the_declared_ones() {
    let errors = sources(&support::root().join("server/syntax/src/errors"));
    let texts = errors.iter().flat_map(|(_, text)| text.split('"'));
    let used: BTreeSet<&str> = texts.filter(|it| is_kebab(it)).collect();
    let declared = codes().filter(|(topic, _)| *topic == "syntax").map(|(_, code)| code.metadata.code);
    // What can be read depends on the release too, which the syntax crate does not know.
    let of_releases = ["object-value", "syntax-unsupported"];
    let declared: BTreeSet<&str> = declared.filter(|code| !of_releases.contains(code)).collect();
    assert_eq!(used, declared, "the codes of the syntax crate, and those that are explained");
}

#[test]
fn codes_are_explained_in_sentences_and_are_no_rules() {
    for (_, code) in codes() {
        let code = &code.metadata;
        let entry = checks::registry().find(code.code).unwrap();
        assert!(
            std::ptr::eq(entry.metadata, code) && code.kind == Kind::Prisma,
            "{} is a rule as well",
            code.code
        );
        let documentation = code.documentation();
        let summary = documentation.summary.as_str();
        let Some((_, documentation)) = documentation.markdown.split_once("\n\n") else {
            panic!("{} has no more than a summary", code.code)
        };
        for text in [summary, documentation] {
            let is_sentence = text.ends_with('.') && text.trim() == text;
            assert!(is_sentence && text.matches('`').count() % 2 == 0, "{}: {text}", code.code);
        }
        assert!(summary.len() <= 110, "{}", code.code);
    }
}
