//! `textDocument/diagnostic` and `workspace/diagnostic`.

use std::collections::HashMap;
use std::sync::Arc;

use tower_lsp::lsp_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportKind,
    FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Url,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

use crate::lsp::diagnostics::{self, Fingerprint, Pulled, Report};
use crate::lsp::documents::Document;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::uri;

/// The answer about one document, and what is to be remembered of it once it is given.
pub(in crate::lsp) struct Answer {
    /// The answer.
    pub(in crate::lsp) report: DocumentDiagnosticReport,
    /// The document, and what stands for its list.
    pub(in crate::lsp) told: Option<(Arc<Document>, Fingerprint)>,
    /// The state from which it is given.
    pub(in crate::lsp) revision: u64,
}

/// What is wrong in one document. A document that is not open is answered with an empty list.
pub(in crate::lsp) fn document(
    snapshot: &Snapshot,
    (params, pulled): &(DocumentDiagnosticParams, Arc<Pulled>),
) -> Answer {
    let document = snapshot.document(&params.text_document.uri);
    let items = document.map(|document| diagnostics::of_document(snapshot, document)).unwrap_or_default();
    let fingerprint = Fingerprint::of(&items);
    let previous = params.previous_result_id.as_deref();
    let mut id = fingerprint.id();
    let mut related = None;
    if let Some(document) = document
        && snapshot.session.takes_related_diagnostics()
    {
        let (state, others) = related_to(snapshot, document, pulled, previous);
        id = format!("{id}.{state}");
        related = (!others.is_empty()).then_some(others);
    }
    let report = if previous.and_then(Fingerprint::of_id) == Some(fingerprint) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: related,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
        })
    } else {
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: related,
            full_document_diagnostic_report: full(items, id),
        })
    };
    let told = document.map(|document| (document.clone(), fingerprint));
    Answer { report, told, revision: snapshot.revision }
}

/// What is wrong in all files of the schemas that have a file open.
pub(in crate::lsp) fn workspace(
    snapshot: &Snapshot,
    params: &WorkspaceDiagnosticParams,
) -> WorkspaceDiagnosticReport {
    let mut known: HashMap<_, _> =
        params.previous_result_ids.iter().map(|it| (uri::to_path(&it.uri), it)).collect();
    let mut items = Vec::new();
    for Report { path, uri, document, items: list } in diagnostics::all(snapshot) {
        let version = document.map(|document| i64::from(document.version));
        let fingerprint = Fingerprint::of(&list);
        let previous = known.remove(&path).map(|it| it.value.clone());
        items.push(match previous.filter(|id| Fingerprint::of_id(id) == Some(fingerprint)) {
            Some(result_id) => {
                WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
                    uri,
                    version,
                    unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
                })
            }
            None => workspace_full(uri, version, full(list, fingerprint.id())),
        });
    }
    // What the client still shows for files that are no longer of interest.
    let gone = params.previous_result_ids.iter().filter(|it| known.contains_key(&uri::to_path(&it.uri)));
    let none = Fingerprint::of(&[]);
    items.extend(
        gone.filter(|it| Fingerprint::of_id(&it.value) != Some(none))
            .map(|it| workspace_full(it.uri.clone(), None, full(Vec::new(), none.id()))),
    );
    WorkspaceDiagnosticReport { items }
}

/// What the client does not know yet of the other files of the document's schema, and what stands for the whole.
fn related_to(
    snapshot: &Snapshot,
    document: &Document,
    pulled: &Pulled,
    previous: Option<&str>,
) -> (String, HashMap<Url, DocumentDiagnosticReportKind>) {
    let reports = match snapshot.schema_of(document) {
        Some((schema, _)) => diagnostics::of_schema(snapshot, &schema),
        None => Vec::new(),
    };
    let known = previous.and_then(|id| pulled.state(id));
    let (state, name) = pulled.remember(&reports);
    let mut related = HashMap::new();
    for report in reports.into_iter().filter(|report| report.path != document.path) {
        let now = state.get(&report.path);
        if known.as_ref().is_none_or(|known| known.get(&report.path) != now) {
            let id = now.map(|fingerprint| fingerprint.id()).unwrap_or_default();
            related.insert(report.uri, DocumentDiagnosticReportKind::Full(full(report.items, id)));
        }
    }
    for path in known.iter().flat_map(|known| known.keys()) {
        if !state.contains_key(path)
            && let Some(uri) = snapshot.uri_of(path)
        {
            let empty = full(Vec::new(), Fingerprint::of(&[]).id());
            related.insert(uri, DocumentDiagnosticReportKind::Full(empty));
        }
    }
    (name, related)
}

fn full(items: Vec<Diagnostic>, id: String) -> FullDocumentDiagnosticReport {
    FullDocumentDiagnosticReport { result_id: Some(id), items }
}

fn workspace_full(
    uri: Url,
    version: Option<i64>,
    report: FullDocumentDiagnosticReport,
) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version,
        full_document_diagnostic_report: report,
    })
}
