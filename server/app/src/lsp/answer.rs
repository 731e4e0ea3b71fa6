//! Answering a request: the work is done, and its result written as JSON, on another thread.
//!
//! tower-lsp makes a tree of JSON values of each result before it writes it; for the outline of 1,000 models, 17,000
//! symbols, that took several times as long as all the rest. So a result is written once, where it is computed, and goes
//! around tower-lsp by way of the request's [`ResponseSlot`](crate::lsp::transport::ResponseSlot).

use std::marker::PhantomData;

use base::cancel::{CancelToken, Cancelled};
use serde::Serialize;
use tokio::task::{JoinHandle, spawn_blocking};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

use crate::lsp::body::Body;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::transport::Room;

/// What a handler may return for a request whose result is a `T`.
pub trait Answer<T> {
    /// The result as JSON.
    ///
    /// # Errors
    /// What the client is answered instead.
    fn into_body(self) -> Result<Body>;
}

/// A `T` that its handler has written as JSON.
#[derive(Debug)]
pub struct Json<T> {
    body: Body,
    of: PhantomData<fn() -> T>,
}

impl<T> From<Body> for Json<T> {
    fn from(body: Body) -> Json<T> {
        Json { body, of: PhantomData }
    }
}

impl<T: Serialize> Answer<T> for T {
    fn into_body(self) -> Result<Body> {
        serde_json::to_vec(&self).map(Body::from).map_err(|error| {
            tracing::error!("a result cannot be written: {error}");
            Error::internal_error()
        })
    }
}

impl<T: Serialize> Answer<T> for Result<T> {
    fn into_body(self) -> Result<Body> {
        self.and_then(T::into_body)
    }
}

impl<T> Answer<T> for Json<T> {
    fn into_body(self) -> Result<Body> {
        Ok(self.body)
    }
}

impl<T> Answer<Option<T>> for Option<Json<T>> {
    fn into_body(self) -> Result<Body> {
        Ok(self.map_or_else(|| Body::from(b"null".to_vec()), |json| json.body))
    }
}

/// Begins `work` on another thread, at once or when there is room for its answer, and gives what it answers.
///
/// A panic in it costs this one answer, an error that names `method`. Work that the client cancels is not begun, or
/// stopped at the next [`check`](base::cancel::check). This is no `async fn`: the snapshot must have been taken by the
/// caller, before anything is awaited.
pub fn compute<P, T, A>(
    room: Room,
    snapshot: Snapshot,
    method: &'static str,
    params: P,
    work: impl FnOnce(&Snapshot, &P) -> A + Send + 'static,
) -> impl Future<Output = Result<Body>> + Send
where
    P: Send + 'static,
    A: Answer<T>,
{
    let told = room.clone();
    run(room, snapshot, method, params, move |snapshot, params| {
        let answer = work(snapshot, params).into_body();
        told.made(method, answer.as_ref().map_or(0, Body::len));
        answer
    })
}

/// As [`compute`], for a result that is not written as JSON.
pub fn run<P, T>(
    room: Room,
    snapshot: Snapshot,
    method: &'static str,
    params: P,
    work: impl FnOnce(&Snapshot, &P) -> Result<T> + Send + 'static,
) -> impl Future<Output = Result<T>> + Send
where
    P: Send + 'static,
    T: Send + 'static,
{
    let cancel = CancelToken::default();
    let token = cancel.clone();
    let begin =
        move || CancelOnDrop { task: spawn_blocking(move || token.run(|| work(&snapshot, &params))), cancel };
    let begun = match room.try_reserve(method) {
        Some(reservation) => Ok((reservation, begin())),
        None => Err((room, begin)),
    };
    async move {
        // Kept until the answer is on its way: there it counts as what it is.
        let (_reservation, mut task) = match begun {
            Ok(begun) => begun,
            Err((room, begin)) => (room.reserve(method).await, begin()),
        };
        match (&mut task.task).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(Cancelled)) => Err(Error::request_cancelled()),
            Err(error) => {
                tracing::error!("{method} failed: {error}");
                let message = format!("{method} failed with an internal error; see the log of prisma-lens");
                Err(Error { code: ErrorCode::InternalError, message: message.into(), data: None })
            }
        }
    }
}

/// Work on another thread, cancelled when its result is no longer awaited.
struct CancelOnDrop<T> {
    task: JoinHandle<T>,
    cancel: CancelToken,
}

impl<T> Drop for CancelOnDrop<T> {
    fn drop(&mut self) {
        self.cancel.cancel();
        self.task.abort();
    }
}
