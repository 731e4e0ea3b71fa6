//! Writing to the client from a thread of its own, behind a queue without a bound.
//!
//! A client that does not read its input for a while (or at all) must not stop the server: then every handler that
//! answers would wait, and with them the reading of input.

use std::io::{ErrorKind, IoSlice, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

use super::frames::head;
use crate::lsp::body::Body;

/// Puts messages into the queue.
#[derive(Clone)]
pub struct Outbox {
    queue: Sender<Item>,
    written: Arc<AtomicU64>,
}

enum Item {
    Body(Body),
    Flush(SyncSender<()>),
}

/// For how long nothing has to be sent until there is nothing to do.
const QUIET: Duration = Duration::from_millis(50);

/// How much is written at the most, in bytes, before the end of a message counts as a pause.
const LONG_BUSY: u64 = 8 * 1024 * 1024;

/// How much is handed to the operating system at once, in bytes: what a pipe holds. Progress is seen in steps of this size.
const BATCH: usize = 64 * 1024;

impl Outbox {
    /// Starts the thread that writes to `output`, and calls `failed` if that is no longer possible. In the
    /// pauses after something was written it calls `pause` with how much was written so far, in bytes.
    pub fn start(
        output: impl Write + Send + 'static,
        pause: impl Fn(u64) + Send + 'static,
        failed: impl FnOnce() + Send + 'static,
    ) -> std::io::Result<Outbox> {
        let (queue, items) = channel();
        let written = Arc::new(AtomicU64::new(0));
        let progress = written.clone();
        std::thread::Builder::new().name("stdout".into()).spawn(move || {
            if write_all(output, &items, &progress, pause).is_err() {
                failed();
            }
        })?;
        Ok(Outbox { queue, written })
    }

    /// Sends one body. Never blocks; after the client has gone, what is sent is lost.
    pub fn send(&self, body: Body) {
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

fn write_all(
    mut output: impl Write,
    items: &Receiver<Item>,
    progress: &AtomicU64,
    pause: impl Fn(u64),
) -> std::io::Result<()> {
    let mut paused_at = 0;
    loop {
        let busy = progress.load(Ordering::Relaxed) - paused_at;
        let next = match busy {
            0 => items.recv().map_err(RecvTimeoutError::from),
            1..LONG_BUSY => items.recv_timeout(QUIET),
            _ => Err(RecvTimeoutError::Timeout),
        };
        match next {
            Ok(Item::Body(body)) => {
                write_body(&mut output, &body, progress)?;
                output.flush()?;
            }
            Ok(Item::Flush(done)) => {
                let _ = done.send(());
            }
            Err(RecvTimeoutError::Timeout) => {
                paused_at = progress.load(Ordering::Relaxed);
                pause(paused_at);
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
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
