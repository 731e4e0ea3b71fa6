//! The code of an application around its schemas: which files it is, and which schema each asks.

mod index;
mod ownership;
mod package_facts;
mod search;

pub(crate) use index::generated_folders;
pub use index::{CodeIndex, WorkspaceCode};
pub(crate) use ownership::Ownership;
pub(crate) use package_facts::facts_of;
pub(crate) use search::{code_files, read_code};
