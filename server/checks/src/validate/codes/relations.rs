//! Relations and what happens to dependent rows.

use crate::validate::codes::{Code, Removal, code, removable};

pub(super) const CODES: &[Code] = &[
    code(
        "ambiguous-relation",
        "Several relation fields point at the same model, and nothing tells them apart.",
        "Give each relation a name, the same on both of its sides: `@relation(\"Author\")`.",
    ),
    code(
        "cascade-cycle",
        "Referential actions lead from a table back to itself.",
        "SQL Server refuses foreign keys whose cascades form a cycle. Set `onDelete: NoAction, onUpdate: NoAction` on one of them.",
    ),
    code(
        "embedded-many-to-many-unsupported",
        "Both sides of a relation are lists with `fields`, which only MongoDB keeps.",
        "This database keeps a join table for it. Remove `fields` and `references` from both sides.",
    ),
    code(
        "foreign-key-on-optional-side",
        "The foreign key is on the optional side of a one-to-one relation.",
        "The other side is required, which only a foreign key there could see to. Move `fields` and `references`, or make that side optional.",
    ),
    code(
        "many-to-many-arguments",
        "A many-to-many relation of MongoDB lacks `fields` or `references`.",
        "Both sides keep a list of ids: `@relation(fields: [tagIds], references: [id])`.",
    ),
    code(
        "many-to-many-field-type",
        "The list of ids has another type than the ids.",
        "It is a list of the type of the other model's id, native type included: `String[] @db.ObjectId`.",
    ),
    code(
        "many-to-many-reference",
        "A many-to-many relation references another field than the id.",
        "Name the `@id` field of the other model.",
    ),
    code(
        "many-to-many-unsupported",
        "Both sides of a relation are lists, and the database has no join tables.",
        "In MongoDB both sides keep a list of ids: `@relation(fields: [tagIds], references: [id])`.",
    ),
    code(
        "many-to-many-with-view",
        "A view is a side of a many-to-many relation.",
        "Views are not part of join tables. Link it with `fields` and `references`.",
    ),
    code(
        "many-to-many-without-id",
        "A side of a many-to-many relation has no single field as its id.",
        "The join table holds one column for each side. Give the model an `@id`, or write the join table as a model.",
    ),
    code(
        "missing-opposite-field",
        "A relation field has no field that answers to it in the other model.",
        "Every relation is declared in both models. Add a field of this model's type there.",
    ),
    code(
        "missing-relation-arguments",
        "Nothing says which fields hold the foreign key of a relation.",
        "One side has `@relation(fields: […], references: […])`: with scalar fields of its own, and the fields of the other model that they point at.",
    ),
    code(
        "missing-relation-index",
        "With `relationMode = \"prisma\"` a foreign key has no index.",
        "The database makes no foreign key and so no index, and looking up the relation reads whole tables. Add `@@index([…])` over its fields.",
    ),
    code(
        "multiple-cascade-paths",
        "Referential actions reach a table by several ways.",
        "SQL Server refuses that. Set `onDelete: NoAction, onUpdate: NoAction` on one of them.",
    ),
    code(
        "one-to-one-not-unique",
        "The foreign key of a one-to-one relation is not unique.",
        "Several rows could then point at the same one. Add `@unique` to it, or make the other side a list.",
    ),
    code(
        "reference-not-unique",
        "A relation points at fields that are not unique.",
        "Which row is meant could not be told. Make the referenced fields unique, or reference the id.",
    ),
    code(
        "reference-order",
        "The referenced fields stand in another order than in their key.",
        "This database compares them in the order of the key. Reorder `references`, and `fields` alike.",
    ),
    code(
        "references-on-many-to-many",
        "A many-to-many relation says `references`.",
        "Its join table always references the ids. Remove it.",
    ),
    code(
        "referential-action-unsupported",
        "The database has no such referential action.",
        "Which there are depends on the database and on `relationMode`. Choose one of those that the message names.",
    ),
    code(
        "referential-actions-on-both-sides",
        "Both sides of a relation name referential actions.",
        "They belong to the side that holds the foreign key. Remove those of the other.",
    ),
    code(
        "referential-actions-on-many-to-many",
        "A many-to-many relation names referential actions.",
        "Its rows always go with either side. Write the join table as a model to choose otherwise.",
    ),
    code(
        "referential-actions-on-wrong-side",
        "Referential actions stand on the side without the foreign key.",
        "Move `onDelete` and `onUpdate` to the side with `fields`.",
    ),
    code(
        "relation-arguments-on-both-sides",
        "Both sides of a relation claim the foreign key.",
        "Keep `fields` and `references` on one of them.",
    ),
    code(
        "relation-arguments-on-wrong-side",
        "The list side of a relation has `fields`, `references` or actions.",
        "In a one-to-many relation the single side holds the foreign key.",
    ),
    code(
        "relation-arguments-split",
        "One side of a relation has `fields`, the other `references`.",
        "Write both on the side that holds the foreign key.",
    ),
    code(
        "relation-field-count",
        "`fields` and `references` name different numbers of fields.",
        "Each field points at one of the other list, in the same order.",
    ),
    removable(
        "relation-field-not-scalar",
        Removal::Item,
        "`fields` or `references` names a relation.",
        "Both take fields that hold values.",
    ),
    removable(
        "relation-field-twice",
        Removal::Item,
        "A field stands twice in `fields` or `references`.",
        "Remove one, and its counterpart in the other list.",
    ),
    code(
        "relation-native-type-mismatch",
        "A foreign key has another native type than what it points at.",
        "Some databases refuse that. Give both the same native type.",
    ),
    removable(
        "relation-on-scalar",
        Removal::Attribute,
        "`@relation` stands on a field that is no relation.",
        "It belongs to the field whose type is the other model.",
    ),
    code(
        "relation-to-ignored-model",
        "A relation points at a model that is ignored.",
        "The client does not know that model. Mark the field with `@ignore` as well.",
    ),
    code(
        "relation-type-mismatch",
        "A foreign key has another type than what it points at.",
        "Give both fields the same type.",
    ),
    code(
        "required-back-relation",
        "Both sides of a one-to-one relation are required.",
        "Nothing can see to it that the side without the foreign key always has its counterpart. Make it optional.",
    ),
    code(
        "required-relation-on-optional-field",
        "A required relation has an optional foreign key.",
        "Make the relation optional, or all fields of its key required.",
    ),
    code(
        "set-default-not-carried-out",
        "`SetDefault` is accepted, but the database does not carry it out.",
        "Changing the referenced row fails instead. Choose another action, such as `NoAction`.",
    ),
    code(
        "set-null-on-required",
        "`SetNull` stands on a relation that cannot become null.",
        "Make the relation and its foreign key optional, or choose another action.",
    ),
    code(
        "unknown-referential-action",
        "There is no such referential action.",
        "There are `Cascade`, `Restrict`, `NoAction`, `SetNull` and `SetDefault`, as far as the database has them.",
    ),
    code(
        "unknown-relation-field",
        "`fields` or `references` names a field that the model does not have.",
        "`fields` are those of this model, `references` those of the other. Correct the name, or add the field.",
    ),
];
