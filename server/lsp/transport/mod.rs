//! Standard input and output on one side, tower-lsp on the other.
//!
//! Two plain threads do the reading and writing, with the framing; what they read reaches tower-lsp's `serve` through
//! an in-memory stream, and only after it is known to be decodable. The process ends here, and nowhere else: `exit`,
//! the end of the input, an output that nobody holds any more, or the death of the client.

pub mod frames;
pub mod lifecycle;
mod parent;
mod writer;

use std::fs::File;
use std::io::{self, BufReader};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::runtime::{Handle, Runtime};
use tower_lsp::{ClientSocket, LanguageServer, LspService, Server};

use self::frames::{FrameReader, split_bodies};
use self::lifecycle::{Incoming, Lifecycle};
use self::writer::Outbox;
use crate::lsp::large::LargeAnswers;
use crate::lsp::memory;

pub use self::parent::Parent;

/// How many requests may run at once. tower-lsp counts `$/cancelRequest` among them, so the number must be well above
/// what a client has open at a time, or the cancellation waits for what it is to cancel.
const CONCURRENCY: usize = 64;

/// The size of the in-memory streams, in bytes.
const PIPE: usize = 256 * 1024;

/// How long to wait for the answers to `initialize` and `shutdown` before going on without them.
const ANSWER_PATIENCE: Duration = Duration::from_secs(10);

/// How long a client that has ended its input or said `exit` may take nothing before the rest of the output is lost.
const FLUSH_PATIENCE: Duration = Duration::from_secs(2);

/// Why a session ends.
enum Ending {
    /// The client sent `exit`.
    Exit,
    /// No more input will come; requests that still run are answered first.
    EndOfInput,
    /// The output is closed, the client's process is gone, or the serve loop has ended.
    Lost(&'static str),
}

/// Serves one client on standard input and output, and returns the exit code that the process must end with at once
/// (threads may still wait for input).
pub fn run<S: LanguageServer>(
    runtime: &Runtime,
    parent: &Parent,
    large: &Arc<LargeAnswers>,
    service: LspService<S>,
    socket: ClientSocket,
) -> io::Result<i32> {
    let (ending, endings) = channel();
    let lifecycle = Arc::new(Lifecycle::default());
    let (to_server, server_input) = tokio::io::duplex(PIPE);
    let (server_output, from_server) = tokio::io::duplex(PIPE);

    let lost = ending.clone();
    let outbox = Outbox::start(unbuffered_stdout()?, memory::give_back, move || {
        let _ = lost.send(Ending::Lost("the output is closed"));
    })?;

    let lost = ending.clone();
    parent.on_death(move || {
        let _ = lost.send(Ending::Lost("the client's process is gone"));
    });

    let served = runtime.spawn(async move {
        Server::new(server_input, server_output, socket).concurrency_level(CONCURRENCY).serve(service).await;
    });
    let forwarded = runtime.spawn(forward_output(
        from_server,
        lifecycle.clone(),
        large.clone(),
        outbox.clone(),
        ending.clone(),
    ));

    let reader = Reader {
        lifecycle: lifecycle.clone(),
        outbox: outbox.clone(),
        to_server,
        runtime: runtime.handle().clone(),
    };
    std::thread::Builder::new().name("stdin".into()).spawn(move || reader.run(&ending))?;

    match endings.recv() {
        Ok(Ending::Exit) | Err(_) => {}
        Ok(Ending::EndOfInput) => {
            let all = async { (served.await, forwarded.await) };
            if runtime.block_on(async { tokio::time::timeout(ANSWER_PATIENCE, all).await }).is_err() {
                tracing::warn!("requests were still running when the input ended; their answers are lost");
            }
        }
        Ok(Ending::Lost(why)) => tracing::warn!("the session ends: {why}"),
    }
    outbox.flush(FLUSH_PATIENCE);
    Ok(lifecycle.exit_code())
}

/// Standard output without the line buffer of the standard library, which would cut each frame in two writes.
fn unbuffered_stdout() -> io::Result<File> {
    #[cfg(unix)]
    let handle = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned()?;
    #[cfg(windows)]
    let handle = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned()?;
    Ok(File::from(handle))
}

/// Carries tower-lsp's output to the queue.
async fn forward_output(
    mut from_server: DuplexStream,
    lifecycle: Arc<Lifecycle>,
    large: Arc<LargeAnswers>,
    outbox: Outbox,
    ending: Sender<Ending>,
) {
    let mut bytes = Vec::new();
    while let Ok(1..) = from_server.read_buf(&mut bytes).await {
        for body in split_bodies(&mut bytes) {
            lifecycle.observe(&body);
            outbox.send(large.complete(body));
        }
    }
    let _ = ending.send(Ending::Lost("the serve loop has ended"));
}

struct Reader {
    lifecycle: Arc<Lifecycle>,
    outbox: Outbox,
    to_server: DuplexStream,
    runtime: Handle,
}

impl Reader {
    /// Reads until the input ends or the client says `exit`. Dropping `to_server` then ends the serve loop.
    fn run(mut self, ending: &Sender<Ending>) {
        let mut frames = FrameReader::new(BufReader::with_capacity(64 * 1024, io::stdin().lock()));
        let why = loop {
            let body = match frames.next_body() {
                Ok(Some(body)) => body,
                Ok(None) => break Ending::EndOfInput,
                Err(error) => {
                    tracing::warn!("standard input cannot be read: {error}");
                    break Ending::EndOfInput;
                }
            };
            match self.lifecycle.admit(&body) {
                Incoming::Forward(body) => self.forward(&body),
                Incoming::ForwardAndWait(body) => {
                    self.forward(&body);
                    self.lifecycle.wait_until_settled(ANSWER_PATIENCE);
                }
                Incoming::Answer(body) => self.outbox.send(body.into()),
                Incoming::Drop(why) => tracing::debug!("dropped {why}"),
                Incoming::Exit => break Ending::Exit,
            }
        };
        let _ = ending.send(why);
    }

    fn forward(&mut self, body: &[u8]) {
        let bytes = frames::frame(body);
        if self.runtime.block_on(self.to_server.write_all(&bytes)).is_err() {
            tracing::debug!("the serve loop has ended; a message is lost");
        }
    }
}
