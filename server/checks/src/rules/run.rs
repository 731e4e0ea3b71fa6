//! Running the rules.

use std::borrow::Cow;
use std::sync::Arc;

use crate::frame::RuleSet;
use crate::rules::{Checks, ProjectFacts};
use base::{FileId, Finding};
use model::schema::{Changes, Schema};

/// The findings of the checklist in a whole schema, in the order of their places. `rules` gives the rules that are on
/// for a file: a finding counts where the file of its place has the rule on, and bears the level that it has there.
///
/// `wants_fixes` says whether fixes are generated out as well, which costs more.
pub fn check(
    schema: &Schema,
    facts: &ProjectFacts,
    rules: &dyn Fn(FileId) -> Arc<RuleSet>,
    wants_fixes: bool,
) -> Vec<Finding> {
    let sets: Vec<Arc<RuleSet>> =
        (0..).map(FileId).zip(schema.files()).map(|(file, _)| rules(file)).collect();
    let mut checks = Checks::once(wants_fixes);
    checks.update(schema, &Changes::everything(schema), facts, &sets);
    let mut found: Vec<Finding> =
        checks.items().into_iter().flat_map(|id| checks.findings_in(id)).map(Cow::into_owned).collect();
    let order = |it: &Finding| (schema.anchor_order(&it.anchor), it.code);
    found.sort_by(|a, b| order(a).cmp(&order(b)));
    found
}
