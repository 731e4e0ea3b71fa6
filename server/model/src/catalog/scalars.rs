//! The scalar types of the schema language, and the column each becomes.
//!
//! Sources: the columns that `prisma migrate` creates on each database; MongoDB's BSON type names.

use std::fmt;

use crate::catalog::provider::{Provider, ProviderSet};
use crate::catalog::release::{Availability, Release};

/// A built-in type of fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScalarType {
    /// Text.
    String,
    /// True or false.
    Boolean,
    /// A 32-bit integer.
    Int,
    /// A 64-bit integer.
    BigInt,
    /// A 64-bit floating point number.
    Float,
    /// An exact decimal number.
    Decimal,
    /// A point in time.
    DateTime,
    /// A JSON value.
    Json,
    /// Raw bytes.
    Bytes,
}

/// What the catalog knows of a scalar type.
#[derive(Debug)]
pub struct Scalar {
    /// The type.
    pub kind: ScalarType,
    /// What it holds, in Markdown.
    pub docs: &'static str,
    /// A field that uses it well.
    pub example: &'static str,
    /// The TypeScript type that Prisma Client gives it.
    pub client_type: &'static str,
    /// The databases that have it.
    pub providers: ProviderSet,
    /// The native type behind it where the field names none, in the order of [`Provider::ALL`].
    defaults: [DefaultColumn; 6],
}

/// The column of a scalar field without a native type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DefaultColumn {
    /// The `@db` type that would say the same, such as `VarChar(191)`; empty where there is none.
    pub native: &'static str,
    /// The column type in the database, such as `varchar(191)`; empty where the scalar is refused.
    pub column: &'static str,
}

impl ScalarType {
    /// Every scalar type, in the order in which they are offered.
    pub const ALL: [ScalarType; 9] = [
        ScalarType::String,
        ScalarType::Boolean,
        ScalarType::Int,
        ScalarType::BigInt,
        ScalarType::Float,
        ScalarType::Decimal,
        ScalarType::DateTime,
        ScalarType::Json,
        ScalarType::Bytes,
    ];

    /// The scalar type of this name; case-sensitive.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "String" => ScalarType::String,
            "Boolean" => ScalarType::Boolean,
            "Int" => ScalarType::Int,
            "BigInt" => ScalarType::BigInt,
            "Float" => ScalarType::Float,
            "Decimal" => ScalarType::Decimal,
            "DateTime" => ScalarType::DateTime,
            "Json" => ScalarType::Json,
            "Bytes" => ScalarType::Bytes,
            _ => return None,
        })
    }

    /// The name in schemas.
    pub const fn name(self) -> &'static str {
        match self {
            ScalarType::String => "String",
            ScalarType::Boolean => "Boolean",
            ScalarType::Int => "Int",
            ScalarType::BigInt => "BigInt",
            ScalarType::Float => "Float",
            ScalarType::Decimal => "Decimal",
            ScalarType::DateTime => "DateTime",
            ScalarType::Json => "Json",
            ScalarType::Bytes => "Bytes",
        }
    }

    /// What the catalog knows of it.
    pub fn facts(self) -> &'static Scalar {
        match self {
            ScalarType::String => &STRING,
            ScalarType::Boolean => &BOOLEAN,
            ScalarType::Int => &INT,
            ScalarType::BigInt => &BIG_INT,
            ScalarType::Float => &FLOAT,
            ScalarType::Decimal => &DECIMAL,
            ScalarType::DateTime => &DATE_TIME,
            ScalarType::Json => &JSON,
            ScalarType::Bytes => &BYTES,
        }
    }

    /// The releases in which a database that has a column for this type takes it.
    pub fn availability(self, provider: Provider) -> Availability {
        match (self, provider) {
            (ScalarType::Json, Provider::Sqlite) => Availability::since(Release::new(6, 2)),
            _ => Availability::ALWAYS,
        }
    }

    /// The column of a field of this type that names no native type; `None` where the database lacks the scalar.
    pub fn default_column(self, provider: Provider) -> Option<DefaultColumn> {
        let facts = self.facts();
        let column = facts.defaults.get(provider as usize).copied()?;
        facts.providers.contains(provider).then_some(column)
    }
}

impl fmt::Display for ScalarType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What `Unsupported("…")` is, in Markdown.
pub const UNSUPPORTED_DOCS: &str = "A column of a type without a Prisma scalar, in the syntax of the database. \
     Migrations preserve it, but Prisma Client omits it; if it is required and has no default, the model has no \
     `create`.";

/// A field that uses `Unsupported` well.
pub const UNSUPPORTED_EXAMPLE: &str = "location Unsupported(\"polygon\")?";

const fn column(native: &'static str, column: &'static str) -> DefaultColumn {
    DefaultColumn { native, column }
}

const REFUSED: DefaultColumn = column("", "");

static STRING: Scalar = Scalar {
    kind: ScalarType::String,
    docs: "Text of variable length. The maximum length depends on the database: unlimited in PostgreSQL and \
           SQLite, 191 characters in MySQL and 1000 in SQL Server unless a native type is given.",
    example: "name String @db.VarChar(80)",
    client_type: "string",
    providers: ProviderSet::ALL,
    defaults: [
        column("Text", "text"),
        column("VarChar(191)", "varchar(191)"),
        column("", "TEXT"),
        column("NVarChar(1000)", "nvarchar(1000)"),
        column("String", "string"),
        column("String", "STRING"),
    ],
};

static BOOLEAN: Scalar = Scalar {
    kind: ScalarType::Boolean,
    docs: "True or false. An optional one has a third state, NULL: use a default unless that is intended.",
    example: "published Boolean @default(false)",
    client_type: "boolean",
    providers: ProviderSet::ALL,
    defaults: [
        column("Boolean", "boolean"),
        column("TinyInt", "tinyint(1)"),
        column("", "BOOLEAN"),
        column("Bit", "bit"),
        column("Bool", "bool"),
        column("Bool", "BOOL"),
    ],
};

static INT: Scalar = Scalar {
    kind: ScalarType::Int,
    docs: "A signed 32-bit integer, from -2,147,483,648 to 2,147,483,647. Use `BigInt` for more.",
    example: "quantity Int @default(0)",
    client_type: "number",
    providers: ProviderSet::ALL,
    defaults: [
        column("Integer", "integer"),
        column("Int", "int"),
        column("", "INTEGER"),
        column("Int", "int"),
        column("Int", "int"),
        column("Int4", "INT4"),
    ],
};

static BIG_INT: Scalar = Scalar {
    kind: ScalarType::BigInt,
    docs: "A signed 64-bit integer. Prisma Client returns a JavaScript `BigInt`, which `JSON.stringify` rejects.",
    example: "views BigInt @default(0)",
    client_type: "bigint",
    providers: ProviderSet::ALL,
    defaults: [
        column("BigInt", "bigint"),
        column("BigInt", "bigint"),
        column("", "BIGINT"),
        column("BigInt", "bigint"),
        column("Long", "long"),
        column("Int8", "INT8"),
    ],
};

static FLOAT: Scalar = Scalar {
    kind: ScalarType::Float,
    docs: "A 64-bit floating-point number with about 15 significant decimal digits. Not exact: use `Decimal` for \
         money.",
    example: "rating Float",
    client_type: "number",
    providers: ProviderSet::ALL,
    defaults: [
        column("DoublePrecision", "double precision"),
        column("Double", "double"),
        column("", "REAL"),
        column("Float(53)", "float(53)"),
        column("Double", "double"),
        column("Float8", "FLOAT8"),
    ],
};

static DECIMAL: Scalar = Scalar {
    kind: ScalarType::Decimal,
    docs: "An exact decimal number; the right type for money. Prisma Client returns a `Decimal` object. Not \
           available on MongoDB.",
    example: "price Decimal @db.Decimal(12, 2)",
    client_type: "Prisma.Decimal",
    providers: ProviderSet::SQL,
    defaults: [
        column("Decimal(65, 30)", "decimal(65,30)"),
        column("Decimal(65, 30)", "decimal(65,30)"),
        column("", "DECIMAL"),
        column("Decimal(32, 16)", "decimal(32,16)"),
        REFUSED,
        column("Decimal(65, 30)", "DECIMAL(65,30)"),
    ],
};

static DATE_TIME: Scalar = Scalar {
    kind: ScalarType::DateTime,
    docs: "A point in time, exchanged as a JavaScript `Date` with milliseconds, in UTC. The default column type in \
         PostgreSQL has no time zone (`timestamp`); `@db.Timestamptz` has one.",
    example: "createdAt DateTime @default(now())",
    client_type: "Date",
    providers: ProviderSet::ALL,
    defaults: [
        column("Timestamp(3)", "timestamp(3)"),
        column("DateTime(3)", "datetime(3)"),
        column("", "DATETIME"),
        column("DateTime2", "datetime2"),
        column("Date", "date"),
        column("Timestamp(3)", "TIMESTAMP(3)"),
    ],
};

static JSON: Scalar = Scalar {
    kind: ScalarType::Json,
    docs: "Any JSON value. The database does not validate its structure, and JSON `null` differs from NULL. Not \
           available on SQL Server.",
    example: "settings Json @default(\"{}\")",
    client_type: "Prisma.JsonValue",
    providers: ProviderSet::ALL.without(Provider::Sqlserver),
    defaults: [
        column("JsonB", "jsonb"),
        column("Json", "json"),
        column("", "JSONB"),
        REFUSED,
        column("Json", "object"),
        column("JsonB", "JSONB"),
    ],
};

static BYTES: Scalar = Scalar {
    kind: ScalarType::Bytes,
    docs: "Raw bytes, exchanged as a `Uint8Array`. Defaults are base64-encoded.",
    example: "avatar Bytes?",
    client_type: "Uint8Array",
    providers: ProviderSet::ALL,
    defaults: [
        column("ByteA", "bytea"),
        column("LongBlob", "longblob"),
        column("", "BLOB"),
        column("VarBinary(Max)", "varbinary(max)"),
        column("BinData", "binData"),
        column("Bytes", "BYTES"),
    ],
};
