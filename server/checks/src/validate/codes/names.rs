//! Names: how they are spelled, which are taken, and what must not be called alike.

use crate::validate::codes::{Code, Removal, code, removable};

pub(super) const CODES: &[Code] = &[
    code(
        "duplicate-constraint-name",
        "Two constraints have the same name in the database.",
        "Which constraints share a set of names depends on the database: all of a schema, or those of a table. Give one of them another name with `map:`.",
    ),
    code(
        "duplicate-database-name",
        "Two tables, columns or enum types have the same name in the database.",
        "The names may differ in the schema and still be mapped to the same. Change one `@map` or `@@map`.",
    ),
    removable(
        "duplicate-member",
        Removal::Line,
        "Two members of a block have the same name.",
        "Fields of a model, values of an enum and keys of a block are known by their names. Rename or remove one.",
    ),
    code(
        "duplicate-name",
        "Two blocks have the same name.",
        "Models, views, composite types and enums share one set of names over all files of the schema. Rename or remove one.",
    ),
    removable(
        "duplicate-schema",
        Removal::Item,
        "A database schema is listed twice.",
        "Each name stands once in `schemas` of the datasource.",
    ),
    removable(
        "empty-name",
        Removal::Argument(&[]),
        "A name is empty.",
        "Write a name, or leave the argument out, so that Prisma makes one.",
    ),
    code(
        "invalid-name",
        "A name holds characters that it cannot.",
        "Names in the schema begin with a letter and consist of letters, digits and `_`. What the database calls it can be said with `@map` or `@@map`.",
    ),
    removable(
        "name-clash",
        Removal::Argument(&["name"]),
        "The client's name of a key is taken.",
        "Compound keys are arguments of the client beside the fields of the model, so they cannot bear the same name. Give the key another `name:`.",
    ),
    code(
        "name-too-long",
        "A constraint's name is longer than the database allows.",
        "Databases limit names, most to 63 or 128 bytes. Choose a shorter one for `map:`.",
    ),
    code(
        "reserved-name",
        "A block bears a name that is reserved.",
        "It is a built-in type, or means something in the generated client. Choose another name, and keep that of the table with `@@map`.",
    ),
];
