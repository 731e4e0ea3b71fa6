//! `workspace/didChangeConfiguration` and `didChangeWorkspaceFolders`.

use std::sync::Arc;

use tower_lsp::lsp_types::{DidChangeConfigurationParams, DidChangeWorkspaceFoldersParams};

use crate::lsp::registration;
use crate::lsp::shared::Shared;

/// Settings were changed. Many clients send an empty object here and expect to be asked.
pub(in crate::lsp) fn configuration_changed(shared: &Arc<Shared>, params: DidChangeConfigurationParams) {
    if shared.session().pulls_configuration() {
        registration::pull_settings(shared);
    } else {
        shared.set_settings(params.settings);
    }
}

/// Folders came and went.
pub(in crate::lsp) fn folders_changed(shared: &Arc<Shared>, params: DidChangeWorkspaceFoldersParams) {
    shared.change_folders(&params.event.added, &params.event.removed);
}
