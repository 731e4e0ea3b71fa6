//! All rules of the checklist.

use crate::rules::{Rule, audit, design, environment, indexes, naming, privacy, relations, security, types};

/// The rules of each topic, in the order in which they are listed.
pub const TOPICS: &[(&str, &[&Rule])] = &[
    ("Audit fields and keys", audit::RULES),
    ("Relations and foreign keys", relations::RULES),
    ("Indexes and uniqueness", indexes::RULES),
    ("Types and defaults", types::RULES),
    ("Naming", naming::RULES),
    ("Privacy and audit", privacy::RULES),
    ("Row-level security", security::RULES),
    ("Design", design::RULES),
    ("Datasource and generator", environment::RULES),
];

/// All rules, topic by topic.
pub(super) fn all() -> impl Iterator<Item = &'static Rule> {
    TOPICS.iter().flat_map(|(_, rules)| rules.iter().copied())
}
