//! What a request sees: the state of the server at the moment when the request was taken up.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::{TextDocumentPositionParams, Url};

use crate::lsp::analyses::{Analyses, Layout, LoadedSchema};
use crate::lsp::documents::{Document, OpenDocuments};
use crate::lsp::from_proto;
use crate::lsp::open_files::OpenFiles;
use crate::lsp::session::Session;
use crate::lsp::settings::Settings;
use crate::lsp::uri;
use base::FileId;
use base::text::Source;

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
    /// The schemas as far as they do not depend on texts.
    pub(super) layout: Arc<Layout>,
    /// The schemas with their texts.
    pub(super) analyses: Arc<Analyses>,
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
        self.document.content.source().source()
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

    /// As [`Snapshot::schema`], for a document of this snapshot.
    pub fn schema_of(&self, document: &Document) -> Option<(Arc<LoadedSchema>, FileId)> {
        if !document.is_schema() {
            return None;
        }
        let schema = self.analyses.schema(self, &document.path);
        let file = schema.file(&document.path)?;
        Some((schema, file))
    }

    /// The place in a schema that a position in an open document stands for; `None` as with [`Snapshot::schema`].
    pub fn place(&self, at: &TextDocumentPositionParams) -> Option<PlaceInSchema> {
        let document = self.document(&at.text_document.uri)?.clone();
        let (schema, file) = self.schema_of(&document)?;
        let source = document.content.source().source();
        let offset = from_proto::offset(source, at.position, self.session.encoding);
        Some(PlaceInSchema { schema, file, offset, document })
    }

    /// The schemas of all open documents, in the order of their paths.
    pub fn open_schemas(&self) -> Vec<Arc<LoadedSchema>> {
        let mut documents: Vec<&Arc<Document>> = self.documents.values().collect();
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        let mut schemas: Vec<Arc<LoadedSchema>> = Vec::new();
        for (schema, _) in documents.into_iter().filter_map(|document| self.schema_of(document)) {
            if !schemas.iter().any(|other| Arc::ptr_eq(other, &schema)) {
                schemas.push(schema);
            }
        }
        schemas
    }

    /// The URI to use for a file: the client's own where it has the file open.
    pub fn uri_of(&self, path: &Path) -> Option<Url> {
        match self.documents.get(path) {
            Some(document) => Some(document.uri.clone()),
            None => uri::from_path(path),
        }
    }
}
