//! The one task that follows the changes of documents, files and settings.

use std::sync::Arc;

use rustc_hash::FxHashSet;
use tokio::task::spawn_blocking;

use crate::host::LoadedSchema;
use crate::lsp::diagnostics;
use crate::lsp::diagnostics::push::Pushed;
use crate::lsp::refresh::Views;
use crate::lsp::shared::Shared;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::status::{StatusSources, Statuses};

/// How much is sent in one round, in bytes, before the next one waits until the client has taken it.
const LONG: usize = 64 * 1024;

/// Follows the changes until the session ends. Each round begins as soon as something has changed; what changes during a
/// round is taken together into the next.
pub(in crate::lsp) async fn run(shared: Arc<Shared>) {
    let mut pushed = Pushed::default();
    let mut statuses = Statuses::default();
    let views = Arc::new(Views::default());
    let mut sent = 0;
    loop {
        shared.change().await;
        // A client that is still reading a long list would only have one more to read.
        if sent > LONG {
            shared.outbox.drained().await;
        }
        let snapshot = shared.snapshot();
        let seen = snapshot.clone();
        if !snapshot.session.pulls_diagnostics() {
            let revision = snapshot.revision;
            if let Some(reports) = compute(snapshot, diagnostics::all).await
                && shared.revision() == revision
            {
                sent = pushed.send(&shared, reports);
            }
        } else if snapshot.session.refreshes_diagnostics() {
            let before = shared.pulled.clone();
            if compute(snapshot, move |snapshot| {
                let list_of = |document: &_| diagnostics::of_document(snapshot, document).fingerprint();
                before.is_outdated(&snapshot.documents, list_of)
            })
            .await
                == Some(true)
            {
                refresh(&shared);
            }
        }
        // What has changed meanwhile is the next round's.
        if shared.revision() == seen.revision
            && let Some(known) = compute(seen.clone(), StatusSources::of).await
            && statuses.are_of_others(&known)
            && let Some(now) = compute(seen.clone(), Statuses::of).await
        {
            statuses.update(&shared, known, now);
        }
        if Views::matter_to(&seen.session) {
            let before = views.clone();
            if let Some(outdated) = compute(seen, move |snapshot| before.compare(snapshot)).await {
                views.ask(&shared, outdated);
            }
        }
    }
}

/// Does the work of a round on another thread. A panic in it is logged, and costs this round only.
async fn compute<T: Send + 'static>(
    snapshot: Snapshot,
    work: impl FnOnce(&Snapshot) -> T + Send + 'static,
) -> Option<T> {
    let done = spawn_blocking(move || {
        let result = work(&snapshot);
        let mut schemas = snapshot.open_schemas();
        if !snapshot.documents.scripts().is_empty() {
            let known: FxHashSet<*const LoadedSchema> = schemas.iter().map(Arc::as_ptr).collect();
            let mut others: Vec<_> = snapshot.schemas_of_open_migrations().collect();
            others.retain(|schema| !known.contains(&Arc::as_ptr(schema)));
            others.sort_by_key(Arc::as_ptr);
            others.dedup_by_key(|schema| Arc::as_ptr(schema));
            schemas.extend(others);
        }
        snapshot.schemas.keep_only(&schemas);
        snapshot.diagnostics.keep_only(&schemas);
        result
    });
    done.await.inspect_err(|error| tracing::error!("the search for findings failed: {error}")).ok()
}

/// Asks the client to ask again. It need not do so, so the answer is not awaited.
fn refresh(shared: &Arc<Shared>) {
    let client = shared.client.clone();
    tokio::spawn(async move {
        if let Err(error) = client.workspace_diagnostic_refresh().await {
            tracing::debug!("the client does not ask for diagnostics again: {}", error.message);
        }
    });
}
