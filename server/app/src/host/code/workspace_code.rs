//! Which code of a workspace asks which schema.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use queries::link::ProjectCode;
use rustc_hash::FxHashMap;

/// Which code asks which schema, at one moment.
#[derive(Debug, Default)]
pub struct WorkspaceCode {
    by_root: FxHashMap<PathBuf, Arc<ProjectCode>>,
}

impl WorkspaceCode {
    /// The code by the roots of the schemas that it asks.
    pub(super) fn new(by_root: impl Iterator<Item = (PathBuf, Arc<ProjectCode>)>) -> WorkspaceCode {
        WorkspaceCode { by_root: by_root.collect() }
    }

    /// The code that asks the schema with this root, if it was read and there is any.
    pub fn of(&self, root: &Path) -> Option<&Arc<ProjectCode>> {
        self.by_root.get(root).filter(|code| !code.is_empty())
    }
}
