//! Doing the work of a request where it may take its time, and where it may fail.

use std::future::Future;

use tokio::task::{JoinHandle, spawn_blocking};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

use crate::lsp::snapshot::Snapshot;

/// Begins `work` on another thread at once, and gives what it will answer.
///
/// A panic in it costs this one answer, an error that names `method`. A request that the client takes back before its
/// work has begun is not worked on at all. This is no `async fn`: the snapshot must have been taken by the caller,
/// before anything is awaited.
pub fn respond<P, T>(
    snapshot: Snapshot,
    method: &'static str,
    params: P,
    work: impl FnOnce(&Snapshot, &P) -> T + Send + 'static,
) -> impl Future<Output = Result<T>> + Send
where
    P: Send + 'static,
    T: Send + 'static,
{
    let mut task = AbortOnDrop(spawn_blocking(move || work(&snapshot, &params)));
    async move {
        (&mut task.0).await.map_err(|error| {
            tracing::error!("{method} failed: {error}");
            let message = format!("{method} failed with an internal error; see the log of prisma-lens");
            Error { code: ErrorCode::InternalError, message: message.into(), data: None }
        })
    }
}

struct AbortOnDrop<T>(JoinHandle<T>);

impl<T> Drop for AbortOnDrop<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
