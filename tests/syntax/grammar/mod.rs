//! The tree-sitter grammar, on whole files as editors use it.

mod accepted;
mod broken_line;
mod corpus;
mod extremes;
mod generated;
mod queries;
pub(crate) mod real;
mod soup;

use tree_sitter::{Node, Parser, Tree};

/// The tree of a whole file.
pub(crate) fn parse(text: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_prisma_schema::LANGUAGE.into()).unwrap();
    parser.parse(text, None).unwrap()
}

/// All nodes below and including `root`, parents first, without recursion: trees may be deep.
pub(crate) fn nodes(root: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let mut cursor = root.walk();
    let mut next = Some(root);
    std::iter::from_fn(move || {
        let node = next?;
        next = if cursor.goto_first_child() {
            Some(cursor.node())
        } else {
            loop {
                if cursor.goto_next_sibling() {
                    break Some(cursor.node());
                }
                if !cursor.goto_parent() {
                    break None;
                }
            }
        };
        Some(node)
    })
}

/// The nodes that tree-sitter's own error recovery made. The grammar is written so that there are none, ever.
fn failures(tree: &Tree) -> Vec<String> {
    nodes(tree.root_node())
        .filter(|node| node.is_error() || node.is_missing())
        .map(|node| format!("{node:?}"))
        .collect()
}
