//! Rules for relations and foreign keys.

mod cascade_chain;
mod cascade_on_optional;
mod cascade_vs_soft_delete;
mod cascades;
mod column_families;
mod explicit_on_delete;
mod fk_missing_index;
mod fk_native_type_mismatch;
mod forbidden_action;
mod implicit_m2m;
mod one_to_one_side;
pub(super) mod owning;
mod relation_mode_prisma;
mod set_default_without_default;

pub use implicit_m2m::write_join_model;

use crate::rules::Rule;

/// The rules of this topic, in the order of the rule list.
pub const RULES: &[&Rule] = &[
    &fk_missing_index::RULE,
    &explicit_on_delete::RULE,
    &cascade_on_optional::RULE,
    &cascade_chain::RULE,
    &cascade_vs_soft_delete::RULE,
    &set_default_without_default::RULE,
    &fk_native_type_mismatch::RULE,
    &relation_mode_prisma::RULE,
    &implicit_m2m::RULE,
    &one_to_one_side::RULE,
    &forbidden_action::RULE,
];
