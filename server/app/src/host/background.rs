//! Work that nobody waits for at the keyboard.

use std::num::NonZero;

/// Does work on threads of its own, so that what is typed meanwhile does not wait behind it. One core stays free for edits.
pub(super) fn in_background<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let threads = rayon::ThreadPoolBuilder::new().num_threads(cores.saturating_sub(1).max(1));
    match threads.thread_name(|_| "search".into()).build() {
        Ok(threads) => threads.install(work),
        Err(error) => {
            tracing::warn!("cannot start threads for a search: {error}");
            work()
        }
    }
}
