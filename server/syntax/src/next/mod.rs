//! The Prisma 8 dialect, read as Prisma 8 reads it.
//!
//! Its grammar is not made of lines: a declaration ends where its last token ends, and what cannot be read is skipped up
//! to the end of a line. So the exact errors, and what is left of a broken document, are those of a reader over tokens. It
//! always returns a document, and is not incremental, because documents are small.
//!
//! Unlike the trees of tree-sitter it covers whole files, and unlike [`Block`](crate::Block)s it nests: a namespace holds
//! its declarations. Files are split into blocks by its tokens, too, and a block without errors has the tree of its document.

mod cursor;
mod declaration;
mod error;
mod lexeme;
mod literal;
mod nodes;
mod pieces;
mod syntax_tree;
mod token;
mod tree;
mod value;

pub use declaration::read;
pub use error::{ErrorKind, SyntaxError};
pub(crate) use lexeme::{Lexeme, lexemes};
pub use literal::{decoded, is_terminated, tagged_body};
pub(crate) use pieces::{Beginning, pieces};
pub(crate) use syntax_tree::syntax_tree;
pub use token::{Token, TokenKind, tokens};
pub use tree::{
    Argument, Arguments, Attribute, Body, Declaration, Document, Entry, Field, Fields, Ident, KeyValueBlock,
    Member, NamedType, Namespace, ObjectMember, Path, TypeAnnotation, Types, Value,
};
