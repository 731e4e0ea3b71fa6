//! The names that databases give to what a statement does not name.

use model::catalog::Provider;
use model::database::Table;
use smol_str::SmolStr;

/// The longest name of PostgreSQL, in bytes.
const MOST_BYTES: usize = 63;

/// The name of a primary key; `None` where the database keeps none.
pub(super) fn primary_key(provider: Provider, table: &str) -> Option<SmolStr> {
    match provider {
        Provider::Postgresql | Provider::Cockroachdb => Some(joined(table, "", "pkey")),
        Provider::Sqlserver => Some(SmolStr::new(format!("PK__{table}"))),
        Provider::Mysql | Provider::Sqlite | Provider::Mongodb => None,
    }
}

/// The name of the constraint of a default; `None` where the database keeps none. SQL Server cuts the two names and adds digits that
/// nobody knows before.
pub(super) fn default(provider: Provider, table: &str, column: &str) -> Option<SmolStr> {
    provider.capabilities().named_defaults.then(|| SmolStr::new(format!("DF__{table}__{column}")))
}

/// The name of a unique constraint or index.
pub(super) fn index(provider: Provider, table: &Table, columns: &[&str], is_unique: bool) -> SmolStr {
    let first = columns.first().copied().unwrap_or_default();
    let is_taken = |name: &str| table.indexes.iter().any(|index| index.name == name);
    match provider {
        Provider::Mysql => {
            let mut name = SmolStr::new(first);
            let mut number = 2;
            while is_taken(&name) {
                name = SmolStr::new(format!("{first}_{number}"));
                number += 1;
            }
            name
        }
        Provider::Sqlite => {
            let number =
                1 + table.indexes.iter().filter(|index| index.name.starts_with("sqlite_autoindex_")).count();
            SmolStr::new(format!("sqlite_autoindex_{}_{number}", table.name.name))
        }
        _ => {
            let label = if is_unique { "key" } else { "idx" };
            let mut name = joined(&table.name.name, &columns.join("_"), label);
            let mut number = 1;
            while is_taken(&name) {
                name = joined(&table.name.name, &columns.join("_"), &format!("{label}{number}"));
                number += 1;
            }
            name
        }
    }
}

/// The name of a foreign key; `None` where the database keeps none.
pub(super) fn foreign_key(provider: Provider, table: &Table, columns: &[&str]) -> Option<SmolStr> {
    match provider {
        Provider::Postgresql | Provider::Cockroachdb | Provider::Sqlserver => {
            let mut name = joined(&table.name.name, &columns.join("_"), "fkey");
            let mut number = 1;
            while table.foreign_keys.iter().any(|key| key.name.as_ref() == Some(&name)) {
                name = joined(&table.name.name, &columns.join("_"), &format!("fkey{number}"));
                number += 1;
            }
            Some(name)
        }
        Provider::Mysql => {
            Some(SmolStr::new(format!("{}_ibfk_{}", table.name.name, table.foreign_keys.len() + 1)))
        }
        Provider::Sqlite | Provider::Mongodb => None,
    }
}

/// `table_columns_label` as PostgreSQL makes it: the longer of the first two parts is cut until all fits.
fn joined(table: &str, columns: &str, label: &str) -> SmolStr {
    let overhead = 1 + label.len() + usize::from(!columns.is_empty());
    let (mut first, mut second) = (table.len(), columns.len());
    while first + second + overhead > MOST_BYTES && first + second > 0 {
        if first > second {
            first -= 1;
        } else {
            second -= 1;
        }
    }
    let (table, columns) = (cut(table, first), cut(columns, second));
    SmolStr::new(match columns {
        "" => format!("{table}_{label}"),
        _ => format!("{table}_{columns}_{label}"),
    })
}

fn cut(text: &str, mut length: usize) -> &str {
    while !text.is_char_boundary(length) {
        length -= 1;
    }
    text.get(..length).unwrap_or(text)
}
