//! What each method of the protocol does, one file a method (or a few that belong together).
//!
//! A request's handler is a function of a [`Snapshot`](crate::lsp::snapshot::Snapshot) and the parameters. To add one,
//! write its file, the method in `server.rs` that names it, and the capability in `capabilities.rs`.

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
pub(super) mod references;
pub(super) mod rename;
pub(super) mod selection_range;
pub(super) mod semantic_tokens;
pub(super) mod signature_help;
pub mod syntax_tree;
pub(super) mod workspace;
pub(super) mod workspace_symbol;
