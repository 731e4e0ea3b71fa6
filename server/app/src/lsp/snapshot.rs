//! What a request sees: the state of the server at the moment when the request was taken up.

use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use tower_lsp::lsp_types::{TextDocumentPositionParams, Url};

use crate::host::{Document, LoadedSchema, WorkspaceView};
use crate::lsp::diagnostics::{CodeLists, DiagnosticCaches, PullState};
use crate::lsp::semantic_tokens::GivenTokens;
use crate::lsp::session::Session;
use crate::lsp::settings::EditorSettings;
use crate::lsp::{from_proto, uri};
use base::FileId;
use base::text::Source;

/// An unchanging view of everything that an answer depends on. A copy is cheap.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The documents, files and schemas.
    pub view: WorkspaceView,
    /// What was agreed with the client.
    pub session: Arc<Session>,
    /// The editor's settings.
    pub settings: Arc<EditorSettings>,
    /// The diagnostics of open schemas, as they are sent.
    pub(super) diagnostics: Arc<DiagnosticCaches>,
    /// The diagnostics of files of code that are not open.
    pub(super) code_lists: Arc<CodeLists>,
    /// The semantic tokens that the client was given.
    pub(super) tokens: Arc<GivenTokens>,
    /// What a client that asks for diagnostics was answered.
    pub(super) pulled: Arc<PullState>,
    /// Whether the code of the workspace is still being read.
    pub(super) is_indexing: bool,
}

/// A place in a file of a schema.
#[derive(Clone, Debug)]
pub struct PlaceInSchema {
    /// The schema.
    pub schema: Arc<LoadedSchema>,
    /// The file.
    pub file: FileId,
    /// The place, in bytes of the file.
    pub offset: u32,
    document: Arc<Document>,
}

impl PlaceInSchema {
    /// The text of the file.
    pub fn source(&self) -> &Source {
        self.document.source()
    }
}

impl Deref for Snapshot {
    type Target = WorkspaceView;

    fn deref(&self) -> &WorkspaceView {
        &self.view
    }
}

impl Snapshot {
    /// The open document of this URI, in whatever spelling.
    pub fn document(&self, uri: &Url) -> Option<&Arc<Document>> {
        self.documents.get(&uri::to_path(uri))
    }

    /// The schema that an open document belongs to, and which of its files the document is. `None` where the document
    /// is not open or is no schema.
    pub fn schema(&self, uri: &Url) -> Option<(Arc<LoadedSchema>, FileId)> {
        self.schema_of(self.document(uri)?)
    }

    /// The place in a schema that a position in an open document stands for; `None` as with [`Snapshot::schema`].
    pub fn place(&self, at: &TextDocumentPositionParams) -> Option<PlaceInSchema> {
        let document = self.document(&at.text_document.uri)?.clone();
        let (schema, file) = self.schema_of(&document)?;
        let offset = from_proto::offset(document.source(), at.position, self.session.encoding);
        Some(PlaceInSchema { schema, file, offset, document })
    }

    /// The URI to use for a file: the client's own where it has the file open.
    pub fn uri_of(&self, path: &Path) -> Option<Url> {
        match self.documents.get(path) {
            Some(document) => Url::parse(&document.name).ok(),
            None => uri::from_path(path),
        }
    }
}
