//! Answers, and what becomes of a panic or of work that nobody waits for.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use base::cancel;
use prisma_lens::lsp::answer::compute;
use prisma_lens::lsp::snapshot::Snapshot;
use prisma_lens::lsp::transport::Room;
use tower_lsp::jsonrpc::ErrorCode;

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap()
}

#[test]
fn a_panic_costs_one_answer() {
    runtime().block_on(async {
        let failed =
            compute::<_, u8, u8>(Room::default(), Snapshot::default(), "test/panics", 1, |_, _| -> u8 {
                panic!("on purpose")
            });
        let fine =
            compute::<_, i32, i32>(Room::default(), Snapshot::default(), "test/answers", 41, |_, n| n + 1);
        let error = failed.await.unwrap_err();
        assert_eq!(error.code, ErrorCode::InternalError);
        assert!(error.message.starts_with("test/panics "), "{error}");
        assert_eq!(fine.await.unwrap().to_vec(), b"42");
    });
}

/// An answer that nobody waits for any more ends in the middle.
#[test]
fn cancelled_work_stops() {
    let ended = Arc::new(AtomicBool::new(false));
    runtime().block_on(async {
        struct SetOnDrop(Arc<AtomicBool>);
        impl Drop for SetOnDrop {
            fn drop(&mut self) {
                self.0.store(true, Ordering::SeqCst);
            }
        }
        let guard = SetOnDrop(ended.clone());
        let (begun, has_begun) = std::sync::mpsc::channel();
        let work = move |_: &Snapshot, _: &()| -> u8 {
            let _guard = &guard;
            begun.send(()).unwrap();
            loop {
                cancel::check();
                std::thread::sleep(Duration::from_millis(1));
            }
        };
        let answer = compute::<_, u8, u8>(Room::default(), Snapshot::default(), "test/endless", (), work);
        has_begun.recv().unwrap();
        drop(answer);
        for _ in 0..1000 {
            if ended.load(Ordering::SeqCst) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("the work goes on");
    });
}
