//! Diagnostics for clients that do not ask for them.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::lsp::body::Body;
use crate::lsp::diagnostics::{DiagnosticList, Report};
use crate::lsp::shared::Shared;

/// The diagnostics last sent for each file, in the order of paths.
#[derive(Default)]
pub(super) struct Pushed {
    reports: Vec<Report>,
}

impl Pushed {
    /// Tells the client what is new in `reports`, which are all there are, in the order of paths: a document that was opened or
    /// changed, a file of which there is something else to say, and a file that is no longer of interest, which gets an empty
    /// list.
    ///
    /// Gives how much was sent, in bytes.
    pub(super) fn send(&mut self, shared: &Shared, reports: Vec<Report>) -> usize {
        let mut size = 0;
        let mut gone = self.reports.iter().peekable();
        for report in &reports {
            while let Some(before) = gone.next_if(|it| it.path.cmp(&report.path) == Ordering::Less) {
                size += publish(shared, before, false);
            }
            let before = gone.next_if(|before| before.path == report.path);
            if let Some(before) = before.filter(|before| before.uri != report.uri) {
                size += publish(shared, before, false);
            }
            if is_new(report, before) {
                size += publish(shared, report, true);
            }
        }
        size += gone.map(|before| publish(shared, before, false)).sum::<usize>();
        self.reports = reports;
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
    body.push_json(&&*report.uri);
    if let Some(version) = version {
        body.push(b",\"version\":");
        body.push_json(&version);
    }
    body.push(b",\"diagnostics\":");
    list.write(&mut body);
    body.push(b"}}");
    let size = body.len();
    shared.outbox.send_latest(&report.uri, body);
    size
}
