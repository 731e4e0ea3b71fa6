//! Where a block is in the namespaces of the Prisma 8 dialect.

use std::sync::Arc;

/// Where a block is in a namespace.
///
/// The head of a namespace, each declaration in it, and its closing brace are blocks of their own, so that an edit in a
/// namespace concerns one declaration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Nesting {
    /// In no namespace, as every block of the classic dialect.
    #[default]
    Outside,
    /// `namespace name {`
    Head,
    /// A declaration in the namespace of this name, which is empty while it is missing.
    Member(Arc<str>),
    /// The `}` of a namespace, with the comments before it.
    Tail,
}

impl Nesting {
    /// The name of the namespace around a declaration.
    pub fn namespace(&self) -> Option<&Arc<str>> {
        match self {
            Nesting::Member(name) => Some(name),
            _ => None,
        }
    }
}
