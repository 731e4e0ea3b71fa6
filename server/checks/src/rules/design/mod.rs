//! Design smells.

mod all_optional;
mod comma_list;
mod eav_model;
mod god_model;
mod incrementing_columns;
mod isolated_model;
mod many_lobs;
mod polymorphic_reference;
mod relation_cycle_required;
mod self_relation_on_delete;
mod tenant_scope;
mod version_pattern;

use crate::rules::Rule;

/// The rules of this topic, in the order of the rule list.
pub const RULES: &[&Rule] = &[
    &incrementing_columns::RULE,
    &eav_model::RULE,
    &polymorphic_reference::RULE,
    &comma_list::RULE,
    &all_optional::RULE,
    &god_model::RULE,
    &many_lobs::RULE,
    &isolated_model::RULE,
    &version_pattern::RULE,
    &tenant_scope::RULE,
    &relation_cycle_required::RULE,
    &self_relation_on_delete::RULE,
];
