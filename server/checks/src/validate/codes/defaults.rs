//! Default values.

use crate::validate::codes::{Code, Removal, code, removable};

pub(super) const CODES: &[Code] = &[
    removable(
        "auto-outside-id",
        Removal::Attribute,
        "`auto()` is the default of a field that is not the id.",
        "MongoDB makes ObjectIds for ids only. Set the value in the application.",
    ),
    code(
        "auto-without-object-id",
        "`auto()` is the default of a field that holds no ObjectId.",
        "Write `String @id @default(auto()) @map(\"_id\") @db.ObjectId`.",
    ),
    removable(
        "autoincrement-outside-id",
        Removal::Attribute,
        "`autoincrement()` stands on a field that is not the id, where the database counts only ids.",
        "Remove it, or make the field the id.",
    ),
    code(
        "autoincrement-several",
        "Several fields of a model count up by themselves.",
        "This database allows one such column a table.",
    ),
    code(
        "autoincrement-type",
        "`autoincrement()` stands on a type that the database does not count with.",
        "On CockroachDB it takes `BigInt`; for `Int` there is `sequence()`.",
    ),
    code(
        "autoincrement-unindexed",
        "A field with `autoincrement()` has no index, which this database asks for.",
        "Make it unique, the id, or the first field of an index.",
    ),
    removable(
        "default-mismatch",
        Removal::Attribute,
        "A default does not fit the type of its field.",
        "Texts stand in quotes, values of enums without; times are written as RFC 3339 does, bytes in base64, JSON as a text. A list has a list as its default.",
    ),
    removable(
        "default-refused",
        Removal::Attribute,
        "The field can have no default.",
        "Relation fields have no column of their own, and composite types and unsupported columns take no values here.",
    ),
    removable(
        "function-arguments",
        Removal::Argument(&[]),
        "A function is given arguments that it does not take.",
        "The message says what it takes; most take nothing.",
    ),
    removable(
        "function-unsupported",
        Removal::Attribute,
        "The function does not exist for this database or place.",
        "Remove the default, or choose a function that the client carries out itself, such as `uuid()`.",
    ),
    removable(
        "unknown-function",
        Removal::Attribute,
        "There is no such function.",
        "Defaults are made by `autoincrement()`, `cuid()`, `dbgenerated()`, `nanoid()`, `now()`, `ulid()` and `uuid()`; MongoDB has `auto()`, CockroachDB `sequence()`.",
    ),
];
