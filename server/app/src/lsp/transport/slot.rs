//! The place where a request's result waits that is written already.

use std::sync::{Arc, OnceLock};

use crate::lsp::body::Body;

tokio::task_local! {
    static CURRENT: ResponseSlot;
}

/// Holds the result of one request, as JSON. The serve loop makes one for each request and runs the request's handler
/// within its scope; a handler that fills it need not give tower-lsp anything of use.
#[derive(Clone, Debug, Default)]
pub struct ResponseSlot(Arc<OnceLock<Body>>);

impl ResponseSlot {
    /// The slot of the request that is being handled. A slot that is never read, outside of requests.
    pub fn current() -> ResponseSlot {
        CURRENT.try_with(ResponseSlot::clone).unwrap_or_default()
    }

    /// Puts the result in. The first one stays.
    pub fn fill(&self, result: Body) {
        let _ = self.0.set(result);
    }

    /// Runs a handler as that of this slot's request.
    pub(super) fn scope<F: Future>(&self, handler: F) -> impl Future<Output = F::Output> + use<F> {
        CURRENT.scope(self.clone(), handler)
    }

    /// The result, if there is one.
    pub(super) fn result(&self) -> Option<&Body> {
        self.0.get()
    }
}
