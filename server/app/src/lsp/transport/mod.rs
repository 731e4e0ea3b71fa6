//! Standard input and output on one side, tower-lsp on the other.
//!
//! Two plain threads do the reading and writing, with the framing. A message is decoded where it is read and encoded
//! where it is sent, once each: tower-lsp's own loop takes bytes, and a document of a thousand models would be decoded,
//! written down again and decoded a second time before anything happens. So tower-lsp is used as the service that it
//! is, with requests and answers, and the loop around it is [`serving`]. The process ends here, and nowhere else:
//! `exit`, the end of the input, a closed output, or the death of the client.

pub mod closing;
mod frames;
mod intake;
pub mod lifecycle;
mod parent;
pub mod repair;
mod room;
mod serving;
mod slot;
mod writer;

use std::io::{self, BufReader};
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::sync::mpsc::{self, UnboundedSender};
use tower_lsp::{ClientSocket, LanguageServer, LspService};

use self::frames::{FrameReader, MESSAGES};
use self::intake::{Reader, intake};
use self::lifecycle::{Incoming, Lifecycle, Message};
use self::serving::Output;
use crate::memory;
use crate::standard_output;

pub use self::closing::Closing;
pub use self::parent::Parent;
pub use self::room::Room;
pub use self::slot::ResponseSlot;
pub use self::writer::Outbox;

/// How many requests are worked on at once; more wait until one of these is answered or cancelled.
pub const MAX_RUNNING: usize = 64;

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
    /// The output is closed, the client process has exited, or the serve loop has ended.
    Lost(&'static str),
}

/// Serves one client on standard input and output, on this thread, and returns the exit code that the process must end
/// with at once (threads may still wait for input).
pub fn run<S: LanguageServer>(
    runtime: &Runtime,
    parent: &Parent,
    outbox: &Outbox,
    closing: &Closing,
    service: LspService<S>,
    socket: ClientSocket,
) -> io::Result<i32> {
    let (ending, mut endings) = mpsc::unbounded_channel();
    let lifecycle = Arc::new(Lifecycle::default());
    let (to_server, messages) = intake(outbox.room().clone());

    let lost = ending.clone();
    outbox.start(standard_output::unbuffered()?, memory::give_back, move || {
        let _ = lost.send(Ending::Lost("standard output was closed"));
    })?;

    let lost = ending.clone();
    parent.on_death(move || {
        let _ = lost.send(Ending::Lost("the client process has exited"));
    });

    let output = Output { lifecycle: lifecycle.clone(), outbox: outbox.clone(), closing: closing.clone() };
    let reader = MessageReader { lifecycle: lifecycle.clone(), to_server };
    let served = runtime.spawn(serving::serve(service, socket, messages, output));
    let lost = ending.clone();
    let ended = runtime.spawn(async move {
        // An error is a handler that took the loop down with it.
        let _ = served.await;
        let _ = lost.send(Ending::Lost("the serve loop has ended"));
    });
    std::thread::Builder::new().name("stdin".into()).spawn(move || reader.run(&ending))?;

    runtime.block_on(async {
        match endings.recv().await {
            Some(Ending::Exit) | None => {}
            Some(Ending::EndOfInput) => {
                if tokio::time::timeout(ANSWER_PATIENCE, ended).await.is_err() {
                    tracing::warn!(
                        "requests were still running at the end of input; their responses are lost"
                    );
                }
            }
            Some(Ending::Lost(why)) => tracing::warn!("the session ends: {why}"),
        }
    });
    outbox.flush(FLUSH_PATIENCE);
    Ok(lifecycle.exit_code())
}

struct MessageReader {
    lifecycle: Arc<Lifecycle>,
    to_server: Reader,
}

impl MessageReader {
    /// Reads until the input ends or the client says `exit`. Dropping `to_server` then ends the serve loop.
    fn run(self, ending: &UnboundedSender<Ending>) {
        let mut frames = FrameReader::new(BufReader::with_capacity(64 * 1024, io::stdin().lock()));
        let why = loop {
            let body = match frames.next_body() {
                Ok(Some(body)) => body,
                Ok(None) => break Ending::EndOfInput,
                Err(error) => {
                    tracing::warn!("cannot read standard input: {error}");
                    break Ending::EndOfInput;
                }
            };
            tracing::trace!(target: MESSAGES, "<- {}", String::from_utf8_lossy(&body));
            match self.lifecycle.admit(&body) {
                Incoming::Forward(message) => self.forward(message),
                Incoming::ForwardAndWait(message) => {
                    self.forward(message);
                    self.lifecycle.wait_until_settled(ANSWER_PATIENCE);
                }
                Incoming::Answer(response) => self.forward(Message::Answer(response)),
                Incoming::Drop(why) => tracing::debug!("dropped {why}"),
                Incoming::Exit => break Ending::Exit,
            }
        };
        let _ = ending.send(why);
    }

    fn forward(&self, message: Message) {
        if !self.to_server.put(message) {
            tracing::debug!("the serve loop has ended; a message is lost");
        }
    }
}
