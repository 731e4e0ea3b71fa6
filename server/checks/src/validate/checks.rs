//! Prisma's own verdict, kept item by item.

use rustc_hash::FxHashSet;

use crate::frame::{Checker, FindingCache, Task};
use crate::validate::index::ValidityIndex;
use crate::validate::readable::{Readable, ReadableCache, Unread};
use crate::validate::relations::check_cascades;
use crate::validate::types::check_containment;
use crate::validate::{ValidityContext, check_semantics, check_syntax};
use base::{Finding, ItemId};
use model::schema::{Changes, Schema, work};

/// The kinds of tasks: the text of an item, everything else about an item, the cascades and
/// composite types of the whole schema.
const SURFACE: u16 = 0;
const MEANING: u16 = 1;
const CASCADES: u16 = 2;

/// What Prisma itself reports of a schema, kept for as long as it is valid.
#[derive(Debug)]
pub struct Checks {
    wants_fixes: bool,
    is_kept: bool,
    schema: Option<Schema>,
    readable_cache: ReadableCache,
    index: ValidityIndex,
    cache: FindingCache,
}

impl Checks {
    /// Nothing has been checked yet.
    pub fn new() -> Checks {
        Checks::with(false, true)
    }

    /// As [`Checks::new`], for one check only.
    pub fn once(wants_fixes: bool) -> Checks {
        Checks::with(wants_fixes, false)
    }

    fn with(wants_fixes: bool, is_kept: bool) -> Checks {
        Checks {
            wants_fixes,
            is_kept,
            schema: None,
            readable_cache: ReadableCache::default(),
            index: ValidityIndex::default(),
            cache: FindingCache::new(CASCADES, is_kept),
        }
    }

    /// Forgets all findings: for a schema that classic Prisma does not read.
    pub fn clear(&mut self) {
        if self.schema.is_some() {
            *self = Checks::with(self.wants_fixes, self.is_kept);
        }
    }

    /// Brings the findings up to date: `changes` are those since the last update.
    pub fn update(&mut self, schema: &Schema, changes: &Changes) {
        if changes.all {
            self.cache.clear();
        }
        let wants_fixes = self.wants_fixes;
        self.cache.update_items(SURFACE, changes, &Surface { schema, wants_fixes });
        let unread = work(&changes.items, false, |id| Unread::of(schema, id, schema.item(id)?));
        let unread = unread.into_iter().filter_map(|(id, unread, _)| Some((id, unread?))).collect();
        let mut changes = self.readable_cache.update(schema, changes, unread);
        let readable = self.readable_cache.readable(schema);
        self.index.update(readable.schema, &mut changes, self.is_kept);
        let checker = Meaning { schema, readable, index: &self.index, wants_fixes };
        self.cache.update_items(MEANING, &changes, &checker);
        self.cache.update_schema(CASCADES, &changes, &checker);
        self.schema = Some(schema.clone());
    }

    /// The findings in an item.
    pub fn findings_in(&self, id: ItemId) -> impl Iterator<Item = &Finding> {
        self.cache.findings_in(id)
    }

    /// All findings, in no order.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.cache.findings()
    }

    /// Takes the items whose findings changed since this was last called.
    pub fn take_changed(&mut self) -> FxHashSet<ItemId> {
        self.cache.take_changed()
    }

    /// The findings in some items, with fixes, in no order.
    pub fn fixable(&self, items: &[ItemId]) -> Vec<Finding> {
        let Some(schema) = &self.schema else { return Vec::new() };
        let readable = self.readable_cache.readable(schema);
        let meaning = Meaning { schema, readable, index: &self.index, wants_fixes: true };
        self.cache.recompute(items, &AllChecks { surface: Surface { schema, wants_fixes: true }, meaning })
    }

    /// All findings, in no order.
    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.cache.into_findings()
    }
}

impl Default for Checks {
    fn default() -> Checks {
        Checks::new()
    }
}

/// Checks the text of a block and the spelling of its names.
struct Surface<'c> {
    schema: &'c Schema,
    wants_fixes: bool,
}

/// Checks everything else, in the schema as Prisma reads it.
struct Meaning<'c> {
    schema: &'c Schema,
    readable: Readable<'c>,
    index: &'c ValidityIndex,
    wants_fixes: bool,
}

/// Both, for computing fixes.
struct AllChecks<'c> {
    surface: Surface<'c>,
    meaning: Meaning<'c>,
}

impl Checker for Surface<'_> {
    fn check(&self, task: Task) -> Vec<Finding> {
        let none = ValidityIndex::default();
        let mut cx = ValidityContext::new(self.schema, &none, self.wants_fixes);
        if let Some((id, item)) = task.item.and_then(|id| Some((id, self.schema.item(id)?))) {
            check_syntax(&mut cx, id, item);
        }
        cx.into_findings()
    }
}

impl Checker for Meaning<'_> {
    fn check(&self, task: Task) -> Vec<Finding> {
        let mut cx = ValidityContext::of(&self.readable, self.index, self.wants_fixes);
        let schema = self.readable.schema;
        match task.item {
            Some(id) => {
                if let Some(item) = schema.item(id) {
                    check_semantics(&mut cx, id, item);
                }
            }
            None => {
                check_cascades(&mut cx, &self.index.steps(schema));
                check_containment(&mut cx, &self.index.contents(schema));
            }
        }
        cx.into_findings()
    }

    fn place(&self, finding: Finding) -> Option<Finding> {
        self.readable.relocate(self.schema, finding)
    }
}

impl Checker for AllChecks<'_> {
    fn check(&self, task: Task) -> Vec<Finding> {
        if task.kind == SURFACE {
            return self.surface.check(task);
        }
        let found = self.meaning.check(task).into_iter();
        found.filter_map(|finding| self.meaning.place(finding)).collect()
    }
}
