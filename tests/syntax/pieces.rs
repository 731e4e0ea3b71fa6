//! The blocks of a file, each parsed alone, are what the grammar makes of the whole file.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed};
use syntax::{Node, SourceFile};
use tree_sitter::TreeCursor;

use crate::grammar::parse;
use crate::grammar::real::{accepted_cases, accepted_projects};

/// Lines of which a schema may consist, closed and unclosed.
#[rustfmt::skip]
const LINES: &[&str] = &[
    "model A {", "model A {", "enum B {", "  id Int @id", "  type String", "  model B // c", "}", "}", "}", "", "",
    "// c", "  /// d", "namespace n {", "  model C {", "  enum D {", "  }", "  }", "types {", "policy_select p {",
    "foo bar {", "  foo bar {", "@@map", "datasource db { // x", "model E {}", "} // c", "} model F {", "  /* c */", "\"{\"",
    "model", "#", "type T = Int", "/* a", "*/ model G {", "view V { foo }",
];

/// The nodes of a block, tokens among them, each with its field and its place, and with its depth below the root.
fn of_block(node: Node<'_>, depth: usize, start: usize, into: &mut Vec<String>) {
    for child in node.children() {
        let range = child.start_byte() + start..child.end_byte() + start;
        let field = child.field_name().unwrap_or_default();
        into.push(format!("{}{field} {} {range:?} {}", "  ".repeat(depth), child.kind(), child.is_named()));
        of_block(child, depth + 1, start, into);
    }
}

/// As `of_block`, of the whole file as tree-sitter gives it.
fn of_file(cursor: &mut TreeCursor<'_>, depth: usize, into: &mut Vec<String>) {
    if !cursor.goto_first_child() {
        return;
    }
    loop {
        let (child, field) = (cursor.node(), cursor.field_name().unwrap_or_default());
        let (kind, range) = (child.kind(), child.byte_range());
        into.push(format!("{}{field} {kind} {range:?} {}", "  ".repeat(depth), child.is_named()));
        of_file(cursor, depth + 1, into);
        if !cursor.goto_next_sibling() {
            break;
        }
    }
    cursor.goto_parent();
}

fn check(name: &str, text: &str) -> Result<(), TestCaseError> {
    let file = SourceFile::parse(text);
    let (mut pieces, mut whole) = (Vec::new(), Vec::new());
    for (index, tree) in file.trees().enumerate() {
        of_block(tree.root().unwrap(), 0, file.block_start(index) as usize, &mut pieces);
    }
    of_file(&mut parse(text).walk(), 0, &mut whole);
    // A newline between two blocks may belong to either.
    for nodes in [&mut pieces, &mut whole] {
        nodes.retain(|node| node.starts_with("  ") || !node.ends_with("false"));
    }
    let differ = pieces.iter().zip(&whole).position(|(a, b)| a != b).unwrap_or(pieces.len().min(whole.len()));
    prop_assert_eq!(pieces.get(differ), whole.get(differ), "in {}", name);
    Ok(())
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn real_files_are_their_blocks() {
    for file in accepted_cases().into_iter().chain(accepted_projects()) {
        check(&file.name, &file.text).unwrap();
    }
}

proptest! {
    #![proptest_config(Config {
        cases: 4000,
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(5),
        ..Config::default()
    })]

    #[test]
    fn lines_in_any_order_are_their_blocks(lines in prop::collection::vec(prop::sample::select(LINES), 0..14)) {
        let text = lines.join("\n");
        check(&format!("{text:?}"), &text)?;
    }
}
