//! The language server: the protocol, the documents, the threads.

pub mod answer;
pub mod body;
pub mod diagnostics;
pub mod editor_settings;
pub mod from_proto;
pub mod handlers;
mod limits;
pub mod logging;
pub mod plain_text;
pub mod semantic_tokens;
pub mod session;
pub mod settings;
pub mod snapshot;
pub mod status;
pub mod to_proto;
pub mod transport;
pub mod uri;

mod capabilities;
mod code_locations;
mod code_search;
mod progress;
mod questions;
mod refresh;
mod registration;
mod server;
mod shared;
mod wanted_code;
mod workspace_edit;
mod workspace_pull;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tower_lsp::LspService;

use self::logging::Level;
use self::server::Backend;
use self::shared::Shared;
use self::transport::{Closing, Outbox, Parent};
use crate::memory;

/// How long standard error may take the last lines of the log.
const LOG_PATIENCE: Duration = Duration::from_millis(500);

/// Serves one client on standard input and output until it leaves. The process must then end with the code that is
/// returned, at once: threads may still wait for input.
pub fn serve(log: Level) -> io::Result<i32> {
    memory::configure();
    let (log, lines) = logging::install(log);
    std::panic::set_hook(Box::new(|panic| tracing::error!("internal error: {panic}")));
    // One thread carries all messages, as they do not take time; what does is done on others.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .max_blocking_threads(transport::MAX_RUNNING + 1)
        .build()?;
    let parent = Arc::new(Parent::default());
    let (outbox, closing) = (Outbox::default(), Closing::default());
    let control = log.clone();
    let service = LspService::build(|client| {
        let shared = Shared::new(client, log, parent.clone(), outbox.clone(), closing.clone());
        Backend::new(shared, lines)
    });
    let (service, socket) = Backend::with_custom_requests(service).finish();
    let code = transport::run(&runtime, &parent, &outbox, &closing, service, socket)?;
    runtime.shutdown_background();
    control.flush(LOG_PATIENCE);
    Ok(code)
}
