//! Lint rules over a schema that look at what the code asks of it.

mod context;
mod index_not_used;
mod missing_index;
mod rule;
mod unused_names;

use std::sync::Arc;

use base::{FileId, Finding, Level};
use checks::frame::{Entry, RuleSet};
use checks::rules::retain_unsuppressed;

pub use context::Context;
pub use missing_index::{MISSING_INDEX_FOR_QUERY, covered_foreign_keys};
pub use rule::{Check, Report, Rule};

/// The rules with their titles in lists.
static TOPICS: [(&str, &[&Rule]); 2] = [
    ("Queries: indexes", &[&missing_index::MISSING_INDEX_FOR_QUERY, &index_not_used::INDEX_NOT_USED]),
    ("Queries: unused names", &UNUSED),
];

/// The rules that need the words of all code.
static UNUSED: [&Rule; 2] = [&unused_names::UNUSED_MODEL, &unused_names::UNUSED_FIELD];

/// All rules.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    TOPICS.iter().flat_map(|(_, rules)| *rules).copied()
}

/// The codes of all rules, for the registry.
pub fn entries() -> impl Iterator<Item = Entry> {
    TOPICS
        .iter()
        .flat_map(|(topic, rules)| rules.iter().map(|rule| Entry { topic, metadata: &rule.metadata }))
}

/// Whether a rule set turns on a rule that needs the [words](crate::link::CodeWords) of all code.
pub fn wants_words(set: &RuleSet) -> bool {
    UNUSED.iter().any(|rule| set.level(rule.metadata.code) != Level::Off)
}

/// Whether a rule set turns any of these rules on.
pub fn is_any_active(set: &RuleSet) -> bool {
    rules().any(|rule| set.level(rule.metadata.code) != Level::Off)
}

/// What the rules find in a schema, in no order. `set_of` gives the rules that are on for a file of it. What a comment in the schema
/// suppresses is left out.
pub fn lint(cx: &Context<'_>, set_of: impl Fn(FileId) -> Arc<RuleSet>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in rules() {
        let code = rule.metadata.code;
        let mut report = Report::new(&rule.metadata);
        (rule.check)(cx, &mut report);
        findings.extend(report.finish().into_iter().filter_map(|(finding, most)| {
            let id = finding.item()?;
            let set = set_of(cx.schema.file_of(id));
            let level = set.level(code).min(most);
            let item = cx.schema.item(id)?;
            let is_exempt = set.options(code).is_some_and(|it| it.exemptions().cover_block(item.name()));
            (level != Level::Off && !is_exempt).then_some(Finding { level, ..finding })
        }));
    }
    retain_unsuppressed(cx.schema, &mut findings);
    findings
}
