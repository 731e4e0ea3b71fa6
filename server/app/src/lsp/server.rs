//! The methods of the protocol, each a line or two: what they do is in `handlers`.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc::UnboundedReceiver;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::*;
use tower_lsp::{LanguageServer, async_trait};

use crate::lsp::capabilities::capabilities;
use crate::lsp::diagnostics;
use crate::lsp::handlers;
use crate::lsp::handlers::diagnostics::{Answer, Told};
use crate::lsp::handlers::syntax_tree::SyntaxTreeParams;
use crate::lsp::large::{Passed, StandIn};
use crate::lsp::logging::LogLine;
use crate::lsp::progress::SearchProgress;
use crate::lsp::registration;
use crate::lsp::respond::respond;
use crate::lsp::shared::Shared;
use crate::lsp::snapshot::Snapshot;

/// The server as tower-lsp sees it.
pub(super) struct Backend {
    shared: Arc<Shared>,
    log_lines: Mutex<Option<UnboundedReceiver<LogLine>>>,
}

impl Backend {
    /// A server that will send `log_lines` to its client.
    pub(super) fn new(shared: Arc<Shared>, log_lines: UnboundedReceiver<LogLine>) -> Backend {
        Backend { shared, log_lines: Mutex::new(Some(log_lines)) }
    }

    /// Does the work of a notification. A panic is logged (by the hook) and goes no further: it would end the session.
    fn notified(&self, work: impl FnOnce(&Arc<Shared>)) {
        let _ = catch_unwind(AssertUnwindSafe(|| work(&self.shared)));
    }

    /// Answers a request from the state as it is now, see [`respond`].
    fn respond<P, T>(
        &self,
        method: &'static str,
        params: P,
        work: fn(&Snapshot, &P) -> T,
    ) -> impl Future<Output = Result<T>> + Send + use<P, T>
    where
        P: Send + 'static,
        T: Send + 'static,
    {
        respond(self.shared.snapshot(), method, params, work)
    }

    /// As `respond`, for answers that may be long, see [`large`](crate::lsp::large).
    fn respond_at_length<P, T>(
        &self,
        method: &'static str,
        params: P,
        work: fn(&Snapshot, &P) -> T,
    ) -> impl Future<Output = Result<T>> + Send + use<P, T>
    where
        P: Send + 'static,
        T: StandIn + Send + 'static,
    {
        let large = self.shared.large.clone();
        let answer = respond(self.shared.snapshot(), method, params, move |snapshot, params| {
            large.pass(work(snapshot, params))
        });
        async move { answer.await.map(Passed::into_answer) }
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

    /// `prismaLens/syntaxTree`.
    pub(super) async fn syntax_tree(&self, params: SyntaxTreeParams) -> Result<Option<String>> {
        self.respond("prismaLens/syntaxTree", params, handlers::syntax_tree::handle).await
    }
}

#[async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let session = self.shared.begin(params);
        tokio::spawn(diagnostics::run(self.shared.clone()));
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
            registration::register(shared);
            registration::pull_settings(shared);
        });
    }

    async fn shutdown(&self) -> Result<()> {
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

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.respond("textDocument/hover", params, handlers::hover::handle).await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.respond_at_length("textDocument/formatting", params, handlers::formatting::document).await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.respond_at_length("textDocument/rangeFormatting", params, handlers::formatting::range).await
    }

    async fn on_type_formatting(
        &self,
        params: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        self.respond("textDocument/onTypeFormatting", params, handlers::formatting::on_type).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        self.respond_at_length("textDocument/completion", params, handlers::completion::handle).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        self.respond("completionItem/resolve", item, handlers::completion::resolve).await
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        self.respond("textDocument/signatureHelp", params, handlers::signature_help::handle).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.respond("textDocument/definition", params, handlers::definition::definition).await
    }

    async fn goto_declaration(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.respond("textDocument/declaration", params, handlers::definition::declaration).await
    }

    async fn goto_type_definition(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        self.respond("textDocument/typeDefinition", params, handlers::definition::type_definition).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let params = (params, self.shared.large.clone());
        let answer =
            self.respond("textDocument/documentSymbol", params, handlers::document_symbol::handle).await?;
        Ok(answer.map(Passed::into_answer))
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        self.respond("textDocument/references", params, handlers::references::handle).await
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        self.respond("textDocument/prepareRename", params, handlers::rename::prepare).await?
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        self.respond("textDocument/rename", params, handlers::rename::handle).await?
    }

    async fn linked_editing_range(
        &self,
        params: LinkedEditingRangeParams,
    ) -> Result<Option<LinkedEditingRanges>> {
        self.respond("textDocument/linkedEditingRange", params, handlers::linked_editing::handle).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.respond("textDocument/documentLink", params, handlers::document_link::handle).await
    }

    async fn document_link_resolve(&self, link: DocumentLink) -> Result<DocumentLink> {
        self.respond("documentLink/resolve", link, handlers::document_link::follow).await
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        self.respond("textDocument/prepareCallHierarchy", params, handlers::call_hierarchy::prepare).await
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        self.respond("callHierarchy/incomingCalls", params, handlers::call_hierarchy::incoming).await
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        self.respond("callHierarchy/outgoingCalls", params, handlers::call_hierarchy::outgoing).await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        self.respond("textDocument/documentHighlight", params, handlers::document_highlight::handle).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.respond_at_length("textDocument/foldingRange", params, handlers::folding_range::handle).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        self.respond("textDocument/selectionRange", params, handlers::selection_range::handle).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let told = Told { pulled: self.shared.pulled.clone(), large: self.shared.large.clone() };
        let params = (params, told);
        let answer = self.respond("textDocument/diagnostic", params, handlers::diagnostics::document).await?;
        let Answer { report, told, revision } = answer;
        // Not reached where the client has taken the request back meanwhile.
        if let Some((document, fingerprint)) = told {
            self.shared.pulled.answered(document, fingerprint);
        }
        if self.shared.revision() != revision {
            self.shared.look_again();
        }
        Ok(report.into_answer().into())
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        let params = (params, self.shared.tokens.clone());
        self.respond_at_length("textDocument/semanticTokens/full", params, handlers::semantic_tokens::full)
            .await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let params = (params, self.shared.tokens.clone());
        self.respond_at_length(
            "textDocument/semanticTokens/full/delta",
            params,
            handlers::semantic_tokens::delta,
        )
        .await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        self.respond("textDocument/semanticTokens/range", params, handlers::semantic_tokens::range).await
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let params = (params, self.shared.large.clone());
        let report = self.respond("workspace/diagnostic", params, handlers::diagnostics::workspace).await?;
        Ok(report.into_answer().into())
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.respond("textDocument/codeAction", params, handlers::code_action::handle).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        self.respond("codeAction/resolve", action, handlers::code_action::resolve).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.respond("textDocument/codeLens", params, handlers::code_lens::handle).await
    }

    async fn code_lens_resolve(&self, lens: CodeLens) -> Result<CodeLens> {
        self.respond("codeLens/resolve", lens, handlers::code_lens::resolve).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.respond("textDocument/inlayHint", params, handlers::inlay_hint::handle).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<Vec<SymbolInformation>>> {
        let token = params.work_done_progress_params.work_done_token.clone();
        let progress = SearchProgress::begin(&self.shared, token);
        let answer = self.respond("workspace/symbol", params, handlers::workspace_symbol::handle).await;
        progress.end().await;
        answer
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<serde_json::Value>> {
        if params.command == handlers::command::SHOW_REFERENCES {
            handlers::code_lens::show(&self.shared, &params.arguments);
            return Ok(None);
        }
        self.respond("workspace/executeCommand", params, handlers::command::handle).await?
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.notified(|shared| handlers::workspace::files_changed(shared, &params));
    }
}
