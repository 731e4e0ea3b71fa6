//! Features for the Prisma 8 dialect, whose declarations nest in namespaces and whose facts are of their own.
//!
//! They read the documents with [`syntax::next`] on each request. What the tree of a block alone tells, such as folding,
//! selection and the outline, needs nothing of its own.

mod completion;
mod hover;
mod names;
mod navigation;
mod offers;
mod relation;
mod semantic;
mod signature;

pub(crate) use completion::completions;
pub(crate) use hover::hover;
pub(crate) use navigation::{definition, prepare_rename, references, rename};
pub(crate) use semantic::add_semantic_tokens;
pub(crate) use signature::signature_help;
