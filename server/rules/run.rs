//! Running the rules.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::project::Level;
use crate::rules::kinds::is_marked_as_view;
use crate::rules::{Check, Context, ModelRef, ProjectFacts, RuleSet, suppression};
use crate::schema::{FileId, Finding, Schema};

/// The findings of the checklist in a whole schema, in the order of their places. `rules` gives the rules that are on
/// for a file: a finding counts where the file of its place has the rule on, and bears the level that it has there.
///
/// `wants_fixes` says whether fixes are made out as well, which costs more.
pub fn check(
    schema: &Schema,
    facts: &ProjectFacts,
    rules: &dyn Fn(FileId) -> Arc<RuleSet>,
    wants_fixes: bool,
) -> Vec<Finding> {
    let sets: Vec<Arc<RuleSet>> = (0..schema.files().len()).map(|at| rules(file_id(at))).collect();
    let style = OnceLock::new();
    let mut found = Vec::new();
    for (at, set) in sets.iter().enumerate() {
        // Files with the same settings share one set, and are looked at together.
        if sets.iter().take(at).any(|earlier| Arc::ptr_eq(earlier, set)) {
            continue;
        }
        let in_set = |file: FileId| sets.get(file.0 as usize).is_some_and(|other| Arc::ptr_eq(other, set));
        let active: Vec<_> = set.active().collect();
        // Rules know nothing of each other, so they run side by side; what they find stays in their order.
        found.par_extend(active.into_par_iter().flat_map_iter(|(rule, level, options)| {
            let context = Context { schema, facts, options, rule, level, wants_fixes, style: &style };
            let mut of_rule = Vec::new();
            run(&context, &in_set, &mut of_rule);
            of_rule
        }));
    }
    found.retain(|finding| finding.level != Level::Off);
    let mut found = suppression::apply(schema, &sets, found, wants_fixes);
    found.sort_by(|a, b| (a.place, a.code).cmp(&(b.place, b.code)));
    found
}

/// Runs one rule over the files that `in_set` names.
fn run(context: &Context<'_>, in_set: &dyn Fn(FileId) -> bool, found: &mut Vec<Finding>) {
    let schema = context.schema;
    match context.rule.check {
        Check::Model(check) => {
            for (id, item, model) in schema.models() {
                if !model.is_ignored() && !is_marked_as_view(item) && in_set(schema.file_of(id)) {
                    check(context, ModelRef { id, item, model }, found);
                }
            }
        }
        Check::Item(check) => {
            for (id, item) in schema.items() {
                if in_set(schema.file_of(id)) {
                    check(context, id, item, found);
                }
            }
        }
        Check::Schema(check) => {
            let mut all = Vec::new();
            check(context, &mut all);
            found.extend(all.into_iter().filter(|finding| in_set(schema.file_of(finding.place.item))));
        }
    }
}

fn file_id(at: usize) -> FileId {
    FileId(u32::try_from(at).unwrap_or(u32::MAX))
}
