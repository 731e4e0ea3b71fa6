//! The blocks of a file, each parsed alone, are what the grammar makes of the whole file.

use prisma_lens::syntax::SourceFile;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed};
use tree_sitter::Node;

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

/// The nodes of a file that stand below its root, with their places.
fn drawn<'t>(root: Node<'t>, start: u32) -> Vec<String> {
    let mut cursor = root.walk();
    let children = root.named_children(&mut cursor);
    children
        .map(|node| {
            let range = node.byte_range();
            format!("{}..{} {}", range.start + start as usize, range.end + start as usize, node.to_sexp())
        })
        .collect()
}

fn check(name: &str, text: &str) -> Result<(), TestCaseError> {
    let file = SourceFile::parse(text);
    let mut pieces = Vec::new();
    for (index, block) in file.blocks().iter().enumerate() {
        pieces.extend(drawn(block.root().unwrap(), file.block_start(index)));
    }
    let whole = drawn(parse(text).root_node(), 0);
    let differ = pieces.iter().zip(&whole).position(|(a, b)| a != b).unwrap_or(pieces.len().min(whole.len()));
    prop_assert_eq!(pieces.get(differ), whole.get(differ), "in {}", name);
    Ok(())
}

#[test]
fn real_files_are_their_blocks() {
    for file in accepted_cases().into_iter().chain(accepted_projects()).flatten() {
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
