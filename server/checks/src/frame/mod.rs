//! The lint frame: what every kind of check needs, whatever it looks at.
//!
//! | module | what it owns |
//! |---|---|
//! | [`Metadata`] | a code with its documentation, levels and options |
//! | [`Rule`] | metadata and a check; the type of the check is the crate's own, since it decides what is looked at |
//! | [`Registry`] | all codes that can be reported, composed from the lists of several crates |
//! | [`Baseline`] | known findings, so that only new ones are reported |
//! | [`fix_all`] | applying many fixes at once |
//! | [`FindingCache`] | findings, kept for as long as what they depend on is unchanged |
//! | [`AggregateIndex`] | facts about a whole schema, kept as a sum over its items |
//! | [`Suppression`] | comments that suppress findings, and the rule about those without effect |
//! | [`Exemptions`] | the option `exempt`, which every rule has: blocks and fields that a rule leaves alone |
//! | [`RuleSet`] | which rules are on for a file, with which levels and options |
//!
//! A crate that checks something declares `type Rule = frame::Rule<Check>` with a `Check` of its own (a function over an
//! item, a statement, a call site), lists its rules by topic, and gives their metadata to the registry that the topmost
//! crate assembles. Settings, presets, suppression comments, the baseline, `explain` and the generated documentation then
//! apply to them without further work.

mod aggregate;
mod baseline;
mod cache;
mod documentation;
mod edits;
mod exemptions;
mod fix_all;
mod holders;
mod metadata;
mod options;
mod pattern;
mod registry;
mod rule;
mod rule_set;
mod suppression;

pub use aggregate::{Aggregate, AggregateIndex, ChangedKeys};
pub use baseline::{Baseline, Remaining};
pub use cache::{Checker, FindingCache, Task};
pub use documentation::{Documentation, Example};
pub use edits::Edits;
pub use exemptions::Exemptions;
pub use fix_all::{Fixable, Scope, fix_all};
pub use holders::{NameHolders, NameKey, Sorted};
pub use metadata::{Kind, Levels, Metadata};
pub use model::catalog::keywords::Dialects;
pub use options::{EXEMPT, OptionKind, OptionSpec, Options, Shape, entries};
pub use pattern::NamePatterns;
pub use registry::{Entry, Registry, group_name};
pub use rule::{Active, ActiveRules, Rule};
pub use rule_set::RuleSet;
pub use suppression::{
    CommentedText, ForeignTool, Reach, SUPPRESSION_WORDS, Suppression, UNUSED_SUPPRESSION, Usage,
};
