//! Long answers on their way, and the short ones that stand for them.

use std::sync::Arc;

use prisma_lens::lsp::large::LargeAnswers;
use serde_json::{Value, json};
use tower_lsp::lsp_types::{Diagnostic, FoldingRange, PublishDiagnosticsParams, Url};

/// The diagnostics of hundreds of files are on their way before the first reaches the client.
#[test]
fn no_long_answer_is_lost_among_many() {
    let large = Arc::new(LargeAnswers::default());
    let uri = Url::parse("file:///schema.prisma").unwrap();
    let passed: Vec<PublishDiagnosticsParams> = (0..300)
        .map(|number| {
            let body = json!({ "number": number }).to_string().into_bytes().into();
            let stand_in = |mark| PublishDiagnosticsParams {
                uri: uri.clone(),
                diagnostics: vec![Diagnostic { message: mark, ..Diagnostic::default() }],
                version: None,
            };
            large.pass_written(body, true, stand_in).unwrap().into_answer()
        })
        .collect();
    for (number, stand_in) in passed.into_iter().enumerate() {
        let message =
            json!({ "jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": stand_in });
        let sent = large.complete(message.to_string().into_bytes()).to_vec();
        let sent: Value = serde_json::from_slice(&sent).unwrap();
        assert_eq!(sent["params"], json!({ "number": number }));
        assert_eq!(sent["method"], message["method"]);
    }
}

/// A client may take back one request after the other, and answers may be megabytes.
#[test]
fn what_is_not_sent_is_not_kept() {
    let large = Arc::new(LargeAnswers::default());
    let pass = || large.pass(vec![FoldingRange::default(); 500]);
    drop(pass());
    assert_eq!(large.len(), 0);
    let (kept, taken_back) = (pass().into_answer(), pass());
    assert_eq!(large.len(), 2);
    drop(taken_back);
    let message = json!({ "jsonrpc": "2.0", "id": 1, "result": kept }).to_string();
    let sent: Value = serde_json::from_slice(&large.complete(message.into_bytes()).to_vec()).unwrap();
    assert_eq!(sent["result"].as_array().unwrap().len(), 500);
    assert!(large.is_empty());
}
