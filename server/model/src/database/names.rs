//! Names that Prisma makes for what the schema does not name.

use smol_str::SmolStr;

use crate::catalog::Provider;
use crate::catalog::capabilities::Capabilities;

/// The database schema of a table that names none; `None` where the provider has no such thing.
pub fn default_namespace(provider: Provider) -> Option<&'static str> {
    match provider {
        Provider::Postgresql | Provider::Cockroachdb => Some("public"),
        Provider::Sqlserver => Some("dbo"),
        Provider::Mysql | Provider::Sqlite | Provider::Mongodb => None,
    }
}

/// The name of a relation between two models that bears none of its own.
pub fn implicit_relation_name(a: &str, b: &str) -> SmolStr {
    let (first, second) = if a < b { (a, b) } else { (b, a) };
    SmolStr::from(format!("{first}To{second}"))
}

/// The names of the table of an implicit many-to-many relation, of its constraints and its index.
///
/// They are made differently from all others: the table's own name is shortened so that an ending always fits.
pub(super) struct JoinTableNames {
    /// The table.
    pub(super) table: SmolStr,
    /// The foreign keys of the columns `A` and `B`.
    pub(super) foreign_keys: [SmolStr; 2],
    /// The primary key over both columns.
    pub(super) primary_key: SmolStr,
    /// The unique index over both columns, on providers that have it in place of the primary key.
    pub(super) unique: SmolStr,
    /// The index of the column `B`.
    pub(super) index: SmolStr,
}

impl JoinTableNames {
    /// The names for a relation of this name.
    pub(super) fn of(relation: &str, capabilities: &Capabilities) -> JoinTableNames {
        let most = capabilities.max_constraint_name_bytes.unwrap_or(usize::MAX);
        let table = take(&format!("_{relation}"), most).to_owned();
        let with = |ending: &str| {
            let start = take(&table, most.saturating_sub(ending.len()));
            SmolStr::from(format!("{start}{ending}"))
        };
        // A table whose name leaves just enough room is shortened for `B` only, which changes nothing.
        let foreign_key = |column: &str| {
            let room = most.saturating_sub("_A_fkey".len());
            let start = if table.len() > room { cut(&table, room) } else { &table };
            SmolStr::from(format!("{start}_{column}_fkey"))
        };
        JoinTableNames {
            foreign_keys: [foreign_key("A"), foreign_key("B")],
            primary_key: with("_AB_pkey"),
            unique: with("_AB_unique"),
            index: with("_B_index"),
            table: table.into(),
        }
    }
}

/// The first so many characters.
fn take(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// As many bytes from the beginning, less what would be a part of a character.
fn cut(text: &str, mut bytes: usize) -> &str {
    while !text.is_char_boundary(bytes) {
        bytes -= 1;
    }
    text.get(..bytes).unwrap_or(text)
}
