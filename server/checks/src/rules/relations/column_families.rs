//! Which column types a foreign key can connect.
//!
//! Sources: PostgreSQL rejects a foreign key between types without a common equality operator ("cannot be
//! implemented"); CockroachDB compares type families; InnoDB requires the same type, size and sign of integers, and
//! accepts any two text or any two binary types; SQL Server requires the same type, length and scale. Anything else is
//! undecided.

use model::catalog::native_types::native_type;
use model::catalog::scalars::DefaultColumn;
use model::catalog::{Provider, ScalarType};
use model::schema::item::Field;

/// The resolved type of a column: the native type, else the default type of the scalar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ColumnType {
    /// The name of the native type, such as `VarChar`.
    pub native: String,
    /// Its arguments, such as `191`.
    pub arguments: Vec<String>,
}

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

impl ColumnType {
    /// The type of the field's column.
    pub(super) fn of(provider: Provider, scalar: ScalarType, field: &Field) -> Option<ColumnType> {
        if let Some(attribute) = field.native_type() {
            let (_, name) = attribute.native_type()?;
            native_type(provider, &name.text)?;
            let arguments = attribute.arguments().iter().filter_map(|argument| argument.value.as_ref());
            let text = |value: &model::schema::item::Expr| match value {
                model::schema::item::Expr::Number(number) => number.text.to_string(),
                other => other.as_path().map(|path| path.text.to_string()).unwrap_or_default(),
            };
            return Some(ColumnType {
                native: name.text.to_string(),
                arguments: arguments.map(text).collect(),
            });
        }
        let DefaultColumn { native, .. } = scalar.default_column(provider)?;
        let (name, rest) = native.split_once('(').unwrap_or((native, ""));
        let arguments = rest.trim_end_matches(')').split(',').map(str::trim).filter(|text| !text.is_empty());
        (!name.is_empty()).then(|| ColumnType {
            native: name.to_owned(),
            arguments: arguments.map(str::to_owned).collect(),
        })
    }

    /// Compares two column types.
    pub(super) fn fit(&self, other: &ColumnType, provider: Provider) -> Compatibility {
        if self == other {
            return Compatibility::Same;
        }
        let families = match provider {
            Provider::Postgresql => POSTGRESQL,
            Provider::Cockroachdb => COCKROACHDB,
            Provider::Mysql => MYSQL,
            Provider::Sqlserver => return Compatibility::Refused,
            Provider::Sqlite | Provider::Mongodb => return Compatibility::Differs,
        };
        let family = |name: &str| families.iter().position(|family| family.contains(&name));
        match (family(&self.native), family(&other.native)) {
            (Some(one), Some(other)) if one != other => Compatibility::Refused,
            _ => Compatibility::Differs,
        }
    }
}

impl std::fmt::Display for ColumnType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.native)?;
        if self.arguments.is_empty() { Ok(()) } else { write!(f, "({})", self.arguments.join(", ")) }
    }
}
