//! Rules for datasource, generator and environment.

mod binary_targets;
mod db_push_in_script;
mod direct_url_missing;
mod generator_output_missing;
mod hardcoded_url;

use crate::rules::Rule;

/// The rules of this topic, in the order of the rule list.
pub const RULES: &[&Rule] = &[
    &hardcoded_url::RULE,
    &direct_url_missing::RULE,
    &generator_output_missing::RULE,
    &binary_targets::RULE,
    &db_push_in_script::RULE,
];
