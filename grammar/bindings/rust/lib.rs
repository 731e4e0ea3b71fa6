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

/// Colours. Where two patterns meet at one node, the later one wins.
pub const HIGHLIGHTS_QUERY: &str = include_str!("../../queries/highlights.scm");

/// What can be folded away: the bodies of blocks, and comments.
pub const FOLDS_QUERY: &str = include_str!("../../queries/folds.scm");

/// Indentation, in the capture names of Neovim.
pub const INDENTS_QUERY: &str = include_str!("../../queries/indents.scm");

/// Definitions, references, and where they are known.
pub const LOCALS_QUERY: &str = include_str!("../../queries/locals.scm");

/// Other languages within schemas: SQL in strings.
pub const INJECTIONS_QUERY: &str = include_str!("../../queries/injections.scm");

/// Pieces of a schema to select or move by, in the capture names of Neovim.
pub const TEXTOBJECTS_QUERY: &str = include_str!("../../queries/textobjects.scm");

/// Names for lists of symbols, with their documentation.
pub const TAGS_QUERY: &str = include_str!("../../queries/tags.scm");
