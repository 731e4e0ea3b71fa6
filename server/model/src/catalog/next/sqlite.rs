//! What SQLite has: types, presets and codecs.

use crate::catalog::next::codecs::{Codec, DataType, codec_of, textual, variant};
use crate::catalog::next::types::{
    PHASES, Preset, PresetFacts, REQUIRED_LENGTH, TypeConstructor, presets, types,
};

pub(super) const TYPES: &[TypeConstructor] = types! {
    ["String"] = "sqlite/text@1", "text", &[], "Text of any length.";
    ["Int"] = "sqlite/integer@1", "integer", &[], "An integer, a `number` in JavaScript.";
    ["BigInt"] = "sqlite/bigint@1", "integer", &[], "A 64-bit integer, a `bigint` in JavaScript.";
    ["BigIntNumber"] = "sqlite/bigintnumber@1", "integer", &[], "A 64-bit integer, a `number` in JavaScript; values beyond its safe range are refused.";
    ["Float"] = "sqlite/real@1", "real", &[], "A floating-point number of double precision.";
    ["Decimal"] = "sqlite/text@1", "text", &[], "An exact decimal number, stored as text.";
    ["DateTime"] = "sqlite/datetime@1", "text", &[], "A point in time, stored as text.";
    ["Json"] = "sqlite/json@1", "text", &[], "JSON, stored as text.";
    ["Bytes"] = "sqlite/blob@1", "blob", &[], "Bytes.";
    ["sql", "String"] = "sql/varchar@1", "character varying", REQUIRED_LENGTH, "Text of a limited length, for any SQL database.";
};

/// The presets that only SQLite has.
pub(super) const PRESETS: &[Preset] = presets! {
    ["temporal", "createdAt"] = "sqlite/datetime@1", "text", &[], Time;
    ["temporal", "updatedAt"] = "sqlite/datetime@1", "text", &[], Time;
    ["temporal", "datetime"] = "sqlite/datetime@1", "text", PHASES, Time;
};

pub(super) const CODECS: &[Codec] = &[
    codec_of("sql/int@1", DataType::Integer(53)),
    codec_of("sql/float@1", DataType::Float(64)),
    textual("sqlite/text@1", DataType::Text),
    codec_of("sqlite/integer@1", DataType::Integer(53)),
    codec_of("sqlite/real@1", DataType::Float(64)),
    codec_of("sqlite/blob@1", DataType::Bytes),
    codec_of("sqlite/datetime@1", DataType::AsText),
    codec_of("sqlite/json@1", DataType::Json),
    codec_of("sqlite/bigint@1", DataType::Integer(64)),
    variant("sqlite/bigintnumber@1", DataType::Integer(64)),
];

pub(super) const TAGS: &[&str] = &["json", "sql", "sqlite.sql"];
