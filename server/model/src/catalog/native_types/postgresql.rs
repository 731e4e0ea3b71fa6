//! PostgreSQL. Limits from chapters 8 and K of its manual.

use super::{
    BigInt, Boolean, Bytes, DateTime, Decimal, Float, Int, Json, KeyUse, NativeType, Param, Text, UNBOUNDED,
};

const LENGTH: &[Param] = &[Param::new("length", "characters", (1, 10_485_760)).accepted(UNBOUNDED)];
const BITS: &[Param] = &[Param::new("length", "bits", (1, 83_886_080)).accepted((1, u32::MAX))];
const FRACTION: &[Param] = &[Param::new("precision", "digits of a second's fraction", (0, 6))];
const NUMERIC: &[Param] = &[
    Param::new("precision", "digits in all", (1, 1000)),
    Param::new("scale", "digits after the point", (0, 1000)),
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
        "Text of at most n characters; n from 1 to 10485760. Without n it is as long as `Text`.",
    )
    .optional(LENGTH),
    NativeType::new(
        "Char",
        "char",
        &[Text],
        "Text of exactly n characters, padded with blanks; n from 1 to 10485760, 1 if left out. Rarely wanted: \
         `VarChar` takes no more room.",
    )
    .optional(LENGTH),
    NativeType::new(
        "Citext",
        "citext",
        &[Text],
        "Text that compares without regard to case. Needs the extension `citext`.",
    ),
    NativeType::new("Uuid", "uuid", &[Text], "A UUID in 16 bytes; the database refuses any other text."),
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
        "A string of exactly n bits, written as `0` and `1`; n from 1 to 83886080, 1 if left out.",
    )
    .optional(BITS),
    NativeType::new(
        "VarBit",
        "varbit",
        &[Text],
        "A string of at most n bits, written as `0` and `1`; n from 1 to 83886080. Without n of any length.",
    )
    .optional(BITS),
    NativeType::new(
        "Xml",
        "xml",
        &[Text],
        "An XML document or fragment that the database has checked. It cannot be compared, so no index and no \
         unique may hold it.",
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
        "An object identifier: an unsigned integer in 4 bytes that PostgreSQL's own catalogs use as key.",
    ),
    NativeType::new("BigInt", "bigint", &[BigInt], "An integer in 8 bytes. The default for `BigInt`."),
    NativeType::new(
        "Real",
        "real",
        &[Float],
        "A floating point number in 4 bytes, with about 6 significant decimal digits.",
    ),
    NativeType::new(
        "DoublePrecision",
        "double precision",
        &[Float],
        "A floating point number in 8 bytes, with about 15 significant decimal digits. The default for `Float`.",
    ),
    NativeType::new(
        "Decimal",
        "decimal",
        &[Decimal],
        "An exact number with p digits in all, s of them after the point; p from 1 to 1000, s from 0 to p. Without \
         arguments any number of digits. A `Decimal` field without a native type is `Decimal(65, 30)`.",
    )
    .optional(NUMERIC),
    NativeType::new(
        "Money",
        "money",
        &[Decimal],
        "An amount of currency in 8 bytes. Its form and its two decimals follow the server's locale: prefer \
         `Decimal(12, 2)`.",
    ),
    NativeType::new(
        "Timestamp",
        "timestamp",
        &[DateTime],
        "Date and time without a time zone in 8 bytes, with n digits of a second's fraction; n from 0 to 6, 6 if \
         left out. A `DateTime` field without a native type is `Timestamp(3)`.",
    )
    .optional(FRACTION),
    NativeType::new(
        "Timestamptz",
        "timestamptz",
        &[DateTime],
        "A point in time in 8 bytes, kept in UTC and shown in the session's time zone, with n digits of a second's \
         fraction; n from 0 to 6, 6 if left out.",
    )
    .optional(FRACTION),
    NativeType::new("Date", "date", &[DateTime], "A date without time of day in 4 bytes."),
    NativeType::new(
        "Time",
        "time",
        &[DateTime],
        "A time of day without date in 8 bytes, with n digits of a second's fraction; n from 0 to 6, 6 if left out.",
    )
    .optional(FRACTION),
    NativeType::new(
        "Timetz",
        "timetz",
        &[DateTime],
        "A time of day with its offset from UTC in 12 bytes, with n digits of a second's fraction; n from 0 to 6. \
         PostgreSQL itself advises against it: an offset means little without a date.",
    )
    .optional(FRACTION),
    NativeType::new(
        "JsonB",
        "jsonb",
        &[Json],
        "JSON in decomposed binary form: quick to search and fit for a `Gin` index; key order and duplicate keys \
         are lost. The default for `Json`.",
    ),
    NativeType::new(
        "Json",
        "json",
        &[Json],
        "JSON kept as the text it came in, parsed anew by each query. It cannot be compared or indexed: prefer \
         `JsonB` unless the exact text matters.",
    ),
    NativeType::new("ByteA", "bytea", &[Bytes], "Bytes of any number, up to 1 GB. The default for `Bytes`."),
];
