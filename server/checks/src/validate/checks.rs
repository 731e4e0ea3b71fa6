//! Validity, kept item by item.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::validate::index::Index;
use crate::validate::readable::{Readable, Reader, Unread};
use crate::validate::relations::check_cascades;
use crate::validate::{Context, meaning, surface};
use base::{Finding, ItemId};
use model::schema::{Board, Changes, Finder, Memo, Part, Schema, note, record, work};

/// The kinds of work whose findings are kept.
const SURFACE: u16 = 0;
const MEANING: u16 = 1;
const CASCADES: u16 = 2;

/// What Prisma itself says of a schema, kept for as long as it holds.
#[derive(Debug, Default)]
pub struct Checks {
    wants_fixes: bool,
    /// Whether this will be brought up to date again.
    is_kept: bool,
    schema: Option<Schema>,
    reader: Reader,
    index: Index,
    surface: Memo<()>,
    meaning: Memo<()>,
    cascades: Box<[Part]>,
    board: Board,
}

impl Checks {
    /// Nothing was looked at yet.
    pub fn new() -> Checks {
        Checks { is_kept: true, ..Checks::default() }
    }

    /// As [`Checks::new`], for one look only.
    pub fn once(wants_fixes: bool) -> Checks {
        Checks { wants_fixes, ..Checks::default() }
    }

    /// Looks at what is new in the schema: `changes` are those since this was last done.
    pub fn update(&mut self, schema: &Schema, changes: &Changes) {
        if changes.all {
            self.surface = Memo::default();
            self.meaning = Memo::default();
            let gone = std::mem::take(&mut self.board).items();
            self.board.mark(gone);
        }
        for id in &changes.gone {
            self.surface.remove(*id);
            self.board.put(Finder { item: Some(*id), work: SURFACE }, Vec::new());
        }
        let stale = self.surface.stale(changes);
        let none = Index::default();
        let done = work(&stale, self.is_kept, |id| {
            let mut cx = Context::new(schema, &none, self.wants_fixes);
            let item = schema.item(id);
            if let Some(item) = item {
                surface(&mut cx, id, item);
            }
            (noted(cx.into_findings(), id), item.and_then(|item| Unread::of(schema, id, item)))
        });
        let mut unread = Vec::new();
        let done = done.into_iter().map(|(id, (found, passed), parts)| {
            self.board.put(Finder { item: Some(id), work: SURFACE }, found);
            unread.extend(passed.map(|passed| (id, passed)));
            (id, (), parts)
        });
        self.surface.put_all(done);
        let mut changes = self.reader.update(schema, changes, unread);
        self.index.update(self.reader.readable(schema).schema, &mut changes, self.is_kept);
        self.update_meaning(schema, &changes);
        if changes.all || self.cascades.iter().any(|part| changes.keys.contains(part)) {
            let readable = self.reader.readable(schema);
            let (found, parts) = record(None, || self.cascades_in(schema, &readable));
            self.cascades = parts;
            self.board.put(Finder { item: None, work: CASCADES }, found);
        }
        self.schema = Some(schema.clone());
    }

    /// What is found in an item.
    pub fn of(&self, id: ItemId) -> impl Iterator<Item = &Finding> {
        self.board.of(id, CASCADES)
    }

    /// All that was found, in no order.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.board.findings()
    }

    /// The items of which something else is said since this was last asked.
    pub fn take_changed(&mut self) -> FxHashSet<ItemId> {
        self.board.take_changed()
    }

    /// What is found in some items, with fixes, in no order.
    pub fn fixable(&self, items: &[ItemId]) -> Vec<Finding> {
        let Some(schema) = &self.schema else { return Vec::new() };
        let mut finders: Vec<Finder> =
            items.iter().flat_map(|id| self.board.finders(*id, CASCADES)).collect();
        finders.sort_unstable();
        finders.dedup();
        let wanted: FxHashSet<ItemId> = items.iter().copied().collect();
        let fixing = Fixing { checks: self, readable: self.reader.readable(schema), schema };
        let found = finders.into_par_iter().flat_map_iter(|finder| fixing.found(finder));
        found.filter(|finding| finding.item().is_some_and(|item| wanted.contains(&item))).collect()
    }

    /// All that was found, in no order.
    pub(super) fn take(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.board).into_findings()
    }

    fn update_meaning(&mut self, schema: &Schema, changes: &Changes) {
        let readable = self.reader.readable(schema);
        // Where everything is looked at again, the blocks that are left may be fewer than before: a block that is
        // swallowed by an open one above it is in the whole schema, but not in the readable one.
        let lost = self.meaning.iter().map(|(id, _)| id);
        let lost = lost.filter(|id| changes.all && readable.schema.item(*id).is_none());
        let gone: Vec<ItemId> = lost.chain(changes.gone.iter().copied()).collect();
        for id in gone {
            self.meaning.remove(id);
            self.board.put(Finder { item: Some(id), work: MEANING }, Vec::new());
        }
        let stale = self.meaning.stale(changes);
        let done = work(&stale, self.is_kept, |id| {
            noted(meaning_of(&readable, &self.index, self.wants_fixes, id), id)
        });
        let done = done.into_iter().map(|(id, found, parts)| {
            let found = found.into_iter().filter_map(|finding| readable.relocate(schema, finding)).collect();
            self.board.put(Finder { item: Some(id), work: MEANING }, found);
            (id, (), parts)
        });
        self.meaning.put_all(done);
    }

    fn cascades_in(&self, schema: &Schema, readable: &Readable<'_>) -> Vec<Finding> {
        let mut cx = Context::of(readable, &self.index, self.wants_fixes);
        let steps = self.index.steps(readable.schema);
        check_cascades(&mut cx, &steps);
        let found = cx.into_findings();
        found.iter().for_each(note_places);
        found.into_iter().filter_map(|finding| readable.relocate(schema, finding)).collect()
    }
}

/// Looking again, for fixes.
struct Fixing<'c> {
    checks: &'c Checks,
    readable: Readable<'c>,
    schema: &'c Schema,
}

impl Fixing<'_> {
    fn found(&self, finder: Finder) -> Vec<Finding> {
        let found = match (finder.item, finder.work) {
            (Some(id), SURFACE) => {
                let none = Index::default();
                let mut cx = Context::new(self.schema, &none, true);
                if let Some(item) = self.schema.item(id) {
                    surface(&mut cx, id, item);
                }
                return cx.into_findings();
            }
            (Some(id), _) => meaning_of(&self.readable, &self.checks.index, true, id),
            (None, _) => {
                let mut cx = Context::of(&self.readable, &self.checks.index, true);
                check_cascades(&mut cx, &self.checks.index.steps(self.readable.schema));
                cx.into_findings()
            }
        };
        found.into_iter().filter_map(|finding| self.readable.relocate(self.schema, finding)).collect()
    }
}

fn meaning_of(readable: &Readable<'_>, index: &Index, wants_fixes: bool, id: ItemId) -> Vec<Finding> {
    let mut cx = Context::of(readable, index, wants_fixes);
    if let Some(item) = readable.schema.item(id) {
        meaning(&mut cx, id, item);
    }
    cx.into_findings()
}

/// Findings that point at places of other items depend on all of them.
fn noted(found: Vec<Finding>, own: ItemId) -> Vec<Finding> {
    for finding in &found {
        if finding.items().any(|item| item != own) {
            note_places(finding);
        }
    }
    found
}

fn note_places(finding: &Finding) {
    finding.items().for_each(|item| note(|| Part::item(item)));
}
