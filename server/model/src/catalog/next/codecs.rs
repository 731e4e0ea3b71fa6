//! How values are stored: the codecs that `@@type` of an enum names, and the data types that decide which defaults a
//! column takes.

/// A codec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Codec {
    /// Its name with its version.
    pub id: &'static str,
    /// What it stores.
    pub data_type: DataType,
    /// Whether an enum can be stored with it: whether it has exactly one database type.
    pub stores_enums: bool,
    /// Whether it stores text that a full-text index can search.
    pub is_textual: bool,
}

/// A data type, as far as it decides which written values a column takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataType {
    /// Text.
    Text,
    /// A type that is written as text: a date, a UUID, an address.
    AsText,
    /// Bytes, written as text in base 64.
    Bytes,
    /// A boolean.
    Boolean,
    /// A whole number of this many bits.
    Integer(u8),
    /// A decimal number of any size.
    Numeric,
    /// A floating-point number of this many bits.
    Float(u8),
    /// JSON as it was written.
    Json,
    /// JSON in binary form.
    Jsonb,
    /// A type that takes no written value.
    Other,
}

impl DataType {
    /// Its name in a message.
    pub fn label(self) -> &'static str {
        match self {
            DataType::Text | DataType::AsText => "text",
            DataType::Bytes => "bytes",
            DataType::Boolean => "a boolean",
            DataType::Integer(16) => "a 16-bit integer",
            DataType::Integer(32) => "a 32-bit integer",
            DataType::Integer(53) => "an integer that JavaScript holds exactly",
            DataType::Integer(_) => "a 64-bit integer",
            DataType::Numeric => "a decimal number",
            DataType::Float(_) => "a floating-point number",
            DataType::Json => "JSON",
            DataType::Jsonb => "binary JSON",
            DataType::Other => "a value of its own",
        }
    }
}

pub(super) const fn codec_of(id: &'static str, data_type: DataType) -> Codec {
    Codec { id, data_type, stores_enums: true, is_textual: false }
}

pub(super) const fn textual(id: &'static str, data_type: DataType) -> Codec {
    Codec { id, data_type, stores_enums: true, is_textual: true }
}

/// A codec that stores no enum, because it has no database type of its own, or several.
pub(super) const fn variant(id: &'static str, data_type: DataType) -> Codec {
    Codec { id, data_type, stores_enums: false, is_textual: false }
}

/// The codecs of PostgreSQL.
pub(super) const POSTGRES_CODECS: &[Codec] = &[
    textual("sql/char@1", DataType::AsText),
    textual("sql/varchar@1", DataType::AsText),
    codec_of("sql/int@1", DataType::Integer(32)),
    codec_of("sql/float@1", DataType::Float(64)),
    textual("sql/text@1", DataType::Text),
    textual("pg/text@1", DataType::Text),
    codec_of("pg/enum@1", DataType::Other),
    textual("pg/char@1", DataType::AsText),
    textual("pg/varchar@1", DataType::AsText),
    codec_of("pg/int@1", DataType::Integer(32)),
    codec_of("pg/float@1", DataType::Float(64)),
    codec_of("pg/int4@1", DataType::Integer(32)),
    codec_of("pg/int2@1", DataType::Integer(16)),
    codec_of("pg/int8@1", DataType::Integer(64)),
    variant("pg/int8number@1", DataType::Integer(64)),
    codec_of("pg/float4@1", DataType::Float(32)),
    codec_of("pg/float8@1", DataType::Float(64)),
    codec_of("pg/numeric@1", DataType::Numeric),
    variant("pg/unboundedint@1", DataType::Numeric),
    codec_of("pg/date-temporal@1", DataType::AsText),
    codec_of("pg/timestamp-temporal@1", DataType::AsText),
    codec_of("pg/timestamptz-temporal@1", DataType::AsText),
    codec_of("pg/time-temporal@1", DataType::AsText),
    variant("pg/date-string@1", DataType::AsText),
    variant("pg/timestamp-string@1", DataType::AsText),
    variant("pg/timestamptz-string@1", DataType::AsText),
    variant("pg/timestamptz-date@1", DataType::AsText),
    variant("pg/time-string@1", DataType::AsText),
    codec_of("pg/timetz@1", DataType::AsText),
    codec_of("pg/bool@1", DataType::Boolean),
    codec_of("pg/bit@1", DataType::AsText),
    codec_of("pg/varbit@1", DataType::AsText),
    codec_of("pg/bytea@1", DataType::Bytes),
    codec_of("pg/uuid@1", DataType::AsText),
    codec_of("pg/inet@1", DataType::AsText),
    codec_of("pg/interval@1", DataType::AsText),
    codec_of("pg/json@1", DataType::Json),
    codec_of("pg/jsonb@1", DataType::Jsonb),
    codec_of("pg/text-array@1", DataType::Other),
    codec_of("pg/tsquery@1", DataType::Other),
];
