//! The diagnostics of files of code that are not open.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::Finding;
use dashmap::DashMap;
use queries::code::CodeFile;
use rustc_hash::FxBuildHasher;

use crate::lsp::diagnostics::list::DiagnosticList;

/// The lists of files that are not open, for as long as the same is found in the same text.
#[derive(Debug, Default)]
pub struct CodeLists {
    by_path: DashMap<PathBuf, KeptList, FxBuildHasher>,
}

#[derive(Debug)]
struct KeptList {
    file: Arc<CodeFile>,
    findings: Arc<[Finding]>,
    list: DiagnosticList,
}

impl CodeLists {
    /// The list of a file in which this is found, as `write` makes it where it is not known.
    pub(super) fn list(
        &self,
        file: &Arc<CodeFile>,
        findings: &Arc<[Finding]>,
        write: impl FnOnce() -> DiagnosticList,
    ) -> DiagnosticList {
        let known = self.by_path.get(&*file.path);
        if let Some(known) = known.filter(|it| Arc::ptr_eq(&it.file, file) && it.findings == *findings) {
            return known.list.clone();
        }
        let list = write();
        let kept = KeptList { file: file.clone(), findings: findings.clone(), list: list.clone() };
        self.by_path.insert(file.path.to_path_buf(), kept);
        list
    }

    /// Forgets all but these files.
    pub(super) fn keep_only(&self, is_kept: impl Fn(&Path) -> bool) {
        self.by_path.retain(|path, _| is_kept(path));
    }
}
