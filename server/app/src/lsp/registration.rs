//! What we ask of the client once the session runs. All of it happens in spawned tasks: a handler that waits for the
//! client's answer would hold up the others, and one that is cancelled while it waits would end the session.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;
use tower_lsp::lsp_types::{ConfigurationItem, Registration};

use crate::host::DocumentKind;
use crate::lsp::shared::Shared;
use model::project::EDITOR_SECTION;

/// How long to wait before the client is asked anything. At the beginning of a session it sends its documents, and some
/// clients write an answer into the middle of a long message that another of their threads is just sending. Until then
/// the settings of `initialize` hold.
const PAUSE: Duration = Duration::from_millis(100);

const WATCHED_FILES: &str = "workspace/didChangeWatchedFiles";

/// How long a client may take to answer before it may be asked again.
const PATIENCE: Duration = Duration::from_secs(10);

/// The files that a client tells us of when they change.
fn watched() -> impl Iterator<Item = &'static str> {
    DocumentKind::ALL.into_iter().flat_map(DocumentKind::watched).copied()
}

/// Asks for notifications about files and settings, where the client wants to be asked.
pub(super) fn register(shared: &Arc<Shared>) {
    let session = shared.session();
    let mut registrations = Vec::new();
    if session.registers_watched_files() {
        let watchers: Vec<_> = watched().map(|pattern| json!({ "globPattern": pattern })).collect();
        registrations.push(Registration {
            id: "watched-files".into(),
            method: WATCHED_FILES.into(),
            register_options: Some(json!({ "watchers": watchers })),
        });
    }
    if session.registers_configuration() {
        registrations.push(Registration {
            id: "configuration".into(),
            method: "workspace/didChangeConfiguration".into(),
            register_options: Some(json!({ "section": EDITOR_SECTION })),
        });
    }
    if session.registers_code_documents() {
        registrations.extend(of_code());
    }
    if registrations.is_empty() {
        return;
    }
    let client = shared.client.clone();
    tokio::spawn(async move {
        tokio::time::sleep(PAUSE).await;
        if let Err(error) = client.register_capability(registrations).await {
            tracing::warn!("the client does not watch files: {}", error.message);
        }
    });
}

/// What is asked for about code: its text while it is open, and the actions in it, nothing else. A client that sends such documents
/// by its own configuration needs none of this.
fn of_code() -> impl Iterator<Item = Registration> {
    const LANGUAGES: [&str; 6] =
        ["typescript", "typescriptreact", "javascript", "javascriptreact", "vue", "svelte"];
    let selector: Vec<Value> =
        LANGUAGES.iter().map(|language| json!({ "language": language, "scheme": "file" })).collect();
    let registration = move |(method, mut options): (&str, Value)| {
        if let Some(options) = options.as_object_mut() {
            options.insert("documentSelector".to_owned(), json!(selector));
        }
        Registration { id: format!("code-{method}"), method: method.into(), register_options: Some(options) }
    };
    [
        ("textDocument/didOpen", json!({})),
        ("textDocument/didChange", json!({ "syncKind": 2 })),
        ("textDocument/didClose", json!({})),
        ("textDocument/codeAction", json!({ "codeActionKinds": ["quickfix"], "resolveProvider": true })),
    ]
    .into_iter()
    .map(registration)
}

/// Asks for notifications about the scripts that configurations import, as they become known.
pub(super) fn register_scripts(shared: &Arc<Shared>) {
    if !shared.session().registers_watched_files() {
        return;
    }
    let shared = shared.clone();
    tokio::spawn(async move {
        tokio::time::sleep(PAUSE).await;
        let mut registered = BTreeSet::new();
        loop {
            shared.schemas.scripts.grown().await;
            let patterns: BTreeSet<String> =
                shared.schemas.scripts.paths().iter().filter_map(|script| pattern_of(script)).collect();
            let new: Vec<Value> =
                patterns.difference(&registered).map(|pattern| json!({ "globPattern": pattern })).collect();
            if new.is_empty() {
                continue;
            }
            let registration = Registration {
                id: format!("watched-scripts-{}", registered.len()),
                method: WATCHED_FILES.into(),
                register_options: Some(json!({ "watchers": new })),
            };
            registered.extend(patterns);
            if let Err(error) = shared.client.register_capability(vec![registration]).await {
                tracing::warn!("the client does not watch scripts: {}", error.message);
            }
        }
    });
}

/// The pattern of all files with the name of this one: not all clients take whole paths.
fn pattern_of(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    Some(format!("**/{}", name.replace(['[', ']', '{', '}', '*', '!', '\\'], "?")))
}

/// Applies settings that the client sent. If they change what is shown beside the text, the client is asked to refresh it.
pub(super) fn settings_told(shared: &Arc<Shared>, told: Value) {
    let before = shared.settings().shown();
    shared.set_settings(told);
    let (after, session) = (shared.settings().shown(), shared.session());
    let hints = before.hints != after.hints && session.refreshes_inlay_hints();
    let lenses = before.lenses != after.lenses && session.refreshes_code_lenses();
    if hints || lenses {
        shared.questions.refresh(hints, lenses);
    }
}

/// Asks for the settings, where the client can be asked.
pub(super) fn pull_settings(shared: &Arc<Shared>) {
    if shared.session().pulls_configuration() {
        shared.questions.ask_for_settings();
    }
}

/// Asks what changes of settings lead to, from now on.
pub(super) fn follow_settings(shared: &Arc<Shared>) {
    let (asks, refreshes) = (shared.clone(), shared.clone());
    tokio::spawn(async move {
        loop {
            ask_once(&asks).await;
        }
    });
    tokio::spawn(async move {
        loop {
            refresh_once(&refreshes).await;
        }
    });
}

/// Waits until the settings are to be asked for, and asks. A client that has not answered for long is asked again after the next
/// change.
async fn ask_once(shared: &Arc<Shared>) {
    shared.questions.settings().await;
    tokio::time::sleep(PAUSE).await;
    let item = ConfigurationItem { scope_uri: None, section: Some(EDITOR_SECTION.into()) };
    let overdue = async {
        tokio::time::sleep(PATIENCE).await;
        shared.questions.settings().await;
        shared.questions.ask_for_settings();
    };
    tokio::select! {
        answer = shared.client.configuration(vec![item]) => match answer {
            Ok(answers) => settings_told(shared, answers.into_iter().next().unwrap_or_default()),
            Err(error) => tracing::warn!("the client did not send its settings: {}", error.message),
        },
        () = overdue => tracing::warn!("the client did not send its settings"),
    }
}

/// Waits until what is shown beside the text has changed, and asks for it to be shown anew.
async fn refresh_once(shared: &Arc<Shared>) {
    let (hints, lenses) = shared.questions.refreshes().await;
    // A client that refuses, or does not answer, shows what it has until it asks by itself.
    if hints && let Ok(Err(error)) = timeout(PATIENCE, shared.client.inlay_hint_refresh()).await {
        tracing::debug!("the client did not refresh inlay hints: {}", error.message);
    }
    if lenses && let Ok(Err(error)) = timeout(PATIENCE, shared.client.code_lens_refresh()).await {
        tracing::debug!("the client did not refresh code lenses: {}", error.message);
    }
}
