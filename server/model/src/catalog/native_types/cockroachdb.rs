//! CockroachDB. Limits from the section "Data Types" of its SQL reference.

use super::{
    BigInt, Boolean, Bytes, DateTime, Decimal, Float, Int, Json, NativeType, Param, Text, UNBOUNDED,
};

const LENGTH: &[Param] = &[Param::new("length", "characters", (1, u32::MAX)).accepted(UNBOUNDED)];
const BITS: &[Param] = &[Param::new("length", "bits", (1, u32::MAX))];
const FRACTION: &[Param] = &[Param::new("precision", "fractional digits of seconds", (0, 6))];
const NUMERIC: &[Param] = &[
    Param::new("precision", "total digits", (1, 1000)),
    Param::new("scale", "digits after the decimal point", (0, 1000)),
];

pub(super) const TYPES: &[NativeType] = &[
    NativeType::new(
        "String",
        "STRING",
        &[Text],
        "Text of at most n characters, or of any length without n; values above 64 kB reduce performance. The \
         default for `String`.",
    )
    .optional(LENGTH),
    NativeType::new(
        "Char",
        "CHAR",
        &[Text],
        "Text of at most n characters, 1 by default; trailing spaces are removed.",
    )
    .optional(LENGTH),
    NativeType::new(
        "CatalogSingleChar",
        "\"char\"",
        &[Text],
        "A single byte of text, the `\"char\"` of the system catalogs. For introspected system tables.",
    ),
    NativeType::new("Uuid", "UUID", &[Text], "A UUID in 16 bytes; the database rejects any other text."),
    NativeType::new("Inet", "INET", &[Text], "An IPv4 or IPv6 address, with or without a network mask."),
    NativeType::new(
        "Bit",
        "BIT",
        &[Text],
        "A string of exactly n bits, written as `0` and `1`; n from 1 on, 1 by default.",
    )
    .optional(BITS),
    NativeType::new(
        "VarBit",
        "VARBIT",
        &[Text],
        "A string of at most n bits, written as `0` and `1`; n from 1. Without n, of any length.",
    )
    .optional(BITS),
    NativeType::new("Bool", "BOOL", &[Boolean], "True or false. The default for `Boolean`."),
    NativeType::new("Int2", "INT2", &[Int], "An integer in 2 bytes, from -32768 to 32767."),
    NativeType::new(
        "Int4",
        "INT4",
        &[Int],
        "An integer in 4 bytes, from -2147483648 to 2147483647. The default for `Int`.",
    ),
    NativeType::new(
        "Oid",
        "OID",
        &[Int],
        "An object identifier: an unsigned integer in 4 bytes, for compatibility with the PostgreSQL catalogs.",
    ),
    NativeType::new(
        "Int8",
        "INT8",
        &[BigInt],
        "An integer in 8 bytes. The default for `BigInt`, and what `autoincrement()` needs.",
    ),
    NativeType::new(
        "Float4",
        "FLOAT4",
        &[Float],
        "A floating-point number in 4 bytes, with about 6 significant decimal digits.",
    ),
    NativeType::new(
        "Float8",
        "FLOAT8",
        &[Float],
        "A floating-point number in 8 bytes, with about 15 significant decimal digits. The default for `Float`.",
    ),
    NativeType::new(
        "Decimal",
        "DECIMAL",
        &[Decimal],
        "An exact number with p total digits, s of them after the point; p from 1 to 1000, s from 0 to p. Without \
             arguments, any number of digits. A `Decimal` field without a native type is `Decimal(65, 30)`.",
    )
    .optional(NUMERIC),
    NativeType::new(
        "Timestamp",
        "TIMESTAMP",
        &[DateTime],
        "Date and time without a time zone, with n fractional digits of seconds; n from 0 to 6, 6 by default. A \
         `DateTime` field without a native type is `Timestamp(3)`.",
    )
    .optional(FRACTION),
    NativeType::new(
        "Timestamptz",
        "TIMESTAMPTZ",
        &[DateTime],
        "A point in time, stored in UTC and displayed in the session's time zone, with n fractional digits of \
             seconds; n \
         from 0 to 6, 6 by default.",
    )
    .optional(FRACTION),
    NativeType::new("Date", "DATE", &[DateTime], "A date without time of day."),
    NativeType::new(
        "Time",
        "TIME",
        &[DateTime],
        "A time of day in UTC, with n fractional digits of seconds; n from 0 to 6, 6 by default.",
    )
    .optional(FRACTION),
    NativeType::new(
        "Timetz",
        "TIMETZ",
        &[DateTime],
        "A time of day with its offset from UTC, with n fractional digits of seconds; n from 0 to 6, 6 by default.",
    )
    .optional(FRACTION),
    NativeType::new(
        "JsonB",
        "JSONB",
        &[Json],
        "JSON in decomposed binary form, suitable for a `Gin` index. The default for `Json`.",
    ),
    NativeType::new("Bytes", "BYTES", &[Bytes], "Any number of bytes. The default for `Bytes`."),
];
