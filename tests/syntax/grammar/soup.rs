//! Whatever stands in a file, the tree has neither ERROR nor MISSING nodes, and covers the text.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed};

use tree_sitter::{InputEdit, Parser, Point};

use super::{failures, parse};

#[rustfmt::skip]
const PIECES: &[&str] = &[
    "model", "view", "type", "enum", "datasource", "generator", "namespace", "types", "policy_select", "true",
    "null", "A", "1d", "a-b", "é", "名前", "²", " ", " ", " ", "\t", "\u{a0}", "\n", "\n", "\n", "\r\n", "\r",
    "\n\n", "{", "}", "(", ")", "[", "]", "@", "@@", "?", "!", ":", "=", ",", ".", "\"", "\"s\"", "\\", "\\u00e9",
    "\\u", "0", "-1.5", "1.", "-", "/", "//", "// c", "/// d", "////", "/*", "*/", "/* c */", "/**/", "*", "#", "$",
    "'", "`", ";", "\0", "\u{c}", "\u{b}", "\u{85}", "\u{2028}", "\u{feff}", "\u{200b}", "📅", "<", ">", "|",
    "model A {\n", "}\n", "  id Int @id @default(autoincrement())\n", "@@index([a, b(sort: Desc)])\n",
    "where: { a: { not: null } }", "enum E {\n  A\n}\n", "types {\n  U = Uuid\n}\n", "namespace n {\n",
    "generator g {\n  provider = [\"a\", env(\"B\")]\n", "type X = Int @id\n", "b Unsupported(\"x\")?\n",
    "sql`", "sql\"s\"", "'a'", "x: [\n", "@x(\n", "a,\n", "})\n", "// use prisma-8\n", "// use prisma-next",
];

/// The same texts on every run, so that a failure is one for everybody.
fn config() -> Config {
    Config {
        cases: 6000,
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(7),
        ..Config::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_text_makes_an_error_node(
        is_next in any::<bool>(),
        pieces in prop::collection::vec(0..PIECES.len(), 0..40),
    ) {
        let pieces: String = pieces.iter().map(|&piece| PIECES[piece]).collect();
        let text = format!("{}{pieces}", if is_next { "// use prisma-8\n" } else { "" });
        let tree = parse(&text);
        prop_assert_eq!(failures(&tree), Vec::<String>::new(), "in {:?}", text);
        prop_assert_eq!(tree.root_node().end_byte(), text.len(), "in {:?}", text);
    }

    #[test]
    fn a_tree_after_an_edit_is_the_tree_of_the_new_text(
        is_next in any::<bool>(),
        pieces in prop::collection::vec(0..PIECES.len(), 0..40),
        at in 0usize..40,
        removed in 0usize..4,
        added in prop::collection::vec(0..PIECES.len(), 0..3),
    ) {
        let text = |pieces: &[usize]| pieces.iter().map(|&piece| PIECES[piece]).collect::<String>();
        let at = at.min(pieces.len());
        let until = (at + removed).min(pieces.len());
        let (head, old, tail) = (text(&pieces[..at]), text(&pieces[at..until]), text(&pieces[until..]));
        let head = format!("{}{head}", if is_next { "// use prisma-8\n" } else { "" });
        let new = text(&added);

        let mut tree = parse(&format!("{head}{old}{tail}"));
        tree.edit(&InputEdit {
            start_byte: head.len(),
            old_end_byte: head.len() + old.len(),
            new_end_byte: head.len() + new.len(),
            start_position: point(&head),
            old_end_position: point(&format!("{head}{old}")),
            new_end_position: point(&format!("{head}{new}")),
        });
        let text = format!("{head}{new}{tail}");
        let mut parser = Parser::new();
        parser.set_language(&tree_sitter_prisma_schema::LANGUAGE.into()).unwrap();
        let edited = parser.parse(&text, Some(&tree)).unwrap();
        prop_assert_eq!(drawn(&edited), drawn(&parse(&text)), "in {:?}", text);
    }
}

/// Every node with its place.
fn drawn(tree: &tree_sitter::Tree) -> Vec<String> {
    super::nodes(tree.root_node()).map(|node| format!("{} {:?}", node.kind(), node.byte_range())).collect()
}

fn point(text: &str) -> Point {
    let line = text.rfind('\n').map_or(0, |newline| newline + 1);
    Point { row: text.matches('\n').count(), column: text.len() - line }
}
