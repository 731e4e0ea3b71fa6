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
    let taken = || table.indexes.iter().map(|index| index.name.as_str());
    match provider {
        Provider::Mysql => free(taken, 2, |number| match number {
            "" => SmolStr::new(first),
            _ => SmolStr::new(format!("{first}_{number}")),
        }),
        Provider::Sqlite => {
            let number = 1 + taken().filter(|name| name.starts_with("sqlite_autoindex_")).count();
            SmolStr::new(format!("sqlite_autoindex_{}_{number}", table.name.name))
        }
        _ => {
            let (label, columns) = (if is_unique { "key" } else { "idx" }, columns.join("_"));
            free(taken, 1, |number| joined(&table.name.name, &columns, &format!("{label}{number}")))
        }
    }
}

/// The name of a foreign key; `None` where the database keeps none.
pub(super) fn foreign_key(provider: Provider, table: &Table, columns: &[&str]) -> Option<SmolStr> {
    match provider {
        Provider::Postgresql | Provider::Cockroachdb | Provider::Sqlserver => {
            let columns = columns.join("_");
            let taken = || table.foreign_keys.iter().filter_map(|key| key.name.as_deref());
            Some(free(taken, 1, |number| joined(&table.name.name, &columns, &format!("fkey{number}"))))
        }
        Provider::Mysql => {
            Some(SmolStr::new(format!("{}_ibfk_{}", table.name.name, table.foreign_keys.len() + 1)))
        }
        Provider::Sqlite | Provider::Mongodb => None,
    }
}

/// The first name that is not taken: the one without a number, else the one with the smallest number from `least` on.
/// `name` makes the name with a number, which has to be its end; `least` has one digit.
fn free<'t, I: Iterator<Item = &'t str>>(
    taken: impl Fn() -> I,
    least: usize,
    name: impl Fn(&str) -> SmolStr,
) -> SmolStr {
    let plain = name("");
    if !taken().any(|taken| taken == plain) {
        return plain;
    }
    // Names whose numbers have the same length have the same start, so one pass over the taken names finds their numbers. Testing
    // one number after the other would take cubic time for many equal statements.
    let mut smallest = least;
    for digits in 1..=9 {
        let sample = name(&"0".repeat(digits));
        let start = sample.get(..sample.len().saturating_sub(digits)).unwrap_or_default();
        let numbers = taken().filter_map(|taken| taken.strip_prefix(start));
        let numbers = numbers.filter(|number| number.len() == digits && !number.starts_with(['0', '+']));
        let mut used: Vec<usize> = numbers.filter_map(|number| number.parse().ok()).collect();
        used.sort_unstable();
        used.dedup();
        let first = used.partition_point(|number| *number < smallest);
        let run =
            used.iter().skip(first).zip(smallest..).take_while(|(used, number)| *used == number).count();
        let end = smallest + run;
        smallest = 10_usize.pow(u32::try_from(digits).unwrap_or_default());
        if end < smallest {
            return name(&end.to_string());
        }
    }
    plain
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
