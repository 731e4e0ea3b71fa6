//! What a request sees: the state of the server at the moment when the request was taken up.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::Url;

use crate::lsp::documents::{Document, OpenDocuments};
use crate::lsp::open_files::OpenFiles;
use crate::lsp::session::Session;
use crate::lsp::settings::Settings;
use crate::lsp::uri;

/// An unchanging view of everything that an answer depends on. A copy is cheap.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// What was agreed with the client.
    pub session: Arc<Session>,
    /// The editor's settings.
    pub settings: Arc<Settings>,
    /// The folders that the user works in.
    pub folders: Arc<Vec<PathBuf>>,
    /// The open documents.
    pub documents: Arc<OpenDocuments>,
    /// All files: the open documents over the disk.
    pub files: OpenFiles,
    /// The count of changes up to this state.
    pub revision: u64,
}

impl Snapshot {
    /// The open document of this URI, in whatever spelling.
    pub fn document(&self, uri: &Url) -> Option<&Arc<Document>> {
        self.documents.get(&uri::to_path(uri))
    }

    /// The URI to use for a file: the client's own where it has the file open.
    pub fn uri_of(&self, path: &Path) -> Option<Url> {
        match self.documents.get(path) {
            Some(document) => Some(document.uri.clone()),
            None => uri::from_path(path),
        }
    }
}
