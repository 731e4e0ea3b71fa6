//! `textDocument/didOpen`, `didChange`, `didSave` and `didClose`.
//!
//! All of them run to their end without an `.await`, so that no other handler sees a state in between.

use std::sync::Arc;

use tower_lsp::lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams,
};

use crate::lsp::shared::Shared;
use crate::lsp::uri;

/// A document was opened.
pub(in crate::lsp) fn opened(shared: &Arc<Shared>, params: DidOpenTextDocumentParams) {
    shared.documents.open(params.text_document);
    shared.disk_changed();
}

/// A document was changed.
pub(in crate::lsp) fn changed(shared: &Arc<Shared>, params: DidChangeTextDocumentParams) {
    let uri = params.text_document.uri.clone();
    let before = shared.documents.get(&uri);
    let after = shared.documents.change(params, shared.session().encoding);
    match before.zip(after) {
        Some((before, after)) if after.changes_layout(&before) => shared.layout_changed(),
        Some(_) => shared.changed(),
        None => tracing::warn!("{uri} was changed but is not open"),
    }
}

/// A document was saved.
pub(in crate::lsp) fn saved(shared: &Arc<Shared>, params: &DidSaveTextDocumentParams) {
    shared.disk.forget(&uri::to_path(&params.text_document.uri));
    shared.disk_changed();
}

/// A document was closed: now the disk says what its file holds.
pub(in crate::lsp) fn closed(shared: &Arc<Shared>, params: &DidCloseTextDocumentParams) {
    if shared.documents.close(&params.text_document.uri).is_some() {
        let path = uri::to_path(&params.text_document.uri);
        shared.tokens.forget(&path);
        shared.disk.forget(&path);
        shared.disk_changed();
    }
}
