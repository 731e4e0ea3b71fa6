//! The committed parser is what the grammar gives.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use tree_sitter_generate::{OptLevel, generate_parser_in_directory, load_grammar_file};

const HELP: &str = "run `tree-sitter generate` in grammar/ and commit src/";

fn file(name: &str) -> PathBuf {
    support::root().join("grammar").join(name)
}

#[test]
fn the_parser_is_what_grammar_json_gives() {
    let out = tempfile::tempdir().unwrap();
    generate_parser_in_directory(
        file(""),
        Some(out.path()),
        Some(file("src/grammar.json")),
        tree_sitter::LANGUAGE_VERSION,
        None,
        None,
        true,
        OptLevel::default(),
        &mut Vec::new(),
    )
    .unwrap();
    for name in ["parser.c", "node-types.json", "tree_sitter/parser.h"] {
        let made = fs::read_to_string(out.path().join(name)).unwrap();
        let committed = fs::read_to_string(file("src").join(name)).unwrap();
        assert!(made == committed, "grammar/src/{name} is not what grammar/src/grammar.json gives: {HELP}");
    }
}

/// `grammar.js` is a program, and only Node (or another engine) can run it. Without one this test says nothing, and the
/// one above still holds the parser against `grammar.json`.
#[test]
fn grammar_json_is_what_grammar_js_gives() {
    if Command::new("node").arg("--version").output().is_err() {
        println!("skipped: `node`, which evaluates grammar.js, is not on PATH");
        return;
    }
    let grammar = load_grammar_file(&file("grammar.js"), None).unwrap();
    let committed = fs::read_to_string(file("src/grammar.json")).unwrap();
    assert!(
        grammar.trim() == committed.trim(),
        "grammar/src/grammar.json is not what grammar/grammar.js gives: {HELP}"
    );
}
