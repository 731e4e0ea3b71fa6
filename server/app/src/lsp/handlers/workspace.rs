//! `workspace/didChangeConfiguration`, `didChangeWorkspaceFolders` and `didChangeWatchedFiles`.

use std::sync::Arc;

use tower_lsp::lsp_types::{
    DidChangeConfigurationParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
};

use crate::lsp::handlers::documents;
use crate::lsp::registration;
use crate::lsp::shared::Shared;
use crate::lsp::uri;

/// Settings were changed. Many clients send an empty object here and expect to be asked.
pub(in crate::lsp) fn configuration_changed(shared: &Arc<Shared>, params: DidChangeConfigurationParams) {
    if shared.session().pulls_configuration() {
        registration::pull_settings(shared);
    } else {
        registration::settings_told(shared, params.settings);
    }
}

/// Folders came and went.
pub(in crate::lsp) fn folders_changed(shared: &Arc<Shared>, params: DidChangeWorkspaceFoldersParams) {
    shared.change_folders(&params.event.added, &params.event.removed);
}

/// Files changed on the disk. Not all that changed is named: a deleted folder may stand for the files in it, and editors
/// do not watch `node_modules`.
pub(in crate::lsp) fn files_changed(shared: &Arc<Shared>, params: &DidChangeWatchedFilesParams) {
    documents::disk_changed(shared, params.changes.iter().map(|change| uri::to_path(&change.uri)));
}
