//! Noticing that the client's process has died although our input is still open (another process may hold it).

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How often to look.
const INTERVAL: Duration = Duration::from_secs(3);

/// The process that a session belongs to, once `initialize` has told its id.
pub struct Parent {
    process: Sender<PathBuf>,
    told: Mutex<Option<Receiver<PathBuf>>>,
}

impl Default for Parent {
    fn default() -> Self {
        let (process, told) = channel();
        Parent { process, told: Mutex::new(Some(told)) }
    }
}

impl Parent {
    /// Watches the process `pid` from now on. Without an effect where processes are not files (there the end of the
    /// input has to do), and for a process that cannot be seen in the first place, as from inside a container.
    pub fn watch(&self, pid: u32) {
        let process = PathBuf::from(format!("/proc/{pid}"));
        if process.exists() {
            let _ = self.process.send(process);
        }
    }

    /// Calls `died` when the watched process is gone.
    pub(super) fn on_death(&self, died: impl FnOnce() + Send + 'static) {
        let Some(told) = self.told.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
        let watcher = std::thread::Builder::new().name("parent".into()).spawn(move || {
            let Ok(process) = told.recv() else { return };
            while process.exists() {
                std::thread::sleep(INTERVAL);
            }
            died();
        });
        if let Err(error) = watcher {
            tracing::warn!("the client's process cannot be watched: {error}");
        }
    }
}
