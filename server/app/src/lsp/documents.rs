//! The documents that are open in the editor.
//!
//! The map is private, and nothing that borrows from it is handed out: a guard that lives across an `.await`, or while
//! another is taken, can stop the server for good.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use dashmap::DashMap;
use rustc_hash::{FxBuildHasher, FxHashMap};
use tower_lsp::lsp_types::{
    DidChangeTextDocumentParams, TextDocumentContentChangeEvent, TextDocumentItem, Url,
};

use crate::lsp::{from_proto, uri};
use base::text::{Encoding, Source, Span};
use model::project::{Dialect, Scan, scan};
use model::schema::SchemaFile;
use model::schema::item::ItemKind;

/// Where the choice of a dialect is looked for after a change, in bytes.
const HEAD: Span = Span { start: 0, end: 4096 };

/// One state of an open document; a change makes a new one.
#[derive(Debug)]
pub struct Document {
    /// The URI as the client spells it.
    pub uri: Url,
    /// The path that stands for it, see [`uri::to_path`].
    pub path: PathBuf,
    /// The client's number for this state.
    pub version: i32,
    /// The client's name for the language, such as `prisma`.
    pub language: String,
    /// The text, its blocks, and what stands in each.
    pub content: Arc<SchemaFile>,
}

impl Document {
    /// Whether this is a Prisma schema, by what the editor takes it for or by its name. Configuration files may be open
    /// as well: their text counts, and nothing is reported in them as in a schema.
    pub fn is_schema(&self) -> bool {
        self.language.eq_ignore_ascii_case("prisma") || self.path.extension().is_some_and(|it| it == "prisma")
    }

    /// Whether the change from `before` to this may mean that other files form a schema or that it is to be judged
    /// otherwise. For most of what is typed in a schema it does not.
    pub fn changes_layout(&self, before: &Document) -> bool {
        !self.is_schema() || self.scan() != before.scan()
    }

    /// What decides which files form a schema, as [`scan`] reads it from a whole text. It stands in few blocks, and those are
    /// known: nobody has to put the text together.
    pub fn scan(&self) -> Scan {
        let mut found = Scan { dialect: self.dialect(), ..Scan::default() };
        for (index, item) in self.content.items().iter().enumerate() {
            if matches!(item.kind, ItemKind::Datasource(_) | ItemKind::Generator(_)) {
                let own = scan(&self.content.source().block_text(index));
                found.datasources += own.datasources;
                found.has_url |= own.has_url;
                found.outputs.extend(own.outputs);
                found.providers.extend(own.providers);
            }
        }
        found
    }

    /// The language that it is written in.
    pub fn dialect(&self) -> Dialect {
        Dialect::of(&self.source().slice(HEAD))
    }

    /// The text as a rope.
    pub fn source(&self) -> &Source {
        self.content.source().source()
    }

    /// A copy of the whole text in one piece.
    pub fn text(&self) -> Arc<str> {
        self.source().to_string().into()
    }
}

/// All open documents as they are at one moment.
pub type OpenDocuments = FxHashMap<PathBuf, Arc<Document>>;

/// The documents that are open now.
#[derive(Debug, Default)]
pub struct Documents {
    by_path: DashMap<PathBuf, Arc<Document>, FxBuildHasher>,
}

impl Documents {
    /// Takes in a document that was opened. One that is open already under the same path gives way.
    pub fn open(&self, item: TextDocumentItem) -> Arc<Document> {
        let TextDocumentItem { uri, language_id, version, text } = item;
        let path = uri::to_path(&uri);
        let content = Arc::new(SchemaFile::new(&text));
        self.put(Document { uri, path, version, language: language_id, content })
    }

    /// Makes the changes, each in the text that the one before has left. `None` where the document is not open: then
    /// there is no text that they could be made in.
    pub fn change(&self, params: DidChangeTextDocumentParams, encoding: Encoding) -> Option<Arc<Document>> {
        let before = self.get(&params.text_document.uri)?;
        Some(self.put(Document {
            uri: before.uri.clone(),
            path: before.path.clone(),
            version: params.text_document.version,
            language: before.language.clone(),
            content: changed(&before.content, params.content_changes, encoding),
        }))
    }

    /// Forgets a document, and gives what it was.
    pub fn close(&self, uri: &Url) -> Option<Arc<Document>> {
        self.by_path.remove(&uri::to_path(uri)).map(|(_, document)| document)
    }

    /// The document of this URI, in whatever spelling.
    pub fn get(&self, uri: &Url) -> Option<Arc<Document>> {
        self.at(&uri::to_path(uri))
    }

    /// The document at this path.
    pub fn at(&self, path: &Path) -> Option<Arc<Document>> {
        self.by_path.get(path).map(|document| document.value().clone())
    }

    /// All open documents as they are now.
    pub fn all(&self) -> OpenDocuments {
        self.by_path.iter().map(|entry| (entry.key().clone(), entry.value().clone())).collect()
    }

    fn put(&self, document: Document) -> Arc<Document> {
        let document = Arc::new(document);
        self.by_path.insert(document.path.clone(), document.clone());
        document
    }
}

fn changed(
    before: &Arc<SchemaFile>,
    changes: Vec<TextDocumentContentChangeEvent>,
    encoding: Encoding,
) -> Arc<SchemaFile> {
    // Whatever is done before a change of the whole text is lost with it.
    let whole = changes.iter().rposition(|change| change.range.is_none());
    let mut changes = changes.into_iter().skip(whole.unwrap_or(0));
    let mut content = match whole.and_then(|_| changes.next()) {
        Some(change) => Arc::new(SchemaFile::new(&change.text)),
        None => before.clone(),
    };
    for change in changes {
        let mut source = content.source().clone();
        let edit = from_proto::edit(source.source(), change, encoding);
        let blocks = source.edit(&edit);
        content = Arc::new(content.edited(source, &blocks));
    }
    content
}
