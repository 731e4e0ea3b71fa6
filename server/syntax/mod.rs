//! Blocks and their trees, typed views of nodes, syntax errors in human words, and what stands at an offset.

pub mod ast;
mod block;
mod errors;
mod file;
mod split;

pub use block::Block;
pub use errors::{SyntaxError, SyntaxFix, errors};
pub use file::{BlockChange, SourceFile};
