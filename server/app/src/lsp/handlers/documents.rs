//! `textDocument/didOpen`, `didChange`, `didSave` and `didClose`.
//!
//! All of them run to their end without an `.await`, so that no other handler sees a state in between. What a document is
//! decides on what is done with it: a schema belongs to a layout of schemas, a configuration file may change that layout,
//! and SQL and TypeScript are kept for those who look at them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, Url,
};

use crate::host::{Document, DocumentKind};
use crate::lsp::from_proto;
use crate::lsp::shared::Shared;
use crate::lsp::uri;

/// A document was opened.
pub(in crate::lsp) fn opened(shared: &Arc<Shared>, params: DidOpenTextDocumentParams) {
    let item = params.text_document;
    let path = uri::to_path(&item.uri);
    let document =
        shared.documents.open(item.uri.as_str(), path, &item.language_id, item.version, &item.text);
    came_or_went(shared, &document);
}

/// A document was changed. One that is not open is opened by its whole text.
pub(in crate::lsp) fn changed(shared: &Arc<Shared>, params: DidChangeTextDocumentParams) {
    let uri = params.text_document.uri;
    let path = uri::to_path(&uri);
    let version = params.text_document.version;
    let Some(before) = shared.documents.at(&path) else {
        let last = params.content_changes.into_iter().next_back().filter(|change| change.range.is_none());
        match last {
            Some(whole) => {
                let document =
                    shared.documents.open(uri.as_str(), path, language_of(&uri), version, &whole.text);
                came_or_went(shared, &document);
            }
            None => tracing::warn!("{uri} was changed but is not open"),
        }
        return;
    };
    let changes = params.content_changes.into_iter().map(from_proto::change).collect();
    let after = shared.documents.change(&path, version, changes, shared.session().encoding);
    let is_script = shared.schemas.scripts.contains(&path);
    shared.wanted_code.changed(&path);
    if after.as_ref().is_some_and(|after| after.has_other_models(&before)) {
        shared.wanted_code.schemas_changed();
    }
    match is_script || after.is_some_and(|after| after.changes_layout(&before)) {
        true => shared.layout_changed(),
        false => shared.changed(),
    }
}

/// A document was saved.
pub(in crate::lsp) fn saved(shared: &Arc<Shared>, params: &DidSaveTextDocumentParams) {
    disk_changed(shared, [uri::to_path(&params.text_document.uri)]);
}

/// Files came, went or changed on the disk. Code decides nothing about schemas, unless a configuration imports it.
pub(in crate::lsp) fn disk_changed(shared: &Arc<Shared>, paths: impl IntoIterator<Item = PathBuf>) {
    let mut is_only_code = true;
    for path in paths {
        shared.disk.forget(&path);
        let is_code = shared.wanted_code.changed(&path);
        is_only_code &= is_code && !shared.schemas.scripts.contains(&path) && !is_configuration(&path);
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if matches!(name, "package.json" | ".gitignore" | "prisma-lens.toml") {
            shared.wanted_code.restart();
        }
    }
    if !is_only_code {
        shared.disk_changed();
    }
}

fn is_configuration(path: &Path) -> bool {
    DocumentKind::of("", path) == DocumentKind::Configuration
}

/// A document was closed: now the disk says what its file holds.
pub(in crate::lsp) fn closed(shared: &Arc<Shared>, params: &DidCloseTextDocumentParams) {
    let path = uri::to_path(&params.text_document.uri);
    if let Some(document) = shared.documents.close(&path) {
        shared.tokens.forget(&path);
        shared.disk.forget(&path);
        came_or_went(shared, &document);
    }
}

fn came_or_went(shared: &Arc<Shared>, document: &Document) {
    match document.kind {
        DocumentKind::Prisma => {
            shared.wanted_code.begin();
            shared.disk_changed();
        }
        DocumentKind::Sql | DocumentKind::Configuration | DocumentKind::Other => {
            shared.wanted_code.changed(&document.path);
            shared.disk_changed();
        }
        DocumentKind::TypeScript if shared.schemas.scripts.contains(&document.path) => shared.disk_changed(),
        DocumentKind::TypeScript => {
            shared.wanted_code.changed(&document.path);
            shared.changed();
        }
    }
}

/// What a document without a name on the disk is taken for.
fn language_of(uri: &Url) -> &'static str {
    if uri.scheme() == "file" { "" } else { "prisma" }
}
