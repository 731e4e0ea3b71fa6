//! The diagnostics of a schema as they are sent, kept item by item.
//!
//! The client gets all diagnostics of a document with each change of it, and most say the same as before. So what a
//! finding says is written once, and kept with its place relative to its item until something else is found in the item or
//! its text changes; a list is put together from what is kept and the lines at which the items begin now.
//!
//! An editor reads a list on the thread that draws, so a file has a limited number of diagnostics (a setting, 1,000 by default), the
//! most severe first; one more says how many are left out.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use dashmap::DashMap;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use tower_lsp::lsp_types::Url;

use crate::host::LoadedSchema;
use crate::lsp::diagnostics::convert::{DiagnosticBody, Scope};
use crate::lsp::diagnostics::list::DiagnosticList;
use crate::lsp::diagnostics::list_writer::{CachedDiagnostic, CachedRelated, ItemStarts, ListWriter, json};
use crate::lsp::session::Session;
use base::text::Position;
use base::{FileId, Finding, ItemId, Level};
use ide::KeptFindings;

/// From this number of changed items they are written on several threads.
const MANY: usize = 256;

/// The diagnostics of a schema, written.
#[derive(Debug, Default)]
pub struct DiagnosticCache {
    items: FxHashMap<ItemId, CachedItem>,
    /// How long the list of a file was last, in bytes: the next one is about as long.
    sizes: FxHashMap<FileId, usize>,
}

/// The diagnostics of an item.
#[derive(Debug)]
struct CachedItem {
    /// The update of the findings that they were written after.
    written_at: u64,
    diagnostics: Vec<CachedDiagnostic>,
}

impl DiagnosticCache {
    /// The diagnostics of each file of the schema, of which `findings` are the findings.
    pub fn lists(&mut self, scope: &Scope<'_>, findings: &KeptFindings, most: usize) -> Vec<DiagnosticList> {
        let files = (0..).map(FileId).take(scope.schema.files().len());
        let starts = ItemStarts::new(scope);
        let lists = files.map(|file| self.list((scope, &starts), findings, file, most)).collect();
        if self.items.len() > 2 * scope.schema.items().count() {
            self.items.retain(|id, _| scope.schema.item(*id).is_some());
        }
        lists
    }

    fn list(
        &mut self,
        (scope, starts): (&Scope<'_>, &ItemStarts<'_>),
        findings: &KeptFindings,
        file: FileId,
        most: usize,
    ) -> DiagnosticList {
        self.write_changed((scope, starts), findings, file);
        let mut counts: BTreeMap<Level, usize> = BTreeMap::new();
        let mut ids = Vec::new();
        for (id, _) in scope.schema.items_of(file) {
            let Some(item) = self.items.get(&id).filter(|item| !item.diagnostics.is_empty()) else {
                continue;
            };
            item.diagnostics.iter().for_each(|it| *counts.entry(it.level).or_default() += 1);
            ids.push(id);
        }
        let all: usize = counts.values().sum();
        // How many of each level find room, the most severe first.
        let mut room = most;
        for count in counts.values_mut().rev() {
            *count = (*count).min(room);
            room -= *count;
        }
        let mut list = ListWriter::new(starts, self.sizes.get(&file).copied().unwrap_or_default());
        for id in ids {
            let Some(item) = self.items.get(&id) else { continue };
            let start = starts.of(id);
            for diagnostic in &item.diagnostics {
                if let Some(left) = counts.get_mut(&diagnostic.level).filter(|left| **left > 0) {
                    *left -= 1;
                    list.write(diagnostic, start);
                }
            }
        }
        if all > most {
            list.write_left_out(all - most, most);
        }
        let list = list.finish();
        self.sizes.insert(file, list.size());
        list
    }

    /// Writes what is not known yet or was written of another state.
    fn write_changed(
        &mut self,
        (scope, starts): (&Scope<'_>, &ItemStarts<'_>),
        findings: &KeptFindings,
        file: FileId,
    ) {
        let is_known = |id: &ItemId| {
            let known = self.items.get(id).map(|known| known.written_at);
            known.is_some_and(|written_at| written_at == findings.changed_at(*id))
        };
        let ids: Vec<ItemId> =
            scope.schema.items_of(file).map(|(id, _)| id).filter(|id| !is_known(id)).collect();
        let write = |id: ItemId| (id, CachedItem::new(scope, findings, id, starts.of(id)));
        // All of a file that was just opened are written on all threads; a few are done before another thread wakes up.
        if ids.len() > MANY {
            let written: Vec<(ItemId, CachedItem)> =
                ids.into_par_iter().with_min_len(64).map(write).collect();
            self.items.extend(written);
        } else {
            self.items.extend(ids.into_iter().map(write));
        }
    }
}

impl CachedItem {
    /// The diagnostics of the item, which begins there.
    fn new(scope: &Scope<'_>, findings: &KeptFindings, id: ItemId, origin: Position) -> CachedItem {
        let found = findings.found_in(id);
        let diagnostics = found.iter().filter_map(|finding| cached(scope, (id, origin), finding)).collect();
        CachedItem { written_at: findings.changed_at(id), diagnostics }
    }
}

/// The diagnostic of a finding in this item, which begins there.
fn cached(
    scope: &Scope<'_>,
    (id, origin): (ItemId, Position),
    finding: &Finding,
) -> Option<CachedDiagnostic> {
    let span = finding.anchor.place().filter(|place| place.item == id)?.span;
    let source = scope.schema.file(scope.schema.file_of(id))?.content.source().source();
    let (own, encoding) = (scope.schema.start(id), scope.session.encoding);
    let start = source.position_after(own, origin, own + span.start, encoding);
    let end = source.position_after(own + span.start, start, own + span.end, encoding);
    let relative = |at: Position| Position {
        line: at.line.saturating_sub(origin.line),
        column: if at.line == origin.line { at.column.saturating_sub(origin.column) } else { at.column },
    };
    let related = scope.related(finding).filter_map(|one| {
        Some(CachedRelated { place: one.anchor.place()?, message: json(&one.message).into() })
    });
    Some(CachedDiagnostic {
        level: finding.level,
        start: relative(start),
        end: relative(end),
        // Without the opening brace: the range comes first.
        body: json(&DiagnosticBody::of(scope.session, finding)).get(1..)?.into(),
        related: related.collect(),
    })
}

/// The caches of all schemas that diagnostics were asked of.
#[derive(Debug, Default)]
pub struct DiagnosticCaches {
    by_schema: DashMap<PathBuf, Arc<Mutex<SchemaLists>>, FxBuildHasher>,
    /// How many schemas were kept last.
    kept: AtomicUsize,
}

/// What is kept of a schema, and the lists of its last revision.
#[derive(Debug, Default)]
struct SchemaLists {
    cache: DiagnosticCache,
    last: Option<(Arc<LoadedSchema>, Arc<Vec<DiagnosticList>>)>,
}

impl DiagnosticCaches {
    /// The diagnostics of each file of a schema, at most `most` of each. `uri_of` gives what the client calls a file; one
    /// that is opened or closed has another content, and so is part of another revision.
    pub fn lists(
        &self,
        session: &Session,
        schema: &Arc<LoadedSchema>,
        most: usize,
        uri_of: &(dyn Fn(FileId) -> Option<Url> + Sync),
    ) -> Arc<Vec<DiagnosticList>> {
        let key = &schema.project.set.root;
        let known = self.by_schema.get(key).map(|entry| entry.value().clone());
        let entry = known.unwrap_or_else(|| self.by_schema.entry(key.clone()).or_default().clone());
        let mut kept = entry.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, lists)) = &kept.last
            && Arc::ptr_eq(of, schema)
        {
            return lists.clone();
        }
        // A schema that was closed and is opened again numbers its findings anew.
        if kept.last.as_ref().is_some_and(|(of, _)| !schema.continues(of)) {
            kept.cache = DiagnosticCache::default();
        }
        let scope = Scope { session, schema: &schema.analysis().schema, uri_of };
        let lists = schema.with_findings(|findings| kept.cache.lists(&scope, findings, most));
        let lists = Arc::new(lists.unwrap_or_default());
        kept.last = Some((schema.clone(), lists.clone()));
        lists
    }

    /// Forgets all but these schemas.
    pub fn keep_only(&self, schemas: &[Arc<LoadedSchema>]) {
        // With each edit this is asked. Nothing is closed without the schemas becoming fewer.
        let before = self.kept.swap(schemas.len(), Ordering::Relaxed);
        if before == schemas.len() && self.by_schema.len() <= before {
            return;
        }
        let keys: FxHashSet<&PathBuf> = schemas.iter().map(|schema| &schema.project.set.root).collect();
        self.by_schema.retain(|key, _| keys.contains(key));
    }
}
