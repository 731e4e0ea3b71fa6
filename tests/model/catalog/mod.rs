//! The catalog of facts: complete, consistent, and right where a fact can be checked without a database.

mod actions;
mod attributes;
mod configuration;
mod indexes;
mod native_types;
mod providers;
mod reserved;

/// Fails unless the text is free of syntax errors.
fn assert_parses(text: &str) {
    let mut parser = tree_sitter::Parser::new();
    let grammar = tree_sitter_prisma_schema::LANGUAGE.into();
    assert_eq!(parser.set_language(&grammar), Ok(()));
    let tree = parser.parse(text, None);
    assert!(tree.is_some_and(|tree| !tree.root_node().has_error()), "{text}");
}
