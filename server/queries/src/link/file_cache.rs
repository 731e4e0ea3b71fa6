//! Results about files of code, kept while nothing that they depend on changes.

use std::sync::Arc;

use base::ItemId;
use base::text::Span;
use model::schema::{Changes, DependencyKey, Schema, record};
use rustc_hash::FxHashMap;

use super::project_code::FileQueries;
use crate::code::CodeFile;

/// Results about files of code, each kept while the file, its calls, and what was read of the schema stay the same.
#[derive(Debug)]
pub struct FileCache<T> {
    schema: Option<Arc<Schema>>,
    /// By the address of a file, which is that of no other file as long as it is kept here.
    by_file: FxHashMap<usize, Entry<T>>,
}

#[derive(Debug)]
struct Entry<T> {
    file: Arc<CodeFile>,
    /// The calls that are about models of the schema.
    calls: Vec<(Span, ItemId)>,
    /// What was read of the schema.
    keys: Box<[DependencyKey]>,
    result: Arc<T>,
}

impl<T> Default for FileCache<T> {
    fn default() -> FileCache<T> {
        FileCache { schema: None, by_file: FxHashMap::default() }
    }
}

impl<T> FileCache<T> {
    /// The results about these files, in their order; `compute` makes those that are not known. Results about other files are
    /// forgotten.
    pub fn update(
        &mut self,
        schema: &Arc<Schema>,
        files: &[FileQueries<'_>],
        mut compute: impl FnMut(&FileQueries<'_>) -> T,
    ) -> Vec<Arc<T>> {
        // They are taken out, so that a panic half-way leaves nothing behind.
        let mut known = std::mem::take(self);
        known.follow(schema);
        let mut kept = FxHashMap::default();
        let mut results = Vec::with_capacity(files.len());
        for file in files {
            let address = Arc::as_ptr(file.file).addr();
            let calls = || file.queries.iter().map(|query| (query.call.span, query.model));
            let is_same =
                |it: &Entry<T>| Arc::ptr_eq(&it.file, file.file) && calls().eq(it.calls.iter().copied());
            let entry = known.by_file.remove(&address).filter(is_same);
            let entry = entry.unwrap_or_else(|| {
                let (result, keys) = record(None, || compute(file));
                Entry { file: file.file.clone(), calls: calls().collect(), keys, result: Arc::new(result) }
            });
            results.push(entry.result.clone());
            kept.insert(address, entry);
        }
        *self = FileCache { schema: Some(schema.clone()), by_file: kept };
        results
    }

    /// Forgets the results that depend on what is different in this schema.
    fn follow(&mut self, schema: &Arc<Schema>) {
        let Some(before) = self.schema.as_ref().filter(|before| !Arc::ptr_eq(before, schema)) else { return };
        let changes = Changes::between(before, schema);
        if changes.all {
            self.by_file.clear();
        } else {
            self.by_file.retain(|_, entry| !entry.keys.iter().any(|key| changes.keys.contains(key)));
        }
    }
}
