//! Writing to the client from a separate thread, through a queue.
//!
//! A client that does not read its input for a while (or at all) must not stop the server: then every handler that
//! answers would wait, and with them the reading of input. So nothing waits for the queue, but [`Room`] says how much is in it, and
//! no answer is begun while that is much. Of the diagnostics of a document only the newest are worth
//! reading, so they replace those that are still in the queue.

use std::collections::VecDeque;
use std::io::{ErrorKind, IoSlice, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustc_hash::FxHashMap;
use tokio::sync::Notify;

use super::frames::{MESSAGES, head};
use super::room::Room;
use crate::lsp::body::Body;

/// Puts messages into the queue.
#[derive(Clone, Default)]
pub struct Outbox(Arc<Shared>);

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    /// Something was put into the queue.
    filled: Condvar,
    /// All that was in the queue is written.
    drained: Notify,
    /// How much was written so far, in bytes.
    written: AtomicU64,
    /// How much is in the queue or being written.
    room: Room,
}

#[derive(Default)]
struct Queue {
    items: VecDeque<Item>,
    /// How many items were taken out so far: the number of the first one in the queue.
    taken: u64,
    /// The number of the item that holds the newest message of a topic.
    topics: FxHashMap<String, u64>,
    /// Whether the thread is writing an item that it took out.
    is_writing: bool,
    /// The length of that item, in bytes.
    in_hand: usize,
    /// Whether nothing can be written any more; what is sent then is lost.
    is_closed: bool,
}

enum Item {
    Message { body: Body, topic: Option<String> },
    Flush(SyncSender<()>),
}

impl Item {
    /// The length of a message, in bytes.
    fn len(&self) -> usize {
        match self {
            Item::Message { body, .. } => body.len(),
            Item::Flush(_) => 0,
        }
    }
}

/// For how long nothing has to be sent until there is nothing to do.
const QUIET: Duration = Duration::from_millis(50);

/// How much is written at most, in bytes, before the end of a message counts as a pause.
const LONG_BUSY: u64 = 8 * 1024 * 1024;

/// How much is handed to the operating system at once, in bytes: what a pipe holds. Progress is seen in steps of this size.
const BATCH: usize = 64 * 1024;

impl Outbox {
    /// Starts the thread that writes to `output`, and calls `failed` if that is no longer possible. In the
    /// pauses after something was written it calls `pause` with how much was written so far, in bytes.
    pub(super) fn start(
        &self,
        output: impl Write + Send + 'static,
        pause: impl Fn(u64) + Send + 'static,
        failed: impl FnOnce() + Send + 'static,
    ) -> std::io::Result<()> {
        let shared = self.0.clone();
        std::thread::Builder::new().name("stdout".into()).spawn(move || {
            if shared.write_all(output, pause).is_err() {
                shared.close();
                failed();
            }
        })?;
        Ok(())
    }

    /// Sends one body. Never blocks; after the client has gone, what is sent is lost.
    pub fn send(&self, body: Body) {
        self.put(Item::Message { body, topic: None });
    }

    /// As [`Outbox::send`], in place of the last message of this topic if that is not being written yet.
    pub fn send_latest(&self, topic: &str, body: Body) {
        self.put(Item::Message { body, topic: Some(topic.to_owned()) });
    }

    /// The room for what is sent.
    pub fn room(&self) -> &Room {
        &self.0.room
    }

    /// Waits until the client has taken all that was sent, but for what lies in the pipe.
    pub async fn drained(&self) {
        loop {
            let notified = self.0.drained.notified();
            let mut notified = std::pin::pin!(notified);
            notified.as_mut().enable();
            if self.0.lock().is_drained() {
                return;
            }
            notified.await;
        }
    }

    /// Waits until all that was sent so far is written, or the client has taken nothing for `patience`.
    pub(super) fn flush(&self, patience: Duration) {
        let (done, is_done) = sync_channel(1);
        self.put(Item::Flush(done));
        let written = || self.0.written.load(Ordering::Relaxed);
        let mut before = written();
        while is_done.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
            let now = written();
            if now == before {
                return;
            }
            before = now;
        }
    }

    fn put(&self, item: Item) {
        if let Item::Message { body, .. } = &item {
            tracing::trace!(target: MESSAGES, "-> {}", String::from_utf8_lossy(&body.to_vec()));
        }
        let mut queue = self.0.lock();
        if queue.is_closed {
            return;
        }
        self.0.room.fill(item.len());
        let replaced = queue.put(item);
        drop(queue);
        if let Some(replaced) = replaced {
            self.0.room.free(replaced.len());
        }
        self.0.filled.notify_one();
    }
}

impl Queue {
    fn is_drained(&self) -> bool {
        self.is_closed || self.items.is_empty() && !self.is_writing
    }

    /// Gives the item that it takes the place of.
    fn put(&mut self, item: Item) -> Option<Item> {
        let number = self.taken + self.items.len() as u64;
        if let Item::Message { topic: Some(topic), .. } = &item {
            let known = self.topics.get(topic).and_then(|number| number.checked_sub(self.taken));
            let older = known.and_then(|at| self.items.get_mut(usize::try_from(at).ok()?));
            if let Some(older) = older {
                return Some(std::mem::replace(older, item));
            }
            self.topics.insert(topic.clone(), number);
        }
        self.items.push_back(item);
        None
    }

    fn take(&mut self) -> Option<Item> {
        let item = self.items.pop_front()?;
        self.taken += 1;
        if let Item::Message { topic: Some(topic), .. } = &item {
            self.topics.remove(topic);
        }
        self.is_writing = true;
        self.in_hand = item.len();
        Some(item)
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn close(&self) {
        let mut queue = self.lock();
        let left = queue.in_hand + queue.items.iter().map(Item::len).sum::<usize>();
        *queue = Queue { is_closed: true, ..Queue::default() };
        drop(queue);
        self.room.free(left);
        self.drained.notify_waiters();
    }

    /// The next item, or `None` if none has come for `patience`.
    fn next(&self, patience: Option<Duration>) -> Option<Item> {
        let mut queue = self.lock();
        queue.is_writing = false;
        let written = std::mem::take(&mut queue.in_hand);
        if written > 0 {
            self.room.free(written);
        }
        if queue.items.is_empty() {
            self.drained.notify_waiters();
        }
        let is_empty = |queue: &mut Queue| queue.items.is_empty();
        let mut queue = match patience {
            None => self.filled.wait_while(queue, is_empty).unwrap_or_else(PoisonError::into_inner),
            Some(patience) => {
                let waited = self.filled.wait_timeout_while(queue, patience, is_empty);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
        };
        queue.take()
    }

    fn write_all(&self, mut output: impl Write, pause: impl Fn(u64)) -> std::io::Result<()> {
        let mut paused_at = 0;
        loop {
            let busy = self.written.load(Ordering::Relaxed) - paused_at;
            let next = match busy {
                0 => self.next(None),
                1..LONG_BUSY => self.next(Some(QUIET)),
                _ => None,
            };
            match next {
                Some(Item::Message { body, .. }) => {
                    write_body(&mut output, &body, &self.written)?;
                    output.flush()?;
                }
                Some(Item::Flush(done)) => {
                    let _ = done.send(());
                }
                None => {
                    paused_at = self.written.load(Ordering::Relaxed);
                    pause(paused_at);
                }
            }
        }
    }
}

/// Writes the header and the pieces of a body from where they lie.
fn write_body(output: &mut impl Write, body: &Body, progress: &AtomicU64) -> std::io::Result<()> {
    let head = head(body.len());
    let pieces = std::iter::once(head.as_slice()).chain(body.pieces());
    let mut slices: Vec<IoSlice<'_>> =
        pieces.flat_map(|piece| piece.chunks(BATCH / 4)).map(IoSlice::new).collect();
    let mut left = slices.as_mut_slice();
    while !left.is_empty() {
        let mut size = 0;
        let fits = |slice: &&IoSlice<'_>| {
            size += slice.len();
            size <= BATCH
        };
        let count = left.iter().take_while(fits).count();
        match output.write_vectored(left.get(..count).unwrap_or_default()) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(written) => {
                progress.fetch_add(written as u64, Ordering::Relaxed);
                IoSlice::advance_slices(&mut left, written);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
