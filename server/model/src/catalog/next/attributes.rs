//! The attributes of fields and models: how they are described, and those of SQL databases.

/// An attribute.
#[derive(Clone, Copy, Debug)]
pub struct AttributeSpec {
    /// Its name without `@`.
    pub name: &'static str,
    /// The arguments that can be given by position, in order.
    pub positional: &'static [Parameter],
    /// The arguments that can be given by name.
    pub named: &'static [Parameter],
    /// Whether a model may have it several times.
    pub is_repeatable: bool,
    /// What it does.
    pub docs: &'static str,
}

/// An argument of an attribute.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub shape: Shape,
    /// Whether it must be given.
    pub is_required: bool,
    /// What it is.
    pub docs: &'static str,
}

/// What an argument takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    String,
    /// One of these strings.
    StringOf(&'static [&'static str]),
    /// `true` or `false`.
    Boolean,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A field of the model.
    Field,
    /// A list of different fields of the model, at least one.
    Fields,
    /// A list of different fields of the model that the field refers to, at least one.
    ReferencedFields,
    /// A model.
    Model,
    /// An object whose values are strings.
    Options,
    /// An object whose values are integers from the first to the second.
    Integers(i64, i64),
    /// One of these numbers or strings.
    OneOf(&'static [i64], &'static [&'static str]),
    /// An integer.
    Integer,
    /// A list of strings.
    Strings,
    /// A string with a JSON object.
    JsonText,
    /// A list of fields of the model, each with or without a sort order, or `wildcard(field)`; at least one.
    IndexFields,
    /// A default value, which depends on the type of the field.
    Default,
}

pub(super) const fn required(name: &'static str, shape: Shape, docs: &'static str) -> Parameter {
    Parameter { name, shape, is_required: true, docs }
}

pub(super) const fn optional(name: &'static str, shape: Shape, docs: &'static str) -> Parameter {
    Parameter { name, shape, is_required: false, docs }
}

pub(super) const fn spec(
    name: &'static str,
    positional: &'static [Parameter],
    named: &'static [Parameter],
    docs: &'static str,
) -> AttributeSpec {
    AttributeSpec { name, positional, named, is_repeatable: false, docs }
}

pub(super) const fn repeatable(
    name: &'static str,
    positional: &'static [Parameter],
    named: &'static [Parameter],
    docs: &'static str,
) -> AttributeSpec {
    AttributeSpec { name, positional, named, is_repeatable: true, docs }
}

/// What `onDelete` and `onUpdate` take.
pub const REFERENTIAL_ACTIONS: &[&str] = &["NoAction", "Restrict", "Cascade", "SetNull", "SetDefault"];

/// What `@@control` takes.
pub const CONTROL_POLICIES: &[&str] = &["managed", "tolerated", "external", "observed"];

/// What `@noCheck` takes.
pub const WAIVERS: &[&str] = &["membership", "elementNotNull"];

/// The languages of full-text search in PostgreSQL.
pub const SEARCH_LANGUAGES: &[&str] = &[
    "simple",
    "arabic",
    "armenian",
    "basque",
    "catalan",
    "danish",
    "dutch",
    "english",
    "finnish",
    "french",
    "german",
    "greek",
    "hindi",
    "hungarian",
    "indonesian",
    "irish",
    "italian",
    "lithuanian",
    "nepali",
    "norwegian",
    "portuguese",
    "romanian",
    "russian",
    "serbian",
    "spanish",
    "swedish",
    "tamil",
    "turkish",
    "yiddish",
];

const CONSTRAINT_NAME: Parameter =
    optional("map", Shape::String, "The name of the constraint in the database.");
const WAIVER: &str = "The kind of check to leave out.";

/// The attributes of fields in SQL databases.
pub(super) const SQL_FIELD_ATTRIBUTES: &[AttributeSpec] = &[
    spec(
        "map",
        &[required("name", Shape::String, "The name of the column.")],
        &[],
        "The name of the column in the database.",
    ),
    spec("id", &[], &[CONSTRAINT_NAME], "The primary key of the model."),
    spec("unique", &[], &[CONSTRAINT_NAME], "No two rows have the same value."),
    spec(
        "noCheck",
        &[optional("first", Shape::Word(WAIVERS), WAIVER), optional("second", Shape::Word(WAIVERS), WAIVER)],
        &[],
        "Leaves out `CHECK` constraints that Prisma makes for the column: all of them, or those that are named.",
    ),
    spec(
        "relation",
        &[optional("name", Shape::String, "The name of the relation.")],
        &[
            optional("name", Shape::String, "The name of the relation, the same on both sides."),
            optional("fields", Shape::Fields, "The fields of this model that hold the key."),
            optional(
                "references",
                Shape::ReferencedFields,
                "The fields of the other model that they refer to.",
            ),
            optional("map", Shape::String, "The name of the foreign key in the database."),
            optional(
                "onDelete",
                Shape::Word(REFERENTIAL_ACTIONS),
                "What happens when the row that is referred to is deleted.",
            ),
            optional(
                "onUpdate",
                Shape::Word(REFERENTIAL_ACTIONS),
                "What happens when the key that is referred to changes.",
            ),
            optional(
                "index",
                Shape::Boolean,
                "Whether the key has an index. It has one unless this is `false`.",
            ),
        ],
        "The side of a relation that holds the key, or the name of the relation.",
    ),
    spec(
        "default",
        &[required("value", Shape::Default, "The default value.")],
        &[],
        "The value of a row that is created without one.",
    ),
];

/// The attributes of models in all SQL databases.
pub(super) const SQL_MODEL_ATTRIBUTES: &[AttributeSpec] = &[
    spec(
        "map",
        &[required("name", Shape::String, "The name of the table.")],
        &[],
        "The name of the table in the database.",
    ),
    repeatable(
        "id",
        &[required("fields", Shape::Fields, "The fields, in order.")],
        &[CONSTRAINT_NAME],
        "A primary key of several fields.",
    ),
    repeatable(
        "unique",
        &[required("fields", Shape::Fields, "The fields, in order.")],
        &[CONSTRAINT_NAME],
        "No two rows have the same values of these fields.",
    ),
    repeatable(
        "index",
        &[optional("fields", Shape::Fields, "The fields, in order.")],
        &[
            optional("expression", Shape::String, "An SQL expression instead of fields."),
            optional("where", Shape::String, "The rows that the index covers, in SQL."),
            optional("unique", Shape::Boolean, "Whether the index is unique."),
            optional("name", Shape::String, "The name of the index; the database gets it with a hash."),
            optional("map", Shape::String, "The exact name of the index in the database."),
            optional("type", Shape::String, "The access method, such as `gin`."),
            optional("options", Shape::Options, "Options of the access method."),
        ],
        "An index over fields or an expression.",
    ),
    repeatable(
        "check",
        &[],
        &[
            required("expression", Shape::String, "What holds for every row, in SQL."),
            optional("name", Shape::String, "The name of the constraint; the database gets it with a hash."),
            optional("map", Shape::String, "The exact name of the constraint in the database."),
        ],
        "A `CHECK` constraint.",
    ),
    spec(
        "control",
        &[required("policy", Shape::Word(CONTROL_POLICIES), "What migrations may do.")],
        &[],
        "What Prisma does with the table: `managed` creates and changes it, `tolerated` only creates it, `external` only verifies it, `observed` only warns.",
    ),
    spec(
        "discriminator",
        &[required("field", Shape::Field, "The field.")],
        &[],
        "The field that says of which variant a row is.",
    ),
    spec(
        "base",
        &[
            required("base", Shape::Model, "The model that this one is a variant of."),
            required("value", Shape::String, "The value of its discriminator."),
        ],
        &[],
        "This model is a variant of another one.",
    ),
];

/// The attributes of models that only PostgreSQL has.
pub(super) const POSTGRES_MODEL_ATTRIBUTES: &[AttributeSpec] = &[
    spec("rls", &[], &[], "Row-level security: rows can only be seen and changed as policies allow it."),
    repeatable(
        "fullTextIndex",
        &[required("fields", Shape::Fields, "The field.")],
        &[
            optional(
                "language",
                Shape::StringOf(SEARCH_LANGUAGES),
                "The language of the text; `english` by default.",
            ),
            optional("name", Shape::String, "The name of the index; the database gets it with a hash."),
            optional("map", Shape::String, "The exact name of the index in the database."),
            optional("where", Shape::String, "The rows that the index covers, in SQL."),
        ],
        "An index for full-text search in one field.",
    ),
];
