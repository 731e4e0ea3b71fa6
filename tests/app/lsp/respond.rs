//! Answers, and what becomes of a panic.

use prisma_lens::lsp::respond::respond;
use prisma_lens::lsp::snapshot::Snapshot;
use tower_lsp::jsonrpc::ErrorCode;

#[test]
fn a_panic_costs_one_answer() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let failed = respond(Snapshot::default(), "test/panics", 1, |_, _| -> u8 { panic!("on purpose") });
        let fine = respond(Snapshot::default(), "test/answers", 41, |_, n| n + 1);
        let error = failed.await.unwrap_err();
        assert_eq!(error.code, ErrorCode::InternalError);
        assert!(error.message.starts_with("test/panics "), "{error}");
        assert_eq!(fine.await.unwrap(), 42);
    });
}
