//! Foreign keys that no index serves.

use model::database::Database;
use statistics::{Statistics, TableStatistics};

/// From how many rows on a table is large enough for an unused or a missing index to matter.
pub(crate) const MANY_ROWS: u64 = 1000;

/// A foreign key of a large table that no index serves.
pub(crate) struct UnindexedKey<'f> {
    /// Its table.
    pub(crate) table: &'f TableStatistics,
    /// Its columns in order.
    pub(crate) columns: Vec<String>,
    /// The table that it points at.
    pub(crate) references: String,
}

/// The foreign keys of large tables that no index serves.
pub(crate) fn unindexed_keys<'f>(found: &'f Statistics, database: &Database) -> Vec<UnindexedKey<'f>> {
    let mut keys = Vec::new();
    for table in found.tables.iter().filter(|table| table.rows >= MANY_ROWS) {
        let known = database.tables.iter().find(|it| {
            it.name.name == table.name
                && it
                    .name
                    .key(database.provider)
                    .0
                    .is_none_or(|schema| table.schema.as_deref().is_none_or(|own| own == schema))
        });
        for key in known.iter().flat_map(|it| &it.foreign_keys) {
            let columns: Vec<String> = key.columns.iter().map(|it| it.to_string()).collect();
            let is_served = found.indexes_of(table).any(|index| {
                index.is_valid
                    && !index.is_partial
                    && index.column_names().take(columns.len()).eq(columns.iter().map(String::as_str))
            });
            if !is_served {
                keys.push(UnindexedKey { table, columns, references: key.references.name.to_string() });
            }
        }
    }
    keys
}
