//! Which column types a foreign key can connect.
//!
//! Sources: PostgreSQL rejects a foreign key between types without a common equality operator ("cannot be
//! implemented"); CockroachDB compares type families; InnoDB requires the same type, size and sign of integers, and
//! accepts any two text or any two binary types; SQL Server requires the same type, length and scale. Anything else is
//! undecided.

use model::catalog::Provider;
use model::database::Native;

/// Whether a foreign key can connect two column types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compatibility {
    /// The types are equal.
    Same,
    /// The types differ, but the database accepts them.
    Differs,
    /// The database rejects them.
    Refused,
}

const POSTGRESQL: &[&[&str]] = &[
    &["Text", "VarChar", "Char"],
    &["Uuid"],
    &["Inet"],
    &["Bit", "VarBit"],
    &["Integer", "SmallInt"],
    &["BigInt"],
    &["Decimal"],
    &["Money"],
    &["Real", "DoublePrecision"],
    &["Timestamp", "Timestamptz", "Date"],
    &["Time"],
    &["Timetz"],
];

const COCKROACHDB: &[&[&str]] = &[
    &["String", "Char", "CatalogSingleChar"],
    &["Uuid"],
    &["Inet"],
    &["Bit", "VarBit"],
    &["Int2", "Int4", "Int8"],
];

const MYSQL: &[&[&str]] = &[
    &["Char", "VarChar", "TinyText", "Text", "MediumText", "LongText"],
    &["Binary", "VarBinary", "TinyBlob", "Blob", "MediumBlob", "LongBlob"],
    &["TinyInt"],
    &["UnsignedTinyInt"],
    &["SmallInt"],
    &["UnsignedSmallInt"],
    &["MediumInt"],
    &["UnsignedMediumInt"],
    &["Int"],
    &["UnsignedInt"],
    &["BigInt"],
    &["UnsignedBigInt"],
];

/// Whether a foreign key can connect columns of the two types.
pub(super) fn fit(one: &Native, other: &Native, provider: Provider) -> Compatibility {
    if one == other {
        return Compatibility::Same;
    }
    let families = match provider {
        Provider::Postgresql => POSTGRESQL,
        Provider::Cockroachdb => COCKROACHDB,
        Provider::Mysql => MYSQL,
        Provider::Sqlserver => return Compatibility::Refused,
        Provider::Sqlite | Provider::Mongodb => return Compatibility::Differs,
    };
    let family = |native: &Native| families.iter().position(|family| family.contains(&native.native.name));
    match (family(one), family(other)) {
        (Some(one), Some(other)) if one != other => Compatibility::Refused,
        _ => Compatibility::Differs,
    }
}
