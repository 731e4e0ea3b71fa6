//! Rules for names in the schema and in the database.

mod boolean_prefix;
mod constraint_name;
mod enum_name_pascal_case;
mod enum_value_case;
mod field_map_snake_case;
mod field_name_camel_case;
mod fk_field_name;
mod inconsistent_mapping;
mod list_field_plural;
mod mapping;
mod model_map_snake_case;
mod model_name_pascal_case;
mod model_name_singular;
mod preferred_case;
mod reserved_word;
mod shared;

use crate::rules::Rule;

/// The rules of this topic, in the order of the rule list.
pub const RULES: &[&Rule] = &[
    &model_name_pascal_case::RULE,
    &model_name_singular::RULE,
    &field_name_camel_case::RULE,
    &list_field_plural::RULE,
    &fk_field_name::RULE,
    &boolean_prefix::RULE,
    &enum_name_pascal_case::RULE,
    &enum_value_case::RULE,
    &reserved_word::RULE,
    &inconsistent_mapping::RULE,
    &model_map_snake_case::RULE,
    &field_map_snake_case::RULE,
    &constraint_name::RULE,
];
