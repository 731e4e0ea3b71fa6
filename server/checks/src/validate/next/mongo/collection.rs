//! Models as collections of documents.

use crate::validate::next::mongo::fields::Stored;
use crate::validate::next::mongo::indexes::Filter;
use crate::validate::next::symbols::Entity;

/// A model as a collection.
pub(super) struct Collection<'d> {
    /// The index of the model.
    pub(super) entity: usize,
    /// The name of the collection.
    pub(super) name: String,
    /// The keys of all fields in the documents, in order.
    pub(super) keys: Vec<String>,
    /// The fields that are stored.
    pub(super) stored: Vec<Stored<'d>>,
    /// What is wrong with indexes of variants depends on their filters.
    pub(super) filters: Vec<Filter>,
}

impl Collection<'_> {
    /// The key in the documents of a field.
    pub(super) fn key_of(&self, model: &Entity<'_>, field: &str) -> Option<&str> {
        let at = model.fields.iter().position(|known| known.name == field)?;
        self.keys.get(at).map(String::as_str)
    }
}
