//! Reading the code of the workspace in the background.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::spawn_blocking;

use crate::lsp::progress::{CODE_SEARCH, SearchProgress};
use crate::lsp::shared::Shared;

/// How long to wait for further changes before files are read again.
const REST: Duration = Duration::from_millis(50);
/// How long to wait after the first schema was opened: what the user looks at comes first.
const PAUSE: Duration = Duration::from_millis(300);

/// Reads what is asked for until the session ends.
pub(super) async fn run(shared: Arc<Shared>) {
    let mut is_first = true;
    loop {
        shared.wanted_code.change().await;
        tokio::time::sleep(if std::mem::take(&mut is_first) { PAUSE } else { REST }).await;
        let wanted = shared.wanted_code.take();
        let wanted_all = wanted.all;
        let progress = wanted.all.then(|| SearchProgress::begin(&shared, None, CODE_SEARCH));
        let (view, index) = (shared.snapshot().view, shared.code.clone());
        let work = spawn_blocking(move || {
            let followed =
                if wanted.schemas && !wanted.all { index.follow_schemas(&view) } else { Some(false) };
            let Some(followed) = followed.filter(|_| !wanted.all) else {
                index.search(&view);
                return true;
            };
            index.update(&view, wanted.files) || followed
        });
        let is_different =
            work.await.inspect_err(|error| tracing::error!("the code could not be read: {error}"));
        if let Some(progress) = progress {
            progress.end().await;
        }
        shared.wanted_code.done();
        match is_different.unwrap_or(false) {
            true => shared.changed(),
            // The status is another.
            false if wanted_all => shared.look_again(),
            false => {}
        }
    }
}
