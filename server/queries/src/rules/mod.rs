//! Lint rules over code that uses Prisma Client, on the frame of `checks`.
//!
//! A rule sees one file of code ([`Context`]): what it says, its calls with their models, and the application around it.

mod application_facts;
mod argument;
mod argument_edit;
mod clients;
mod context;
mod filter;
mod loading;
mod rule;
mod safety;
mod soft_delete;
mod sql;
mod suppression;

use std::sync::Arc;

use base::Finding;
use checks::frame::{ActiveRules, Entry, RuleSet};

use crate::link::Query;
pub use application_facts::{ApplicationFacts, ClientInFile};
pub use context::{Context, Facts};
pub use rule::{Check, Report, Rule};
pub use suppression::suppress;

/// The rules under one title.
#[derive(Clone, Copy, Debug)]
pub struct Topic {
    /// The title.
    pub title: &'static str,
    /// The rules.
    pub rules: &'static [&'static Rule],
}

/// All rules over code, by topic.
pub static TOPICS: [Topic; 4] = [
    Topic { title: "Queries: raw SQL", rules: sql::RULES },
    Topic { title: "Queries: loading data", rules: loading::RULES },
    Topic { title: "Queries: safety", rules: safety::RULES },
    Topic { title: "Queries: clients and transactions", rules: clients::RULES },
];

/// All rules.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    TOPICS.iter().flat_map(|topic| topic.rules).copied()
}

/// The codes of all rules, for the registry.
pub fn entries() -> impl Iterator<Item = Entry> {
    TOPICS.iter().flat_map(|topic| {
        topic.rules.iter().map(move |rule| Entry { topic: topic.title, metadata: &rule.metadata })
    })
}

/// The rules over code that a rule set turns on.
pub fn active(set: &Arc<RuleSet>) -> ActiveRules<Check> {
    ActiveRules::new(rules(), set)
}

/// What the rules find in one file, in the order of the text.
pub fn lint(cx: &Context<'_>, rules: &ActiveRules<Check>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in rules.iter() {
        let exemptions = rule.options.exemptions();
        let is_exempt = |query: &Query<'_>| {
            cx.schema.item(query.model).is_some_and(|item| exemptions.cover_block(item.name()))
        };
        if cx.queries.iter().any(is_exempt) {
            let queries: Vec<Query<'_>> = cx.queries.iter().filter(|it| !is_exempt(it)).copied().collect();
            let cx = Context { queries: &queries, ..*cx };
            (rule.rule.check)(&cx, &mut Report::new(rule, &cx, &mut findings));
        } else {
            (rule.rule.check)(cx, &mut Report::new(rule, cx, &mut findings));
        }
    }
    suppression::apply(cx, rules.set(), &mut findings);
    findings.sort_by_key(|finding| (finding.anchor.span(), finding.code));
    // Several calls may share a constant that is written once.
    findings.dedup_by(|one, other| {
        (&one.anchor, one.code, &one.message) == (&other.anchor, other.code, &other.message)
    });
    findings
}
