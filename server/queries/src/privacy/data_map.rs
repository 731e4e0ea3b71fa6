//! The models and fields with personal data.

use base::{FieldId, ItemId};
use checks::rules::PersonalData;

use super::access::Access;
use super::retention::Retention;

/// A model with personal data.
#[derive(Clone, Debug)]
pub struct PersonalModel {
    /// The model.
    pub model: ItemId,
    /// Its fields with personal data.
    pub fields: Vec<PersonalField>,
    /// What the code does with its rows.
    pub accesses: Vec<Access>,
    /// How long rows are kept.
    pub retention: Retention,
}

/// A field with personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonalField {
    /// The field.
    pub field: FieldId,
    /// What is known of it.
    pub data: PersonalData,
}
