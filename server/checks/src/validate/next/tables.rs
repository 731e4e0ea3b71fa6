//! Models as tables.

use crate::validate::next::columns::Column;
use crate::validate::next::symbols::Entity;

/// A model as a table.
pub(super) struct Table<'d> {
    /// The index of the model.
    pub(super) entity: usize,
    pub(super) columns: Vec<Column<'d>>,
    /// The names in the database of all fields, in order, also of those without a column.
    pub(super) names: Vec<String>,
    /// The columns of the primary key.
    pub(super) key: Option<Vec<String>>,
    /// The columns of each unique constraint, with the primary key.
    pub(super) unique: Vec<Vec<String>>,
}

impl Table<'_> {
    /// The name in the database of a field.
    pub(super) fn name_of(&self, model: &Entity<'_>, field: &str) -> Option<&String> {
        let at = model.fields.iter().position(|known| known.name == field)?;
        self.names.get(at)
    }

    /// The names in the database of fields.
    pub(super) fn names_of(&self, model: &Entity<'_>, fields: &[&str]) -> Vec<String> {
        fields.iter().filter_map(|field| self.name_of(model, field).cloned()).collect()
    }
}
