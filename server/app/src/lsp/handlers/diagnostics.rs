//! `textDocument/diagnostic` and `workspace/diagnostic`.

use std::collections::HashMap;
use std::sync::Arc;

use tower_lsp::lsp_types::{
    DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport, PreviousResultId,
    RelatedFullDocumentDiagnosticReport, Url, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
};

use crate::lsp::body::Body;
use crate::lsp::diagnostics::{self, Fingerprint, List, Pulled};
use crate::lsp::documents::Document;
use crate::lsp::large::{LargeAnswers, Passed};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::uri;

/// The answer about one document, and what is to be remembered of it once it is given.
pub(in crate::lsp) struct Answer {
    /// The answer.
    pub(in crate::lsp) report: Passed<DocumentDiagnosticReport>,
    /// The document, and what stands for its list.
    pub(in crate::lsp) told: Option<(Arc<Document>, Fingerprint)>,
    /// The state from which it is given.
    pub(in crate::lsp) revision: u64,
}

/// What an answer about one document depends on beside the snapshot.
pub(in crate::lsp) struct Told {
    /// What the client was told before.
    pub(in crate::lsp) pulled: Arc<Pulled>,
    /// Where long answers wait.
    pub(in crate::lsp) large: Arc<LargeAnswers>,
}

/// What is wrong in one document. A document that is not open is answered with an empty list.
pub(in crate::lsp) fn document(
    snapshot: &Snapshot,
    (params, told): &(DocumentDiagnosticParams, Told),
) -> Answer {
    let document = snapshot.document(&params.text_document.uri);
    let list = document.map(|document| diagnostics::of_document(snapshot, document)).unwrap_or_default();
    let fingerprint = list.fingerprint();
    let previous = params.previous_result_id.as_deref();
    let is_unchanged = previous.and_then(|id| Fingerprint::of_id(id, 0)) == Some(fingerprint);
    let mut id = fingerprint.id();
    let mut related = Vec::new();
    if let Some(document) = document
        && snapshot.session.takes_related_diagnostics()
    {
        let state;
        (state, related) = related_to(snapshot, document, &told.pulled, previous);
        id = format!("{id}.{state}");
    }
    let mut body = Body::default();
    body.push(b"{");
    write_report(&mut body, &id, (!is_unchanged).then_some(&list));
    for (at, (uri, list)) in related.iter().enumerate() {
        body.push(if at == 0 { b",\"relatedDocuments\":{" } else { b"," });
        body.push_json(uri);
        body.push(b":{");
        write_report(&mut body, &list.fingerprint().id(), Some(list));
        body.push(b"}");
    }
    body.push(if related.is_empty() { b"}" } else { b"}}" });
    let is_long = !is_unchanged && list.is_long() || related.iter().any(|(_, list)| list.is_long());
    let report = told.large.pass_written(body, is_long, |mark| {
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            full_document_diagnostic_report: full(mark),
            ..RelatedFullDocumentDiagnosticReport::default()
        })
    });
    let none = || DocumentDiagnosticReport::from(RelatedFullDocumentDiagnosticReport::default());
    let report = report.unwrap_or_else(|| none().into());
    let told = document.map(|document| (document.clone(), fingerprint));
    Answer { report, told, revision: snapshot.revision }
}

/// What is wrong in all files of the schemas that have a file open.
pub(in crate::lsp) fn workspace(
    snapshot: &Snapshot,
    (params, large): &(WorkspaceDiagnosticParams, Arc<LargeAnswers>),
) -> Passed<WorkspaceDiagnosticReport> {
    let mut known: HashMap<_, _> =
        params.previous_result_ids.iter().map(|it| (uri::to_path(&it.uri), it)).collect();
    let mut is_long = false;
    let mut body = Body::default();
    let mut add = |uri: &Url, version: Option<i32>, previous: Option<&str>, list: &List| {
        let fingerprint = list.fingerprint();
        let unchanged = previous.filter(|id| Fingerprint::of_id(id, 0) == Some(fingerprint));
        body.push(if body.is_empty() { b"{\"items\":[{\"uri\":" } else { b",{\"uri\":" });
        body.push_json(uri);
        body.push(b",\"version\":");
        body.push_json(&version);
        body.push(b",");
        match unchanged {
            Some(id) => write_report(&mut body, id, None),
            None => write_report(&mut body, &fingerprint.id(), Some(list)),
        }
        body.push(b"}");
        is_long |= unchanged.is_none() && list.is_long();
    };
    let reports = diagnostics::all(snapshot);
    let first = reports.first().map(|report| report.uri.clone());
    for report in reports {
        let previous = known.remove(&report.path).map(|it| it.value.as_str());
        add(&report.uri, report.version(), previous, &report.list);
    }
    // What the client still shows for files that are no longer of interest.
    let none = List::default();
    let is_gone = |it: &&PreviousResultId| {
        known.contains_key(&uri::to_path(&it.uri))
            && Fingerprint::of_id(&it.value, 0) != Some(none.fingerprint())
    };
    params.previous_result_ids.iter().filter(is_gone).for_each(|it| add(&it.uri, None, None, &none));
    if body.is_empty() {
        return WorkspaceDiagnosticReport::default().into();
    }
    body.push(b"]}");
    let report = large.pass_written(body, is_long, |mark| {
        let about = |uri| WorkspaceFullDocumentDiagnosticReport {
            uri,
            version: None,
            full_document_diagnostic_report: full(mark),
        };
        let items = first.map(|uri| WorkspaceDocumentDiagnosticReport::Full(about(uri)));
        WorkspaceDiagnosticReport { items: items.into_iter().collect() }
    });
    report.unwrap_or_else(|| WorkspaceDiagnosticReport::default().into())
}

/// What the client does not know yet of the other files of the document's schema, and what stands for the whole.
fn related_to(
    snapshot: &Snapshot,
    document: &Document,
    pulled: &Pulled,
    previous: Option<&str>,
) -> (String, Vec<(Url, List)>) {
    let reports = match snapshot.schema_of(document) {
        Some((schema, _)) => diagnostics::of_schema(snapshot, &schema),
        None => Vec::new(),
    };
    let known = previous.and_then(|id| pulled.state(id));
    let (state, name) = pulled.remember(&reports);
    let mut related = Vec::new();
    for report in reports.into_iter().filter(|report| report.path != document.path) {
        if known.as_ref().is_none_or(|known| known.get(&report.path) != state.get(&report.path)) {
            related.push((report.uri, report.list));
        }
    }
    let gone = known.iter().flat_map(|known| known.keys()).filter(|path| !state.contains_key(*path));
    related.extend(gone.filter_map(|path| Some((snapshot.uri_of(path)?, List::default()))));
    (name, related)
}

/// Writes the members of a report: of a list, or that it is the same as before.
fn write_report(body: &mut Body, id: &str, list: Option<&List>) {
    let kind: &[u8] = match list {
        Some(_) => b"\"kind\":\"full\",\"resultId\":",
        None => b"\"kind\":\"unchanged\",\"resultId\":",
    };
    body.push(kind);
    body.push_json(&id);
    if let Some(list) = list {
        body.push(b",\"items\":");
        list.write(body);
    }
}

fn full(id: String) -> FullDocumentDiagnosticReport {
    FullDocumentDiagnosticReport { result_id: Some(id), items: Vec::new() }
}
