//! The types of fields: scalars, types with arguments, and presets, which are types with a default. How they are described, and
//! those of PostgreSQL.

use crate::catalog::ScalarType;

/// A type that a field or a `types` block can name.
#[derive(Clone, Copy, Debug)]
pub struct TypeConstructor {
    /// Its name, after that of its namespace where it has one.
    pub path: &'static [&'static str],
    /// The codec that stores it.
    pub codec: &'static str,
    /// Its database type.
    pub native: &'static str,
    /// Its arguments, in order.
    pub arguments: &'static [TypeArgument],
    /// What it is.
    pub docs: &'static str,
}

/// A type with a default, such as `temporal.updatedAt()`.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// Its name, after that of its namespace where it has one.
    pub path: &'static [&'static str],
    /// The codec that stores it.
    pub codec: &'static str,
    /// Its database type.
    pub native: &'static str,
    /// Its arguments, in order.
    pub arguments: &'static [TypeArgument],
    /// What it brings.
    pub facts: PresetFacts,
}

/// What a preset brings beside a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PresetFacts {
    /// Nothing.
    Plain,
    /// A primary key whose values Prisma makes.
    Id,
    /// A time that Prisma sets.
    Time,
}

/// An argument of a type.
#[derive(Clone, Copy, Debug)]
pub struct TypeArgument {
    /// Its name; empty for one that is given by position only.
    pub name: &'static str,
    /// What it takes.
    pub kind: ArgumentKind,
    /// Whether it can be left out.
    pub is_optional: bool,
}

/// What an argument of a type takes.
#[derive(Clone, Copy, Debug)]
pub enum ArgumentKind {
    /// A whole number from the first to the second.
    Integer(u32, u32),
    /// One of these words.
    Word(&'static [&'static str]),
    /// An object with the size of an id.
    Size(u32, u32),
    /// The name of a `native_enum`.
    NativeEnum,
}

const fn integer(name: &'static str, from: u32) -> TypeArgument {
    TypeArgument { name, kind: ArgumentKind::Integer(from, u32::MAX), is_optional: true }
}

const LENGTH: &[TypeArgument] = &[integer("length", 1)];
const PRECISION: &[TypeArgument] = &[integer("precision", 0)];
const SCALE: &[TypeArgument] = &[integer("precision", 1), integer("scale", 0)];
pub(super) const REQUIRED_LENGTH: &[TypeArgument] =
    &[TypeArgument { name: "length", kind: ArgumentKind::Integer(1, 10_485_760), is_optional: false }];
const NATIVE_ENUM: &[TypeArgument] =
    &[TypeArgument { name: "", kind: ArgumentKind::NativeEnum, is_optional: false }];
pub(super) const SIZE: &[TypeArgument] =
    &[TypeArgument { name: "", kind: ArgumentKind::Size(2, 255), is_optional: true }];
const NOW: &[&str] = &["now"];
const ON_CREATE: TypeArgument =
    TypeArgument { name: "onCreate", kind: ArgumentKind::Word(NOW), is_optional: true };
const ON_UPDATE: TypeArgument =
    TypeArgument { name: "onUpdate", kind: ArgumentKind::Word(NOW), is_optional: true };
pub(super) const PHASES: &[TypeArgument] = &[ON_CREATE, ON_UPDATE];
const TIMES: &[TypeArgument] = &[integer("precision", 0), ON_CREATE, ON_UPDATE];

macro_rules! types {
    ($($path:tt = $codec:literal, $native:literal, $arguments:expr, $docs:literal;)+) => {
        &[$(TypeConstructor { path: &$path, codec: $codec, native: $native, arguments: $arguments, docs: $docs }),+]
    };
}

macro_rules! presets {
    ($($path:tt = $codec:literal, $native:literal, $arguments:expr, $facts:ident;)+) => {
        &[$(Preset {
            path: &$path, codec: $codec, native: $native, arguments: $arguments, facts: PresetFacts::$facts,
        }),+]
    };
}

/// The types of PostgreSQL.
pub(super) const POSTGRES_TYPES: &[TypeConstructor] = types! {
    ["String"] = "pg/text@1", "text", &[], "Text of any length.";
    ["Boolean"] = "pg/bool@1", "bool", &[], "`true` or `false`.";
    ["Int"] = "pg/int4@1", "int4", &[], "A 32-bit integer.";
    ["BigInt"] = "pg/int8@1", "int8", &[], "A 64-bit integer, a `bigint` in JavaScript.";
    ["Float"] = "pg/float8@1", "float8", &[], "A floating-point number of double precision.";
    ["Decimal"] = "pg/numeric@1", "numeric", &[], "An exact decimal number.";
    ["DateTime"] = "pg/timestamptz-temporal@1", "timestamptz", &[], "A point in time, a `Temporal.Instant` in JavaScript.";
    ["Json"] = "pg/json@1", "json", &[], "JSON, stored as it was written.";
    ["Jsonb"] = "pg/jsonb@1", "jsonb", &[], "JSON in binary form, which can be indexed.";
    ["Bytes"] = "pg/bytea@1", "bytea", &[], "Bytes.";
    ["BigIntNumber"] = "pg/int8number@1", "int8", &[], "A 64-bit integer, a `number` in JavaScript; values beyond its safe range are refused.";
    ["UnboundedInt"] = "pg/unboundedint@1", "numeric", &[], "An integer of any size, a `bigint` in JavaScript.";
    ["VarChar"] = "sql/varchar@1", "character varying", LENGTH, "Text of a limited length.";
    ["Char"] = "sql/char@1", "character", LENGTH, "Text of a fixed length, filled up with spaces.";
    ["Numeric"] = "pg/numeric@1", "numeric", SCALE, "An exact decimal number of a precision and scale.";
    ["Timestamp"] = "pg/timestamp-temporal@1", "timestamp", PRECISION, "A date and time without a time zone, a `Temporal.PlainDateTime` in JavaScript.";
    ["Timestamptz"] = "pg/timestamptz-temporal@1", "timestamptz", PRECISION, "A point in time of a precision, a `Temporal.Instant` in JavaScript.";
    ["Time"] = "pg/time-temporal@1", "time", PRECISION, "A time of day, a `Temporal.PlainTime` in JavaScript.";
    ["Timetz"] = "pg/timetz@1", "timetz", PRECISION, "A time of day with an offset.";
    ["Uuid"] = "pg/uuid@1", "uuid", &[], "A UUID.";
    ["Inet"] = "pg/inet@1", "inet", &[], "An IPv4 or IPv6 address, with or without a network mask.";
    ["SmallInt"] = "pg/int2@1", "int2", &[], "A 16-bit integer.";
    ["Real"] = "pg/float4@1", "float4", &[], "A floating-point number of single precision.";
    ["Date"] = "pg/date-temporal@1", "date", &[], "A date, a `Temporal.PlainDate` in JavaScript.";
    ["DateString"] = "pg/date-string@1", "date", &[], "A date, as the database writes it.";
    ["TimestampString"] = "pg/timestamp-string@1", "timestamp", PRECISION, "A date and time without a time zone, as the database writes it.";
    ["TimestamptzJsDate"] = "pg/timestamptz-date@1", "timestamptz", PRECISION, "A point in time, a `Date` in JavaScript.";
    ["TimestamptzString"] = "pg/timestamptz-string@1", "timestamptz", PRECISION, "A point in time, as the database writes it.";
    ["TimeString"] = "pg/time-string@1", "time", PRECISION, "A time of day, as the database writes it.";
    ["sql", "String"] = "sql/varchar@1", "character varying", REQUIRED_LENGTH, "Text of a limited length, for any SQL database.";
    ["pg", "enum"] = "pg/enum@1", "", NATIVE_ENUM, "An enum type of PostgreSQL: that of a `native_enum` block.";
};

/// The presets of all SQL databases.
pub(super) const SQL_PRESETS: &[Preset] = presets! {
    ["uuidString"] = "sql/char@1", "character", &[], Plain;
    ["ulid"] = "sql/char@1", "character", &[], Plain;
    ["nanoid"] = "sql/char@1", "character", SIZE, Plain;
    ["cuid2"] = "sql/char@1", "character", &[], Plain;
    ["ksuid"] = "sql/char@1", "character", &[], Plain;
    ["id", "uuidv4String"] = "sql/char@1", "character", &[], Id;
    ["id", "uuidv7String"] = "sql/char@1", "character", &[], Id;
    ["id", "ulid"] = "sql/char@1", "character", &[], Id;
    ["id", "nanoid"] = "sql/char@1", "character", SIZE, Id;
    ["id", "cuid2"] = "sql/char@1", "character", &[], Id;
    ["id", "ksuid"] = "sql/char@1", "character", &[], Id;
};

/// The presets that only PostgreSQL has.
pub(super) const POSTGRES_PRESETS: &[Preset] = presets! {
    ["uuidNative"] = "pg/uuid@1", "uuid", &[], Plain;
    ["text"] = "pg/text@1", "text", &[], Plain;
    ["int"] = "pg/int4@1", "int4", &[], Plain;
    ["bigint"] = "pg/int8@1", "int8", &[], Plain;
    ["float"] = "pg/float8@1", "float8", &[], Plain;
    ["decimal"] = "pg/numeric@1", "numeric", &[], Plain;
    ["boolean"] = "pg/bool@1", "bool", &[], Plain;
    ["json"] = "pg/jsonb@1", "jsonb", &[], Plain;
    ["bytes"] = "pg/bytea@1", "bytea", &[], Plain;
    ["dateTime"] = "pg/timestamptz-temporal@1", "timestamptz", &[], Plain;
    ["id", "uuidv4Native"] = "pg/uuid@1", "uuid", &[], Id;
    ["id", "uuidv7Native"] = "pg/uuid@1", "uuid", &[], Id;
    ["temporal", "createdAt"] = "pg/timestamptz-temporal@1", "timestamptz", &[], Time;
    ["temporal", "updatedAt"] = "pg/timestamptz-temporal@1", "timestamptz", &[], Time;
    ["temporal", "createdAtJsDate"] = "pg/timestamptz-date@1", "timestamptz", &[], Time;
    ["temporal", "updatedAtJsDate"] = "pg/timestamptz-date@1", "timestamptz", &[], Time;
    ["temporal", "createdAtString"] = "pg/timestamptz-string@1", "timestamptz", &[], Time;
    ["temporal", "updatedAtString"] = "pg/timestamptz-string@1", "timestamptz", &[], Time;
    ["temporal", "timestamp"] = "pg/timestamp-temporal@1", "timestamp", TIMES, Time;
    ["temporal", "timestamptz"] = "pg/timestamptz-temporal@1", "timestamptz", TIMES, Time;
    ["temporal", "timestamptzJsDate"] = "pg/timestamptz-date@1", "timestamptz", TIMES, Time;
    ["temporal", "timestampString"] = "pg/timestamp-string@1", "timestamp", TIMES, Time;
    ["temporal", "timestamptzString"] = "pg/timestamptz-string@1", "timestamptz", TIMES, Time;
};

pub(super) use {presets, types};

impl TypeConstructor {
    /// Whether its name alone, without arguments, is the type of a field.
    pub fn is_scalar(&self) -> bool {
        self.path.len() == 1 && self.arguments.iter().all(|argument| argument.is_optional)
    }
}

/// A database type, by the names that the classic dialect has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassicType {
    /// The built-in type.
    pub scalar: ScalarType,
    /// The native type, `VarChar` in `@db.VarChar`; `None` if the classic dialect has it without an attribute.
    pub native: Option<&'static str>,
}

/// What the classic dialect calls a database type of [`TypeConstructor::native`] or [`Preset::native`].
pub fn classic_type(native: &str) -> Option<ClassicType> {
    let (scalar, native) = match native {
        "text" => (ScalarType::String, None),
        "character varying" => (ScalarType::String, Some("VarChar")),
        "character" => (ScalarType::String, Some("Char")),
        "uuid" => (ScalarType::String, Some("Uuid")),
        "inet" => (ScalarType::String, Some("Inet")),
        "bool" => (ScalarType::Boolean, None),
        "int2" => (ScalarType::Int, Some("SmallInt")),
        "int4" => (ScalarType::Int, None),
        "int8" => (ScalarType::BigInt, None),
        "float4" => (ScalarType::Float, Some("Real")),
        "float8" => (ScalarType::Float, None),
        "numeric" => (ScalarType::Decimal, Some("Decimal")),
        "timestamptz" => (ScalarType::DateTime, Some("Timestamptz")),
        "timestamp" => (ScalarType::DateTime, Some("Timestamp")),
        "date" => (ScalarType::DateTime, Some("Date")),
        "time" => (ScalarType::DateTime, Some("Time")),
        "timetz" => (ScalarType::DateTime, Some("Timetz")),
        "json" => (ScalarType::Json, Some("Json")),
        "jsonb" => (ScalarType::Json, None),
        "bytea" | "blob" | "binData" => (ScalarType::Bytes, None),
        "objectId" => (ScalarType::String, Some("ObjectId")),
        "int" => (ScalarType::Int, None),
        "long" => (ScalarType::BigInt, None),
        "double" => (ScalarType::Float, None),
        "decimal" => (ScalarType::Decimal, None),
        "bson" => (ScalarType::Json, None),
        _ => return None,
    };
    Some(ClassicType { scalar, native })
}

/// How the Prisma 8 dialect writes a native type of the classic dialect for PostgreSQL: `Numeric` for `Decimal`.
pub fn name_of_native(native: &str) -> &str {
    match native {
        "Decimal" => "Numeric",
        "Integer" => "Int",
        "DoublePrecision" => "Float",
        "JsonB" => "Jsonb",
        "Text" => "String",
        "ByteA" => "Bytes",
        other => other,
    }
}

impl Preset {
    /// The attributes that it stands for, each with the function of its default, as the classic dialect writes them.
    pub fn attributes(&self) -> &'static [(&'static str, Option<&'static str>)] {
        match (self.facts, self.path.last().copied().unwrap_or_default()) {
            (PresetFacts::Id, name) if name.starts_with("uuid") => &[("id", None), ("default", Some("uuid"))],
            (PresetFacts::Id, name) if name.starts_with("nanoid") => {
                &[("id", None), ("default", Some("nanoid"))]
            }
            (PresetFacts::Id, name) if name.starts_with("ulid") => &[("id", None), ("default", Some("ulid"))],
            (PresetFacts::Id, name) if name.starts_with("ksuid") => {
                &[("id", None), ("default", Some("ksuid"))]
            }
            (PresetFacts::Id, _) => &[("id", None), ("default", Some("cuid"))],
            (PresetFacts::Time, name) if name.starts_with("createdAt") => &[("default", Some("now"))],
            (PresetFacts::Time, name) if name.starts_with("updatedAt") => {
                &[("default", Some("now")), ("updatedAt", None)]
            }
            _ => &[],
        }
    }

    /// The number of characters that its values have, where they have a fixed one.
    pub fn length(&self) -> Option<u32> {
        let name = self.path.last().copied().unwrap_or_default();
        (self.native == "character").then_some(match name {
            "ulid" => 26,
            "nanoid" => 21,
            "cuid2" => 24,
            "ksuid" => 27,
            _ => 36,
        })
    }
}
