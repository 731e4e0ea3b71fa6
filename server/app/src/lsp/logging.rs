//! Logging through `tracing`: to standard error, and to the client as `window/logMessage`.
//!
//! Both go through queues. A client that reads neither must not stop the thread that has something to say.

use std::io::{self, Write};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Duration;

use tokio::sync::mpsc::{Receiver, Sender, channel};
use tower_lsp::lsp_types::MessageType;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, Registry, reload};

/// How much is logged; each level includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Level {
    /// Nothing at all
    Off,
    /// What went wrong in the server itself
    Error,
    /// What the user may want to mend, such as an unreadable configuration
    Warn,
    /// What the server does, in broad strokes
    Info,
    /// The single steps
    Debug,
    /// Everything, the messages themselves among it
    Trace,
}

impl Level {
    /// The level that a setting names: one of ours, or one of the values that editors use for the protocol's trace.
    pub fn from_setting(name: &str) -> Option<Level> {
        Some(match name {
            "error" => Level::Error,
            "off" | "warn" | "warning" => Level::Warn,
            "info" | "messages" => Level::Info,
            "debug" | "compact" | "verbose" => Level::Debug,
            "trace" => Level::Trace,
            _ => return None,
        })
    }

    fn filter(self) -> LevelFilter {
        match self {
            Level::Off => LevelFilter::OFF,
            Level::Error => LevelFilter::ERROR,
            Level::Warn => LevelFilter::WARN,
            Level::Info => LevelFilter::INFO,
            Level::Debug => LevelFilter::DEBUG,
            Level::Trace => LevelFilter::TRACE,
        }
    }
}

/// How many lines may wait for the client, and for standard error. What does not fit is lost.
const LINES: usize = 1024;

/// A line of the log, for the client.
pub(super) struct LogLine {
    pub(super) level: MessageType,
    pub(super) text: String,
}

/// Changes the level while the server runs.
#[derive(Clone)]
pub(super) struct LogControl {
    started_with: Level,
    filter: reload::Handle<LevelFilter, Registry>,
    errors: StandardError,
}

impl LogControl {
    /// Sets the level, or returns to the one of the command line.
    pub(super) fn set(&self, level: Option<Level>) {
        // An error means that another logger was installed before, and then the level is its business.
        let _ = self.filter.reload(level.unwrap_or(self.started_with).filter());
    }

    /// Waits until standard error has taken all lines so far, for as long as `patience`: the last ones say why the process ends.
    pub(super) fn flush(&self, patience: Duration) {
        let (done, is_done) = sync_channel(1);
        if self.errors.queue.try_send(Item::Flush(done)).is_ok() {
            let _ = is_done.recv_timeout(patience);
        }
    }
}

/// Installs the logger of the process; the lines for the client come out of what is returned.
pub(super) fn install(level: Level) -> (LogControl, Receiver<LogLine>) {
    let (filter, handle) = reload::Layer::new(level.filter());
    let (lines, for_client) = channel(LINES);
    let errors = StandardError::start();
    let to_errors = errors.clone();
    let terminal = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_target(false)
        .with_writer(move || to_errors.clone());
    // An error means that a logger is installed already, as when the server runs inside a test.
    let _ = tracing_subscriber::registry().with(filter).with(terminal).with(ForClient { lines }).try_init();
    (LogControl { started_with: level, filter: handle, errors }, for_client)
}

struct ForClient {
    lines: Sender<LogLine>,
}

impl<S: Subscriber> Layer<S> for ForClient {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let metadata = event.metadata();
        // Only our own: what the libraries trace is messages, and sending one would trace the next.
        if !metadata.target().starts_with(env!("CARGO_CRATE_NAME")) {
            return;
        }
        let level = match *metadata.level() {
            tracing::Level::ERROR => MessageType::ERROR,
            tracing::Level::WARN => MessageType::WARNING,
            tracing::Level::INFO => MessageType::INFO,
            _ => MessageType::LOG,
        };
        let mut text = String::new();
        event.record(&mut Text(&mut text));
        let _ = self.lines.try_send(LogLine { level, text });
    }
}

struct Text<'a>(&'a mut String);

impl Visit for Text<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        use std::fmt::Write as _;
        let separator = if self.0.is_empty() { "" } else { " " };
        // Writing to a string cannot fail.
        let _ = match field.name() {
            "message" => write!(self.0, "{separator}{value:?}"),
            name => write!(self.0, "{separator}{name}={value:?}"),
        };
    }
}

/// Standard error behind a bounded queue.
#[derive(Clone)]
struct StandardError {
    queue: SyncSender<Item>,
}

enum Item {
    Line(Vec<u8>),
    /// Answered when all lines before it are written.
    Flush(SyncSender<()>),
}

impl StandardError {
    fn start() -> StandardError {
        let (queue, items) = sync_channel(LINES);
        // Without the thread nothing is logged to standard error, and there is no place to complain of it.
        let _ = std::thread::Builder::new().name("stderr".into()).spawn(move || {
            while let Ok(item) = items.recv() {
                let _ = match item {
                    Item::Line(line) => io::stderr().write_all(&line).map_err(drop),
                    Item::Flush(done) => done.send(()).map_err(drop),
                };
            }
        });
        StandardError { queue }
    }
}

impl Write for StandardError {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let _ = self.queue.try_send(Item::Line(line.to_vec()));
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
