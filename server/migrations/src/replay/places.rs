//! Where things are in a database that migrations change.

use model::catalog::Provider;
use model::database::{Database, QualifiedName};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Where tables, enum types and indexes are in a database. A copy of a database has none: it is made where it is needed.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) tables: FxHashMap<Key, usize>,
    pub(super) enums: FxHashMap<Key, usize>,
    /// The tables that have, or had, an index of a name.
    pub(super) indexes: FxHashMap<SmolStr, Vec<usize>>,
    /// Tables whose indexes may have got other names since.
    pub(super) changed: Vec<usize>,
    pub(super) is_complete: bool,
}

/// The database schema and the name of an object, as the database compares them.
pub(super) type Key = (Option<SmolStr>, SmolStr);

impl Clone for Places {
    fn clone(&self) -> Self {
        Places::default()
    }
}

impl Places {
    /// Those of a database.
    pub(super) fn of(database: &Database) -> Places {
        let provider = database.provider;
        let tables = database.tables.iter().enumerate();
        let enums = database.enums.iter().enumerate();
        Places {
            tables: tables.map(|(at, table)| (key(&table.name, provider), at)).collect(),
            enums: enums.map(|(at, value)| (key(&value.name, provider), at)).collect(),
            indexes: FxHashMap::default(),
            changed: (0..database.tables.len()).collect(),
            is_complete: true,
        }
    }

    /// Notes that the table at a place has an index of this name.
    pub(super) fn add_index(&mut self, name: &str, provider: Provider, at: usize) {
        let tables = self.indexes.entry(folded(name, provider)).or_default();
        if tables.last() != Some(&at) {
            tables.push(at);
        }
    }
}

/// The name of an object as the database compares it.
pub(super) fn key(name: &QualifiedName, provider: Provider) -> Key {
    let (namespace, name) = name.key(provider);
    (namespace.map(SmolStr::new), folded(name, provider))
}

/// A name as the database compares it.
pub(super) fn folded(name: &str, provider: Provider) -> SmolStr {
    match provider {
        Provider::Postgresql | Provider::Cockroachdb => SmolStr::new(name),
        _ if name.bytes().any(|byte| byte.is_ascii_uppercase()) => SmolStr::new(name.to_ascii_lowercase()),
        _ => SmolStr::new(name),
    }
}
