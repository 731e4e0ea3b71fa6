//! The code of an application around its schemas: which files it is, and which schema each asks.

mod findings;
mod index;
mod kept_findings;
mod lint;
mod model_names;
mod ownership;
mod package_facts;
mod search;
mod workspace_code;

pub use index::CodeIndex;
pub(crate) use index::generated_folders;
pub(crate) use kept_findings::CodeFindings;
pub(crate) use lint::{FileFindings, lint_code};
pub(crate) use ownership::Ownership;
pub use search::{FoundFiles, first_code_files};
pub(crate) use search::{Repositories, code_files, names_fields, read_code, repository, words_of_code};
pub use workspace_code::WorkspaceCode;
