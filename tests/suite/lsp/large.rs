//! Long answers on their way, and the short ones that stand for them.

use prisma_lens::lsp::large::LargeAnswers;
use serde_json::{Value, json};
use tower_lsp::lsp_types::{Diagnostic, PublishDiagnosticsParams, Url};

/// The diagnostics of hundreds of files are on their way before the first reaches the client.
#[test]
fn no_long_answer_is_lost_among_many() {
    let large = LargeAnswers::default();
    let uri = Url::parse("file:///schema.prisma").unwrap();
    let passed: Vec<PublishDiagnosticsParams> = (0..300)
        .map(|number| {
            let body = json!({ "number": number }).to_string().into_bytes().into();
            let stand_in = |mark| PublishDiagnosticsParams {
                uri: uri.clone(),
                diagnostics: vec![Diagnostic { message: mark, ..Diagnostic::default() }],
                version: None,
            };
            large.pass_written(body, true, stand_in).unwrap()
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
