//! The names that tables, columns and constraints bear in the database.

use crate::schema::Schema;
use crate::schema::catalog::capabilities::ConstraintKind;
use crate::schema::item::{Item, Key, KeyKind, Model};

/// A constraint's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConstraintName {
    /// The name in the database.
    pub text: String,
    /// Whether the schema writes it (`map:`); else Prisma makes it.
    pub written: bool,
}

impl Item {
    /// The name of its table, view, collection or enum type: that of `@@map`, else its own.
    pub fn database_name(&self) -> &str {
        let mapped = self.attributes().iter().find(|attribute| attribute.name() == "map");
        mapped.and_then(|attribute| attribute.named_or_first("name")?.as_str()).unwrap_or(self.name())
    }
}

impl Key {
    /// The kind of constraint that it becomes.
    pub fn constraint_kind(&self) -> ConstraintKind {
        match self.kind {
            KeyKind::Id => ConstraintKind::PrimaryKey,
            KeyKind::Unique => ConstraintKind::Unique,
            KeyKind::Index | KeyKind::Fulltext => ConstraintKind::Index,
        }
    }
}

impl Schema {
    /// The name of a key in the database. MySQL's primary keys have none of their own, nor have MongoDB's and
    /// SQLite's; there the name stands for what Prisma would call it.
    pub fn key_name(&self, item: &Item, key: &Key) -> ConstraintName {
        if let Some(map) = &key.map {
            return ConstraintName { text: map.value.clone(), written: true };
        }
        let columns: Vec<&str> = key.columns.iter().map(|column| column_name(item.model(), column)).collect();
        let columns = if key.kind == KeyKind::Id { Vec::new() } else { columns };
        let text = constraint_name(item.database_name(), &columns, key.constraint_kind(), self.name_limit());
        ConstraintName { text, written: false }
    }

    /// The most bytes that a constraint's name may have in this schema's database.
    pub fn name_limit(&self) -> Option<usize> {
        self.configuration().provider.and_then(|provider| provider.capabilities().max_constraint_name_bytes)
    }
}

/// The column of a key: the name in the database of its field, or of the path's fields joined by `.`.
fn column_name<'m>(model: Option<&'m Model>, column: &'m crate::schema::item::Column) -> &'m str {
    let name = column.path.text.as_str();
    model.and_then(|model| model.field(name)).map_or(name, |field| field.database_name())
}

/// The name that Prisma gives a constraint: table and columns, joined by `_` and cut to leave room for the suffix.
///
/// The rule is that of Prisma Migrate: `_pkey`, `_key`, `_idx`, `_fkey` for the kinds, `_dkey` for named defaults.
pub fn constraint_name(table: &str, columns: &[&str], kind: ConstraintKind, limit: Option<usize>) -> String {
    let suffix = match kind {
        ConstraintKind::PrimaryKey => "_pkey",
        ConstraintKind::Unique => "_key",
        ConstraintKind::Index => "_idx",
        ConstraintKind::ForeignKey => "_fkey",
        ConstraintKind::Default => "_dkey",
    };
    let mut name = table.to_owned();
    for column in columns {
        name.push('_');
        name.push_str(column);
    }
    if let Some(limit) = limit {
        let mut room = limit.saturating_sub(suffix.len());
        while !name.is_char_boundary(room.min(name.len())) {
            room -= 1;
        }
        name.truncate(room.min(name.len()));
    }
    name.push_str(suffix);
    name
}
