//! The types of columns, and how SQL writes them.

use std::fmt::Write as _;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::catalog::native_types::{self, NativeType};
use crate::catalog::{Provider, ScalarType};
use crate::database::QualifiedName;

/// The maximum number of enum values shown in a column type.
const SHOWN_VALUES: usize = 4;

/// The type of a column, or of the elements of its array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// A type that Prisma has a `@db` attribute for.
    Native(Native),
    /// A type of SQLite or MongoDB, which follows from the scalar.
    Scalar(ScalarType),
    /// An enum type of its own (PostgreSQL, CockroachDB).
    Enum(QualifiedName),
    /// The values of an enum, written out in the column (MySQL).
    EnumValues(Arc<[SmolStr]>),
    /// A type that Prisma has no name for, as it is written.
    Unsupported(SmolStr),
}

/// A type that Prisma has a `@db` attribute for.
#[derive(Clone, Debug)]
pub struct Native {
    /// The scalar of the field. A column read from SQL has the usual one.
    pub scalar: ScalarType,
    /// The type.
    pub native: &'static NativeType,
    /// Its arguments, all of them or none.
    pub arguments: Box<[TypeArgument]>,
}

/// An argument of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TypeArgument {
    /// A number.
    Number(u32),
    /// `max` (SQL Server).
    Max,
}

impl PartialEq for Native {
    /// The scalar does not matter but for the booleans of MySQL, which are small integers.
    fn eq(&self, other: &Native) -> bool {
        self.native.name == other.native.name
            && self.arguments == other.arguments
            && (self.scalar == ScalarType::Boolean) == (other.scalar == ScalarType::Boolean)
    }
}

impl Eq for Native {}

impl Native {
    /// The type of this name, such as `VarChar`, in the database.
    pub fn named(
        provider: Provider,
        name: &str,
        scalar: ScalarType,
        arguments: Box<[TypeArgument]>,
    ) -> Option<Native> {
        Some(Native { scalar, native: native_types::native_type(provider, name)?, arguments })
    }

    /// The type of a field without a `@db` attribute; `None` where the database lacks the scalar or has no such types.
    pub fn default_of(provider: Provider, scalar: ScalarType) -> Option<Native> {
        let written = scalar.default_column(provider)?.native;
        let (name, rest) = written.split_once('(').unwrap_or((written, ""));
        Native::named(provider, name, scalar, arguments(rest))
    }

    /// The number given as this argument, counted from 0.
    pub fn number(&self, index: usize) -> Option<u32> {
        match self.arguments.get(index) {
            Some(TypeArgument::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// The two numbers of a decimal type.
    pub fn precision_and_scale(&self) -> Option<(u32, u32)> {
        Some((self.number(0)?, self.number(1)?))
    }

    /// The type as Prisma writes it in migrations: `VARCHAR(80)`.
    pub fn sql(&self, provider: Provider) -> String {
        let column = self.native.column;
        let name = match (provider, column) {
            (Provider::Mysql, "tinyint") if self.scalar == ScalarType::Boolean => return "BOOLEAN".into(),
            (Provider::Mysql, "int") => "INTEGER".into(),
            (Provider::Mysql, "int unsigned") => "INTEGER UNSIGNED".into(),
            (Provider::Cockroachdb, _) => column.to_owned(),
            _ => column.to_ascii_uppercase(),
        };
        self.with_arguments(name, if provider == Provider::Mysql { ", " } else { "," }, "max")
    }

    /// The type as the database shows it: `varchar(80)`.
    pub fn shown(&self, provider: Provider) -> String {
        if provider == Provider::Mysql
            && self.native.column == "tinyint"
            && self.scalar == ScalarType::Boolean
        {
            return "tinyint(1)".into();
        }
        let text = |argument: &TypeArgument| match argument {
            TypeArgument::Number(number) => number.to_string(),
            TypeArgument::Max => "max".into(),
        };
        let arguments: Vec<String> = self.arguments.iter().map(text).collect();
        self.native.column_type(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// The type as a schema writes it, with a space after commas: `Decimal(65, 30)`.
    pub fn written(&self) -> String {
        self.with_arguments(self.native.name.to_owned(), ", ", "Max")
    }

    /// The type as Prisma names it in warnings: `Decimal(65,30)`.
    pub fn attribute(&self) -> String {
        self.with_arguments(self.native.name.to_owned(), ",", "Max")
    }

    fn with_arguments(&self, mut name: String, separator: &str, max: &str) -> String {
        for (index, argument) in self.arguments.iter().enumerate() {
            name.push_str(if index == 0 { "(" } else { separator });
            let _ = match argument {
                TypeArgument::Number(number) => write!(name, "{number}"),
                TypeArgument::Max => write!(name, "{max}"),
            };
        }
        if !self.arguments.is_empty() {
            name.push(')');
        }
        name
    }
}

/// The arguments of a type, written with commas between them and perhaps a closing bracket.
fn arguments(text: &str) -> Box<[TypeArgument]> {
    let inner = text.trim_end_matches(')');
    let read = |argument: &str| match argument.trim() {
        argument if argument.eq_ignore_ascii_case("max") => Some(TypeArgument::Max),
        argument => argument.parse().ok().map(TypeArgument::Number),
    };
    inner.split(',').filter_map(read).collect()
}

impl ColumnType {
    /// The native type.
    pub fn native(&self) -> Option<&Native> {
        match self {
            ColumnType::Native(native) => Some(native),
            _ => None,
        }
    }

    /// The scalar of its fields; `None` for enums and what Prisma has no name for.
    pub fn scalar(&self) -> Option<ScalarType> {
        match self {
            ColumnType::Native(native) => Some(native.scalar),
            ColumnType::Scalar(scalar) => Some(*scalar),
            _ => None,
        }
    }

    /// The type as the database shows it: `varchar(80)`; `None` where the provider lacks it.
    pub fn shown(&self, provider: Provider) -> Option<String> {
        match self {
            ColumnType::Native(native) => Some(native.shown(provider)),
            ColumnType::Scalar(scalar) => {
                let column = scalar.default_column(provider)?.column;
                (!column.is_empty()).then(|| column.to_owned())
            }
            ColumnType::Enum(name) => Some(name.name.to_string()),
            ColumnType::EnumValues(values) => {
                let shown = values.iter().take(SHOWN_VALUES).map(|value| format!("'{value}'"));
                let rest = (values.len() > SHOWN_VALUES).then(|| "…".to_owned());
                Some(format!("enum({})", shown.chain(rest).collect::<Vec<_>>().join(", ")))
            }
            ColumnType::Unsupported(text) => Some(text.to_string()),
        }
    }

    /// Whether it is an enum, of its own or in the column.
    pub fn is_enum(&self) -> bool {
        matches!(self, ColumnType::Enum(_) | ColumnType::EnumValues(_))
    }

    /// Reads a type as SQL writes it, such as `character varying(80)` or `NVARCHAR(max)`: without `[]`, quotes, and
    /// words about NULL, defaults and sequences. What is no type of the database is kept as it is written.
    pub fn read(provider: Provider, text: &str) -> ColumnType {
        let (start, rest) = text.split_once('(').unwrap_or((text, ""));
        let (inner, ending) = rest.split_once(')').unwrap_or((rest, ""));
        let mut words: Vec<String> = start.split_whitespace().map(str::to_ascii_lowercase).collect();
        words.extend(ending.split_whitespace().map(str::to_ascii_lowercase));
        let written = words.join(" ");
        let read = match provider {
            Provider::Sqlite | Provider::Mongodb => sqlite_scalar(&written).map(ColumnType::Scalar),
            _ => native_of(provider, &written, arguments(inner)).map(ColumnType::Native),
        };
        read.unwrap_or_else(|| ColumnType::Unsupported(text.into()))
    }
}

fn sqlite_scalar(name: &str) -> Option<ScalarType> {
    Some(match name {
        "text" => ScalarType::String,
        "boolean" => ScalarType::Boolean,
        "integer" | "int" => ScalarType::Int,
        "bigint" => ScalarType::BigInt,
        "real" => ScalarType::Float,
        "decimal" => ScalarType::Decimal,
        "datetime" => ScalarType::DateTime,
        "jsonb" => ScalarType::Json,
        "blob" => ScalarType::Bytes,
        _ => return None,
    })
}

/// The native type that SQL calls so, by this or another name.
fn native_of(provider: Provider, written: &str, arguments: Box<[TypeArgument]>) -> Option<Native> {
    let of = |name: &str| {
        native_types::of_provider(provider).iter().find(|native| native.column.eq_ignore_ascii_case(name))
    };
    if provider == Provider::Mysql && (written == "boolean" || written == "bool") {
        return Some(Native {
            scalar: ScalarType::Boolean,
            native: of("tinyint")?,
            arguments: Box::default(),
        });
    }
    let native = of(written).or_else(|| of(other_name(provider, written)?))?;
    let arguments = if native.params.is_empty() { Box::default() } else { arguments };
    Some(Native { scalar: *native.scalars.first()?, native, arguments })
}

/// The name that the catalog has for a type of several names.
fn other_name(provider: Provider, name: &str) -> Option<&'static str> {
    Some(match (provider, name) {
        (Provider::Postgresql, "character varying") => "varchar",
        (Provider::Postgresql, "character" | "bpchar") => "char",
        (Provider::Postgresql, "int" | "int4") => "integer",
        (Provider::Postgresql, "int2") => "smallint",
        (Provider::Postgresql, "int8") => "bigint",
        (Provider::Postgresql, "float8" | "float") => "double precision",
        (Provider::Postgresql, "float4") => "real",
        (Provider::Postgresql, "numeric") => "decimal",
        (Provider::Postgresql, "bool") => "boolean",
        (Provider::Postgresql, "bit varying") => "varbit",
        (_, "timestamp without time zone") => "timestamp",
        (_, "timestamp with time zone") => "timestamptz",
        (_, "time without time zone") => "time",
        (_, "time with time zone") => "timetz",
        (Provider::Cockroachdb, "text" | "varchar" | "character varying") => "STRING",
        (Provider::Cockroachdb, "integer" | "int" | "bigint") => "INT8",
        (Provider::Cockroachdb, "smallint") => "INT2",
        (Provider::Cockroachdb, "boolean") => "BOOL",
        (Provider::Cockroachdb, "double precision" | "float") => "FLOAT8",
        (Provider::Cockroachdb, "real") => "FLOAT4",
        (Provider::Cockroachdb, "numeric") => "DECIMAL",
        (Provider::Cockroachdb, "bytea") => "BYTES",
        (Provider::Mysql, "integer") => "int",
        (Provider::Mysql, "integer unsigned") => "int unsigned",
        (Provider::Mysql, "numeric") => "decimal",
        (Provider::Mysql, "double precision" | "real") => "double",
        (Provider::Sqlserver, "integer") => "int",
        (Provider::Sqlserver, "numeric") => "decimal",
        _ => return None,
    })
}
