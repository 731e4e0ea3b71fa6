//! Attributes: which there are, where they stand, and what they take.

use crate::validate::codes::{Code, Removal, code, removable};

pub(super) const CODES: &[Code] = &[
    removable(
        "argument-unsupported",
        Removal::Argument(&["ops", "sort", "length", "map", "clustered"]),
        "An argument is given that this database, or this place, does not have.",
        "Databases differ in what their keys and defaults can say. Remove the argument.",
    ),
    removable(
        "attribute-unsupported",
        Removal::Attribute,
        "An attribute is used that this database does not have.",
        "Remove it.",
    ),
    code(
        "id-not-mapped",
        "The id of a document is not mapped to `_id`.",
        "MongoDB calls it `_id` in every document: write `@map(\"_id\")` on the `@id` field.",
    ),
    removable(
        "misplaced-attribute",
        Removal::Attribute,
        "An attribute stands where it cannot.",
        "Some attributes are for fields, some for blocks, and composite types and enums take few of them. Remove it, or move it to where it belongs.",
    ),
    code("missing-argument", "An attribute lacks an argument that it needs.", "The message names it."),
    removable(
        "needless-ignore",
        Removal::Attribute,
        "`@ignore` stands on a field that is left out anyway.",
        "Fields of an ignored model and those of unsupported types are not part of the client.",
    ),
    removable(
        "repeated-argument",
        Removal::Argument(&[]),
        "An argument is given twice.",
        "Keep one of them. An argument without a name counts as the one that it stands for.",
    ),
    removable(
        "repeated-attribute",
        Removal::Attribute,
        "An attribute stands more than once where once is enough.",
        "Keep one of them. The native type of a field counts as one attribute, whatever its name.",
    ),
    code(
        "too-many-arguments",
        "An attribute has several values without names.",
        "Only its first argument can go without a name. Put several fields into brackets.",
    ),
    removable(
        "unknown-argument",
        Removal::Argument(&[]),
        "An attribute has no such argument.",
        "Correct the name, or remove it. Some arguments came with later versions.",
    ),
    removable(
        "unknown-attribute",
        Removal::Attribute,
        "There is no such attribute.",
        "Attributes of other tools stand in comments, as `/// @encrypted` does. Correct the name or remove it.",
    ),
    removable(
        "updated-at-type",
        Removal::Attribute,
        "`@updatedAt` stands on a field that holds no time.",
        "It sets the time of the last change, so the field is a single `DateTime`.",
    ),
];
