//! `workspace/diagnostic`: answered when there is something that the client does not have yet.
//!
//! Clients ask again as soon as they have an answer. One that says that nothing is new would only lead to the next question, so the
//! request is held until something changes. The first one of a session is answered at once, and there is never more than one held.

use std::sync::Arc;
use std::time::Duration;

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::WorkspaceDiagnosticParams;
use tower_lsp::lsp_types::request::{Request, WorkspaceDiagnosticRequest};

use crate::lsp::answer;
use crate::lsp::body::Body;
use crate::lsp::handlers::diagnostics::workspace;
use crate::lsp::shared::Shared;

/// How long to wait after a change before all files are looked at again: more may follow.
const REST: Duration = Duration::from_millis(100);

/// The answer, once it is due. The snapshot of the first look is taken before anything is awaited.
pub(super) fn answer(
    shared: Arc<Shared>,
    params: WorkspaceDiagnosticParams,
) -> impl Future<Output = Result<Body>> + Send {
    let mut turns = shared.pulled.next_turn();
    let is_first = *turns.borrow_and_update() == 1;
    let mut revisions = shared.revisions();
    let look = move |shared: &Shared| {
        let room = shared.outbox.room().clone();
        answer::run(
            room.clone(),
            shared.snapshot(),
            WorkspaceDiagnosticRequest::METHOD,
            params.clone(),
            move |snapshot, params| {
                let found = workspace(snapshot, params);
                room.made(WorkspaceDiagnosticRequest::METHOD, found.body.len());
                Ok(found)
            },
        )
    };
    let first = look(&shared);
    async move {
        let mut found = first.await?;
        while !found.is_new && !is_first {
            tokio::select! {
                // An error would mean that nothing can change any more.
                Ok(()) = revisions.changed() => {}
                _ = turns.changed() => break,
                () = shared.closing.closed() => break,
            }
            tokio::time::sleep(REST).await;
            revisions.mark_unchanged();
            found = look(&shared).await?;
        }
        Ok(found.body)
    }
}
