//! Diagnostics of files of code.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::Finding;
use base::text::Source;
use model::project::Files;
use queries::code::CodeFile;
use rustc_hash::FxHashSet;

use crate::host::LoadedSchema;
use crate::lsp::diagnostics::list::DiagnosticList;
use crate::lsp::diagnostics::list_in_file;
use crate::lsp::snapshot::Snapshot;

/// The lists of all files of code that ask one of these schemas and in which something is found.
pub(super) fn lists(snapshot: &Snapshot, schemas: &[Arc<LoadedSchema>]) -> Vec<(PathBuf, DiagnosticList)> {
    let mut lists = Vec::new();
    let mut seen: FxHashSet<&Path> = FxHashSet::default();
    for (file, findings) in schemas.iter().flat_map(|schema| schema.code_findings(snapshot)) {
        // A file that uses the clients of two schemas is checked with the first.
        if seen.insert(&file.path) {
            lists.push((file.path.to_path_buf(), list(snapshot, file, findings)));
        }
    }
    snapshot.code_lists.keep_only(|path| seen.contains(path));
    lists
}

/// The list of one file of code.
pub(super) fn list_of(snapshot: &Snapshot, path: &Path) -> DiagnosticList {
    let schemas = snapshot.open_schemas();
    let mut all = schemas.iter().flat_map(|schema| schema.code_findings(snapshot));
    let found = all.find(|(file, _)| &*file.path == path);
    found.map(|(file, findings)| list(snapshot, file, findings)).unwrap_or_default()
}

fn list(snapshot: &Snapshot, file: &Arc<CodeFile>, findings: &Arc<[Finding]>) -> DiagnosticList {
    if let Some(document) = snapshot.documents.get(&file.path) {
        return write(snapshot, document.source(), findings);
    }
    snapshot.code_lists.list(file, findings, || {
        let text = snapshot.files.read(&file.path).unwrap_or_default();
        snapshot.files.release(&file.path);
        write(snapshot, &Source::new(&text), findings)
    })
}

fn write(snapshot: &Snapshot, source: &Source, findings: &[Finding]) -> DiagnosticList {
    list_in_file(snapshot, source, findings)
}
