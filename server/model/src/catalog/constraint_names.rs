//! The names that Prisma gives to keys, indexes and constraints where the schema gives none.
//!
//! Source: the names in migrations that Prisma writes, and the clashes that its validator reports between a given
//! name and one it makes.

use crate::catalog::capabilities::ConstraintKind;
use crate::catalog::provider::Provider;

/// The ending by which a kind of constraint is told.
pub const fn suffix(kind: ConstraintKind) -> &'static str {
    match kind {
        ConstraintKind::PrimaryKey => "_pkey",
        ConstraintKind::Index => "_idx",
        ConstraintKind::Unique => "_key",
        ConstraintKind::ForeignKey => "_fkey",
        ConstraintKind::Default => "_df",
    }
}

/// The name that Prisma makes for a constraint: table, columns and suffix, all as the database names them. Where that
/// is longer than the database allows, what stands before the suffix is cut short. A path into a composite type is
/// given column by column. Primary keys are named after their table alone, so their columns do not matter.
pub fn default_name(provider: Provider, kind: ConstraintKind, table: &str, columns: &[&str]) -> String {
    let length = columns.iter().map(|column| column.len() + 1).sum::<usize>();
    let mut name = String::with_capacity(table.len() + length + suffix(kind).len());
    name.push_str(table);
    if kind != ConstraintKind::PrimaryKey {
        for column in columns {
            name.push('_');
            name.push_str(column);
        }
    }
    let suffix = suffix(kind);
    if let Some(most) = provider.capabilities().max_constraint_name_bytes {
        let mut room = most.saturating_sub(suffix.len()).min(name.len());
        while !name.is_char_boundary(room) {
            room -= 1;
        }
        name.truncate(room);
    }
    name.push_str(suffix);
    name
}
