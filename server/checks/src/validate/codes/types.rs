//! The types of fields, and blocks that are types.

use crate::validate::codes::{Code, Removal, code, removable};

pub(super) const CODES: &[Code] = &[
    code(
        "composite-type-unsupported",
        "A composite type is declared for a database that has none.",
        "Only MongoDB keeps documents inside of documents. Make the type a model with a relation, or use a `Json` field.",
    ),
    code("empty-block", "An enum has no value, or a composite type no field.", "Give it at least one."),
    code(
        "endless-composite-type",
        "A composite type contains itself.",
        "No value of it could ever be complete. Make one of the fields on the way optional or a list.",
    ),
    code(
        "enum-unsupported",
        "An enum is declared for a database that has none.",
        "Use a `String` field, and check the values in the application or with a constraint.",
    ),
    removable(
        "list-unsupported",
        Removal::Text,
        "A list field stands in a database without lists.",
        "Use a model of its own with a relation, or a `Json` field.",
    ),
    removable(
        "native-type-arguments",
        Removal::Argument(&[]),
        "A native type has arguments that do not fit it.",
        "The message says how many it takes and from where to where they go, such as the length of a `VarChar`.",
    ),
    removable(
        "native-type-mismatch",
        Removal::Attribute,
        "A native type does not fit the type of its field.",
        "Each native type stores values of certain types. Choose one that fits, or change the type of the field.",
    ),
    removable(
        "native-type-not-scalar",
        Removal::Attribute,
        "A native type stands on a field whose type is not built in.",
        "Relations, enums and composite types have no column type that could be chosen.",
    ),
    code(
        "native-type-prefix",
        "A native type bears another name in front than the datasource.",
        "If the datasource is called `db`, native types begin with `@db.`.",
    ),
    code(
        "needless-unsupported",
        "`Unsupported` names a column type that Prisma supports.",
        "Use the built-in type with the native type as its attribute: the field then is part of the client.",
    ),
    code(
        "relation-in-composite-type",
        "A composite type has a field whose type is a model.",
        "Composite types cannot hold relations. Keep the id of the other document in a field.",
    ),
    code(
        "type-unsupported",
        "The type of a field does not exist in this database.",
        "Choose another type, for example `String` or `Bytes`, or `Json` where the database has it.",
    ),
    removable(
        "unknown-native-type",
        Removal::Attribute,
        "The database has no native type of this name.",
        "Names of native types differ between databases, and their case matters.",
    ),
    code(
        "unknown-type",
        "The type of a field is neither built in nor declared.",
        "Correct the name, or declare a model, an enum or a composite type of that name in any file of the schema.",
    ),
];
