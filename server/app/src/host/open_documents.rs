//! All documents that are open in an editor.
//!
//! A request sees the documents as they were when it came. So each change makes another list of them, and what was handed out stays
//! as it was; nothing that locks is handed out, since a guard that lives across an `.await` can stop the server for good.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use crate::host::documents::{Document, DocumentContent, DocumentKind, TextChange};
use base::text::Encoding;

/// All open documents as they are at one moment.
#[derive(Clone, Debug, Default)]
pub struct OpenDocuments {
    by_path: FxHashMap<Arc<Path>, Arc<Document>>,
    in_order: Vec<Arc<Document>>,
    /// Those of SQL.
    scripts: Vec<Arc<Document>>,
    opened: u64,
}

impl OpenDocuments {
    /// The document at this path.
    pub fn get(&self, path: &Path) -> Option<&Arc<Document>> {
        self.by_path.get(path)
    }

    /// Whether there is a document at this path.
    pub fn contains(&self, path: &Path) -> bool {
        self.by_path.contains_key(path)
    }

    /// The documents in the order of their paths.
    pub fn iter(&self) -> std::slice::Iter<'_, Arc<Document>> {
        self.in_order.iter()
    }

    /// The documents that are SQL, in the order of their paths.
    pub fn scripts(&self) -> &[Arc<Document>] {
        &self.scripts
    }

    /// The paths in their order.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.in_order.iter().map(|document| &*document.path)
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.in_order.len()
    }

    /// Whether no document is open.
    pub fn is_empty(&self) -> bool {
        self.in_order.is_empty()
    }

    /// How often a document was opened or closed up to this moment. As long as it is the same, so are paths and names.
    pub fn opened(&self) -> u64 {
        self.opened
    }

    fn put(&mut self, document: Arc<Document>) {
        let before = self.by_path.insert(document.path.clone(), document.clone());
        // A document may be opened again as another kind.
        if before.is_some_and(|before| before.kind != document.kind) {
            remove(&mut self.scripts, &document.path);
        }
        if document.kind == DocumentKind::Sql {
            put(&mut self.scripts, document.clone());
        }
        put(&mut self.in_order, document);
    }

    fn remove(&mut self, path: &Path) -> Option<Arc<Document>> {
        let removed = self.by_path.remove(path)?;
        remove(&mut self.in_order, path);
        remove(&mut self.scripts, path);
        Some(removed)
    }
}

fn place(list: &[Arc<Document>], path: &Path) -> Result<usize, usize> {
    list.binary_search_by(|document| (*document.path).cmp(path))
}

fn put(list: &mut Vec<Arc<Document>>, document: Arc<Document>) {
    match place(list, &document.path) {
        Ok(at) => {
            if let Some(known) = list.get_mut(at) {
                *known = document;
            }
        }
        Err(at) => list.insert(at, document),
    }
}

fn remove(list: &mut Vec<Arc<Document>>, path: &Path) {
    if let Ok(at) = place(list, path) {
        list.remove(at);
    }
}

/// The documents that are open now.
#[derive(Debug, Default)]
pub struct Documents {
    now: RwLock<Arc<OpenDocuments>>,
}

impl Documents {
    /// Takes in a document that was opened: what the editor calls it, the path that stands for it, the editor's name for
    /// its language, and its text. One that is open already under the same path gives way.
    pub fn open(&self, name: &str, path: PathBuf, language: &str, version: i32, text: &str) -> Arc<Document> {
        let kind = DocumentKind::of(language, &path);
        let content = DocumentContent::new(kind, text);
        let document = Arc::new(Document { name: name.into(), path: path.into(), version, kind, content });
        self.update(|documents| {
            documents.opened += 1;
            documents.put(document.clone());
        });
        document
    }

    /// Makes the changes, each in the text that the one before has left. `None` where the document is not open: then
    /// there is no text that they could be made in.
    pub fn change(
        &self,
        path: &Path,
        version: i32,
        changes: Vec<TextChange>,
        encoding: Encoding,
    ) -> Option<Arc<Document>> {
        let document = Arc::new(self.at(path)?.changed(version, changes, encoding));
        self.update(|documents| documents.put(document.clone()));
        Some(document)
    }

    /// Forgets a document, and gives what it was.
    pub fn close(&self, path: &Path) -> Option<Arc<Document>> {
        self.update(|documents| {
            documents.opened += 1;
            documents.remove(path)
        })
    }

    /// The document at this path.
    pub fn at(&self, path: &Path) -> Option<Arc<Document>> {
        self.all().get(path).cloned()
    }

    /// All open documents as they are now.
    pub fn all(&self) -> Arc<OpenDocuments> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Makes a change. It copies the list where somebody holds it as it is.
    fn update<T>(&self, change: impl FnOnce(&mut OpenDocuments) -> T) -> T {
        change(Arc::make_mut(&mut self.now.write().unwrap_or_else(PoisonError::into_inner)))
    }
}
