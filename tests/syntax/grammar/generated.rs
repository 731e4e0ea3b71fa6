//! The committed parser is what the grammar gives.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use tree_sitter_generate::{OptLevel, generate_parser_in_directory, load_grammar_file};

const HELP: &str = "run this test with UPDATE_EXPECT=1 and commit grammar/src/";

/// The version of the parser's tables. The grammar needs nothing newer, and this is the newest that Helix before 25.07, Neovim before
/// 0.11 and the tree-sitter of Debian 12, which Emacs uses there, can read.
const ABI: usize = 14;

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
        ABI,
        None,
        None,
        true,
        OptLevel::default(),
        &mut Vec::new(),
    )
    .unwrap();
    for name in ["parser.c", "node-types.json", "tree_sitter/parser.h"] {
        let made = fs::read_to_string(out.path().join(name)).unwrap();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(file("src").join(name), &made).unwrap();
        }
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
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(file("src/grammar.json"), grammar.trim()).unwrap();
    }
    let committed = fs::read_to_string(file("src/grammar.json")).unwrap();
    assert!(
        grammar.trim() == committed.trim(),
        "grammar/src/grammar.json is not what grammar/grammar.js gives: {HELP}"
    );
}
