//! Which code of the workspace is to be read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use queries::read::is_code;
use tokio::sync::Notify;

use crate::host::names_fields;

/// Which code is to be read.
#[derive(Debug, Default)]
pub(super) struct WantedCode {
    wanted: Mutex<Wanted>,
    change: Notify,
}

/// What is to be read.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// Whether it was ever asked for all code: only then single files matter.
    is_on: bool,
    /// Whether all code is being read.
    is_running: bool,
    /// Whether all code is to be read.
    pub(super) all: bool,
    /// Whether the schemas are to be looked at again: which there are, and which models they have.
    pub(super) schemas: bool,
    /// The files to read.
    pub(super) files: BTreeSet<PathBuf>,
}

impl WantedCode {
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

    /// Says that there may be other schemas, or other models in them.
    pub(super) fn schemas_changed(&self) {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        if wanted.is_on {
            wanted.schemas = true;
            self.change.notify_one();
        }
    }

    /// Says that a file of code, or one beside code, came, went or changed. Gives whether it is code.
    pub(super) fn changed(&self, path: &Path) -> bool {
        if !names_fields(path) {
            return false;
        }
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        if wanted.is_on {
            wanted.files.insert(path.to_owned());
            self.change.notify_one();
        }
        is_code(path)
    }

    /// Waits until something is asked for, or was since this was last waited for.
    pub(super) async fn change(&self) {
        self.change.notified().await;
    }

    /// What is asked for; from then on it no longer is.
    pub(super) fn take(&self) -> Wanted {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        let next = Wanted { is_on: wanted.is_on, is_running: wanted.all, ..Wanted::default() };
        std::mem::replace(&mut wanted, next)
    }

    /// Says that what was taken is read.
    pub(super) fn done(&self) {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner).is_running = false;
    }

    /// Whether all code is asked for, or being read.
    pub(super) fn is_reading_all(&self) -> bool {
        let wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        wanted.all || wanted.is_running
    }
}
