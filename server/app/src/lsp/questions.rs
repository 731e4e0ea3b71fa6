//! What the client is to be asked because its settings have changed.

use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Notify;

/// What is to be asked. However often settings change before a question is asked, it is asked once.
#[derive(Debug, Default)]
pub(super) struct Questions {
    /// The settings are to be asked for.
    settings: Notify,
    /// Hints or lenses are to be shown anew.
    shown: Notify,
    hints: AtomicBool,
    lenses: AtomicBool,
}

impl Questions {
    /// Notes that the settings are to be asked for.
    pub(super) fn ask_for_settings(&self) {
        self.settings.notify_one();
    }

    /// Waits until the settings are to be asked for.
    pub(super) async fn settings(&self) {
        self.settings.notified().await;
    }

    /// Notes whether hints and lenses are to be shown anew.
    pub(super) fn refresh(&self, hints: bool, lenses: bool) {
        self.hints.fetch_or(hints, Ordering::Relaxed);
        self.lenses.fetch_or(lenses, Ordering::Relaxed);
        self.shown.notify_one();
    }

    /// Waits until something is to be shown anew: whether hints are, and whether lenses are.
    pub(super) async fn refreshes(&self) -> (bool, bool) {
        self.shown.notified().await;
        (self.hints.swap(false, Ordering::Relaxed), self.lenses.swap(false, Ordering::Relaxed))
    }
}
