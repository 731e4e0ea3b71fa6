//! `textDocument/didOpen`, `didChange` and `didClose`.
//!
//! All three run to their end without an `.await`, so that no other handler sees a state in between.

use std::sync::Arc;

use tower_lsp::lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
};

use crate::lsp::shared::Shared;

/// A document was opened.
pub(in crate::lsp) fn opened(shared: &Arc<Shared>, params: DidOpenTextDocumentParams) {
    shared.documents.open(params.text_document);
    shared.changed();
}

/// A document was changed.
pub(in crate::lsp) fn changed(shared: &Arc<Shared>, params: DidChangeTextDocumentParams) {
    let uri = params.text_document.uri.clone();
    match shared.documents.change(params, shared.session().encoding) {
        Some(_) => shared.changed(),
        None => tracing::warn!("{uri} was changed but is not open"),
    }
}

/// A document was closed.
pub(in crate::lsp) fn closed(shared: &Arc<Shared>, params: DidCloseTextDocumentParams) {
    if shared.documents.close(&params.text_document.uri).is_some() {
        shared.changed();
    }
}
