//! What each method of the protocol does, one file a method (or a few that belong together).
//!
//! A request's handler is a function of a [`Snapshot`](crate::lsp::snapshot::Snapshot) and the parameters. To add one,
//! write its file, a line in [`for_each_request`], and the capability in `capabilities.rs`. One that is not of the protocol
//! has a line in [`for_each_custom_request`] and no capability.

pub(super) mod call_hierarchy;
pub(super) mod code_action;
pub(super) mod code_lens;
pub(super) mod command;
pub(super) mod completion;
pub(super) mod definition;
pub(super) mod diagnostics;
mod diagram;
pub(super) mod document_highlight;
pub(super) mod document_link;
pub(super) mod document_symbol;
pub(super) mod documents;
pub(super) mod folding_range;
pub(super) mod formatting;
pub(super) mod hover;
pub(super) mod inlay_hint;
pub(super) mod linked_editing;
pub(super) mod migration_preview;
pub(super) mod references;
pub(super) mod rename;
pub(super) mod selection_range;
pub(super) mod semantic_tokens;
pub(super) mod settings_file;
pub(super) mod signature_help;
pub mod status;
pub mod syntax_tree;
pub(super) mod workspace;
pub(super) mod workspace_symbol;

/// The routes: for each request its name in tower-lsp, its type in the protocol, and its handler. `$then` is a macro that
/// is given all of them.
macro_rules! for_each_request {
    ($then:ident) => {
        $then! {
            code_action: request::CodeActionRequest => handlers::code_action::handle;
            code_action_resolve: request::CodeActionResolveRequest => handlers::code_action::resolve;
            code_lens: request::CodeLensRequest => handlers::code_lens::handle;
            code_lens_resolve: request::CodeLensResolve => handlers::code_lens::resolve;
            completion: request::Completion => handlers::completion::handle;
            completion_resolve: request::ResolveCompletionItem => handlers::completion::resolve;
            diagnostic: request::DocumentDiagnosticRequest => handlers::diagnostics::document;
            document_highlight: request::DocumentHighlightRequest => handlers::document_highlight::handle;
            document_link: request::DocumentLinkRequest => handlers::document_link::handle;
            document_link_resolve: request::DocumentLinkResolve => handlers::document_link::follow;
            document_symbol: request::DocumentSymbolRequest => handlers::document_symbol::handle;
            folding_range: request::FoldingRangeRequest => handlers::folding_range::handle;
            formatting: request::Formatting => handlers::formatting::document;
            goto_declaration: request::GotoDeclaration => handlers::definition::declaration;
            goto_definition: request::GotoDefinition => handlers::definition::definition;
            goto_type_definition: request::GotoTypeDefinition => handlers::definition::type_definition;
            hover: request::HoverRequest => handlers::hover::handle;
            incoming_calls: request::CallHierarchyIncomingCalls => handlers::call_hierarchy::incoming;
            inlay_hint: request::InlayHintRequest => handlers::inlay_hint::handle;
            linked_editing_range: request::LinkedEditingRange => handlers::linked_editing::handle;
            on_type_formatting: request::OnTypeFormatting => handlers::formatting::on_type;
            outgoing_calls: request::CallHierarchyOutgoingCalls => handlers::call_hierarchy::outgoing;
            prepare_call_hierarchy: request::CallHierarchyPrepare => handlers::call_hierarchy::prepare;
            prepare_rename: request::PrepareRenameRequest => handlers::rename::prepare;
            range_formatting: request::RangeFormatting => handlers::formatting::range;
            references: request::References => handlers::references::handle;
            rename: request::Rename => handlers::rename::handle;
            selection_range: request::SelectionRangeRequest => handlers::selection_range::handle;
            semantic_tokens_full: request::SemanticTokensFullRequest => handlers::semantic_tokens::full;
            semantic_tokens_full_delta: request::SemanticTokensFullDeltaRequest => handlers::semantic_tokens::delta;
            semantic_tokens_range: request::SemanticTokensRangeRequest => handlers::semantic_tokens::range;
            signature_help: request::SignatureHelpRequest => handlers::signature_help::handle;
        }
    };
}

/// The routes of requests that are not of the protocol, alike. Their types give the names of their methods.
macro_rules! for_each_custom_request {
    ($then:ident) => {
        $then! {
            migration_preview: handlers::migration_preview::MigrationPreview => handlers::migration_preview::handle;
            status: handlers::status::StatusRequest => handlers::status::handle;
            syntax_tree: handlers::syntax_tree::SyntaxTree => handlers::syntax_tree::handle;
        }
    };
}

pub(super) use {for_each_custom_request, for_each_request};
