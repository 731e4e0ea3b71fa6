//! What each database can do in place, as far as the choice of steps depends on it.

use model::catalog::Provider;

/// What a database can do in place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Dialect {
    /// A primary key can get other columns in place.
    pub(super) alters_primary_keys: bool,
    /// Foreign keys can be renamed.
    pub(super) renames_foreign_keys: bool,
    /// Indexes can be renamed.
    pub(super) renames_indexes: bool,
    /// A table can be recreated while foreign keys point at it.
    pub(super) redefines_referenced_tables: bool,
    /// A column of a foreign key can become `NOT NULL` with the key in place.
    pub(super) requires_foreign_key_columns: bool,
    /// Dropping a column drops its indexes.
    pub(super) drops_indexes_with_columns: bool,
    /// The statement that creates a table creates its indexes.
    pub(super) creates_indexes_with_table: bool,
    /// The statement that creates a table creates its unique constraints.
    pub(super) creates_uniques_with_table: bool,
    /// Foreign keys are a part of the statement that creates the table, and keep no name that matters.
    pub(super) inline_foreign_keys: bool,
    /// The indexes of dropped tables are dropped first where other tables are recreated.
    pub(super) drops_indexes_of_dropped_tables: bool,
    /// A foreign key whose index goes is dropped and added again.
    pub(super) recreates_foreign_keys_of_indexes: bool,
    /// Defaults of JSON columns are not compared.
    pub(super) ignores_json_defaults: bool,
    /// Whether a column counts is no difference.
    pub(super) ignores_autoincrement: bool,
    /// A primary key with a column that is recreated is dropped and added.
    pub(super) recreates_primary_key_with_column: bool,
}

impl Dialect {
    pub(super) fn of(provider: Provider) -> Dialect {
        let common = Dialect {
            renames_foreign_keys: true,
            renames_indexes: true,
            requires_foreign_key_columns: true,
            ..Dialect::default()
        };
        match provider {
            Provider::Postgresql => Dialect { drops_indexes_with_columns: true, ..common },
            Provider::Cockroachdb => Dialect {
                alters_primary_keys: true,
                drops_indexes_with_columns: true,
                ignores_autoincrement: true,
                ..common
            },
            Provider::Sqlserver => Dialect {
                creates_uniques_with_table: true,
                recreates_primary_key_with_column: true,
                ..common
            },
            Provider::Mysql => Dialect {
                renames_foreign_keys: false,
                requires_foreign_key_columns: false,
                creates_indexes_with_table: true,
                recreates_foreign_keys_of_indexes: true,
                ignores_json_defaults: true,
                ..common
            },
            Provider::Sqlite | Provider::Mongodb => Dialect {
                renames_foreign_keys: false,
                renames_indexes: false,
                redefines_referenced_tables: true,
                inline_foreign_keys: true,
                drops_indexes_of_dropped_tables: true,
                ignores_autoincrement: true,
                ..common
            },
        }
    }
}
