//! The suppression comments of a schema, kept item by item.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::frame::{FindingCache, Reach, RuleSet, Suppression, UNUSED_SUPPRESSION, Usage};
use crate::rules::suppression::{BlockText, read};
use crate::rules::topics;
use base::{FileId, Finding, ItemId};
use model::schema::{Changes, Schema};

/// The suppression comments of a schema, and what those about whole files suppress.
#[derive(Debug, Default)]
pub(super) struct SuppressionIndex {
    by_item: FxHashMap<ItemId, Vec<Suppression>>,
    /// The items with a comment that suppresses rules in their whole file.
    file_wide: FxHashSet<ItemId>,
    /// The rules that such comments suppress in an item.
    suppressed: FxHashMap<ItemId, Vec<&'static str>>,
}

impl SuppressionIndex {
    /// The items with suppression comments.
    pub(super) fn items(&self) -> impl Iterator<Item = ItemId> {
        self.by_item.keys().copied()
    }

    /// Whether comments suppress rules in an item, or are in it.
    pub(super) fn concerns(&self, id: ItemId) -> bool {
        self.by_item.contains_key(&id) || self.suppressed.contains_key(&id)
    }

    /// Forgets all comments.
    pub(super) fn clear(&mut self) {
        *self = SuppressionIndex::default();
    }

    /// Reads the comments of what changed. `changed` holds the items whose findings changed; those whose findings are
    /// suppressed otherwise than before are added.
    pub(super) fn update(
        &mut self,
        schema: &Schema,
        changes: &Changes,
        cache: &FindingCache,
        changed: &mut FxHashSet<ItemId>,
    ) {
        let mut files: FxHashSet<FileId> = FxHashSet::default();
        for id in changes.gone.iter().chain(&changes.items) {
            let old = self.by_item.remove(id);
            let new = schema.item(*id).map(|item| read(schema, *id, item)).unwrap_or_default();
            let had = self.file_wide.remove(id);
            let has = new.iter().any(|it| it.reach == Reach::File);
            if had || has {
                files.insert(schema.file_of(*id));
            }
            if has {
                self.file_wide.insert(*id);
            }
            if old.is_some() || !new.is_empty() {
                changed.insert(*id);
            }
            if !new.is_empty() {
                self.by_item.insert(*id, new);
            }
        }
        if files.is_empty() && self.file_wide.is_empty() && self.suppressed.is_empty() {
            return;
        }
        for file in files {
            changed.extend(schema.items_of(file).map(|(id, _)| id));
        }
        // What is suppressed in an item decides whether the comments that do so are unused.
        let mut touched: FxHashSet<FileId> = FxHashSet::default();
        for id in changed.clone() {
            let codes = self.suppressed_in(schema, cache, id);
            let before = if codes.is_empty() {
                self.suppressed.remove(&id)
            } else {
                self.suppressed.insert(id, codes.clone())
            };
            if before.unwrap_or_default() != codes {
                touched.insert(schema.file_of(id));
            }
        }
        changed.extend(self.file_wide.iter().filter(|id| touched.contains(&schema.file_of(**id))));
    }

    /// What is left of the findings in an item, and which of its comments are unused. `set` are the rules of its file.
    pub(super) fn apply(
        &self,
        schema: &Schema,
        cache: &FindingCache,
        id: ItemId,
        found: Vec<Finding>,
        wants_fixes: bool,
        set: Option<&Arc<RuleSet>>,
    ) -> Vec<Finding> {
        let suppressed = self.suppressed.get(&id).map_or(&[][..], Vec::as_slice);
        let Some(own) = self.by_item.get(&id) else {
            return found.into_iter().filter(|finding| !suppressed.contains(&finding.code)).collect();
        };
        let near: Vec<&Suppression> = own.iter().filter(|it| it.reach != Reach::File).collect();
        let is_left = |finding: &&Finding| {
            !suppressed.contains(&finding.code) && !near.iter().any(|it| it.suppresses(finding))
        };
        let mut left: Vec<Finding> = found.iter().filter(is_left).cloned().collect();
        let file = schema.file_of(id);
        for suppression in own {
            // What another comment suppresses as well counts as suppressed by this one.
            let is_own = |code: &str| match suppression.reach {
                Reach::File => self
                    .suppressed
                    .iter()
                    .any(|(other, codes)| schema.file_of(*other) == file && codes.contains(&code)),
                _ => found.iter().any(|finding| finding.code == code && suppression.suppresses(finding)),
            };
            // What other checks find is not known here: rules over the code look at more than the schema.
            let is_used = |code: &str| {
                let is_known = set.is_some_and(|set| set.registry().rule(code).is_some());
                is_own(code) || (is_known && !is_of_schema(code))
            };
            let would_be_used = |code: &str| match suppression.reach {
                Reach::File => {
                    schema.items_of(file).any(|(other, _)| cache.findings_in(other).any(|it| it.code == code))
                }
                _ => found.iter().any(|it| it.code == code && suppression.reaches(it)),
            };
            let usage = Usage { is_used: &is_used, would_be_used: &would_be_used };
            if let Some(set) = set {
                left.extend(suppression.unused(set, usage, &BlockText { schema, item: id, wants_fixes }));
            }
        }
        left
    }

    /// The rules with findings in an item that comments about its file suppress.
    fn suppressed_in(&self, schema: &Schema, cache: &FindingCache, id: ItemId) -> Vec<&'static str> {
        let file = schema.file_of(id);
        let wide = self.file_wide.iter().filter(|other| schema.file_of(**other) == file);
        let comments: Vec<&Suppression> = wide
            .filter_map(|id| self.by_item.get(id))
            .flatten()
            .filter(|it| it.reach == Reach::File)
            .collect();
        if comments.is_empty() {
            return Vec::new();
        }
        let codes = cache.findings_in(id).map(|finding| finding.code);
        let mut codes: Vec<&'static str> =
            codes.filter(|code| comments.iter().any(|it| it.names(code))).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}

/// Whether a rule of this crate has the code.
fn is_of_schema(code: &str) -> bool {
    topics::all().any(|rule| rule.metadata.code == code) || code == UNUSED_SUPPRESSION.code
}
