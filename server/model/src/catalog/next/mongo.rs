//! What MongoDB has: types, presets, codecs and attributes.

use crate::catalog::next::attributes::{
    AttributeSpec, Parameter, Shape, optional, repeatable, required, spec,
};
use crate::catalog::next::codecs::{Codec, DataType, codec_of, textual, variant};
use crate::catalog::next::types::{PHASES, Preset, PresetFacts, TypeConstructor, presets, types};

pub(super) const TYPES: &[TypeConstructor] = types! {
    ["String"] = "mongo/string@1", "string", &[], "Text.";
    ["ObjectId"] = "mongo/objectId@1", "objectId", &[], "The id of a document, 12 bytes.";
    ["Bool"] = "mongo/bool@1", "bool", &[], "`true` or `false`.";
    ["Int32"] = "mongo/int32@1", "int", &[], "A 32-bit integer.";
    ["Int64"] = "mongo/int64@1", "long", &[], "A 64-bit integer, a `bigint` in JavaScript.";
    ["Double"] = "mongo/double@1", "double", &[], "A floating-point number of double precision.";
    ["Decimal128"] = "mongo/decimal128@1", "decimal", &[], "A decimal number of 34 digits, text in JavaScript.";
    ["Date"] = "mongo/date@1", "date", &[], "A point in time with milliseconds.";
    ["Binary"] = "mongo/binary@1", "binData", &[], "Bytes, a `Uint8Array` in JavaScript.";
    ["Json"] = "mongo/json@1", "json", &[], "A JSON value.";
    ["Bson"] = "mongo/bson@1", "bson", &[], "Any BSON value.";
    ["Int"] = "mongo/int32@1", "int", &[], "The old name of `Int32`.";
    ["Float"] = "mongo/double@1", "double", &[], "The old name of `Double`.";
    ["Boolean"] = "mongo/bool@1", "bool", &[], "The old name of `Bool`.";
    ["DateTime"] = "mongo/date@1", "date", &[], "The old name of `Date`.";
};

/// Old names of types, and what they are called now.
pub(super) const DEPRECATED: &[(&str, &str)] =
    &[("Int", "Int32"), ("Float", "Double"), ("Boolean", "Bool"), ("DateTime", "Date")];

pub(super) const PRESETS: &[Preset] = presets! {
    ["temporal", "createdAt"] = "mongo/date@1", "date", &[], Time;
    ["temporal", "updatedAt"] = "mongo/date@1", "date", &[], Time;
    ["temporal", "timestamp"] = "mongo/date@1", "date", PHASES, Time;
};

pub(super) const CODECS: &[Codec] = &[
    codec_of("mongo/objectId@1", DataType::AsText),
    textual("mongo/string@1", DataType::Text),
    codec_of("mongo/double@1", DataType::Float(64)),
    codec_of("mongo/int32@1", DataType::Integer(32)),
    codec_of("mongo/bool@1", DataType::Boolean),
    codec_of("mongo/date@1", DataType::AsText),
    codec_of("mongo/vector@1", DataType::Other),
    codec_of("mongo/int64@1", DataType::Integer(64)),
    codec_of("mongo/decimal128@1", DataType::Numeric),
    codec_of("mongo/binary@1", DataType::Bytes),
    variant("mongo/json@1", DataType::Json),
    variant("mongo/bson@1", DataType::Other),
];

const RELATION_NAME: &str = "The name of the relation, the same on both sides.";

pub(super) const FIELD_ATTRIBUTES: &[AttributeSpec] = &[
    spec("id", &[], &[], "The field that identifies the document."),
    spec("unique", &[], &[], "No two documents of the collection have the same value."),
    spec(
        "map",
        &[required("name", Shape::String, "The key in the documents.")],
        &[],
        "The key of the field in the documents of the collection.",
    ),
    spec(
        "relation",
        &[optional("name", Shape::String, RELATION_NAME)],
        &[
            optional("name", Shape::String, RELATION_NAME),
            optional("fields", Shape::Fields, "The fields of this model that hold the reference."),
            optional(
                "references",
                Shape::ReferencedFields,
                "The fields of the other model that they refer to.",
            ),
        ],
        "The side of a relation that holds the reference, or the name of the relation.",
    ),
];

const LOCALE: Parameter = optional(
    "collationLocale",
    Shape::String,
    "The locale whose rules compare text; `simple` compares bytes.",
);
const STRENGTH: Parameter = optional(
    "collationStrength",
    Shape::OneOf(&[1, 2, 3, 4, 5], &[]),
    "How fine the comparison is, from 1 for base characters to 5 for identical text.",
);
const CASE_LEVEL: Parameter =
    optional("collationCaseLevel", Shape::Boolean, "Whether case counts at strength 1 and 2.");
const CASE_FIRST: Parameter = optional(
    "collationCaseFirst",
    Shape::OneOf(&[], &["upper", "lower", "off"]),
    "Which case sorts first; `off` leaves it to the locale.",
);
const NUMERIC: Parameter =
    optional("collationNumericOrdering", Shape::Boolean, "Whether digits are compared as numbers.");
const ALTERNATE: Parameter = optional(
    "collationAlternate",
    Shape::OneOf(&[], &["non-ignorable", "shifted"]),
    "Whether spaces and punctuation count; `shifted` ignores them at first.",
);
const MAX_VARIABLE: Parameter = optional(
    "collationMaxVariable",
    Shape::OneOf(&[], &["punct", "space"]),
    "What `shifted` ignores: punctuation and spaces, or only spaces.",
);
const BACKWARDS: Parameter =
    optional("collationBackwards", Shape::Boolean, "Whether accents are compared from the end of the text.");
const NORMALIZATION: Parameter =
    optional("collationNormalization", Shape::Boolean, "Whether text is normalized before it is compared.");
const FILTER: Parameter =
    optional("filter", Shape::JsonText, "Which documents the index covers: a filter as JSON.");
const LANGUAGE_FIELD: Parameter =
    optional("languageOverride", Shape::String, "The field of a document that names its language.");
const INDEX_FIELDS: &[Parameter] = &[required(
    "fields",
    Shape::IndexFields,
    "The fields, in order: `[a, b(sort: Desc)]` or `[wildcard()]`.",
)];
const INDEX_OPTIONS: &[Parameter] = &[
    optional(
        "type",
        Shape::OneOf(&[1, -1], &["text", "2dsphere", "2d", "hashed"]),
        "The kind of the index: ascending `1`, descending `-1`, or one of the strings.",
    ),
    optional("sparse", Shape::Boolean, "Whether documents without the fields are left out."),
    optional("expireAfterSeconds", Shape::Integer, "After how many seconds documents are deleted."),
    FILTER,
    optional("include", Shape::Strings, "The paths that an index of `wildcard()` covers."),
    optional("exclude", Shape::Strings, "The paths that an index of `wildcard()` leaves out."),
    optional("default_language", Shape::String, "The language of text in an index of type `text`."),
    LANGUAGE_FIELD,
    LOCALE,
    STRENGTH,
    CASE_LEVEL,
    CASE_FIRST,
    NUMERIC,
    ALTERNATE,
    MAX_VARIABLE,
    BACKWARDS,
    NORMALIZATION,
];

pub(super) const MODEL_ATTRIBUTES: &[AttributeSpec] = &[
    spec(
        "map",
        &[required("name", Shape::String, "The name of the collection.")],
        &[],
        "The name of the collection in the database.",
    ),
    spec(
        "discriminator",
        &[required("field", Shape::Field, "The field.")],
        &[],
        "The field that says of which variant a document is.",
    ),
    spec(
        "base",
        &[
            required("base", Shape::Model, "The model that this one is a variant of."),
            required("value", Shape::String, "The value of its discriminator."),
        ],
        &[],
        "This model is a variant of another one, in the same collection.",
    ),
    repeatable("index", INDEX_FIELDS, INDEX_OPTIONS, "An index of the collection."),
    repeatable(
        "unique",
        INDEX_FIELDS,
        INDEX_OPTIONS,
        "A unique index: no two documents have the same values of these fields.",
    ),
    repeatable(
        "textIndex",
        INDEX_FIELDS,
        &[
            FILTER,
            optional("weights", Shape::Integers(1, 99_999), "How much each field counts, from 1 to 99999."),
            optional("language", Shape::String, "The language of the text."),
            LANGUAGE_FIELD,
            LOCALE,
            STRENGTH,
            CASE_LEVEL,
            CASE_FIRST,
            NUMERIC,
            ALTERNATE,
            MAX_VARIABLE,
            BACKWARDS,
            NORMALIZATION,
        ],
        "The index for text search of the collection.",
    ),
];
