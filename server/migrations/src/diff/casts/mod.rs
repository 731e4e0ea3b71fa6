//! What a change of type does to the values of a column: whether the database casts them, and whether that may fail.
//!
//! Source: what Prisma's schema engine decides for each pair of types, asked with one column a pair where it can be
//! asked (PostgreSQL, CockroachDB, SQLite), and read from its rules for MySQL and SQL Server.

mod mysql;
mod postgresql;
mod sqlserver;

use model::catalog::Provider;
use model::database::{Column, ColumnType, Native};

use crate::step::{Cast, Pair};

/// What the change of type does; `None` where the type stays. `covered` says whether an index or the primary key has the
/// column, before and after.
pub(super) fn cast(columns: Pair<&Column>, provider: Provider, covered: bool) -> Option<Cast> {
    let types = columns.map(|column| &column.ty);
    match provider {
        Provider::Sqlite | Provider::Mongodb => of_sqlite(types),
        Provider::Postgresql => of_enums(provider, types)
            .unwrap_or_else(|| postgresql::cast(lists(columns), types.map(|ty| ty.native()))),
        Provider::Cockroachdb => of_enums(provider, types).unwrap_or_else(|| {
            postgresql::of_cockroachdb(lists(columns), types.map(|ty| ty.native()), covered)
        }),
        Provider::Mysql => mysql::cast(types),
        Provider::Sqlserver => sqlserver::cast(types),
    }
}

/// Whether the column is an array, before and after.
fn lists(columns: Pair<&Column>) -> Pair<bool> {
    columns.map(Column::is_list)
}

/// SQLite keeps any value in any column, but for how it reads it.
fn of_sqlite(types: Pair<&ColumnType>) -> Option<Cast> {
    if types.from == types.to {
        return None;
    }
    let is_text = types.to.scalar() == Some(model::catalog::ScalarType::String);
    Some(if is_text { Cast::Safe } else { Cast::Risky })
}

/// Enum types cannot be cast. `None` where neither type is one.
fn of_enums(provider: Provider, types: Pair<&ColumnType>) -> Option<Option<Cast>> {
    match (types.from, types.to) {
        (ColumnType::Enum(from), ColumnType::Enum(to)) => {
            Some((from.key(provider) != to.key(provider)).then_some(Cast::Impossible))
        }
        (ColumnType::Enum(_), _) | (_, ColumnType::Enum(_)) => Some(Some(Cast::Impossible)),
        _ => None,
    }
}

/// Whether both are the same type, arguments included.
fn same(types: Pair<&Native>) -> bool {
    types.from.native.name == types.to.native.name && types.from.arguments == types.to.arguments
}

/// `Safe` where the condition holds, else `Risky`.
fn safe_if(holds: bool) -> Cast {
    if holds { Cast::Safe } else { Cast::Risky }
}
