//! Writing to the client from a thread of its own, behind a queue without a bound.
//!
//! A client that does not read its input for a while (or at all) must not stop the server: then every handler that
//! answers would wait, and with them the reading of input.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

use super::frames::frame;

/// Puts messages into the queue.
#[derive(Clone)]
pub struct Outbox {
    queue: Sender<Item>,
    written: Arc<AtomicU64>,
}

enum Item {
    Body(Vec<u8>),
    Flush(SyncSender<()>),
}

/// How much is handed to the operating system at once, in bytes: progress is seen in steps of this size.
const CHUNK: usize = 16 * 1024;

impl Outbox {
    /// Starts the thread that writes to `output`, and calls `failed` if that is no longer possible.
    pub fn start(
        output: impl Write + Send + 'static,
        failed: impl FnOnce() + Send + 'static,
    ) -> std::io::Result<Outbox> {
        let (queue, items) = channel();
        let written = Arc::new(AtomicU64::new(0));
        let progress = written.clone();
        std::thread::Builder::new().name("stdout".into()).spawn(move || {
            if write_all(output, &items, &progress).is_err() {
                failed();
            }
        })?;
        Ok(Outbox { queue, written })
    }

    /// Sends one body. Never blocks; after the client has gone, what is sent is lost.
    pub fn send(&self, body: Vec<u8>) {
        let _ = self.queue.send(Item::Body(body));
    }

    /// Waits until all that was sent so far is written, or the client has taken nothing for `patience`.
    pub fn flush(&self, patience: Duration) {
        let (done, is_done) = sync_channel(1);
        if self.queue.send(Item::Flush(done)).is_err() {
            return;
        }
        let mut before = self.written.load(Ordering::Relaxed);
        while is_done.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
            let now = self.written.load(Ordering::Relaxed);
            if now == before {
                return;
            }
            before = now;
        }
    }
}

fn write_all(mut output: impl Write, items: &Receiver<Item>, progress: &AtomicU64) -> std::io::Result<()> {
    while let Ok(item) = items.recv() {
        match item {
            Item::Body(body) => {
                for chunk in frame(&body).chunks(CHUNK) {
                    output.write_all(chunk)?;
                    progress.fetch_add(chunk.len() as u64, Ordering::Relaxed);
                }
                output.flush()?;
            }
            Item::Flush(done) => {
                let _ = done.send(());
            }
        }
    }
    Ok(())
}
