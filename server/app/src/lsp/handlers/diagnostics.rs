//! `textDocument/diagnostic` and `workspace/diagnostic`.

use std::collections::HashMap;
use std::sync::Arc;

use tower_lsp::lsp_types::{
    DocumentDiagnosticParams, DocumentDiagnosticReportResult, PreviousResultId, WorkspaceDiagnosticParams,
};

use crate::host::Document;
use crate::lsp::answer::Json;
use crate::lsp::body::Body;
use crate::lsp::diagnostics::{self, DiagnosticList, Fingerprint, PullState};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::uri;

/// What is wrong in one document. A document that is not open is answered with an empty list.
pub(in crate::lsp) fn document(
    snapshot: &Snapshot,
    params: &DocumentDiagnosticParams,
) -> Json<DocumentDiagnosticReportResult> {
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
        (state, related) = related_to(snapshot, document, &snapshot.pulled, previous);
        id = format!("{id}.{state}");
    }
    let mut body = Body::default();
    body.push(b"{");
    write_report(&mut body, &id, (!is_unchanged).then_some(&list));
    for (at, (uri, list)) in related.iter().enumerate() {
        body.push(if at == 0 { b",\"relatedDocuments\":{" } else { b"," });
        body.push_json(&&**uri);
        body.push(b":{");
        write_report(&mut body, &list.fingerprint().id(), Some(list));
        body.push(b"}");
    }
    body.push(if related.is_empty() { b"}" } else { b"}}" });
    if let Some(document) = document {
        snapshot.pulled.answered(document.clone(), fingerprint);
    }
    body.into()
}

/// What is wrong in all files, as the client is answered.
#[derive(Debug)]
pub(in crate::lsp) struct WorkspaceAnswer {
    /// The result as JSON.
    pub(in crate::lsp) body: Body,
    /// Whether the client does not have it yet.
    pub(in crate::lsp) is_new: bool,
}

/// What is wrong in all files of the schemas that have a file open.
pub(in crate::lsp) fn workspace(snapshot: &Snapshot, params: &WorkspaceDiagnosticParams) -> WorkspaceAnswer {
    let mut known: HashMap<_, _> =
        params.previous_result_ids.iter().map(|it| (uri::to_path(&it.uri), it)).collect();
    let mut body = Body::from(b"{\"items\":[".to_vec());
    let (mut is_first, mut is_new) = (true, false);
    let mut add = |uri: &str, version: Option<i32>, previous: Option<&str>, list: &DiagnosticList| {
        let fingerprint = list.fingerprint();
        let unchanged = previous.filter(|id| Fingerprint::of_id(id, 0) == Some(fingerprint));
        is_new |= unchanged.is_none();
        body.push(if std::mem::take(&mut is_first) { b"{\"uri\":" } else { b",{\"uri\":" });
        body.push_json(&uri);
        body.push(b",\"version\":");
        body.push_json(&version);
        body.push(b",");
        match unchanged {
            Some(id) => write_report(&mut body, id, None),
            None => write_report(&mut body, &fingerprint.id(), Some(list)),
        }
        body.push(b"}");
    };
    let reports = diagnostics::all(snapshot);
    for report in reports {
        let previous = known.remove(&*report.path).map(|it| it.value.as_str());
        add(&report.uri, report.version(), previous, &report.list);
    }
    // What the client still shows for files that are no longer of interest.
    let none = DiagnosticList::default();
    let is_gone = |it: &&PreviousResultId| {
        known.contains_key(&uri::to_path(&it.uri))
            && Fingerprint::of_id(&it.value, 0) != Some(none.fingerprint())
    };
    params.previous_result_ids.iter().filter(is_gone).for_each(|it| add(it.uri.as_str(), None, None, &none));
    body.push(b"]}");
    WorkspaceAnswer { body, is_new }
}

/// The diagnostics of related files that the client does not have, and the result id of the whole schema.
fn related_to(
    snapshot: &Snapshot,
    document: &Document,
    pulled: &PullState,
    previous: Option<&str>,
) -> (String, Vec<(Arc<str>, DiagnosticList)>) {
    let reports = match snapshot.schema_of(document) {
        Some((schema, _)) => diagnostics::of_schema(snapshot, &schema),
        None => Vec::new(),
    };
    let known = previous.and_then(|id| pulled.state(id));
    let lists: Vec<_> = reports.iter().map(|it| (it.path.clone(), it.list.fingerprint())).collect();
    let (state, name) = pulled.remember(&lists);
    let mut related = Vec::new();
    for report in reports.into_iter().filter(|report| report.path != document.path) {
        if known.as_ref().is_none_or(|known| known.get(&report.path) != state.get(&report.path)) {
            related.push((report.uri, report.list));
        }
    }
    let gone = known.iter().flat_map(|known| known.keys()).filter(|path| !state.contains_key(*path));
    related.extend(
        gone.filter_map(|path| Some((snapshot.uri_of(path)?.as_str().into(), DiagnosticList::default()))),
    );
    (name, related)
}

/// Writes the members of a report: of a list, or that it is the same as before.
fn write_report(body: &mut Body, id: &str, list: Option<&DiagnosticList>) {
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
