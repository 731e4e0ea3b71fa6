//! Diagnostics for clients that do not ask for them.

use std::path::PathBuf;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::lsp::body::Body;
use crate::lsp::diagnostics::{DiagnosticList, Report};
use crate::lsp::shared::Shared;

/// The diagnostics last sent for each file.
#[derive(Default)]
pub(super) struct Pushed {
    by_path: FxHashMap<PathBuf, Report>,
}

impl Pushed {
    /// Tells the client what is new in `reports`, which are all there are: a document that was opened or changed, a file
    /// of which there is something else to say, and a file that is no longer of interest, which gets an empty list.
    ///
    /// Gives how much was sent, in bytes.
    pub(super) fn send(&mut self, shared: &Shared, reports: Vec<Report>) -> usize {
        let mut size = 0;
        let mut gone = std::mem::take(&mut self.by_path);
        for report in reports {
            let before = gone.remove(&report.path);
            if let Some(before) = before.as_ref().filter(|before| before.uri != report.uri) {
                size += publish(shared, before, false);
            }
            if is_new(&report, before.as_ref()) {
                size += publish(shared, &report, true);
            }
            self.by_path.insert(report.path.clone(), report);
        }
        for report in gone.into_values() {
            size += publish(shared, &report, false);
        }
        size
    }
}

fn is_new(report: &Report, before: Option<&Report>) -> bool {
    let Some(before) = before else { return report.document.is_some() || !report.list.is_empty() };
    let is_same_document = match (&before.document, &report.document) {
        (Some(before), Some(now)) => Arc::ptr_eq(before, now),
        (before, now) => before.is_none() && now.is_none(),
    };
    before.uri != report.uri || !is_same_document || before.list != report.list
}

fn publish(shared: &Shared, report: &Report, counts: bool) -> usize {
    let (list, version) =
        if counts { (&report.list, report.version()) } else { (&DiagnosticList::default(), None) };
    let mut body = Body::default();
    body.push(b"{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/publishDiagnostics\",\"params\":{\"uri\":");
    body.push_json(&report.uri);
    if let Some(version) = version {
        body.push(b",\"version\":");
        body.push_json(&version);
    }
    body.push(b",\"diagnostics\":");
    list.write(&mut body);
    body.push(b"}}");
    let size = body.len();
    shared.outbox.send_latest(report.uri.as_str(), body);
    size
}
