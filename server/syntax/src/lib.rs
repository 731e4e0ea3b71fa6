//! Blocks and syntax trees, typed views of nodes, syntax errors, ranges around an offset, and the formatter.

pub mod ast;
mod block;
mod dialect;
mod enclosing;
mod errors;
mod file;
pub mod format;
mod kind;
mod nesting;
pub mod next;
pub mod quick;
mod range;
mod split;
mod tokens;
mod tree;

pub use block::Block;
pub use dialect::{DIRECTIVES, Dialect, directive};
pub use enclosing::enclosing;
pub use errors::{SyntaxError, SyntaxFix, errors, find_errors};
pub use file::{BlockChange, SourceFile};
pub use kind::{Kind, Role};
pub use nesting::Nesting;
pub use tokens::{BlockWord, Token, TokenKind, tokens};
pub use tree::{Node, SyntaxTree};
