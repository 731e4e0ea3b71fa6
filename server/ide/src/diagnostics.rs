//! Diagnostics: Prisma's own findings, then the checklist.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    Analysis, FileNote, formatted_edits, generated_files, move_addresses, open_comments,
    repeated_declarations,
};
use base::text::Span;
use base::{FileId, Finding, ItemId, Level, Origin, Place, cancel};
use checks::rules;
use checks::validate;
use model::project::{ASSUMED_VERSION_CODE, Dialect};
use model::schema::item::ItemKind;
use model::schema::{Changes, Schema};

/// The number of items from which they are checked in parallel.
const MANY: usize = 64;

/// All findings of a schema by file, in order of position.
///
/// A schema in the Prisma 8 dialect has the errors of Prisma 8, and what those rules find that are for it.
pub fn diagnostics(analysis: &Analysis, wants_fixes: bool) -> Vec<Vec<Finding>> {
    let mut found = by_file(analysis, wants_fixes);
    if wants_fixes {
        formatted_edits::complete(analysis, found.iter_mut().flatten());
    }
    found
}

/// Like [`diagnostics`], with fixes whose edits do not format what they change: for output that shows which fixes there are but not
/// their edits.
pub fn diagnostics_with_titles(analysis: &Analysis) -> Vec<Vec<Finding>> {
    by_file(analysis, true)
}

fn by_file(analysis: &Analysis, wants_fixes: bool) -> Vec<Vec<Finding>> {
    let diagnosis = Diagnosis::once(analysis, wants_fixes);
    let files = (0..).map(FileId).zip(analysis.schema.files());
    files.map(|(file, _)| diagnosis.of_file(file)).collect()
}

/// The findings of a schema that changes, cached per item.
///
/// After a change, only results with changed dependencies are recomputed, see [`record`](model::schema::record).
/// Measured by `cargo bench --bench instructions`, from the edit of the text to the serialized diagnostics, with the
/// recommended rules: 1.5 million instructions per keystroke in a schema of 100 models, 2.3 with 1,000, 5.9 with
/// 10,000. The part that grows is the iteration over the list of blocks during serialization.
#[derive(Debug)]
pub struct Diagnosis {
    /// Whether fixes are computed for all findings.
    wants_fixes: bool,
    analysis: Option<Analysis>,
    validity: validate::Checks,
    checklist: rules::Checks,
    /// The errors of Prisma 8, for files in its dialect.
    next: FxHashMap<ItemId, Vec<Finding>>,
}

impl Default for Diagnosis {
    fn default() -> Diagnosis {
        Diagnosis::new()
    }
}

impl Diagnosis {
    /// An empty cache.
    pub fn new() -> Diagnosis {
        Diagnosis {
            wants_fixes: false,
            analysis: None,
            validity: validate::Checks::new(),
            checklist: rules::Checks::new(),
            next: FxHashMap::default(),
        }
    }

    /// Computes the findings of a schema once.
    pub fn once(analysis: &Analysis, wants_fixes: bool) -> Diagnosis {
        let mut diagnosis = Diagnosis {
            wants_fixes,
            analysis: None,
            validity: validate::Checks::once(wants_fixes),
            checklist: rules::Checks::once(wants_fixes),
            next: FxHashMap::default(),
        };
        diagnosis.update(analysis);
        diagnosis
    }

    /// Updates the findings for a new schema, and returns the items whose findings may have changed, including items
    /// with new text and removed items, even if their findings are equal.
    pub fn update(&mut self, analysis: &Analysis) -> FxHashSet<ItemId> {
        let before = self.analysis.take();
        let changes = match &before {
            Some(before) if before.dialect == analysis.dialect => {
                Changes::between(&before.schema, &analysis.schema)
            }
            _ => Changes::everything(&analysis.schema),
        };
        let Diagnosis { validity, checklist, .. } = self;
        let is_next = analysis.dialect == Dialect::PrismaNext;
        let mut validate =
            || if is_next { validity.clear() } else { validity.update(&analysis.schema, &changes) };
        let mut check = || checklist.update(&analysis.schema, &changes, &analysis.facts, analysis.rules());
        // The two are independent, and each fills the sequential phases of the other. Starting a second thread takes
        // longer than the work of a keystroke.
        if changes.items.len() < MANY {
            validate();
            check();
        } else {
            let cancel = cancel::current();
            rayon::join(|| cancel.share(validate), || cancel.share(check));
        }
        let known = before.as_ref().map(|before| before.facts.stack);
        let is_same = changes.is_empty() && known == Some(analysis.facts.stack);
        let mut changed = if is_same { FxHashSet::default() } else { self.update_next(analysis) };
        let notes_before = before.iter().flat_map(|before| &before.notes);
        if notes_before.clone().ne(&analysis.notes) {
            let files = notes_before.chain(&analysis.notes).map(|note| note.file);
            changed.extend(files.filter_map(|file| analysis.schema.items_of(file).next()).map(|(id, _)| id));
        }
        self.analysis = Some(analysis.clone());
        // What the project says is added, or taken away, when findings are read.
        let said = |it: &Analysis| (it.facts.assumed_version.clone(), it.facts.external.clone());
        if before.is_some_and(|before| said(&before) != said(analysis)) {
            changed.extend(analysis.schema.items().map(|(id, _)| id));
        }
        changed.extend(self.validity.take_changed());
        changed.extend(self.checklist.take_changed());
        changed.extend(changes.items.iter().chain(&changes.gone));
        changed
    }

    /// Updates the errors of Prisma 8, and returns the items that have other ones.
    fn update_next(&mut self, analysis: &Analysis) -> FxHashSet<ItemId> {
        let files = analysis.next_files();
        let mut next: FxHashMap<ItemId, Vec<Finding>> = FxHashMap::default();
        if !files.is_empty() {
            for finding in validate::next::check(&analysis.schema, &files, analysis.facts.stack) {
                if let Some(item) = finding.item() {
                    next.entry(item).or_default().push(finding);
                }
            }
        }
        let is_changed = |id: &&ItemId| self.next.get(*id) != next.get(*id);
        let changed = self.next.keys().chain(next.keys()).filter(is_changed).copied().collect();
        self.next = next;
        changed
    }

    /// Prisma's findings in all items, in no order: those of its own dialect where the schema is in that of Prisma 8.
    fn of_prisma(&self) -> impl Iterator<Item = &Finding> {
        let is_next = self.analysis.as_ref().is_some_and(|it| it.dialect == Dialect::PrismaNext);
        let classic = self.validity.findings().filter(move |_| !is_next);
        classic.chain(self.next.values().flatten())
    }

    /// The findings in an item, in order of position.
    pub fn findings_in(&self, id: ItemId) -> Vec<Finding> {
        self.found_in(id).into_iter().map(Cow::into_owned).collect()
    }

    /// Like [`Diagnosis::findings_in`], without copying cached findings.
    pub fn found_in(&self, id: ItemId) -> Vec<Cow<'_, Finding>> {
        let mut found: Vec<Cow<'_, Finding>> = self.validity.findings_in(id).map(Cow::Borrowed).collect();
        found.extend(self.checklist.findings_in(id));
        found.extend(self.assumption(id).map(Cow::Owned));
        self.complete(&mut found, self.wants_fixes);
        self.add_next(&[id], &mut found);
        found.splice(0..0, self.notes(id).into_iter().map(Cow::Owned));
        found
    }

    /// What there is to say about the file whose first item this is, at its directive or its first line.
    fn notes(&self, id: ItemId) -> Vec<Finding> {
        let Some(analysis) = self.analysis.as_ref().filter(|it| !it.notes.is_empty()) else {
            return Vec::new();
        };
        let file = analysis.schema.file_of(id);
        if analysis.schema.items_of(file).next().is_none_or(|(first, _)| first != id) {
            return Vec::new();
        }
        let notes = analysis.notes.iter().filter(|note| note.file == file);
        let finding = |note: &FileNote| {
            let source = analysis.schema.file(file)?.content.source().source().to_string();
            let first = source.find(['\n', '\r']).unwrap_or(source.len());
            let place = Place::new(id, syntax::directive(&source).unwrap_or(Span::from(0..first)));
            Some(Finding::new(Origin::PrismaLens, note.code, Level::Info, place, note.message.to_string()))
        };
        notes.filter_map(finding).collect()
    }

    /// Adds the errors of Prisma 8 in some items.
    fn add_next<'d>(&'d self, items: &[ItemId], found: &mut Vec<Cow<'d, Finding>>) {
        let next = items.iter().filter_map(|id| self.next.get(id)).flatten().map(Cow::Borrowed);
        let before = found.len();
        found.extend(next);
        if let Some(analysis) = self.analysis.as_ref().filter(|_| found.len() > before) {
            found.sort_by_cached_key(|it| (analysis.schema.anchor_order(&it.anchor), it.origin, it.code));
        }
    }

    /// The findings in a file, in order of position.
    pub fn of_file(&self, file: FileId) -> Vec<Finding> {
        let items = self.schema().into_iter().flat_map(|schema| schema.items_of(file));
        items.flat_map(|(id, _)| self.findings_in(id)).collect()
    }

    /// The findings in some items with fixes, in order of position, computed again.
    pub fn fixable(&self, items: &[ItemId]) -> Vec<Finding> {
        let mut found = self.unformatted_fixes(items);
        if let Some(analysis) = &self.analysis {
            formatted_edits::complete(analysis, found.iter_mut());
        }
        found
    }

    /// Like [`Diagnosis::fixable`], with fixes that leave formatting to the caller.
    pub(crate) fn unformatted_fixes(&self, items: &[ItemId]) -> Vec<Finding> {
        let found = self.validity.fixable(items).into_iter().chain(self.checklist.fixable(items));
        let mut found: Vec<Cow<'_, Finding>> = found.map(Cow::Owned).collect();
        cancel::check();
        self.complete(&mut found, true);
        self.add_next(items, &mut found);
        cancel::check();
        found.into_iter().map(Cow::into_owned).collect()
    }

    /// The number of findings with this code in each file.
    pub fn count(&self, code: &str) -> Vec<usize> {
        let Some(analysis) = &self.analysis else { return Vec::new() };
        let mut counts = vec![0; analysis.schema.files().len()];
        let validity = self.of_prisma().filter(|it| it.code == code).filter_map(Finding::item);
        for id in validity.chain(self.checklist.places_of(code)) {
            if let Some(count) = counts.get_mut(analysis.schema.file_of(id).0 as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// The errors for which Prisma rejects a file, in no particular order.
    pub fn errors(&self, file: FileId) -> Vec<Finding> {
        let Some(analysis) = &self.analysis else { return Vec::new() };
        let is_error = |it: &&Finding| {
            it.level == Level::Error && analysis.schema.file_of_anchor(&it.anchor) == Some(file)
        };
        self.of_prisma().filter(is_error).cloned().collect()
    }

    /// Whether Prisma rejects the schema.
    pub fn has_errors(&self) -> bool {
        self.of_prisma().any(|it| it.level == Level::Error)
    }

    /// The schema of the last update.
    pub fn schema(&self) -> Option<&Schema> {
        self.analysis.as_ref().map(|analysis| &*analysis.schema)
    }

    /// That the Prisma version is only assumed, at the datasource.
    fn assumption(&self, id: ItemId) -> Option<Finding> {
        let analysis = self.analysis.as_ref()?;
        let message = analysis.facts.assumed_version.as_ref()?;
        let item = analysis.schema.item(id).filter(|item| matches!(item.kind, ItemKind::Datasource(_)))?;
        let place = Place::new(id, item.head());
        Some(Finding::new(Origin::PrismaLens, ASSUMED_VERSION_CODE, Level::Hint, place, message.to_string()))
    }

    /// Removes findings that do not apply to the dialect, completes fixes that need the whole project, and sorts.
    fn complete(&self, found: &mut Vec<Cow<'_, Finding>>, has_fixes: bool) {
        let Some(analysis) = &self.analysis else { return found.clear() };
        let is_next = analysis.dialect == Dialect::PrismaNext;
        if is_next {
            // Prisma 8 does not read files without a directive.
            let is_read = |item: ItemId| {
                let file = analysis.schema.file(analysis.schema.file_of(item));
                file.is_some_and(|file| file.content.source().dialect() == Dialect::PrismaNext)
            };
            found.retain(|finding| {
                finding.origin == Origin::PrismaLens && finding.item().is_some_and(is_read)
            });
        }
        if is_next || !analysis.facts.external.is_empty() {
            let is_external = |finding: &Finding| {
                let item = finding.item().and_then(|id| analysis.schema.item(id));
                finding.origin == Origin::PrismaLens && item.is_some_and(|it| analysis.facts.is_external(it))
            };
            found.retain(|finding| !is_external(finding));
        }
        if has_fixes {
            move_addresses::complete(analysis, found.iter_mut().map(Cow::to_mut));
            repeated_declarations::remove(analysis, found.iter_mut().map(Cow::to_mut));
            open_comments::remove(analysis, found.iter_mut().map(Cow::to_mut));
            generated_files::complete(analysis, found.iter_mut().map(Cow::to_mut));
            cancel::check();
        }
        found.sort_by_cached_key(|it| (analysis.schema.anchor_order(&it.anchor), it.origin, it.code));
    }
}
