//! The server as tower-lsp sees it: each method of the protocol is routed to its handler in `handlers`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc::Receiver;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::request::{self, Request};
use tower_lsp::lsp_types::*;
use tower_lsp::{LanguageServer, LspServiceBuilder, async_trait};

use crate::lsp::answer::{self, Answer};
use crate::lsp::capabilities::capabilities;
use crate::lsp::code_search;
use crate::lsp::diagnostics;
use crate::lsp::handlers::{self, for_each_custom_request, for_each_request};
use crate::lsp::logging::LogLine;
use crate::lsp::progress::{SCHEMA_SEARCH, SearchProgress};
use crate::lsp::registration;
use crate::lsp::shared::Shared;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::transport::ResponseSlot;
use crate::lsp::workspace_pull;

/// The server as tower-lsp sees it.
pub(super) struct Backend {
    shared: Arc<Shared>,
    log_lines: Mutex<Option<Receiver<LogLine>>>,
}

impl Backend {
    /// A server that will send `log_lines` to its client.
    pub(super) fn new(shared: Arc<Shared>, log_lines: Receiver<LogLine>) -> Backend {
        Backend { shared, log_lines: Mutex::new(Some(log_lines)) }
    }

    /// Does the work of a notification. A panic is logged (by the hook) and goes no further: it would end the session.
    fn notified(&self, work: impl FnOnce(&Arc<Shared>)) {
        let _ = catch_unwind(AssertUnwindSafe(|| work(&self.shared)));
    }

    /// Answers a request from the state as it is now. The result goes into the request's slot, so that what tower-lsp is
    /// given never counts: it is an error only because that can stand for a result of any type.
    fn respond<R, A>(
        &self,
        params: R::Params,
        work: fn(&Snapshot, &R::Params) -> A,
    ) -> impl Future<Output = Result<R::Result>> + Send + use<R, A>
    where
        R: Request,
        R::Params: Send + 'static,
        A: Answer<R::Result> + 'static,
    {
        let slot = ResponseSlot::current();
        let answer = answer::compute(
            self.shared.outbox.room().clone(),
            self.shared.snapshot(),
            R::METHOD,
            params,
            work,
        );
        async move {
            slot.fill(answer.await?);
            Err(Error::internal_error())
        }
    }

    /// Asks the client to make an edit. The answer is not waited for.
    fn apply(&self, edit: WorkspaceEdit) {
        let client = self.shared.client.clone();
        tokio::spawn(async move {
            match client.apply_edit(edit).await {
                Ok(answer) if answer.applied => {}
                Ok(answer) => {
                    let why = answer.failure_reason.unwrap_or_else(|| "no reason given".to_owned());
                    tracing::warn!("the client did not make an edit: {why}");
                }
                Err(error) => tracing::warn!("the client did not make an edit: {}", error.message),
            }
        });
    }

    /// Log lines may go to the client only when the session runs, so they wait until then.
    fn start_log(&self) {
        let lines = self.log_lines.lock().unwrap_or_else(PoisonError::into_inner).take();
        let (Some(mut lines), client) = (lines, self.shared.client.clone()) else { return };
        tokio::spawn(async move {
            while let Some(line) = lines.recv().await {
                client.log_message(line.level, line.text).await;
            }
        });
    }
}

/// The methods of the protocol: the requests that [`for_each_request`] lists, and those that are more than that.
macro_rules! language_server {
    ($($method:ident: $request:ty => $handler:path;)*) => {
        #[async_trait]
        impl LanguageServer for Backend {
            $(
                async fn $method(
                    &self,
                    params: <$request as Request>::Params,
                ) -> Result<<$request as Request>::Result> {
                    self.respond::<$request, _>(params, $handler).await
                }
            )*

            async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
                let session = self.shared.begin(params);
                tokio::spawn(diagnostics::run(self.shared.clone()));
                tokio::spawn(code_search::run(self.shared.clone()));
                Ok(InitializeResult {
                    capabilities: capabilities(&session),
                    server_info: Some(ServerInfo {
                        name: env!("CARGO_PKG_NAME").into(),
                        version: Some(env!("CARGO_PKG_VERSION").into()),
                    }),
                })
            }

            async fn initialized(&self, _: InitializedParams) {
                self.start_log();
                self.notified(|shared| {
                    // What begins here lasts as long as the session.
                    if !shared.is_first_start() {
                        return;
                    }
                    registration::register(shared);
                    registration::register_scripts(shared);
                    registration::follow_settings(shared);
                    registration::pull_settings(shared);
                });
            }

            async fn shutdown(&self) -> Result<()> {
                self.shared.closing.close();
                Ok(())
            }

            async fn did_open(&self, params: DidOpenTextDocumentParams) {
                self.notified(|shared| handlers::documents::opened(shared, params));
            }

            async fn did_change(&self, params: DidChangeTextDocumentParams) {
                self.notified(|shared| handlers::documents::changed(shared, params));
            }

            async fn did_close(&self, params: DidCloseTextDocumentParams) {
                self.notified(|shared| handlers::documents::closed(shared, &params));
            }

            async fn did_save(&self, params: DidSaveTextDocumentParams) {
                self.notified(|shared| handlers::documents::saved(shared, &params));
            }

            async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
                self.notified(|shared| handlers::workspace::configuration_changed(shared, params));
            }

            async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
                self.notified(|shared| handlers::workspace::folders_changed(shared, params));
            }

            async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
                self.notified(|shared| handlers::workspace::files_changed(shared, &params));
            }

            async fn workspace_diagnostic(
                &self,
                params: WorkspaceDiagnosticParams,
            ) -> Result<WorkspaceDiagnosticReportResult> {
                let slot = ResponseSlot::current();
                slot.fill(workspace_pull::answer(self.shared.clone(), params).await?);
                Err(Error::internal_error())
            }

            async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<Vec<SymbolInformation>>> {
                let token = params.work_done_progress_params.work_done_token.clone();
                let progress = SearchProgress::begin(&self.shared, token, SCHEMA_SEARCH);
                let answer = self.respond::<request::WorkspaceSymbolRequest, _>(
                    params,
                    handlers::workspace_symbol::handle,
                );
                let answer = answer.await;
                progress.end().await;
                answer.map(|_| None)
            }

            async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<serde_json::Value>> {
                if params.command == handlers::command::SHOW_REFERENCES {
                    handlers::code_lens::show(&self.shared, &params.arguments);
                    return Ok(None);
                }
                if handlers::settings_file::is_edit(&params.command) {
                    let work = handlers::settings_file::edit;
                    let (room, snapshot) = (self.shared.outbox.room().clone(), self.shared.snapshot());
                    let edit = answer::run(room, snapshot, request::ExecuteCommand::METHOD, params, work);
                    if let Some(edit) = edit.await? {
                        self.apply(edit);
                    }
                    return Ok(None);
                }
                self.respond::<request::ExecuteCommand, _>(params, handlers::command::handle).await
            }
        }
    };
}

for_each_request!(language_server);

/// The requests that [`for_each_custom_request`] lists.
macro_rules! custom_requests {
    ($($method:ident: $request:ty => $handler:path;)*) => {
        impl Backend {
            $(
                async fn $method(
                    &self,
                    params: <$request as Request>::Params,
                ) -> Result<<$request as Request>::Result> {
                    self.respond::<$request, _>(params, $handler).await
                }
            )*

            /// Adds the requests that are not of the protocol.
            pub(super) fn with_custom_requests(service: LspServiceBuilder<Backend>) -> LspServiceBuilder<Backend> {
                service$(.custom_method(<$request as Request>::METHOD, Backend::$method))*
            }
        }
    };
}

for_each_custom_request!(custom_requests);
