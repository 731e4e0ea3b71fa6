//! Microsoft SQL Server. Limits from the section "Data types" of the Transact-SQL reference.

use super::{BigInt, Boolean, Bytes, DateTime, Decimal, Float, Int, KeyUse, NativeType, Param, Text};

const LENGTH_8000: Param = Param::new("length", "bytes", (1, 8000)).accepted((0, 8000));
const LENGTH_4000: Param = Param::new("length", "characters", (1, 4000)).accepted((0, 4000));
const NUMERIC: &[Param] = &[
    Param::new("precision", "total digits", (1, 38)),
    Param::new("scale", "digits after the decimal point", (0, 38)),
];

pub(super) const TYPES: &[NativeType] = &[
    NativeType::new(
        "NVarChar",
        "nvarchar",
        &[Text],
        "Unicode text of at most n UTF-16 units; n from 1 to 4000, 1 by default, or `Max` for up to 2 GB. A \
         `Max` column cannot be part of a key. A `String` field without a native type is `NVarChar(1000)`.",
    )
    .optional(&[LENGTH_4000.or_max()]),
    NativeType::new(
        "VarChar",
        "varchar",
        &[Text],
        "Text of at most n bytes in the column's code page; n from 1 to 8000, 1 by default, or `Max` for up to \
         2 GB. A `Max` column cannot be part of a key.",
    )
    .optional(&[LENGTH_8000.or_max()]),
    NativeType::new(
        "NChar",
        "nchar",
        &[Text],
        "Unicode text of exactly n UTF-16 units, padded with spaces; n from 1 to 4000, 1 by default.",
    )
    .optional(&[LENGTH_4000]),
    NativeType::new(
        "Char",
        "char",
        &[Text],
        "Text of exactly n bytes in the column's code page, padded with spaces; n from 1 to 8000, 1 by default.",
    )
    .optional(&[LENGTH_8000]),
    NativeType::new(
        "NText",
        "ntext",
        &[Text],
        "Unicode text of up to 1 GB. Deprecated by SQL Server: use `NVarChar(Max)`. Cannot be part of a key.",
    )
    .in_keys(KeyUse::Refused),
    NativeType::new(
        "Text",
        "text",
        &[Text],
        "Text of up to 2 GB in the column's code page. Deprecated by SQL Server: use `VarChar(Max)`. Cannot be part \
         of a key.",
    )
    .in_keys(KeyUse::Refused),
    NativeType::new(
        "Xml",
        "xml",
        &[Text],
        "Validated XML of up to 2 GB. Cannot be part of a key.",
    )
    .in_keys(KeyUse::Refused),
    NativeType::new(
        "UniqueIdentifier",
        "uniqueidentifier",
        &[Text],
        "A UUID in 16 bytes. Its sort order differs from that of the text.",
    ),
    NativeType::new(
        "Bit",
        "bit",
        &[Boolean, Int],
        "0 or 1; eight such columns share a byte. The default for `Boolean`.",
    ),
    NativeType::new("TinyInt", "tinyint", &[Int], "An integer in 1 byte, from 0 to 255."),
    NativeType::new("SmallInt", "smallint", &[Int], "An integer in 2 bytes, from -32768 to 32767."),
    NativeType::new(
        "Int",
        "int",
        &[Int],
        "An integer in 4 bytes, from -2147483648 to 2147483647. The default for `Int`.",
    ),
    NativeType::new("BigInt", "bigint", &[BigInt], "An integer in 8 bytes. The default for `BigInt`."),
    NativeType::new(
        "Float",
        "float",
        &[Float],
        "A floating-point number with n bits of mantissa; n from 1 to 53, 53 by default. Up to 24 bits it takes 4 \
         bytes and about 7 decimal digits, above that 8 bytes and 15 digits. The default for `Float`.",
    )
    .optional(&[Param::new("precision", "bits of mantissa", (1, 53))]),
    NativeType::new(
        "Real",
        "real",
        &[Float],
        "A floating-point number in 4 bytes, the same as `Float(24)`.",
    ),
    NativeType::new(
        "Money",
        "money",
        &[Float],
        "An amount with four decimals in 8 bytes. Prisma reads it as `Float`, which is not exact: prefer `Decimal` \
             with \
         `@db.Decimal(19, 4)`.",
    ),
    NativeType::new(
        "SmallMoney",
        "smallmoney",
        &[Float],
        "An amount with four decimals in 4 bytes, up to 214748.3647. Prisma reads it as `Float`, which is not exact.",
    ),
    NativeType::new(
        "Decimal",
        "decimal",
        &[Decimal],
        "An exact number with p total digits, s of them after the point; p from 1 to 38, s from 0 to p. A \
         `Decimal` field without a native type is `Decimal(32, 16)`.",
    )
    .optional(NUMERIC),
    NativeType::new(
        "DateTime2",
        "datetime2",
        &[DateTime],
        "Date and time without a time zone, accurate to 100 nanoseconds, in 8 bytes. The default for `DateTime`.",
    ),
    NativeType::new(
        "DateTimeOffset",
        "datetimeoffset",
        &[DateTime],
        "Date and time with an offset from UTC, accurate to 100 nanoseconds, in 10 bytes.",
    ),
    NativeType::new(
        "DateTime",
        "datetime",
        &[DateTime],
        "Date and time from 1753, accurate to 3.33 milliseconds, in 8 bytes. `DateTime2` is more accurate.",
    ),
    NativeType::new(
        "SmallDateTime",
        "smalldatetime",
        &[DateTime],
        "Date and time from 1900 to 2079-06-06, accurate to a minute, in 4 bytes.",
    ),
    NativeType::new("Date", "date", &[DateTime], "A date without time of day in 3 bytes."),
    NativeType::new("Time", "time", &[DateTime], "A time of day, accurate to 100 nanoseconds, in 5 bytes."),
    NativeType::new(
        "VarBinary",
        "varbinary",
        &[Bytes],
        "At most n bytes; n from 1 to 8000, 1 by default, or `Max` for up to 2 GB. A `Max` column cannot be part \
         of a key. A `Bytes` field without a native type is `VarBinary(Max)`.",
    )
    .optional(&[LENGTH_8000.or_max()]),
    NativeType::new(
        "Binary",
        "binary",
        &[Bytes],
        "Exactly n bytes, padded with zero bytes; n from 1 to 8000, 1 by default.",
    )
    .optional(&[LENGTH_8000]),
    NativeType::new(
        "Image",
        "image",
        &[Bytes],
        "Up to 2 GB of bytes. Deprecated by SQL Server: use `VarBinary(Max)`. Cannot be part of a key.",
    )
    .in_keys(KeyUse::Refused),
];
