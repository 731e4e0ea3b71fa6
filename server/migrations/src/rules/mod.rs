//! Lint rules over migrations, on the frame of `checks`.
//!
//! A rule sees one migration ([`Context`]) with what is known around it ([`Facts`]): how Prisma applies the file, the database
//! before it, whether its tables are in use yet.

mod atomicity;
mod columns;
mod constraints;
mod context;
mod data;
mod destructive;
mod enums;
mod fix_all;
mod history;
mod indexes;
mod providers;
mod rule;
mod split;
mod suppression;
mod transactions;

use std::path::Path;
use std::sync::Arc;

use base::Finding;
use checks::frame::{ActiveRules, Entry, Kind, Metadata, RuleSet};

pub use atomicity::is_atomic;
pub use context::{ApplyPath, Context, Facts};
pub use fix_all::{FixedMigration, fix_all};
pub use rule::{Check, Report, Rule};
pub use split::split_name;
pub use suppression::{SQUAWK_RULES, suppress};

/// The rules under one title.
#[derive(Clone, Copy, Debug)]
pub struct Topic {
    /// The title.
    pub title: &'static str,
    /// The rules.
    pub rules: &'static [&'static Rule],
}

/// All rules over migrations, by topic.
pub static TOPICS: [Topic; 9] = [
    Topic { title: "Migrations: deleting", rules: destructive::RULES },
    Topic { title: "Migrations: data", rules: data::RULES },
    Topic { title: "Migrations: columns", rules: columns::RULES },
    Topic { title: "Migrations: indexes", rules: indexes::RULES },
    Topic { title: "Migrations: constraints and renames", rules: constraints::RULES },
    Topic { title: "Migrations: enums", rules: enums::RULES },
    Topic { title: "Migrations: transactions", rules: transactions::RULES },
    Topic { title: "Migrations: history", rules: history::RULES },
    Topic { title: "Migrations: MySQL, SQLite, SQL Server", rules: providers::RULES },
];

/// What is wrong with the folder of the migrations, not with one of them.
pub static MIGRATION_HISTORY: Metadata = Metadata::new(
    "migration-history",
    "Prisma refuses to use the folder of the migrations.\n\n`migration_lock.toml` names another provider than the datasource \
     (P3019): migrations are written for one provider, so a new provider needs a new history. Or a folder has no \
     `migration.sql` (P3015): delete it.",
    Kind::Configuration,
);

/// All rules.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    TOPICS.iter().flat_map(|topic| topic.rules).copied()
}

/// The codes of all rules, for the registry.
pub fn entries() -> impl Iterator<Item = Entry> {
    let of_topic = |topic: &'static Topic| {
        topic.rules.iter().map(move |rule| Entry { topic: topic.title, metadata: &rule.metadata })
    };
    let of_history = Entry { topic: "configuration files", metadata: &MIGRATION_HISTORY };
    TOPICS.iter().flat_map(of_topic).chain([of_history])
}

/// The rules over migrations that a rule set turns on.
pub fn active(set: &Arc<RuleSet>) -> ActiveRules<Check> {
    ActiveRules::new(rules(), set)
}

/// What the rules find in a migration whose file is at `path`, in the order of the text.
pub fn lint(cx: &Context<'_>, path: &Arc<Path>, rules: &ActiveRules<Check>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in rules.iter().filter(|rule| !rule.options.exemptions().cover_block(cx.name)) {
        let check = &rule.rule.check;
        if check.providers.is_empty() || check.providers.contains(&cx.provider()) {
            (check.run)(cx, &mut Report::new(rule, path, cx, &mut findings));
        }
    }
    suppression::apply(cx, path, rules.set(), &mut findings);
    findings.sort_by_key(|finding| (finding.anchor.span(), finding.code));
    findings
}
