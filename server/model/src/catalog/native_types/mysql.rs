//! MySQL and MariaDB. Limits from the chapter "Data Types" of the MySQL manual.

use super::{
    BigInt, Boolean, Bytes, DateTime, Decimal, Float, Int, Json, KeyUse, NativeType, Param, Text, UNBOUNDED,
};

const FRACTION: &[Param] =
    &[Param::new("precision", "fractional digits of seconds", (0, 6)).accepted(UNBOUNDED)];
const NUMERIC: &[Param] = &[
    Param::new("precision", "total digits", (1, 65)).accepted((0, 65)),
    Param::new("scale", "digits after the decimal point", (0, 30)),
];

/// A text or blob without a bound: only a prefix of it can be a key.
const fn long(column: &'static str, name: &'static str, docs: &'static str) -> NativeType {
    NativeType::new(name, column, &[Text], docs).in_keys(KeyUse::NeedsLength)
}

const fn blob(column: &'static str, name: &'static str, docs: &'static str) -> NativeType {
    NativeType::new(name, column, &[Bytes], docs).in_keys(KeyUse::NeedsLength)
}

pub(super) const TYPES: &[NativeType] = &[
    NativeType::new(
        "VarChar",
        "varchar",
        &[Text],
        "Text of at most n characters; n from 0 to 65535; a row is limited to 65535 bytes. A `String` field \
         without a native type is `VarChar(191)`.",
    )
    .required(&[Param::new("length", "characters", (0, 65_535))]),
    NativeType::new(
        "Char",
        "char",
        &[Text],
        "Text of n characters, stored padded with spaces; n from 0 to 255. Suitable for codes of fixed length.",
    )
    .required(&[Param::new("length", "characters", (0, 255))]),
    long(
        "tinytext",
        "TinyText",
        "Text of at most 255 bytes. In an id, unique constraint or index, its field requires a `length`.",
    ),
    long(
        "text",
        "Text",
        "Text of at most 65535 bytes (64 KiB). In an id, unique constraint or index, its field requires a `length`.",
    ),
    long(
        "mediumtext",
        "MediumText",
        "Text of at most 16777215 bytes (16 MiB). In an id, unique constraint or index, its field requires a `length`.",
    ),
    long(
        "longtext",
        "LongText",
        "Text of at most 4294967295 bytes (4 GiB). In an id, unique constraint or index, its field requires a \
             `length`.",
    ),
    NativeType::new(
        "TinyInt",
        "tinyint",
        &[Boolean, Int],
        "An integer in 1 byte, from -128 to 127. The default for `Boolean`, as `tinyint(1)`.",
    ),
    NativeType::new(
        "UnsignedTinyInt",
        "tinyint unsigned",
        &[Boolean, Int],
        "An integer in 1 byte, from 0 to 255.",
    ),
    NativeType::new("SmallInt", "smallint", &[Int], "An integer in 2 bytes, from -32768 to 32767."),
    NativeType::new(
        "UnsignedSmallInt",
        "smallint unsigned",
        &[Int],
        "An integer in 2 bytes, from 0 to 65535.",
    ),
    NativeType::new("MediumInt", "mediumint", &[Int], "An integer in 3 bytes, from -8388608 to 8388607."),
    NativeType::new(
        "UnsignedMediumInt",
        "mediumint unsigned",
        &[Int],
        "An integer in 3 bytes, from 0 to 16777215.",
    ),
    NativeType::new(
        "Int",
        "int",
        &[Int],
        "An integer in 4 bytes, from -2147483648 to 2147483647. The default for `Int`.",
    ),
    NativeType::new(
        "UnsignedInt",
        "int unsigned",
        &[Int],
        "An integer in 4 bytes, from 0 to 4294967295. `Int` in Prisma Client ends at 2147483647. A foreign key and \
             the referenced column must have the same sign.",
    ),
    NativeType::new(
        "Year",
        "year",
        &[Int],
        "A year in 1 byte, from 1901 to 2155, and 0.",
    ),
    NativeType::new("BigInt", "bigint", &[BigInt], "An integer in 8 bytes. The default for `BigInt`."),
    NativeType::new(
        "UnsignedBigInt",
        "bigint unsigned",
        &[BigInt],
        "An integer in 8 bytes, from 0 to 18446744073709551615. A foreign key and the referenced column must have \
             the same sign.",
    ),
    NativeType::new(
        "Float",
        "float",
        &[Float],
        "A floating-point number in 4 bytes, with about 7 significant decimal digits.",
    ),
    NativeType::new(
        "Double",
        "double",
        &[Float],
        "A floating-point number in 8 bytes, with about 15 significant decimal digits. The default for `Float`.",
    ),
    NativeType::new(
        "Decimal",
        "decimal",
        &[Decimal],
        "An exact number with p total digits, s of them after the point; p from 1 to 65, s from 0 to 30 and to p. \
         A `Decimal` field without a native type is `Decimal(65, 30)`.",
    )
    .optional(NUMERIC),
    NativeType {
        boolean_argument: Some(1),
        ..NativeType::new(
            "Bit",
            "bit",
            &[Boolean, Bytes],
            "A string of n bits; n from 1 to 64. On a `Boolean` field, only `Bit(1)`.",
        )
        .required(&[Param::new("length", "bits", (1, 64))])
    },
    NativeType::new(
        "DateTime",
        "datetime",
        &[DateTime],
        "Date and time without a time zone, in 5 to 8 bytes, with n fractional digits of seconds; n from \
         0 to 6, 0 by default. A `DateTime` field without a native type is `DateTime(3)`.",
    )
    .optional(FRACTION),
    NativeType::new(
        "Timestamp",
        "timestamp",
        &[DateTime],
        "A point in time stored in UTC, in 4 to 7 bytes, from 1970 to 2038-01-19, with n fractional digits of \
             seconds; n from 0 to 6, 0 by default.",
    )
    .optional(FRACTION),
    NativeType::new("Date", "date", &[DateTime], "A date without time of day in 3 bytes."),
    NativeType::new(
        "Time",
        "time",
        &[DateTime],
        "A time of day in 3 to 6 bytes, with n fractional digits of seconds; n from 0 to 6, 0 by default.",
    )
    .optional(FRACTION),
    NativeType::new(
        "Json",
        "json",
        &[Json],
        "Validated JSON in binary form. It cannot be indexed directly. The default for `Json`.",
    ),
    NativeType::new(
        "Binary",
        "binary",
        &[Bytes],
        "Exactly n bytes, padded with zero bytes; n from 0 to 255.",
    )
    .required(&[Param::new("length", "bytes", (0, 255)).accepted(UNBOUNDED)]),
    NativeType::new(
        "VarBinary",
        "varbinary",
        &[Bytes],
        "At most n bytes; n from 0 to 65535; a row is limited to 65535 bytes.",
    )
    .required(&[Param::new("length", "bytes", (0, 65_535)).accepted(UNBOUNDED)]),
    blob(
        "tinyblob",
        "TinyBlob",
        "At most 255 bytes. In an id, unique constraint or index, its field requires a `length`.",
    ),
    blob(
        "blob",
        "Blob",
        "At most 65535 bytes (64 KiB). In an id, unique constraint or index, its field requires a `length`.",
    ),
    blob(
        "mediumblob",
        "MediumBlob",
        "At most 16777215 bytes (16 MiB). In an id, unique constraint or index, its field requires a `length`.",
    ),
    blob(
        "longblob",
        "LongBlob",
        "At most 4294967295 bytes (4 GiB). In an id, unique constraint or index, its field requires a `length`. \
             The default for `Bytes`.",
    ),
];
