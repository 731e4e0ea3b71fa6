//! How much may wait for a client that does not read, and how much is being made for it.
//!
//! An answer is begun only when there is room for it. How long it will be is not known before it is made, so it counts as much as
//! others of its method did. Where nothing waits and nothing is being made, there is always room for one.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use tokio::sync::{Notify, Semaphore};

/// How much may wait and be made together, in bytes.
const LIMIT: usize = 16 * 1024 * 1024;

/// What the first answer of a method counts, in bytes.
const UNKNOWN: usize = 1024 * 1024;

/// What an answer counts at least, in bytes.
const LEAST: usize = 256 * 1024;

/// The room for what the client is sent. Clones share it.
#[derive(Clone, Default)]
pub struct Room(Arc<Shared>);

struct Shared {
    sizes: Mutex<Sizes>,
    /// Those that wait for room do so one after the other; the first one has this.
    turn: Semaphore,
    /// Something was written, or will not be made.
    freed: Notify,
}

impl Default for Shared {
    fn default() -> Shared {
        Shared { sizes: Mutex::default(), turn: Semaphore::new(1), freed: Notify::new() }
    }
}

/// All in bytes.
#[derive(Default)]
struct Sizes {
    waiting: usize,
    making: usize,
    typical: FxHashMap<&'static str, usize>,
}

/// Room for one answer, until this is dropped.
pub struct Reservation {
    room: Room,
    size: usize,
}

impl Room {
    /// Counts what waits from now on.
    pub(super) fn fill(&self, size: usize) {
        self.0.lock().waiting += size;
    }

    /// No longer counts what has waited.
    pub(super) fn free(&self, size: usize) {
        let mut sizes = self.0.lock();
        sizes.waiting = sizes.waiting.saturating_sub(size);
        drop(sizes);
        self.0.freed.notify_waiters();
    }

    /// Whether so much waits that nothing should be added.
    pub(super) fn is_full(&self) -> bool {
        self.0.lock().waiting >= LIMIT
    }

    /// Waits until it is no longer full.
    pub(super) async fn until_not_full(&self) {
        self.until(|sizes| sizes.waiting < LIMIT).await;
    }

    /// Room for an answer to this method, if there is some now and nobody waits for it.
    pub fn try_reserve(&self, method: &'static str) -> Option<Reservation> {
        let _turn = self.0.turn.try_acquire().ok()?;
        self.0.lock().reserve(method).map(|size| Reservation { room: self.clone(), size })
    }

    /// Room for an answer to this method, once those that waited before have theirs.
    pub async fn reserve(&self, method: &'static str) -> Reservation {
        // It is never closed.
        let _turn = self.0.turn.acquire().await;
        let mut size = 0;
        self.until(|sizes| sizes.reserve(method).inspect(|it| size = *it).is_some()).await;
        Reservation { room: self.clone(), size }
    }

    /// Tells how long an answer to this method has become, in bytes.
    pub fn made(&self, method: &'static str, size: usize) {
        let mut sizes = self.0.lock();
        let before = sizes.typical.get(method).copied().unwrap_or(size);
        sizes.typical.insert(method, size.max(size.midpoint(before)));
    }

    async fn until(&self, mut is_so: impl FnMut(&mut Sizes) -> bool) {
        loop {
            let mut freed = std::pin::pin!(self.0.freed.notified());
            freed.as_mut().enable();
            if is_so(&mut self.0.lock()) {
                return;
            }
            freed.await;
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Sizes> {
        self.sizes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sizes {
    /// Counts an answer that is begun, if there is room for it; gives what it counts.
    fn reserve(&mut self, method: &'static str) -> Option<usize> {
        let size = self.typical.get(method).copied().unwrap_or(UNKNOWN).max(LEAST);
        let taken = self.waiting + self.making;
        let fits = taken == 0 || taken + size <= LIMIT;
        fits.then(|| {
            self.making += size;
            size
        })
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        let mut sizes = self.room.0.lock();
        sizes.making = sizes.making.saturating_sub(self.size);
        drop(sizes);
        self.room.0.freed.notify_waiters();
    }
}
