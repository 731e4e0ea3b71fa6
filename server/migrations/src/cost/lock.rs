//! Locks on tables, and for how long statements hold them.

use model::database::Table;
use smol_str::SmolStr;

use crate::sql::name::ObjectName;

/// Finds a table as it is before a statement, where that is known.
pub type FindTable<'t> = dyn Fn(&ObjectName) -> Option<&'t Table> + 't;

/// A lock on a table, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LockMode {
    /// Writes of other rows go on.
    RowExclusive,
    /// Reads and writes go on; other changes of the table wait.
    ShareUpdateExclusive,
    /// Reads go on; writes wait.
    Share,
    /// Reads go on; writes and other changes of the table wait.
    ShareRowExclusive,
    /// Everything waits, reads included.
    AccessExclusive,
}

/// What decides how long a statement takes, shortest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Duration {
    /// Only the catalog changes: a moment, whatever the size of the table.
    Brief,
    /// The rows that it changes.
    Rows,
    /// One reading of the whole table.
    Scan,
    /// An index is built.
    IndexBuild,
    /// The whole table and its indexes are rewritten.
    Rewrite,
}

/// What a statement does to one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// The table; for a dropped or renamed index, the index.
    pub object: SmolStr,
    /// The lock that it takes.
    pub lock: LockMode,
    /// What the server calls it.
    pub name: &'static str,
    /// What waits for it.
    pub blocks: &'static str,
    /// How long it is held at least.
    pub duration: Duration,
}

impl Cost {
    /// A lock of PostgreSQL on an object.
    pub(super) fn new(object: &SmolStr, lock: LockMode, duration: Duration) -> Cost {
        Cost { object: object.clone(), lock, name: lock.name(), blocks: lock.blocks(), duration }
    }

    /// The same lock under the name that another server has for it.
    pub(super) fn named(self, name: &'static str) -> Cost {
        Cost { name, ..self }
    }

    /// The same, with other words for what waits.
    pub(super) fn blocking(self, blocks: &'static str) -> Cost {
        Cost { blocks, ..self }
    }
}

impl LockMode {
    /// Its name in PostgreSQL.
    pub fn name(self) -> &'static str {
        match self {
            LockMode::RowExclusive => "ROW EXCLUSIVE",
            LockMode::ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
            LockMode::Share => "SHARE",
            LockMode::ShareRowExclusive => "SHARE ROW EXCLUSIVE",
            LockMode::AccessExclusive => "ACCESS EXCLUSIVE",
        }
    }

    /// What waits for it.
    pub fn blocks(self) -> &'static str {
        match self {
            LockMode::RowExclusive => "writes of the same rows wait; everything else goes on",
            LockMode::ShareUpdateExclusive => "reads and writes go on; other schema changes wait",
            LockMode::Share | LockMode::ShareRowExclusive => "writes wait; reads go on",
            LockMode::AccessExclusive => "reads and writes wait",
        }
    }

    /// Whether the application notices: writes wait for it.
    pub fn blocks_writes(self) -> bool {
        self >= LockMode::Share
    }
}

impl Duration {
    /// How long it takes, in words.
    pub fn describe(self) -> &'static str {
        match self {
            Duration::Brief => "a moment, whatever the size of the table",
            Duration::Rows => "as long as the changed rows take, and to the end of the transaction",
            Duration::Scan => "one scan of the table",
            Duration::IndexBuild => "as long as the index takes to build",
            Duration::Rewrite => "a rewrite of the table and all its indexes",
        }
    }
}
