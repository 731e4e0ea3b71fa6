//! MongoDB. The types of its storage format, from the BSON specification.

use super::{BigInt, Boolean, Bytes, DateTime, Float, Int, Json, NativeType, Text};

pub(super) const TYPES: &[NativeType] = &[
    NativeType::new(
        "ObjectId",
        "objectId",
        &[Text, Bytes],
        "The 12-byte document identifier of MongoDB, exchanged as 24 hexadecimal digits. Ids with \
             `@default(auto())` require it, and so does every field that references one.",
    ),
    NativeType::new("String", "string", &[Text], "UTF-8 text. The default for `String`."),
    NativeType::new("Bool", "bool", &[Boolean], "True or false. The default for `Boolean`."),
    NativeType::new(
        "Int",
        "int",
        &[Int],
        "An integer in 4 bytes, from -2147483648 to 2147483647. The default for `Int`.",
    ),
    NativeType::new(
        "Long",
        "long",
        &[Int, BigInt],
        "An integer in 8 bytes. The default for `BigInt`; on an `Int` field, values beyond 32 bits cannot be read.",
    ),
    NativeType::new(
        "Double",
        "double",
        &[Float],
        "A floating-point number in 8 bytes, with about 15 significant decimal digits. The default for `Float`.",
    ),
    NativeType::new(
        "Date",
        "date",
        &[DateTime],
        "A point in time in UTC: milliseconds since 1970, in 8 bytes. The default for `DateTime`.",
    ),
    NativeType::new(
        "Timestamp",
        "timestamp",
        &[DateTime],
        "A point in time: seconds since 1970 and a counter, in 8 bytes. For internal use by MongoDB; prefer `Date`.",
    ),
    NativeType::new("Json", "object", &[Json], "An embedded document of any shape. The default for `Json`."),
    NativeType::new(
        "BinData",
        "binData",
        &[Bytes],
        "Bytes, within the 16 MiB of a document. The default for `Bytes`.",
    ),
];
