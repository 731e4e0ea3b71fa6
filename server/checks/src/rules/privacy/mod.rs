//! Rules for privacy, retention and audit.

mod audit_trail_missing;
mod encrypted_attribute_invalid;
mod encrypted_field_lookup;
mod encrypted_field_type;
mod marks;
mod personal_data;
mod personal_words;
mod pii_annotation;
mod require_docs;
mod retention_missing;
mod sensitive_not_encrypted;
mod sensitive_words;
mod soft_delete_shape;

pub use marks::{DOCUMENTATION_MARKS, is_encrypted};
pub use personal_data::{
    DataClass, DataEvidence, PersonalData, Protection, is_person, personal_data, retention_mark,
};
pub use sensitive_words::is_secret;

use crate::rules::Rule;

/// The rules of this topic, in the order of the rule list.
pub const RULES: &[&Rule] = &[
    &encrypted_attribute_invalid::RULE,
    &sensitive_not_encrypted::RULE,
    &encrypted_field_type::RULE,
    &encrypted_field_lookup::RULE,
    &pii_annotation::RULE,
    &retention_missing::RULE,
    &audit_trail_missing::RULE,
    &soft_delete_shape::RULE,
    &require_docs::RULE,
];
