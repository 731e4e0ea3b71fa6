//! Blocks and their trees, typed views of nodes, syntax errors in human words, and what stands at an offset.

pub mod ast;
mod block;
mod enclosing;
mod errors;
mod file;
mod kind;
pub mod quick;
mod range;
mod split;
mod tokens;
mod tree;

pub use block::Block;
pub use enclosing::enclosing;
pub use errors::{SyntaxError, SyntaxFix, errors, find_errors};
pub use file::{BlockChange, SourceFile};
pub use kind::{Kind, Role};
pub use tokens::{BlockWord, Token, TokenKind, tokens};
pub use tree::{Node, SyntaxTree};
