//! What is wrong in a schema: what Prisma says, then the checklist.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use crate::{Analysis, move_addresses};
use base::{FileId, Finding, ItemId, Level};
use checks::rules;
use checks::validate;
use model::project::Dialect;
use model::schema::{Changes, Schema};

/// From how many items on they are looked at on several threads.
const MANY: usize = 64;

/// All findings of a schema, file by file in the order of its files, each file's in the order of their places.
///
/// Of the dialect of Prisma 8 only that is said: it has no findings until its own validation exists.
pub fn diagnostics(analysis: &Analysis, wants_fixes: bool) -> Vec<Vec<Finding>> {
    let diagnosis = Diagnosis::once(analysis, wants_fixes);
    let files = (0..).map(FileId).zip(analysis.schema.files());
    files.map(|(file, _)| diagnosis.of_file(file)).collect()
}

/// What is wrong in a schema that changes, kept item by item for as long as it holds.
///
/// After each change only that is looked at again which depends on something that is now another, see
/// [`record`](model::schema::record). Measured by `cargo bench --bench instructions`, from the edit of the text to the
/// diagnostics as they are sent, with the recommended rules: 0.7 million instructions for a letter typed in a schema of 100
/// models, 0.75 of 1,000, 2.0 of 10,000. What grows is going over the lists of blocks when they are written.
#[derive(Debug)]
pub struct Diagnosis {
    /// Whether fixes are made out for all that is found.
    wants_fixes: bool,
    analysis: Option<Analysis>,
    validity: validate::Checks,
    checklist: rules::Checks,
}

impl Default for Diagnosis {
    fn default() -> Diagnosis {
        Diagnosis::new()
    }
}

impl Diagnosis {
    /// Nothing was looked at yet.
    pub fn new() -> Diagnosis {
        Diagnosis {
            wants_fixes: false,
            analysis: None,
            validity: validate::Checks::new(),
            checklist: rules::Checks::new(),
        }
    }

    /// Looks at a schema once and for all.
    pub fn once(analysis: &Analysis, wants_fixes: bool) -> Diagnosis {
        let mut diagnosis = Diagnosis {
            wants_fixes,
            analysis: None,
            validity: validate::Checks::once(wants_fixes),
            checklist: rules::Checks::once(wants_fixes),
        };
        diagnosis.update(analysis);
        diagnosis
    }

    /// Looks at what is new in a schema, and says of which items something else may be said than before: those whose text
    /// is new and those that are gone among them, even where the findings in them are equal.
    pub fn update(&mut self, analysis: &Analysis) -> FxHashSet<ItemId> {
        let before = self.analysis.take();
        let changes = match &before {
            Some(before) if before.dialect == analysis.dialect => {
                Changes::between(&before.schema, &analysis.schema)
            }
            _ => Changes::everything(&analysis.schema),
        };
        let Diagnosis { validity, checklist, .. } = self;
        let mut validate = || validity.update(&analysis.schema, &changes);
        let mut check = || checklist.update(&analysis.schema, &changes, &analysis.facts, analysis.rules());
        // Neither needs the other, and the stretches in which one has work for one thread only are filled by the other.
        // Waking a second thread takes longer than to follow a keystroke.
        if changes.items.len() < MANY {
            validate();
            check();
        } else {
            rayon::join(validate, check);
        }
        self.analysis = Some(analysis.clone());
        let mut changed = self.validity.take_changed();
        changed.extend(self.checklist.take_changed());
        changed.extend(changes.items.iter().chain(&changes.gone));
        changed
    }

    /// What is found in an item, in the order of places.
    pub fn of(&self, id: ItemId) -> Vec<Finding> {
        self.found_in(id).into_iter().map(Cow::into_owned).collect()
    }

    /// As [`Diagnosis::of`], without copies of what is kept.
    pub fn found_in(&self, id: ItemId) -> Vec<Cow<'_, Finding>> {
        let mut found: Vec<Cow<'_, Finding>> = self.validity.of(id).map(Cow::Borrowed).collect();
        found.extend(self.checklist.of(id));
        self.complete(&mut found, self.wants_fixes);
        found
    }

    /// What is found in a file, in the order of places.
    pub fn of_file(&self, file: FileId) -> Vec<Finding> {
        let items = self.schema().into_iter().flat_map(|schema| schema.items_of(file));
        items.flat_map(|(id, _)| self.of(id)).collect()
    }

    /// What is found in some items, with fixes, in the order of places. It is looked for again.
    pub fn fixable(&self, items: &[ItemId]) -> Vec<Finding> {
        let found = self.validity.fixable(items).into_iter().chain(self.checklist.fixable(items));
        let mut found: Vec<Cow<'_, Finding>> = found.map(Cow::Owned).collect();
        self.complete(&mut found, true);
        found.into_iter().map(Cow::into_owned).collect()
    }

    /// How many findings with this code there are in each file.
    pub fn count(&self, code: &str) -> Vec<usize> {
        let Some(analysis) = &self.analysis else { return Vec::new() };
        let mut counts = vec![0; analysis.schema.files().len()];
        let validity = self.validity.findings().filter(|it| it.code == code).filter_map(Finding::item);
        for id in validity.chain(self.checklist.places_of(code)) {
            if let Some(count) = counts.get_mut(analysis.schema.file_of(id).0 as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// What makes Prisma refuse a file, in no order.
    pub fn errors(&self, file: FileId) -> Vec<Finding> {
        let Some(analysis) = &self.analysis else { return Vec::new() };
        let is_error = |it: &&Finding| {
            it.level == Level::Error && analysis.schema.file_of_anchor(&it.anchor) == Some(file)
        };
        self.validity.findings().filter(is_error).cloned().collect()
    }

    /// The schema that was looked at last.
    pub fn schema(&self) -> Option<&Schema> {
        self.analysis.as_ref().map(|analysis| &*analysis.schema)
    }

    /// Leaves out what is not said of the dialect, adds what only a whole project shows, and sorts.
    fn complete(&self, found: &mut Vec<Cow<'_, Finding>>, has_fixes: bool) {
        let Some(analysis) = &self.analysis else { return found.clear() };
        if analysis.dialect == Dialect::PrismaNext {
            found.retain(|finding| finding.code == rules::UNCHECKED_DIALECT);
        }
        if has_fixes {
            move_addresses::complete(analysis, found.iter_mut().map(Cow::to_mut));
        }
        let order = |it: &Finding| (analysis.schema.anchor_order(&it.anchor), it.origin, it.code);
        found.sort_by(|a, b| order(a).cmp(&order(b)));
    }
}
