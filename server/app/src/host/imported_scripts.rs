//! The scripts that configurations import: a change in one of them may be one of the configuration.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// All scripts that were read for a configuration since the start.
#[derive(Debug, Default)]
pub struct ImportedScripts {
    paths: Mutex<BTreeSet<PathBuf>>,
    growth: Notify,
}

impl ImportedScripts {
    /// Their paths.
    pub fn paths(&self) -> BTreeSet<PathBuf> {
        self.lock().clone()
    }

    /// Whether this file is one of them.
    pub fn contains(&self, path: &Path) -> bool {
        self.lock().contains(path)
    }

    /// Adds the scripts of one configuration.
    pub fn add(&self, scripts: &[PathBuf]) {
        let mut paths = self.lock();
        let before = paths.len();
        paths.extend(scripts.iter().cloned());
        if paths.len() > before {
            self.growth.notify_one();
        }
    }

    /// Waits until there are more, or have been more since this was last waited for.
    pub async fn grown(&self) {
        self.growth.notified().await;
    }

    fn lock(&self) -> MutexGuard<'_, BTreeSet<PathBuf>> {
        self.paths.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
