//! Reading the code of the workspace in the background.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use queries::read::is_code;
use tokio::sync::Notify;
use tokio::task::spawn_blocking;

use crate::lsp::progress::{CODE_SEARCH, SearchProgress};
use crate::lsp::shared::Shared;

/// How long to wait for further changes before files are read again.
const REST: Duration = Duration::from_millis(50);
/// How long to wait after the first schema was opened: what the user looks at comes first.
const PAUSE: Duration = Duration::from_millis(300);

/// Which code is to be read.
#[derive(Debug, Default)]
pub(super) struct CodeSearch {
    wanted: Mutex<Wanted>,
    change: Notify,
}

#[derive(Debug, Default)]
struct Wanted {
    /// Whether it was ever asked for all code: only then single files matter.
    is_on: bool,
    all: bool,
    files: BTreeSet<PathBuf>,
}

impl CodeSearch {
    /// Asks for all code of the workspace: a schema was opened. What is known already is not read again.
    pub(super) fn begin(&self) {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        if !wanted.is_on {
            (wanted.is_on, wanted.all) = (true, true);
            self.change.notify_one();
        }
    }

    /// Asks for all code again, if it was read: other files may belong to the workspace now.
    pub(super) fn restart(&self) {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        if wanted.is_on {
            wanted.all = true;
            self.change.notify_one();
        }
    }

    /// Says that a file of code came, went or changed. Gives whether it is one.
    pub(super) fn changed(&self, path: &Path) -> bool {
        if !is_code(path) {
            return false;
        }
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        if wanted.is_on {
            wanted.files.insert(path.to_owned());
            self.change.notify_one();
        }
        true
    }

    fn take(&self) -> Wanted {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        let is_on = wanted.is_on;
        std::mem::replace(&mut wanted, Wanted { is_on, ..Wanted::default() })
    }
}

/// Reads what is asked for until the session ends.
pub(super) async fn run(shared: Arc<Shared>) {
    let mut is_first = true;
    loop {
        shared.code_search.change.notified().await;
        tokio::time::sleep(if std::mem::take(&mut is_first) { PAUSE } else { REST }).await;
        let wanted = shared.code_search.take();
        let progress = wanted.all.then(|| SearchProgress::begin(&shared, None, CODE_SEARCH));
        let (view, index) = (shared.snapshot().view, shared.code.clone());
        let work = spawn_blocking(move || {
            if wanted.all {
                index.search(&view);
                return true;
            }
            index.update(&view, wanted.files)
        });
        let is_different =
            work.await.inspect_err(|error| tracing::error!("the code could not be read: {error}"));
        if let Some(progress) = progress {
            progress.end().await;
        }
        if is_different.unwrap_or(false) {
            shared.changed();
        }
    }
}
