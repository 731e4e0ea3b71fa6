//! The Prisma schema grammar for [tree-sitter](https://tree-sitter.github.io), and the queries that editors load.

use tree_sitter_language::LanguageFn;

unsafe extern "C" {
    fn tree_sitter_prisma() -> *const ();
}

/// The grammar: pass it to `tree_sitter::Parser::set_language` with `.into()`.
// SAFETY: the generated parser defines this function, without arguments, and it returns a static language.
pub const LANGUAGE: LanguageFn = unsafe { LanguageFn::from_raw(tree_sitter_prisma) };

/// The types of nodes that the grammar makes, with their fields, as JSON.
pub const NODE_TYPES: &str = include_str!("../../src/node-types.json");
