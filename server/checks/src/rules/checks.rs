//! The checklist, kept item by item.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::frame::{self, ActiveRules, Checker, FindingCache, RuleSet, Task};
use crate::rules::context::ItemFacts;
use crate::rules::exempt::is_exempt;
use crate::rules::index::{RuleIndex, is_looked_at};
use crate::rules::suppression_index::SuppressionIndex;
use crate::rules::{Check, Context, ModelRef, ProjectFacts, Rule, topics};
use base::cancel::CancelToken;
use base::{FileId, Finding, ItemId, Level, cancel};
use model::schema::{Changes, Schema};

/// The kind of the tasks of single items. Each rule about a whole schema is a kind of its own, from the next number on.
const ITEMS: u16 = 0;

/// What the checklist finds in a schema, kept for as long as it is valid.
#[derive(Debug)]
pub struct Checks {
    wants_fixes: bool,
    is_kept: bool,
    schema: Option<Schema>,
    facts: ProjectFacts,
    dialect: Dialect,
    /// The rules that are on for each file; files with the same set share one list.
    active: Vec<Arc<ActiveRules<Check>>>,
    index: RuleIndex,
    cache: FindingCache,
    suppressions: SuppressionIndex,
    changed: FxHashSet<ItemId>,
}

/// A rule that is on, with what is set for it.
type Active<'s> = frame::Active<'s, Check>;

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
            facts: ProjectFacts::default(),
            dialect: Dialect::default(),
            active: Vec::new(),
            index: RuleIndex::default(),
            cache: FindingCache::new(ITEMS + 1, is_kept),
            suppressions: SuppressionIndex::default(),
            changed: FxHashSet::default(),
        }
    }

    /// Brings the findings up to date: `changes` are those since the last update. `sets` are the rules that are on for
    /// each file.
    pub fn update(
        &mut self,
        schema: &Schema,
        changes: &Changes,
        facts: &ProjectFacts,
        sets: &[Arc<RuleSet>],
    ) {
        let dialect = Dialect::of(schema, facts);
        let is_same_sets = self.is_same_sets(sets) && self.dialect == dialect;
        let is_same_setting = is_same_sets && self.facts == *facts;
        let mut changes = if is_same_setting { changes.clone() } else { Changes::everything(schema) };
        if changes.all {
            self.cache.clear();
            self.changed.extend(self.suppressions.items());
            self.suppressions.clear();
        }
        self.facts = facts.clone();
        if !is_same_sets {
            self.dialect = dialect;
            self.active = active_rules(sets, dialect);
        }
        self.changed.extend(&changes.gone);
        self.index.update(schema, &mut changes, self.is_kept);
        let Checks { wants_fixes, facts, active, index, cache, .. } = self;
        let whole = whole_rules(active);
        let (wants_fixes, cancel) = (*wants_fixes, &cancel::current());
        let checker = Running { schema, facts, index, active, whole: &whole, wants_fixes, cancel };
        cache.update_items(ITEMS, &changes, &checker);
        for (kind, _) in (ITEMS + 1..).zip(&whole) {
            cache.update_schema(kind, &changes, &checker);
        }
        self.changed.extend(self.cache.take_changed());
        self.suppressions.update(schema, &changes, &self.cache, &mut self.changed);
        self.schema = Some(schema.clone());
    }

    /// The findings in an item.
    pub fn findings_in(&self, id: ItemId) -> Vec<Cow<'_, Finding>> {
        let found = self.cache.findings_in(id);
        match &self.schema {
            Some(schema) if self.suppressions.concerns(id) => {
                let left = self.not_suppressed(schema, id, found.cloned().collect(), self.wants_fixes);
                left.into_iter().map(Cow::Owned).collect()
            }
            _ => found.map(Cow::Borrowed).collect(),
        }
    }

    /// The items in which a rule finds something, one for each finding, in no order.
    pub fn places_of(&self, code: &str) -> Vec<ItemId> {
        let found = self.cache.findings().filter(|finding| finding.code == code);
        let (commented, mut places): (Vec<ItemId>, Vec<ItemId>) =
            found.filter_map(Finding::item).partition(|id| self.suppressions.concerns(*id));
        let commented: FxHashSet<ItemId> = commented.into_iter().collect();
        for id in commented {
            places.extend(self.findings_in(id).iter().filter(|finding| finding.code == code).map(|_| id));
        }
        places
    }

    /// Takes the items whose findings changed since this was last called.
    pub fn take_changed(&mut self) -> FxHashSet<ItemId> {
        std::mem::take(&mut self.changed)
    }

    /// The items that may have findings.
    pub fn items(&self) -> FxHashSet<ItemId> {
        let mut items = self.cache.items();
        items.extend(self.suppressions.items());
        items
    }

    /// The findings in some items, with fixes.
    pub fn fixable(&self, items: &[ItemId]) -> Vec<Finding> {
        let Some(schema) = &self.schema else { return Vec::new() };
        let whole = whole_rules(&self.active);
        let Checks { facts, index, active, .. } = self;
        let cancel = &cancel::current();
        let checker = Running { schema, facts, index, active, whole: &whole, wants_fixes: true, cancel };
        let mut found: FxHashMap<ItemId, Vec<Finding>> = items.iter().map(|id| (*id, Vec::new())).collect();
        for finding in self.cache.recompute(items, &checker) {
            cancel.check();
            if let Some(list) = finding.item().and_then(|item| found.get_mut(&item)) {
                list.push(finding);
            }
        }
        let kept = |(id, list)| {
            cancel.check();
            self.not_suppressed(schema, id, list, true)
        };
        found.into_iter().flat_map(kept).collect()
    }

    fn not_suppressed(
        &self,
        schema: &Schema,
        id: ItemId,
        found: Vec<Finding>,
        wants_fixes: bool,
    ) -> Vec<Finding> {
        let set = self.active.get(schema.file_of(id).0 as usize).map(|active| active.set());
        self.suppressions.apply(schema, &self.cache, id, found, wants_fixes, set)
    }

    fn is_same_sets(&self, sets: &[Arc<RuleSet>]) -> bool {
        let same =
            |(a, b): (&Arc<ActiveRules<Check>>, &Arc<RuleSet>)| Arc::ptr_eq(a.set(), b) || a.set() == b;
        self.active.len() == sets.len() && self.active.iter().zip(sets).all(same)
    }
}

impl Default for Checks {
    fn default() -> Checks {
        Checks::new()
    }
}

/// Runs the rules.
#[derive(Clone, Copy)]
struct Running<'c> {
    schema: &'c Schema,
    facts: &'c ProjectFacts,
    index: &'c RuleIndex,
    active: &'c [Arc<ActiveRules<Check>>],
    /// See [`whole_rules`].
    whole: &'c [(usize, Active<'c>)],
    wants_fixes: bool,
    /// Asked before each rule: an item with thousands of fields takes each of them a while.
    cancel: &'c CancelToken,
}

impl Checker for Running<'_> {
    fn check(&self, task: Task) -> Vec<Finding> {
        match task.item {
            Some(id) => self.of_item(id),
            None => {
                let whole = usize::from(task.kind).checked_sub(usize::from(ITEMS) + 1);
                let whole = whole.and_then(|at| self.whole.get(at));
                whole.map(|(file, rule)| self.of_schema(*file, *rule)).unwrap_or_default()
            }
        }
    }
}

impl<'c> Running<'c> {
    /// The findings in an item of the rules that are on for its file.
    fn of_item(&self, id: ItemId) -> Vec<Finding> {
        let mut found = Vec::new();
        let Some(item) = self.schema.item(id) else { return found };
        let model = item.model().filter(|_| is_looked_at(item));
        let model = model.map(|model| ModelRef { id, item, model });
        let facts = ItemFacts::new(Some(id));
        let Some(rules) = self.active.get(self.schema.file_of(id).0 as usize) else { return found };
        let set = rules.set();
        for active in rules.iter() {
            self.cancel.check();
            let before = found.len();
            match (active.rule.check, model) {
                (Check::Model(check), Some(model)) => {
                    check(&self.context(set, active, &facts), model, &mut found)
                }
                (Check::Item(check), _) => check(&self.context(set, active, &facts), id, item, &mut found),
                _ => {}
            }
            self.drop_exempt(active, &mut found, before);
        }
        found.retain(|finding| finding.level != Level::Off);
        found
    }

    /// The findings of a rule about a whole schema, in the files that share the set of this one.
    fn of_schema(&self, file: usize, active: Active<'_>) -> Vec<Finding> {
        self.cancel.check();
        let Check::Schema(check) = active.rule.check else { return Vec::new() };
        let mut found = Vec::new();
        let Some(own) = self.active.get(file) else { return found };
        check(&self.context(own.set(), active, &ItemFacts::new(None)), &mut found);
        self.drop_exempt(active, &mut found, 0);
        let own = Some(own);
        let is_own = |file: FileId| match (self.active.get(file.0 as usize), own) {
            (Some(other), Some(own)) => Arc::ptr_eq(other, own) || other.set() == own.set(),
            _ => false,
        };
        let is_in_own = |it: &Finding| it.item().is_some_and(|item| is_own(self.schema.file_of(item)));
        found.retain(|it| it.level != Level::Off && is_in_own(it));
        found
    }

    /// Drops the findings from the index `start` on that the option `exempt` of their rule names.
    fn drop_exempt(&self, active: Active<'_>, found: &mut Vec<Finding>, start: usize) {
        let exemptions = active.options.exemptions();
        if !exemptions.is_empty() && found.len() > start {
            let new = found.split_off(start);
            found.extend(new.into_iter().filter(|finding| !is_exempt(self.schema, exemptions, finding)));
        }
    }

    fn context<'r>(&'r self, rules: &'r RuleSet, active: Active<'r>, item: &'r ItemFacts) -> Context<'r> {
        let Running { schema, facts, index, wants_fixes, .. } = *self;
        let Active { rule, level, options } = active;
        Context { schema, facts, options, rules, rule: &rule.metadata, level, wants_fixes, index, item }
    }
}

/// The rules about a whole schema that are on, each with the first file whose set turns it on.
fn whole_rules(active: &[Arc<ActiveRules<Check>>]) -> Vec<(usize, Active<'_>)> {
    let mut lists: Vec<(usize, &Arc<ActiveRules<Check>>)> = Vec::new();
    for (file, list) in active.iter().enumerate() {
        // Few lists are different, and files with the same one mostly follow each other.
        if !lists.iter().rev().any(|(_, known)| Arc::ptr_eq(known, list)) {
            lists.push((file, list));
        }
    }
    let rules = lists.into_iter().flat_map(|(file, list)| list.iter().map(move |active| (file, active)));
    rules.filter(|(_, active)| matches!(active.rule.check, Check::Schema(_))).collect()
}

/// What a schema is written in, as far as it decides which rules run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Dialect {
    #[default]
    Classic,
    /// That of Prisma 8.
    Next,
    /// That of Prisma 8 for a database that cannot be known.
    Unknown,
}

impl Dialect {
    fn of(schema: &Schema, facts: &ProjectFacts) -> Dialect {
        match (schema.configuration().is_next(), facts.stack.target) {
            (false, _) => Dialect::Classic,
            (true, Some(_)) => Dialect::Next,
            (true, None) => Dialect::Unknown,
        }
    }

    fn has(self, rule: &Rule) -> bool {
        match self {
            Dialect::Classic => rule.metadata.dialects.classic(),
            Dialect::Next => rule.metadata.dialects.next(),
            Dialect::Unknown => false,
        }
    }
}

/// The rules of the checklist that each set turns on in a dialect, one list for all files with the same set.
fn active_rules(sets: &[Arc<RuleSet>], dialect: Dialect) -> Vec<Arc<ActiveRules<Check>>> {
    let mut lists: Vec<Arc<ActiveRules<Check>>> = Vec::with_capacity(sets.len());
    for set in sets {
        let known = lists.iter().rev().find(|list| Arc::ptr_eq(list.set(), set)).cloned();
        let rules = topics::all().filter(|rule| dialect.has(rule));
        lists.push(known.unwrap_or_else(|| Arc::new(ActiveRules::new(rules, set))));
    }
    lists
}
