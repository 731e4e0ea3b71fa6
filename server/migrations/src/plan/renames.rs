//! What the user says gets another name.

use std::fmt;
use std::sync::Arc;

use model::database::{Database, Table};
use smol_str::SmolStr;

/// Something that gets another name. Names are those of the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rename {
    /// A table.
    Table {
        /// Its name before.
        from: SmolStr,
        /// Its name after.
        to: SmolStr,
    },
    /// A column.
    Column {
        /// The table, before or after.
        table: SmolStr,
        /// The name of the column before.
        from: SmolStr,
        /// Its name after.
        to: SmolStr,
    },
}

impl Rename {
    /// Whether there is something of the one name before, and of the other after.
    pub fn is_of(&self, from: &Database, to: &Database) -> bool {
        let tables = |database: &Database, name: &SmolStr| -> Vec<Arc<Table>> {
            database.tables.iter().filter(|table| table.name.name == *name).cloned().collect()
        };
        match self {
            Rename::Table { from: old, to: new } => {
                !tables(from, old).is_empty() && !tables(to, new).is_empty()
            }
            Rename::Column { from: old, to: new, .. } => {
                let has = |database: &Database, name: &SmolStr| {
                    database.tables.iter().any(|table| table.column(name).is_some())
                };
                has(from, old) && has(to, new)
            }
        }
    }
}

impl fmt::Display for Rename {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rename::Table { from, to } => write!(f, "{from}={to}"),
            Rename::Column { table, from, to } => write!(f, "{table}.{from}={table}.{to}"),
        }
    }
}

impl Rename {
    /// Reads `User=Account` or `User.bio=User.biography` (also `User.bio=biography`): names as the database has them.
    pub fn parse(text: &str) -> Option<Rename> {
        let (from, to) = text.split_once('=')?;
        let is_name = |name: &str| !name.is_empty() && !name.contains('=');
        match (from.split_once('.'), to.rsplit_once('.')) {
            (None, None) if is_name(from) && is_name(to) => {
                Some(Rename::Table { from: from.into(), to: to.into() })
            }
            (Some((table, column)), after) => {
                let new: SmolStr = after.map_or(to, |(_, name)| name).into();
                let is_whole = is_name(table) && is_name(column) && is_name(&new);
                is_whole.then(|| Rename::Column { table: table.into(), from: column.into(), to: new })
            }
            _ => None,
        }
    }
}
