//! The checklist, kept item by item.

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::frame::{self, ActiveRules, RuleSet};
use crate::rules::context::Own;
use crate::rules::index::{Index, is_looked_at};
use crate::rules::suppression::{Reach, Suppression, read, unused};
use crate::rules::{Check, Context, ModelRef, ProjectFacts, topics};
use base::{FileId, Finding, ItemId, Level};
use model::schema::{Board, Changes, Finder, Memo, Part, Schema, note, record, work};

/// The work on single items; that on a whole schema is numbered from the next on.
const ITEMS: u16 = 0;

/// What the checklist says of a schema, kept for as long as it holds.
#[derive(Debug, Default)]
pub struct Checks {
    wants_fixes: bool,
    /// Whether this will be brought up to date again.
    is_kept: bool,
    schema: Option<Schema>,
    facts: ProjectFacts,
    /// The rules that are on for each file; files with equal settings share one list.
    active: Vec<Arc<ActiveRules<Check>>>,
    index: Index,
    items: Memo<()>,
    /// What each rule about a whole schema depends on, in the order of [`whole_rules`].
    wholes: Vec<Box<[Part]>>,
    board: Board,
    suppressions: FxHashMap<ItemId, Vec<Suppression>>,
    /// The items with a comment that silences rules in their whole file.
    wide: FxHashSet<ItemId>,
    /// The rules that such comments silence in an item.
    silenced: FxHashMap<ItemId, Vec<&'static str>>,
    changed: FxHashSet<ItemId>,
}

/// A rule that is on, with what is set for it.
type Active<'s> = frame::Active<'s, Check>;

impl Checks {
    /// Nothing was looked at yet.
    pub fn new() -> Checks {
        Checks { is_kept: true, ..Checks::default() }
    }

    /// As [`Checks::new`], for one look only.
    pub fn once(wants_fixes: bool) -> Checks {
        Checks { wants_fixes, ..Checks::default() }
    }

    /// Looks at what is new in the schema: `changes` are those since this was last done. `sets` are the rules that are
    /// on for each file.
    pub fn update(
        &mut self,
        schema: &Schema,
        changes: &Changes,
        facts: &ProjectFacts,
        sets: &[Arc<RuleSet>],
    ) {
        let mut changes =
            if self.is_same_setting(facts, sets) { changes.clone() } else { Changes::everything(schema) };
        if changes.all {
            self.forget();
        }
        self.facts = facts.clone();
        if !self.is_same_sets(sets) {
            self.active = active_rules(sets);
        }
        for id in &changes.gone {
            self.items.remove(*id);
            self.board.put(Finder { item: Some(*id), work: ITEMS }, Vec::new());
            self.changed.insert(*id);
        }
        self.index.update(schema, &mut changes, self.is_kept);
        let stale = self.items.stale(&changes);
        let done = work(&stale, self.is_kept, |id| {
            of_item(&self.context(schema, self.wants_fixes), self.active_in(schema.file_of(id)), id)
        });
        let done = done.into_iter().map(|(id, found, parts)| {
            self.board.put(Finder { item: Some(id), work: ITEMS }, found);
            (id, (), parts)
        });
        self.items.put_all(done);
        self.update_wholes(schema, &changes);
        self.read_comments(schema, &changes);
        self.schema = Some(schema.clone());
    }

    /// What is found in an item.
    pub fn of(&self, id: ItemId) -> Vec<Cow<'_, Finding>> {
        let found = self.board.of(id, ITEMS + 1);
        if !self.is_commented(id) {
            return found.map(Cow::Borrowed).collect();
        }
        self.of_any(id, found.cloned().collect(), self.wants_fixes).into_iter().map(Cow::Owned).collect()
    }

    /// Where a rule finds something: an item for each finding, in no order.
    pub fn places_of(&self, code: &str) -> Vec<ItemId> {
        let found = self.board.findings().filter(|finding| finding.code == code);
        // Only there has it to be looked at what is left.
        let (commented, mut places): (Vec<ItemId>, Vec<ItemId>) =
            found.filter_map(Finding::item).partition(|id| self.is_commented(*id));
        let commented: FxHashSet<ItemId> = commented.into_iter().collect();
        for id in commented {
            places.extend(self.of(id).iter().filter(|finding| finding.code == code).map(|_| id));
        }
        places
    }

    /// The items of which something else is said since this was last asked.
    pub fn take_changed(&mut self) -> FxHashSet<ItemId> {
        std::mem::take(&mut self.changed)
    }

    /// The items of which something may be said.
    pub fn items(&self) -> FxHashSet<ItemId> {
        let mut items = self.board.items();
        items.extend(self.suppressions.keys());
        items
    }

    /// What is found in some items, with fixes.
    pub fn fixable(&self, items: &[ItemId]) -> Vec<Finding> {
        let Some(schema) = &self.schema else { return Vec::new() };
        let mut finders: Vec<Finder> =
            items.iter().flat_map(|id| self.board.finders(*id, ITEMS + 1)).collect();
        finders.sort_unstable();
        finders.dedup();
        let mut found: FxHashMap<ItemId, Vec<Finding>> = items.iter().map(|id| (*id, Vec::new())).collect();
        let wholes = whole_rules(&self.active);
        let of_finder = |finder: Finder| {
            let context = self.context(schema, true);
            match finder.item {
                Some(id) => of_item(&context, self.active_in(schema.file_of(id)), id),
                None => {
                    let whole = wholes.get(usize::from(finder.work).saturating_sub(1));
                    whole.map(|whole| self.of_whole(&context, *whole)).unwrap_or_default()
                }
            }
        };
        let all: Vec<Finding> = finders.into_par_iter().flat_map_iter(of_finder).collect();
        for finding in all {
            if let Some(list) = finding.item().and_then(|item| found.get_mut(&item)) {
                list.push(finding);
            }
        }
        found.into_iter().flat_map(|(id, list)| self.of_any(id, list, true)).collect()
    }

    fn is_same_setting(&self, facts: &ProjectFacts, sets: &[Arc<RuleSet>]) -> bool {
        self.facts == *facts && self.is_same_sets(sets)
    }

    fn is_same_sets(&self, sets: &[Arc<RuleSet>]) -> bool {
        let same =
            |(a, b): (&Arc<ActiveRules<Check>>, &Arc<RuleSet>)| Arc::ptr_eq(a.set(), b) || a.set() == b;
        self.active.len() == sets.len() && self.active.iter().zip(sets).all(same)
    }

    fn active_in(&self, file: FileId) -> Option<&ActiveRules<Check>> {
        self.active.get(file.0 as usize).map(|active| &**active)
    }

    fn set_of(&self, file: FileId) -> Option<&Arc<RuleSet>> {
        self.active_in(file).map(ActiveRules::set)
    }

    fn forget(&mut self) {
        self.items = Memo::default();
        self.wholes.clear();
        let gone = std::mem::take(&mut self.board).items();
        self.changed.extend(gone);
        self.changed.extend(self.suppressions.keys());
        self.suppressions.clear();
        self.wide.clear();
        self.silenced.clear();
    }

    fn context<'c>(&'c self, schema: &'c Schema, wants_fixes: bool) -> Setting<'c> {
        Setting { schema, facts: &self.facts, index: &self.index, wants_fixes }
    }

    fn update_wholes(&mut self, schema: &Schema, changes: &Changes) {
        let active = self.active.clone();
        let wholes = whole_rules(&active);
        let mut parts = std::mem::take(&mut self.wholes);
        parts.resize_with(wholes.len(), Box::default);
        for ((at, whole), parts) in (1u16..).zip(wholes).zip(&mut parts) {
            if changes.all || parts.iter().any(|part| changes.keys.contains(part)) {
                let setting = self.context(schema, self.wants_fixes);
                let (found, new) = record(None, || {
                    let found = self.of_whole(&setting, whole);
                    found.iter().for_each(note_places);
                    found
                });
                *parts = new;
                self.board.put(Finder { item: None, work: at }, found);
            }
        }
        self.wholes = parts;
    }

    /// What a rule about a whole schema finds in the files whose set of rules it belongs to.
    fn of_whole(&self, setting: &Setting<'_>, (set, active): (usize, Active<'_>)) -> Vec<Finding> {
        let Check::Schema(check) = active.rule.check else { return Vec::new() };
        let mut found = Vec::new();
        check(&setting.of(active, &Own::new(None)), &mut found);
        let own = self.active.get(set).map(|active| active.set());
        let is_own = |file: FileId| match (self.set_of(file), own) {
            (Some(other), Some(own)) => Arc::ptr_eq(other, own) || other == own,
            _ => false,
        };
        found.retain(|it| {
            it.level != Level::Off && it.item().is_some_and(|item| is_own(setting.schema.file_of(item)))
        });
        found
    }

    /// Reads the comments that silence rules, and says which items are to be looked at because of them.
    fn read_comments(&mut self, schema: &Schema, changes: &Changes) {
        let mut files: FxHashSet<FileId> = FxHashSet::default();
        for id in changes.gone.iter().chain(&changes.items) {
            let old = self.suppressions.remove(id);
            let new = schema.item(*id).map(|item| read(schema, *id, item)).unwrap_or_default();
            let had = self.wide.remove(id);
            let has = new.iter().any(|it| it.reach == Reach::File);
            if had || has {
                files.insert(schema.file_of(*id));
            }
            if has {
                self.wide.insert(*id);
            }
            if old.is_some() || !new.is_empty() {
                self.changed.insert(*id);
            }
            if !new.is_empty() {
                self.suppressions.insert(*id, new);
            }
        }
        self.changed.extend(self.board.take_changed());
        if files.is_empty() && self.wide.is_empty() && self.silenced.is_empty() {
            return;
        }
        for file in files {
            self.changed.extend(schema.items_of(file).map(|(id, _)| id));
        }
        // What is silenced in an item decides what is said of the comments that do so.
        let mut touched: FxHashSet<FileId> = FxHashSet::default();
        for id in self.changed.clone() {
            let codes = self.silenced_in(schema, id);
            let file = schema.file_of(id);
            let before = if codes.is_empty() {
                self.silenced.remove(&id)
            } else {
                self.silenced.insert(id, codes.clone())
            };
            if before.unwrap_or_default() != codes {
                touched.insert(file);
            }
        }
        self.changed.extend(self.wide.iter().filter(|id| touched.contains(&schema.file_of(**id))));
    }

    /// The rules whose findings in an item comments about its file silence.
    fn silenced_in(&self, schema: &Schema, id: ItemId) -> Vec<&'static str> {
        let file = schema.file_of(id);
        let wide = self.wide.iter().filter(|other| schema.file_of(**other) == file);
        let comments: Vec<&Suppression> = wide
            .filter_map(|id| self.suppressions.get(id))
            .flatten()
            .filter(|it| it.reach == Reach::File)
            .collect();
        if comments.is_empty() {
            return Vec::new();
        }
        let codes = self.board.of(id, ITEMS + 1).map(|finding| finding.code);
        let mut codes: Vec<&'static str> =
            codes.filter(|code| comments.iter().any(|it| it.names(code))).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// Whether comments silence rules in an item.
    fn is_commented(&self, id: ItemId) -> bool {
        self.suppressions.contains_key(&id) || self.silenced.contains_key(&id)
    }

    /// What is left of the findings in an item, and what there is to say of its comments.
    fn of_any(&self, id: ItemId, mut found: Vec<Finding>, wants_fixes: bool) -> Vec<Finding> {
        let Some(schema) = &self.schema else { return found };
        if let Some(silenced) = self.silenced.get(&id) {
            // Also what another comment silences has to be seen by this one's.
            let own = self.suppressions.get(&id);
            let all = found.clone();
            found.retain(|finding| !silenced.contains(&finding.code));
            return match own {
                Some(own) => self.without(schema, id, own, all, found, wants_fixes),
                None => found,
            };
        }
        match self.suppressions.get(&id) {
            Some(own) => self.without(schema, id, own, found.clone(), found, wants_fixes),
            None => found,
        }
    }

    fn without(
        &self,
        schema: &Schema,
        id: ItemId,
        own: &[Suppression],
        all: Vec<Finding>,
        mut found: Vec<Finding>,
        wants_fixes: bool,
    ) -> Vec<Finding> {
        let near: Vec<&Suppression> = own.iter().filter(|it| it.reach != Reach::File).collect();
        found.retain(|finding| !near.iter().any(|it| it.silences(finding)));
        let file = schema.file_of(id);
        let set = self.set_of(file);
        for suppression in own {
            let is_used = |code: &str| match suppression.reach {
                Reach::File => self
                    .silenced
                    .iter()
                    .any(|(other, codes)| schema.file_of(*other) == file && codes.contains(&code)),
                _ => all.iter().any(|finding| finding.code == code && suppression.silences(finding)),
            };
            found.extend(unused(schema, suppression, &is_used, wants_fixes, set));
        }
        found
    }
}

/// What all rules are given.
#[derive(Clone, Copy)]
struct Setting<'c> {
    schema: &'c Schema,
    facts: &'c ProjectFacts,
    index: &'c Index,
    wants_fixes: bool,
}

impl<'c> Setting<'c> {
    fn of(self, active: Active<'c>, own: &'c Own) -> Context<'c> {
        let Setting { schema, facts, index, wants_fixes } = self;
        let Active { rule, level, options } = active;
        Context { schema, facts, options, rule, level, wants_fixes, index, own }
    }
}

/// The rules about a whole schema that are on, each with the first file for whose set that is so.
fn whole_rules(all: &[Arc<ActiveRules<Check>>]) -> Vec<(usize, Active<'_>)> {
    let is_new = |at: usize, rules: &Arc<ActiveRules<Check>>| {
        // Most schemas have one set for all files.
        !all.iter().take(at).any(|it| Arc::ptr_eq(it, rules))
    };
    let new = all.iter().enumerate().filter(|(at, rules)| is_new(*at, rules));
    let rules = new.flat_map(|(at, rules)| rules.iter().map(move |active| (at, active)));
    rules.filter(|(_, active)| matches!(active.rule.check, Check::Schema(_))).collect()
}

/// The rules of the checklist that each set turns on, one list for all files with the same set.
fn active_rules(sets: &[Arc<RuleSet>]) -> Vec<Arc<ActiveRules<Check>>> {
    let mut lists: Vec<Arc<ActiveRules<Check>>> = Vec::with_capacity(sets.len());
    for set in sets {
        let known = lists.iter().rev().find(|list| Arc::ptr_eq(list.set(), set)).cloned();
        lists.push(known.unwrap_or_else(|| Arc::new(ActiveRules::new(topics::all(), set))));
    }
    lists
}

/// What the rules that are on for it find in an item.
fn of_item(setting: &Setting<'_>, rules: Option<&ActiveRules<Check>>, id: ItemId) -> Vec<Finding> {
    let mut found = Vec::new();
    let Some(item) = setting.schema.item(id) else { return found };
    let model = item.model().filter(|_| is_looked_at(item)).map(|model| ModelRef { id, item, model });
    let own = Own::new(Some(id));
    for active in rules.into_iter().flat_map(ActiveRules::iter) {
        match (active.rule.check, model) {
            (Check::Model(check), Some(model)) => check(&setting.of(active, &own), model, &mut found),
            (Check::Item(check), _) => check(&setting.of(active, &own), id, item, &mut found),
            _ => {}
        }
    }
    found.retain(|finding| finding.level != Level::Off);
    let points_elsewhere = |it: &&Finding| it.items().any(|item| item != id);
    found.iter().filter(points_elsewhere).for_each(note_places);
    found
}

/// Findings that point at places of other items depend on all of them.
fn note_places(finding: &Finding) {
    finding.items().for_each(|item| note(|| Part::item(item)));
}
