//! A database between two others: what may only be demanded of rows once they have their values waits.

use std::sync::Arc;

use model::catalog::Provider;
use model::database::{Database, Nullability, QualifiedName, Table};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::undo::losses::needs_values;

/// A column of a table.
pub(super) type Place = (QualifiedName, SmolStr);

/// The database after, with these columns nullable. With `is_filled` also without the indexes and foreign keys that the
/// database before lacks, since rows come in before those are checked; SQLite can only make them with their table.
pub(super) fn between(before: &Database, after: &Database, columns: &[Place], is_filled: bool) -> Database {
    let provider = after.provider;
    let mut by_table: FxHashMap<_, FxHashSet<&SmolStr>> = FxHashMap::default();
    for (table, column) in columns {
        by_table.entry(table.key(provider)).or_default().insert(column);
    }
    let must_wait = is_filled && provider != Provider::Sqlite;
    let old = before.tables.iter().map(|table| (table.name.key(provider), table));
    let old: FxHashMap<_, _> = old.collect();
    let mut database = after.clone();
    for (same, table) in after.tables.iter().zip(&mut database.tables) {
        let of_table = by_table.remove(&same.name.key(provider)).unwrap_or_default();
        let old = old.get(&same.name.key(provider)).copied();
        let is_new = must_wait && !old.is_some_and(|old| Arc::ptr_eq(old, same));
        if of_table.is_empty() && !is_new {
            continue;
        }
        let table = Arc::make_mut(table);
        let key = table.primary_key.clone();
        let is_key = |name: &str| key.iter().any(|key| key.column_names().any(|it| it == name));
        for column in table.columns.iter_mut().filter(|column| of_table.contains(&column.name)) {
            if needs_values(column) && !is_key(&column.name) {
                column.nullability = Nullability::Nullable;
            }
        }
        if is_new {
            wait_for_rows(table, old.map(Arc::as_ref));
        }
    }
    database
}

/// Leaves out the indexes and foreign keys that the table did not have.
fn wait_for_rows(table: &mut Table, old: Option<&Table>) {
    table.indexes.retain(|index| old.is_some_and(|old| old.indexes.iter().any(|it| it.name == index.name)));
    table
        .foreign_keys
        .retain(|key| old.is_some_and(|old| old.foreign_keys.iter().any(|it| it.name == key.name)));
}
