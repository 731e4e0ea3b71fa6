//! PostgreSQL. Limits from chapters 8 and K of its manual.

use super::{
    BigInt, Boolean, Bytes, DateTime, Decimal, Float, Int, Json, KeyUse, NativeType, Param, Text, UNBOUNDED,
};

const LENGTH: &[Param] = &[Param::new("length", "characters", (1, 10_485_760)).accepted(UNBOUNDED)];
const BITS: &[Param] = &[Param::new("length", "bits", (1, 83_886_080)).accepted((1, u32::MAX))];
const FRACTION: &[Param] = &[Param::new("precision", "fractional digits of seconds", (0, 6))];
const NUMERIC: &[Param] = &[
    Param::new("precision", "total digits", (1, 1000)),
    Param::new("scale", "digits after the decimal point", (0, 1000)),
];

pub(super) const TYPES: &[NativeType] = &[
    NativeType::new(
        "Text",
        "text",
        &[Text],
        "Text of any length, up to 1 GB. The default for `String`; no slower than `VarChar`.",
    ),
    NativeType::new(
        "VarChar",
        "varchar",
        &[Text],
        "Text of at most n characters; n from 1 to 10485760. Without n, the same as `Text`.",
    )
    .optional(LENGTH),
    NativeType::new(
        "Char",
        "char",
        &[Text],
        "Text of exactly n characters, padded with spaces; n from 1 to 10485760, 1 by default. Rarely useful: \
             `VarChar` takes no more space.",
    )
    .optional(LENGTH),
    NativeType::new(
        "Citext",
        "citext",
        &[Text],
        "Case-insensitive text. Requires the extension `citext`.",
    ),
    NativeType::new("Uuid", "uuid", &[Text], "A UUID in 16 bytes; the database rejects any other text."),
    NativeType::new(
        "Inet",
        "inet",
        &[Text],
        "An IPv4 or IPv6 address, with or without a network mask, in 7 or 19 bytes.",
    ),
    NativeType::new(
        "Bit",
        "bit",
        &[Text],
        "A string of exactly n bits, written as `0` and `1`; n from 1 to 83886080, 1 by default.",
    )
    .optional(BITS),
    NativeType::new(
        "VarBit",
        "varbit",
        &[Text],
        "A string of at most n bits, written as `0` and `1`; n from 1 to 83886080. Without n, of any length.",
    )
    .optional(BITS),
    NativeType::new(
        "Xml",
        "xml",
        &[Text],
        "A validated XML document or fragment. It cannot be compared, so it cannot be in an index or unique \
             constraint.",
    )
    .in_keys(KeyUse::OnlyInId),
    NativeType::new("Boolean", "boolean", &[Boolean], "True or false in 1 byte. The default for `Boolean`."),
    NativeType::new("SmallInt", "smallint", &[Int], "An integer in 2 bytes, from -32768 to 32767."),
    NativeType::new(
        "Integer",
        "integer",
        &[Int],
        "An integer in 4 bytes, from -2147483648 to 2147483647. The default for `Int`.",
    ),
    NativeType::new(
        "Oid",
        "oid",
        &[Int],
        "An object identifier: an unsigned integer in 4 bytes, used as key in the PostgreSQL catalogs.",
    ),
    NativeType::new("BigInt", "bigint", &[BigInt], "An integer in 8 bytes. The default for `BigInt`."),
    NativeType::new(
        "Real",
        "real",
        &[Float],
        "A floating-point number in 4 bytes, with about 6 significant decimal digits.",
    ),
    NativeType::new(
        "DoublePrecision",
        "double precision",
        &[Float],
        "A floating-point number in 8 bytes, with about 15 significant decimal digits. The default for `Float`.",
    ),
    NativeType::new(
        "Decimal",
        "decimal",
        &[Decimal],
        "An exact number with p total digits, s of them after the point; p from 1 to 1000, s from 0 to p. Without \
             arguments, any number of digits. A `Decimal` field without a native type is `Decimal(65, 30)`.",
    )
    .optional(NUMERIC),
    NativeType::new(
        "Money",
        "money",
        &[Decimal],
        "A currency amount in 8 bytes. Its format and decimals depend on the server's locale: prefer `Decimal(12, 2)`.",
    ),
    NativeType::new(
        "Timestamp",
        "timestamp",
        &[DateTime],
        "Date and time without a time zone in 8 bytes, with n fractional digits of seconds; n from 0 to 6, 6 by \
             default. A `DateTime` field without a native type is `Timestamp(3)`.",
    )
    .optional(FRACTION),
    NativeType::new(
        "Timestamptz",
        "timestamptz",
        &[DateTime],
        "A point in time in 8 bytes, stored in UTC and displayed in the session's time zone, with n fractional \
             digits of seconds; n from 0 to 6, 6 by default.",
    )
    .optional(FRACTION),
    NativeType::new("Date", "date", &[DateTime], "A date without time of day in 4 bytes."),
    NativeType::new(
        "Time",
        "time",
        &[DateTime],
        "A time of day without date in 8 bytes, with n fractional digits of seconds; n from 0 to 6, 6 by default.",
    )
    .optional(FRACTION),
    NativeType::new(
        "Timetz",
        "timetz",
        &[DateTime],
        "A time of day with its offset from UTC in 12 bytes, with n fractional digits of seconds; n from 0 to 6. \
         The PostgreSQL manual advises against it: an offset means little without a date.",
    )
    .optional(FRACTION),
    NativeType::new(
        "JsonB",
        "jsonb",
        &[Json],
        "JSON in decomposed binary form: fast to query and suitable for a `Gin` index; key order and duplicate \
             keys are lost. The default for `Json`.",
    ),
    NativeType::new(
        "Json",
        "json",
        &[Json],
        "JSON stored as text and parsed by each query. It cannot be compared or indexed: prefer `JsonB` unless the \
             exact text matters.",
    ),
    NativeType::new("ByteA", "bytea", &[Bytes], "Any number of bytes, up to 1 GB. The default for `Bytes`."),
];
