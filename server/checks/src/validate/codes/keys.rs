//! Ids, unique keys and indexes.

use crate::validate::codes::{Code, Removal, code, removable};

pub(super) const CODES: &[Code] = &[
    removable(
        "both-name-and-map",
        Removal::Argument(&["name"]),
        "An index has both `map` and its old name `name`.",
        "Keep `map`, which says what the index is called in the database.",
    ),
    removable(
        "compound-id-unsupported",
        Removal::Attribute,
        "The database has no ids over several fields.",
        "Mark one field with `@id`, and make the others unique together with `@@unique`.",
    ),
    removable(
        "empty-key",
        Removal::Attribute,
        "A key lists no field.",
        "Name at least one field of the model, or remove the attribute.",
    ),
    code(
        "fulltext-order",
        "The sorted fields of a full-text index stand between the others.",
        "MongoDB wants the searched fields side by side. Move the sorted ones to an end.",
    ),
    removable(
        "id-made-unique",
        Removal::Attribute,
        "The id is made unique once more.",
        "An id is unique already, and MongoDB refuses a second index on it.",
    ),
    code(
        "id-not-required",
        "A part of the id is optional or a list.",
        "Every row needs one value of its id. Make the field required, or choose another.",
    ),
    removable(
        "index-type-field",
        Removal::Argument(&["type"]),
        "An index of this type cannot hold the field without more being said.",
        "Name an operator class with `ops:`, or choose another type of index.",
    ),
    removable(
        "index-type-fields",
        Removal::Argument(&["type"]),
        "An index of this type holds one field only.",
        "Make an index for each, or choose another type.",
    ),
    removable(
        "index-type-sort",
        Removal::Argument(&["sort"]),
        "An index of this type keeps no order.",
        "Remove `sort`, or use a `BTree`.",
    ),
    removable(
        "index-type-unsupported",
        Removal::Argument(&["type"]),
        "The database has no indexes of this type.",
        "Remove `type`, or choose one that the database has.",
    ),
    removable(
        "key-type",
        Removal::Attribute,
        "A field of this type cannot be part of a key.",
        "Name the scalar fields that hold the foreign key instead of the relation; for long texts give a `length:` where the database wants one, else choose another type.",
    ),
    removable(
        "length-type",
        Removal::Argument(&["length"]),
        "`length` stands on a field that has none.",
        "It counts characters or bytes, so it is for `String` and `Bytes`.",
    ),
    code(
        "missing-id",
        "A model has no `@id`, which MongoDB needs.",
        "Write `id String @id @default(auto()) @map(\"_id\") @db.ObjectId`.",
    ),
    code(
        "missing-unique-criteria",
        "Nothing tells the rows of a model apart.",
        "Mark a required field with `@id` or `@unique`, or write `@@id` or `@@unique` over several.",
    ),
    removable(
        "operator-class-mismatch",
        Removal::Argument(&["ops"]),
        "An operator class fits neither the index nor the field.",
        "Each class is for certain types of index and column. Choose another, or remove it to have the default.",
    ),
    removable("repeated-column", Removal::Item, "A field stands twice in a key.", "Once is enough."),
    removable(
        "repeated-index",
        Removal::Attribute,
        "The same index is declared twice.",
        "MongoDB allows one index over the same fields. Remove one.",
    ),
    code(
        "several-clustered",
        "Several keys of a table are clustered.",
        "SQL Server stores a table in the order of one key. Write `clustered: false` at the others.",
    ),
    removable(
        "several-fulltext",
        Removal::Attribute,
        "A model has several full-text indexes.",
        "MongoDB has one a collection. Join them into one.",
    ),
    removable(
        "several-ids",
        Removal::Attribute,
        "A model has more than one id.",
        "Keep one `@id`, or write one `@@id([…])` over several fields.",
    ),
    removable(
        "several-shard-keys",
        Removal::Attribute,
        "A model has more than one shard key.",
        "Keep one `@shardKey`, or write one `@@shardKey([…])` over several fields.",
    ),
    removable(
        "unknown-field",
        Removal::Item,
        "A key names a field that the model does not have.",
        "Correct the name, or add the field. In MongoDB a field of a composite type is named with a dot.",
    ),
    removable(
        "unknown-index-type",
        Removal::Argument(&["type"]),
        "There is no such type of index.",
        "Known are `BTree`, `Hash`, `Gist`, `Gin`, `SpGist` and `Brin`.",
    ),
    removable(
        "unknown-operator-class",
        Removal::Argument(&["ops"]),
        "The operator class is none that Prisma knows.",
        "Write its name as `raw(\"…\")`, with which any class can be named.",
    ),
    removable(
        "wrong-condition",
        Removal::Argument(&["where"]),
        "The condition of a partial index says nothing that it can.",
        "It is `raw(\"…\")` with SQL, or an object such as `{ deleted: false }` with fields of the model and plain values.",
    ),
];
