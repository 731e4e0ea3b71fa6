//! Names in SQL, and the names of what a plan makes for a while.

use model::catalog::Provider;
use model::database::{Database, QualifiedName, Table};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::rename::WAITING;

/// How many bytes of a name PostgreSQL keeps.
const MAX_BYTES: usize = 63;

/// A name as the provider quotes it.
pub(crate) fn quoted(provider: Provider, name: &str) -> String {
    match provider {
        Provider::Mysql => format!("`{}`", name.replace('`', "``")),
        Provider::Sqlserver => format!("[{}]", name.replace(']', "]]")),
        _ => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}

/// A name with its database schema, where one is named.
pub(crate) fn qualified(provider: Provider, name: &QualifiedName) -> String {
    in_namespace_of(provider, name, &name.name)
}

/// A name in the database schema of another one.
pub(crate) fn in_namespace_of(provider: Provider, other: &QualifiedName, name: &str) -> String {
    match &other.namespace {
        Some(namespace) => format!("{}.{}", quoted(provider, namespace), quoted(provider, name)),
        None => quoted(provider, name),
    }
}

/// A string in SQL.
pub(crate) fn string(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A name with a suffix. One that is too long for the database is cut, and tells itself from others that begin alike.
pub(crate) fn with_suffix(name: &str, suffix: &str) -> String {
    if name.len() + suffix.len() <= MAX_BYTES {
        return format!("{name}{suffix}");
    }
    let sum = name.bytes().fold(5381_u32, |sum, byte| sum.wrapping_mul(33) ^ u32::from(byte));
    let suffix = format!("_{:04x}{suffix}", sum & 0xffff);
    let mut end = MAX_BYTES.saturating_sub(suffix.len());
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{suffix}", name.get(..end).unwrap_or(name))
}

/// What a plan adds to the names of what is there twice for a while, so that nothing has such a name already.
pub(super) struct MadeNames {
    suffixes: [String; 2],
}

impl MadeNames {
    /// For a change between two databases.
    pub(super) fn between(from: &Database, to: &Database) -> MadeNames {
        let mut taken: FxHashSet<&str> = FxHashSet::default();
        for database in [from, to] {
            for table in &database.tables {
                taken.extend(names_of(table).map(SmolStr::as_str));
                taken.extend(table.columns.iter().map(|column| column.name.as_str()));
                taken.extend(table.foreign_keys.iter().filter_map(|key| key.name.as_deref()));
            }
        }
        MadeNames::beside(&taken)
    }

    /// For the types of two databases: a table has a type of its name.
    pub(super) fn of_types(from: &Database, to: &Database) -> MadeNames {
        let mut taken: FxHashSet<&str> = FxHashSet::default();
        for database in [from, to] {
            taken.extend(database.tables.iter().map(|table| table.name.name.as_str()));
            taken.extend(database.enums.iter().map(|value| value.name.name.as_str()));
        }
        MadeNames::beside(&taken)
    }

    fn beside(taken: &FxHashSet<&str>) -> MadeNames {
        const TRIES: usize = 100;
        let suffixes = |number: usize| match number {
            1 => ["_new", "_old"].map(str::to_owned),
            _ => ["_new", "_old"].map(|suffix| format!("{suffix}{number}")),
        };
        let is_free = |suffixes: &[String; 2]| {
            let made = |name: &&str| suffixes.each_ref().map(|suffix| with_suffix(name, suffix));
            !taken.iter().flat_map(made).any(|made| taken.contains(made.as_str()))
        };
        let free = (1..TRIES).map(suffixes).find(is_free);
        MadeNames { suffixes: free.unwrap_or_else(|| suffixes(TRIES)) }
    }

    /// The name of what takes the place of something.
    pub(super) fn successor(&self, name: &str) -> String {
        let [new, _] = &self.suffixes;
        with_suffix(name, new)
    }

    /// The name of what something takes the place of.
    pub(super) fn former(&self, name: &str) -> String {
        let [_, old] = &self.suffixes;
        with_suffix(name, old)
    }
}

/// The names of a table's indexes and of its primary key, which no other table of the database schema may have (PostgreSQL).
pub(super) fn names_of(table: &Table) -> impl Iterator<Item = &SmolStr> {
    let key = table.primary_key.iter().filter_map(|key| key.name.as_ref());
    table.indexes.iter().map(|index| &index.name).chain(key)
}

/// The name of what waits to be dropped.
pub(super) fn quarantined(name: &str) -> String {
    with_suffix(&format!("{WAITING}{name}"), "")
}

/// Whether a database has tables or columns that wait to be dropped.
pub(super) fn has_quarantined(database: &Database) -> bool {
    database.tables.iter().any(|table| {
        let columns = table.columns.iter().map(|column| &column.name);
        columns.chain([&table.name.name]).any(|name| name.starts_with(WAITING))
    })
}
