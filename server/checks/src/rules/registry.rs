//! All rules.

use crate::rules::{
    Rule, audit, design, environment, indexes, naming, privacy, relations, suppression, types,
};

/// The rules of each topic, in the order in which they are listed.
const TOPICS: &[(&str, &[&Rule])] = &[
    ("Audit fields and keys", audit::RULES),
    ("Relations and foreign keys", relations::RULES),
    ("Indexes and uniqueness", indexes::RULES),
    ("Types and defaults", types::RULES),
    ("Naming", naming::RULES),
    ("Privacy and audit", privacy::RULES),
    ("Design", design::RULES),
    ("Datasource and generator", environment::RULES),
    ("Suppression comments", suppression::RULES),
];

/// All rules with the title of their topic, topic by topic.
pub fn rules() -> impl Iterator<Item = (&'static str, &'static Rule)> {
    TOPICS.iter().flat_map(|(topic, rules)| rules.iter().map(move |rule| (*topic, *rule)))
}

/// The rule of this name.
pub fn find(code: &str) -> Option<&'static Rule> {
    rules().map(|(_, rule)| rule).find(|rule| rule.code == code)
}
