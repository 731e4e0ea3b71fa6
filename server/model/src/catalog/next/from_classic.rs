//! What the types, functions and index types of Prisma 5 to 7 on PostgreSQL are called in Prisma 8.
//!
//! Source: what `prisma7Schema` of `@prisma/orm-postgres` reads a schema of Prisma 7 as.

use crate::catalog::ScalarType;
use crate::catalog::index_types::IndexType;

/// A type of Prisma 8 with the arguments that it has where the schema gives none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counterpart {
    /// Its name.
    pub name: &'static str,
    /// Its arguments; those of the schema replace them.
    pub arguments: &'static [&'static str],
}

const fn plain(name: &'static str) -> Counterpart {
    Counterpart { name, arguments: &[] }
}

/// The types that have a counterpart, by the name after `@db.`.
const NATIVE_TYPES: &[(&str, Counterpart)] = &[
    ("Text", plain("String")),
    ("VarChar", plain("VarChar")),
    ("Char", Counterpart { name: "Char", arguments: &["1"] }),
    ("Uuid", plain("Uuid")),
    ("Inet", plain("Inet")),
    ("Boolean", plain("Boolean")),
    ("Integer", plain("Int")),
    ("SmallInt", plain("SmallInt")),
    ("BigInt", plain("BigInt")),
    ("Real", plain("Real")),
    ("DoublePrecision", plain("Float")),
    ("Decimal", plain("Numeric")),
    ("Timestamp", plain("Timestamp")),
    ("Timestamptz", plain("Timestamptz")),
    ("Date", plain("Date")),
    ("Time", plain("Time")),
    ("Timetz", plain("Timetz")),
    ("Json", plain("Json")),
    ("JsonB", plain("Jsonb")),
    ("ByteA", plain("Bytes")),
];

/// The type of a field with this scalar type and no native type.
pub const fn scalar_counterpart(scalar: ScalarType) -> Counterpart {
    match scalar {
        ScalarType::String => plain("String"),
        ScalarType::Boolean => plain("Boolean"),
        ScalarType::Int => plain("Int"),
        ScalarType::BigInt => plain("BigInt"),
        ScalarType::Float => plain("Float"),
        ScalarType::Decimal => Counterpart { name: "Numeric", arguments: &["65", "30"] },
        ScalarType::DateTime => Counterpart { name: "Timestamp", arguments: &["3"] },
        ScalarType::Json => plain("Jsonb"),
        ScalarType::Bytes => plain("Bytes"),
    }
}

/// The type of a field with this native type, the name after `@db.`. `None` if Prisma 8 has none.
pub fn native_counterpart(native: &str) -> Option<Counterpart> {
    NATIVE_TYPES.iter().find(|(name, _)| *name == native).map(|(_, counterpart)| *counterpart)
}

/// The preset of a field of this type that `@updatedAt` becomes. `None` if Prisma 8 has none for the type.
pub fn updated_at_preset(name: &str) -> Option<&'static str> {
    match name {
        "Timestamp" => Some("temporal.timestamp"),
        "Timestamptz" => Some("temporal.timestamptz"),
        _ => None,
    }
}

/// The access method of an index, as `type:` takes it.
pub const fn access_method(kind: IndexType) -> &'static str {
    match kind {
        IndexType::BTree => "btree",
        IndexType::Hash => "hash",
        IndexType::Gist => "gist",
        IndexType::Gin => "gin",
        IndexType::SpGist => "spgist",
        IndexType::Brin => "brin",
    }
}
