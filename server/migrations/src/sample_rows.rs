//! Generated rows for the tables of a database, so that a migration can be tried on tables that are not empty.
//!
//! A value depends on its type and the number of its row, not on its column: what refers to each other, or comes to do so by a
//! later foreign key, agrees.

use model::catalog::{Provider, ScalarType};
use model::database::{Column, ColumnType, Database, ForeignKey, Native, Table};
use rustc_hash::FxHashMap;

use crate::plan::names::{qualified, quoted, string};

/// How many rows a table gets, where its keys have room for them.
const ROWS: usize = 3;

/// Rows for the tables of a database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SampleRows {
    /// The tables with rows, parents before their children.
    pub tables: Vec<SampleTable>,
    /// The names of the tables that cannot be filled, each with the reason.
    pub left_out: Vec<(String, String)>,
}

/// The rows of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleTable {
    /// Its name, without quotes.
    pub name: String,
    /// How many rows it gets.
    pub count: usize,
    /// The statement that adds them, without a semicolon.
    pub insert: String,
    /// The statement that removes all rows, without a semicolon.
    pub delete: String,
}

/// Values of a row by column, as SQL; NULL where a column has none.
type Row<'d> = FxHashMap<&'d str, String>;

/// The tables that have their rows.
type Filled<'d> = FxHashMap<(Option<&'d str>, &'d str), Vec<Row<'d>>>;

/// Rows for all tables that can be filled.
pub fn sample_rows(database: &Database) -> SampleRows {
    let mut rows = SampleRows::default();
    let mut filled = Filled::default();
    let mut waiting: Vec<&Table> = database.tables.iter().map(|table| &**table).collect();
    // Each round fills at least one table, or breaks a circle by a table that need not refer to the others.
    while !waiting.is_empty() {
        let is_waiting = |key: &ForeignKey, table: &Table| {
            let parent = key.references.key(database.provider);
            parent != table.name.key(database.provider)
                && waiting.iter().any(|it| it.name.key(database.provider) == parent)
        };
        let is_ready = |table: &&Table| !table.foreign_keys.iter().any(|key| is_waiting(key, table));
        let is_free = |table: &&Table| {
            !table.foreign_keys.iter().any(|key| is_waiting(key, table) && !is_optional(table, key))
        };
        let ready = waiting.iter().position(is_ready);
        let Some(at) = ready.or_else(|| waiting.iter().position(is_free)) else {
            let reason = "tables refer to each other in a circle".to_owned();
            rows.left_out.extend(waiting.iter().map(|table| (table.name.to_string(), reason.clone())));
            break;
        };
        let table = waiting.remove(at);
        match rows_of(database, table, &filled) {
            Ok(made) => {
                rows.tables.push(SampleTable::of(database.provider, table, &made));
                filled.insert(table.name.key(database.provider), made);
            }
            Err(reason) => rows.left_out.push((table.name.to_string(), reason)),
        }
    }
    rows
}

/// A query of all rows of the tables of a database, one a line: the table, then the values of its columns by name. `None`
/// where it has no tables, or the provider is not known.
pub fn rows_query(database: &Database) -> Option<String> {
    let provider = database.provider;
    let of_table = |table: &Table| {
        let mut columns: Vec<&Column> = table.columns.iter().collect();
        columns.sort_by_key(|column| &column.name);
        let value = |column: &&Column| {
            let name = quoted(provider, &column.name);
            match provider {
                Provider::Mysql if is_bytes(column) => format!("COALESCE(HEX({name}), 'NULL')"),
                Provider::Mysql => format!("QUOTE(CAST({name} AS CHAR))"),
                Provider::Sqlite => format!("quote({name})"),
                _ => format!("quote_nullable({name}::text)"),
            }
        };
        let values: Vec<String> = columns.iter().map(value).collect();
        let parts: Vec<String> = std::iter::once(string(&table.name.to_string())).chain(values).collect();
        let line = match provider {
            Provider::Mysql => format!("CONCAT_WS(' ', {})", parts.join(", ")),
            _ => parts.join(" || ' ' || "),
        };
        format!("SELECT {line} FROM {}", qualified(provider, &table.name))
    };
    let is_known =
        matches!(provider, Provider::Postgresql | Provider::Cockroachdb | Provider::Mysql | Provider::Sqlite);
    let queries: Vec<String> = database.tables.iter().map(|table| of_table(table)).collect();
    (is_known && !queries.is_empty()).then(|| queries.join("\nUNION ALL "))
}

impl SampleTable {
    fn of(provider: Provider, table: &Table, rows: &[Row<'_>]) -> SampleTable {
        let columns: Vec<&Column> = table
            .columns
            .iter()
            .filter(|column| rows.iter().any(|row| row.contains_key(&*column.name)))
            .collect();
        let names: Vec<String> = columns.iter().map(|column| quoted(provider, &column.name)).collect();
        let of_row = |row: &Row<'_>| {
            let value = |column: &&Column| row.get(&*column.name).map_or("NULL", String::as_str).to_owned();
            format!("({})", columns.iter().map(value).collect::<Vec<_>>().join(", "))
        };
        let name = qualified(provider, &table.name);
        let values: Vec<String> = rows.iter().map(of_row).collect();
        SampleTable {
            name: table.name.to_string(),
            count: rows.len(),
            insert: format!("INSERT INTO {name} ({}) VALUES\n  {}", names.join(", "), values.join(",\n  ")),
            delete: format!("DELETE FROM {name}"),
        }
    }
}

/// Whether a row can do without the other side of a foreign key.
fn is_optional(table: &Table, key: &ForeignKey) -> bool {
    key.columns.iter().filter_map(|name| table.column(name)).any(|column| !column.is_required())
}

/// The rows of a table, or why it can have none.
fn rows_of<'d>(
    database: &'d Database,
    table: &'d Table,
    filled: &Filled<'d>,
) -> Result<Vec<Row<'d>>, String> {
    let count = room(database, table, filled).min(ROWS);
    (0..count).map(|at| row(database, table, filled, at)).collect()
}

/// How many rows the unique keys of a table have room for.
fn room(database: &Database, table: &Table, filled: &Filled<'_>) -> usize {
    let of_column = |name: &str| {
        let parents = table.foreign_keys.iter().filter(|key| key.columns.iter().any(|it| it == name));
        let of_parents = parents.filter_map(|key| filled.get(&key.references.key(database.provider)));
        let own = table.column(name).map_or(ROWS, |column| values_of(database, column));
        of_parents.map(Vec::len).fold(own, usize::min)
    };
    let primary = table.primary_key.iter().map(|key| &key.columns);
    let unique = table.indexes.iter().filter(|index| index.is_unique()).map(|index| &index.columns);
    let of_key = |columns: &Vec<model::database::IndexColumn>| {
        columns.iter().map(|column| of_column(&column.name)).max().unwrap_or(ROWS)
    };
    primary.chain(unique).map(of_key).min().unwrap_or(ROWS)
}

/// How many values are generated for a column.
fn values_of(database: &Database, column: &Column) -> usize {
    match &column.ty {
        ColumnType::Enum(name) => database.enumeration(name).map_or(0, |it| it.values.len()),
        ColumnType::EnumValues(values) => values.len(),
        other if other.scalar() == Some(ScalarType::Boolean) => 2,
        _ => ROWS,
    }
}

fn row<'d>(
    database: &'d Database,
    table: &'d Table,
    filled: &Filled<'d>,
    at: usize,
) -> Result<Row<'d>, String> {
    let mut row = Row::default();
    for column in &table.columns {
        if let Some(value) = value(database, column, at) {
            row.insert(&column.name, value);
        } else if column.is_required() && column.default_value().is_none() && !column.autoincrement {
            return Err(format!("no value is known for `{}`", column.name));
        }
    }
    for key in &table.foreign_keys {
        let own = table.name.key(database.provider);
        let parent = key.references.key(database.provider);
        let source = match filled.get(&parent) {
            _ if parent == own => Some(row.clone()),
            Some(rows) if !rows.is_empty() => rows.get(at % rows.len()).cloned(),
            _ => None,
        };
        match source {
            Some(source) => {
                for (column, referenced) in key.columns.iter().zip(&key.referenced_columns) {
                    let value = source.get(&**referenced).cloned();
                    row.insert(
                        column,
                        value.ok_or_else(|| format!("`{column}` refers to a value of the database's own"))?,
                    );
                }
            }
            None if is_optional(table, key) => {
                for name in key.columns.iter().filter_map(|name| table.column(name)) {
                    if !name.is_required() {
                        row.remove(&*name.name);
                    }
                }
            }
            None => return Err(format!("`{}`, which it refers to, has no rows", key.references)),
        }
    }
    Ok(row)
}

fn is_bytes(column: &Column) -> bool {
    column.ty.scalar() == Some(ScalarType::Bytes)
}

/// The value of a column in a row, as SQL. `None` where none is known.
fn value(database: &Database, column: &Column, at: usize) -> Option<String> {
    let text = match &column.ty {
        ColumnType::Enum(name) => nth(&database.enumeration(name)?.values, at)?,
        ColumnType::EnumValues(values) => nth(values, at)?,
        ColumnType::Native(native) => of_native(database.provider, native, at)?,
        ColumnType::Scalar(scalar) => of_scalar(database.provider, *scalar, at),
        ColumnType::Unsupported(_) => return None,
    };
    if column.is_list() {
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
        return Some(string(&format!("{{\"{escaped}\"}}")));
    }
    Some(match (database.provider, is_bytes(column)) {
        (Provider::Mysql | Provider::Sqlite, true) => format!("X'{text}'"),
        // In text, SQLite would keep numbers as text where the column has no affinity to numbers.
        (Provider::Sqlite, _)
            if text.parse::<f64>().is_ok() && column.ty.scalar() != Some(ScalarType::String) =>
        {
            text
        }
        _ => string(&text),
    })
}

fn nth(values: &[smol_str::SmolStr], at: usize) -> Option<String> {
    values.get(at % values.len().max(1)).map(ToString::to_string)
}

/// A value of a type, without quotes.
fn of_native(provider: Provider, native: &Native, at: usize) -> Option<String> {
    let number = at + 1;
    Some(match (native.native.name, native.scalar) {
        ("Uuid", _) => format!("00000000-0000-4000-8000-00000000000{number}"),
        ("Inet" | "Cidr", _) => format!("10.0.0.{number}"),
        ("Xml", _) => format!("<row>{number}</row>"),
        ("Bit", ScalarType::String) => {
            let length = usize::try_from(native.number(0).unwrap_or(1)).ok()?.min(64);
            format!("{:0length$b}", number % (1 << length.min(2)))
        }
        ("VarBit", _) => format!("{number:b}"),
        ("Bit", ScalarType::Bytes) => format!("0{}", number % 2),
        ("TinyInt" | "UnsignedTinyInt", ScalarType::Int) => number.to_string(),
        ("Year", _) => (2000 + number).to_string(),
        ("Date", _) => format!("2024-01-0{number}"),
        ("Time", _) => format!("10:00:0{number}"),
        ("Timetz", _) => format!("10:00:0{number}+00"),
        (_, ScalarType::String) => match native.number(0) {
            Some(length) if length < 4 => number.to_string(),
            _ => of_scalar(provider, ScalarType::String, at),
        },
        (_, ScalarType::Decimal) => match native.precision_and_scale() {
            Some((precision, scale)) if precision == scale => format!("0.{number}"),
            Some((_, 0)) => number.to_string(),
            _ if native.number(0).is_some() && native.number(1).is_none() => number.to_string(),
            _ => of_scalar(provider, ScalarType::Decimal, at),
        },
        (_, scalar) => of_scalar(provider, scalar, at),
    })
}

/// A value of a scalar type, without quotes; the digits of bytes, where the provider has a literal for them.
fn of_scalar(provider: Provider, scalar: ScalarType, at: usize) -> String {
    let number = at + 1;
    let is_postgres = matches!(provider, Provider::Postgresql | Provider::Cockroachdb);
    match scalar {
        // Text that is also a number: a later cast succeeds.
        ScalarType::String | ScalarType::Int | ScalarType::BigInt => (1000 + number).to_string(),
        ScalarType::Boolean if is_postgres => (number % 2 == 1).to_string(),
        ScalarType::Boolean => (number % 2).to_string(),
        ScalarType::Float | ScalarType::Decimal => format!("{number}.5"),
        ScalarType::DateTime => format!("2024-01-0{number} 10:00:00"),
        ScalarType::Json => format!("{{\"row\": {number}}}"),
        ScalarType::Bytes if is_postgres => format!("\\x0{number}"),
        ScalarType::Bytes => format!("0{number}"),
    }
}
