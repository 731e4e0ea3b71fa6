//! The state of the server, shared by all handlers.
//!
//! Handlers interleave at every `.await`, so whatever is changed or read here is so in a handler's synchronous part,
//! before the first one. No lock is held longer than it takes to copy a pointer.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use serde_json::Value;
use tokio::sync::{Notify, watch};
use tower_lsp::Client;
use tower_lsp::lsp_types::{InitializeParams, WorkspaceFolder};

use crate::host::{CodeIndex, Disk, Documents, Layout, OpenFiles, Schemas, WorkspaceView};
use crate::lsp::diagnostics::{CodeLists, DiagnosticCaches, PullState};
use crate::lsp::logging::LogControl;
use crate::lsp::questions::Questions;
use crate::lsp::semantic_tokens::GivenTokens;
use crate::lsp::session::Session;
use crate::lsp::settings::EditorSettings;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::transport::{Closing, Outbox, Parent};
use crate::lsp::uri;
use crate::lsp::wanted_code::WantedCode;

/// What all handlers share.
pub(super) struct Shared {
    /// The way to the client.
    pub(super) client: Client,
    /// The open documents.
    pub(super) documents: Documents,
    /// What is on the disk.
    pub(super) disk: Arc<Disk>,
    /// What was parsed and analysed last.
    pub(super) schemas: Arc<Schemas>,
    /// The code of the workspace.
    pub(super) code: Arc<CodeIndex>,
    /// Which code is to be read.
    pub(super) wanted_code: WantedCode,
    diagnostics: Arc<DiagnosticCaches>,
    code_lists: Arc<CodeLists>,
    /// State of pull diagnostics.
    pub(super) pulled: Arc<PullState>,
    /// The semantic tokens that the client was given.
    pub(super) tokens: Arc<GivenTokens>,
    /// The way to the client for notifications that are written already.
    pub(super) outbox: Outbox,
    /// Whether the session is about to end.
    pub(super) closing: Closing,
    parent: Arc<Parent>,
    log: LogControl,
    session: OnceLock<Arc<Session>>,
    settings: RwLock<Arc<EditorSettings>>,
    folders: RwLock<Arc<Vec<PathBuf>>>,
    layout: RwLock<Arc<Layout>>,
    revision: watch::Sender<u64>,
    numbers: AtomicU64,
    change: Arc<Notify>,
    /// What the client is to be asked because settings have changed.
    pub(super) questions: Questions,
    is_started: AtomicBool,
}

impl Shared {
    /// The state before the client has said anything.
    pub(super) fn new(
        client: Client,
        log: LogControl,
        parent: Arc<Parent>,
        outbox: Outbox,
        closing: Closing,
    ) -> Arc<Shared> {
        let change = Arc::new(Notify::new());
        Arc::new(Shared {
            client,
            documents: Documents::default(),
            disk: Arc::default(),
            schemas: Arc::default(),
            code: Arc::default(),
            wanted_code: WantedCode::default(),
            diagnostics: Arc::default(),
            code_lists: Arc::default(),
            pulled: Arc::new(PullState::new(change.clone())),
            tokens: Arc::default(),
            outbox,
            closing,
            parent,
            log,
            session: OnceLock::new(),
            settings: RwLock::default(),
            folders: RwLock::default(),
            layout: RwLock::default(),
            revision: watch::channel(0).0,
            numbers: AtomicU64::new(0),
            change,
            questions: Questions::default(),
            is_started: AtomicBool::new(false),
        })
    }

    /// Whether the client says for the first time that the session has begun.
    pub(super) fn is_first_start(&self) -> bool {
        !self.is_started.swap(true, Ordering::Relaxed)
    }

    /// Takes in the parameters of `initialize`.
    pub(super) fn begin(&self, params: InitializeParams) -> Arc<Session> {
        let session = self.session.get_or_init(|| Arc::new(Session::new(&params))).clone();
        if let Some(pid) = params.process_id {
            self.parent.watch(pid);
        }
        self.replace_settings(EditorSettings::new(params.initialization_options));
        *self.folders.write().unwrap_or_else(PoisonError::into_inner) =
            Arc::new(match params.workspace_folders {
                Some(folders) => folders.iter().map(|folder| uri::to_path(&folder.uri)).collect(),
                None => params.root_uri.iter().map(uri::to_path).collect(),
            });
        session
    }

    /// The state as it is now. To be called before the first `.await` of a handler, and not in a task of its own: that
    /// would see the changes that come after the request.
    pub(super) fn snapshot(&self) -> Snapshot {
        // In this order: a change in another thread then makes parts of this newer than its revision or its layout says,
        // and the worse that can come of it is work that is done again.
        let revision = self.revision();
        let layout = self.layout.read().unwrap_or_else(PoisonError::into_inner).clone();
        let documents = self.documents.all();
        let settings = self.settings();
        let view = WorkspaceView {
            settings: settings.checks().clone(),
            folders: self.folders(),
            files: OpenFiles::new(self.disk.clone(), documents.clone()),
            documents,
            revision,
            layout,
            schemas: self.schemas.clone(),
            code: self.code.current(),
            open: Arc::default(),
        };
        Snapshot {
            view,
            session: self.session(),
            settings,
            diagnostics: self.diagnostics.clone(),
            code_lists: self.code_lists.clone(),
            tokens: self.tokens.clone(),
            pulled: self.pulled.clone(),
            is_indexing: self.wanted_code.is_reading_all(),
        }
    }

    /// What was agreed with the client; the defaults before `initialize`.
    pub(super) fn session(&self) -> Arc<Session> {
        self.session.get().cloned().unwrap_or_default()
    }

    /// The settings in force.
    pub(super) fn settings(&self) -> Arc<EditorSettings> {
        self.settings.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Applies settings that the client sent.
    pub(super) fn set_settings(&self, told: Value) {
        let updated = self.settings().updated(told);
        // Nothing is looked at again for what is the same.
        if updated.value() != self.settings().value() {
            self.replace_settings(updated);
        }
    }

    /// The folders that the user works in.
    pub(super) fn folders(&self) -> Arc<Vec<PathBuf>> {
        self.folders.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes in folders that came and went.
    pub(super) fn change_folders(&self, added: &[WorkspaceFolder], removed: &[WorkspaceFolder]) {
        let removed: Vec<PathBuf> = removed.iter().map(|folder| uri::to_path(&folder.uri)).collect();
        let mut folders = self.folders().as_ref().clone();
        folders.retain(|folder| !removed.contains(folder));
        for folder in added.iter().map(|folder| uri::to_path(&folder.uri)) {
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
        *self.folders.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(folders);
        self.wanted_code.restart();
        self.layout_changed();
    }

    /// A number that was not given before.
    pub(super) fn next_number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }

    /// The count of changes so far.
    pub(super) fn revision(&self) -> u64 {
        *self.revision.borrow()
    }

    /// The count of changes as it goes on from now.
    pub(super) fn revisions(&self) -> watch::Receiver<u64> {
        self.revision.subscribe()
    }

    /// Waits until something changes, or has changed since this was last waited for.
    pub(super) async fn change(&self) {
        self.change.notified().await;
    }

    /// Says that the text of a document has changed.
    pub(super) fn changed(&self) {
        self.revision.send_modify(|revision| *revision += 1);
        self.change.notify_one();
    }

    /// Has the task that follows changes look again, though no document has changed.
    pub(super) fn look_again(&self) {
        self.change.notify_one();
    }

    /// As `changed`, where it may now be other files that form a schema, or other settings that hold for it.
    pub(super) fn layout_changed(&self) {
        *self.layout.write().unwrap_or_else(PoisonError::into_inner) = Arc::default();
        self.wanted_code.schemas_changed();
        self.changed();
    }

    /// As `layout_changed`, where the disk may be another as well. What is the same there is not read again.
    pub(super) fn disk_changed(&self) {
        self.disk.suspect_all();
        self.layout_changed();
    }

    fn replace_settings(&self, settings: EditorSettings) {
        self.log.set(settings.log_level());
        let problems = settings.problems();
        // Many clients tell the same again and again.
        if problems != self.settings().problems() {
            for problem in problems {
                tracing::warn!("in the editor's settings: {problem}");
            }
        }
        *self.settings.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(settings);
        // They decide what of the code is read.
        self.wanted_code.restart();
        self.layout_changed();
    }
}
