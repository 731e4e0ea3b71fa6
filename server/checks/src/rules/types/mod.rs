//! Rules for types and defaults.

pub(in crate::rules) mod column;
mod datetime_as_string;
mod discouraged_native_type;
mod enum_for_fast_changing;
mod float_money;
mod list_default_empty;
mod native_enum_change;
mod optional_boolean;
mod prefer_timestamptz;
mod repeated_migration;
mod required_ignored_field;
mod required_unsupported;
mod same_name_different_type;
mod stored_form;
mod unbounded_string;

pub(super) use column::relation_keys;

use crate::rules::Rule;

/// The rules of this topic, in the order of the rule list.
pub const RULES: &[&Rule] = &[
    &float_money::RULE,
    &prefer_timestamptz::RULE,
    &discouraged_native_type::RULE,
    &unbounded_string::RULE,
    &list_default_empty::RULE,
    &required_ignored_field::RULE,
    &required_unsupported::RULE,
    &optional_boolean::RULE,
    &datetime_as_string::RULE,
    &same_name_different_type::RULE,
    &enum_for_fast_changing::RULE,
    &repeated_migration::RULE,
    &native_enum_change::RULE,
];
