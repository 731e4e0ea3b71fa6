//! Whether the session is about to end, so that nothing is worth waiting for.

use std::sync::Arc;

use tokio::sync::watch;

/// Tells handlers that wait for a change that the session is about to end.
#[derive(Clone, Debug)]
pub struct Closing(Arc<watch::Sender<bool>>);

impl Default for Closing {
    fn default() -> Closing {
        Closing(Arc::new(watch::channel(false).0))
    }
}

impl Closing {
    /// Says that the session is about to end.
    pub fn close(&self) {
        self.0.send_replace(true);
    }

    /// Waits until the session is about to end.
    pub async fn closed(&self) {
        // An error would mean that nobody can say so any more.
        let _ = self.0.subscribe().wait_for(|is_closed| *is_closed).await;
    }
}
