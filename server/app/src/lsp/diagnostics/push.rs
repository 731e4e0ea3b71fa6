//! Diagnostics for clients that do not ask for them.

use std::path::PathBuf;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tower_lsp::lsp_types::{Diagnostic, PublishDiagnosticsParams};

use crate::lsp::body::Body;
use crate::lsp::diagnostics::{List, Report};
use crate::lsp::large::Passed;
use crate::lsp::shared::Shared;

/// What the client was told last about each file.
#[derive(Default)]
pub(super) struct Pushed {
    by_path: FxHashMap<PathBuf, Report>,
}

impl Pushed {
    /// Tells the client what is new in `reports`, which are all there are: a document that was opened or changed, a file
    /// of which there is something else to say, and a file that is no longer of interest, which gets an empty list.
    pub(super) async fn send(&mut self, shared: &Shared, reports: Vec<Report>) {
        let mut gone = std::mem::take(&mut self.by_path);
        for report in reports {
            let before = gone.remove(&report.path);
            if let Some(before) = before.as_ref().filter(|before| before.uri != report.uri) {
                publish(shared, before, false).await;
            }
            if is_new(&report, before.as_ref()) {
                publish(shared, &report, true).await;
            }
            self.by_path.insert(report.path.clone(), report);
        }
        for report in gone.into_values() {
            publish(shared, &report, false).await;
        }
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

async fn publish(shared: &Shared, report: &Report, counts: bool) {
    let (list, version) = if counts { (&report.list, report.version()) } else { (&List::default(), None) };
    let mut body = Body::default();
    body.push(b"{\"uri\":");
    body.push_json(&report.uri);
    if let Some(version) = version {
        body.push(b",\"version\":");
        body.push_json(&version);
    }
    body.push(b",\"diagnostics\":");
    list.write(&mut body);
    body.push(b"}");
    let told = shared.large.pass_written(body, list.is_long(), |mark| {
        let diagnostics = vec![Diagnostic { message: mark, ..Diagnostic::default() }];
        PublishDiagnosticsParams { uri: report.uri.clone(), diagnostics, version }
    });
    if let Some(PublishDiagnosticsParams { uri, diagnostics, version }) = told.map(Passed::into_answer) {
        shared.client.publish_diagnostics(uri, diagnostics, version).await;
    }
}
