//! The foreign key: which fields hold it.

use expect_test::expect;

use super::{check, check_fix, fine, two};

#[test]
fn a_foreign_key_has_both_lists() {
    check(
        "postgresql",
        &two("b B", "as A[]"),
        expect![[r#"
            error `b` [missing-relation-arguments] `A.b` has no foreign key to `B`. Add `fields` and `references` to its `@relation`.
              Choice: Add `@relation(fields: [bId], references: [id])` and its field
              Choice: Change `A.b` to `B[]`
              Step: Add only `bid Int?` (then list it in `@relation`)
        "#]],
    );
    check(
        "postgresql",
        &two("bId Int ; b B @relation(fields: [bId])", "as A[]"),
        expect![[r#"
            error `[bId]` [missing-relation-arguments] `A.b` has no foreign key to `B`. Add `references` to its `@relation`.
              Choice: Add `@relation(fields: [bId], references: [id])`
        "#]],
    );
    check(
        "postgresql",
        &two("bId Int ; b B? @relation(references: [id])", "as A[]"),
        expect![[r#"
            error `[id]` [missing-relation-arguments] `A.b` has no foreign key to `B`. Add `fields` to its `@relation`.
              Choice: Add `@relation(fields: [bId], references: [id])`
              Choice: Complete `@relation` with `fields: [bid]`, and add `bid Int?`
        "#]],
    );
    check(
        "postgresql",
        &two("bId Int ; b B @relation(fields: [], references: [id])", "as A[]"),
        expect![[r#"
            error `[]` [missing-relation-arguments] `A.b` has no foreign key to `B`. Add `fields` to its `@relation`.
              Choice: Add `@relation(fields: [bId], references: [id])`
              Step: Complete `@relation` with `fields: [bid]`, and add `bid Int?` (then make `b` optional)
        "#]],
    );
}

#[test]
fn the_lists_are_written() {
    check_fix(
        "postgresql",
        &two("b B", "as A[]"),
        "Add `@relation(fields: [bId], references: [id])` and its field",
        expect![[r#"
            /schema.prisma
            -  b B
            +  b B @relation(fields: [bId], references: [id])
            +  bId Int
        "#]],
    );
    check_fix(
        "postgresql",
        &two("x_y Int ; b B?", "as A[]"),
        "Add `@relation(fields: [b_id], references: [id])` and its field",
        expect![[r#"
            /schema.prisma
            -  b B?
            +  b B? @relation(fields: [b_id], references: [id])
            +  b_id Int?
        "#]],
    );
    check_fix(
        "postgresql",
        &two(r#"bId Int ; b B @relation("x")"#, r#"as A[] @relation("x")"#),
        "Add `@relation(fields: [bId], references: [id])`",
        expect![[r#"
            /schema.prisma
            -  b B @relation("x")
            +  b B @relation("x", fields: [bId], references: [id])
        "#]],
    );
    check_fix(
        "postgresql",
        &two("bId Int ; b B @relation(references: [id])", "as A[]"),
        "Add `@relation(fields: [bId], references: [id])`",
        expect![[r#"
            /schema.prisma
            -  b B @relation(references: [id])
            +  b B @relation(fields: [bId], references: [id])
        "#]],
    );
    check_fix(
        "postgresql",
        &two("b B", "a A?"),
        "Add `@relation(fields: [bId], references: [id])` and its field",
        expect![[r#"
            /schema.prisma
            -  b B
            +  b B @relation(fields: [bId], references: [id])
            +  bId Int @unique
        "#]],
    );
}

#[test]
fn names_of_fields() {
    check(
        "postgresql",
        &two("bId Int ; b B @relation(fields: [bid], references: [zz])", "as A[]"),
        expect![[r#"
            error `bid` [unknown-relation-field] `A` has no field `bid`, which is listed in `fields`. Did you mean `bId`?
              Choice: Change to `bId`
            error `zz` [unknown-relation-field] `B` has no field `zz`, which is listed in `references`. Correct the name, or add the field.
              Choice: Write `references: [id]`
        "#]],
    );
    check(
        "postgresql",
        &two("bId Int ; b B @relation(fields: [b], references: [as])", "as A[]"),
        expect![[r#"
            error `b` [relation-field-not-scalar] `fields` requires scalar fields, but `A.b` is a relation.
              Choice: Remove `b`
            error `as` [relation-field-not-scalar] `references` requires scalar fields, but `B.as` is a relation.
              Choice: Remove `as`
        "#]],
    );
    check(
        "postgresql",
        &two(
            "bId Int ; b B @relation(fields: [bId, bId], references: [id, u])",
            "u Int ; as A[] ; @@unique([id, u])",
        ),
        expect![[r#"
            error `bId` [relation-field-twice] Duplicate field `bId` in `fields`. Remove one.
              Choice: Remove `bId`
        "#]],
    );
    check(
        "postgresql",
        &two("bId Foo ; b B @relation(fields: [bId], references: [id])", "as A[]"),
        expect![[r#"
            error `Foo` [unknown-type] Unknown type `Foo`. Declare a model or enum with that name, or correct the name.
              Choice: Declare the model `Foo`
              Choice: Declare the enum `Foo`
            error `[bId]` [relation-field-type-unknown] `fields` takes fields with a known type, and the type of `A.bId` is unknown. Correct it.
        "#]],
    );
    check(
        "postgresql",
        &two(
            "bId Int ; b B @relation(fields: [bId], references: [id, u])",
            "u Int ; as A[] ; @@unique([id, u])",
        ),
        expect![[r#"
            error `[id, u]` [relation-field-count] `fields` of `A.b` has one field, but `references` has 2 fields. Both need the same number of fields.
              Choice: Write `references: [id]`
              Choice: Write `references: [id]`
        "#]],
    );
}

#[test]
fn a_line_that_is_being_written() {
    check(
        "postgresql",
        &two("bId Int ; b B @relation(fields: [bId], references: ", "as A[]"),
        expect![[r#"
            error `(fields: [bId], references:` [unclosed-bracket] This bracket is not closed on its line. Add `)`.
              Safe: Add `)`
        "#]],
    );
    check(
        "postgresql",
        &two(r#"bId Int ; b B @relation(fields: ["bId"], references: [id])"#, "as A[]"),
        expect![[r#"
            error `"bId"` [wrong-value] `fields` of `@relation` must be a list of names of fields.
              Choice: Change to `bId`
        "#]],
    );
}

#[test]
fn empty_names() {
    check(
        "postgresql",
        &two(
            r#"bId Int ; b B @relation("", fields: [bId], references: [id], map: "")"#,
            r#"as A[] @relation("")"#,
        ),
        expect![[r#"
            error `""` [empty-name] The relation name of `A.b` is empty. Write a name, or remove it.
              Choice: Remove `""`
            error `map: ""` [empty-name] Empty name. Write one, or remove `map`.
              Choice: Remove `map: ""`
            error `""` [empty-name] The relation name of `B.as` is empty. Write a name, or remove it.
              Choice: Remove `""`
        "#]],
    );
}

#[test]
fn a_required_relation_has_a_required_key() {
    check(
        "postgresql",
        &two("bId Int? ; b B @relation(fields: [bId], references: [id])", "as A[]"),
        expect![[r#"
            error `B` [required-relation-on-optional-field] `A.b` is required, but `bId` in its foreign key can be NULL. Make the relation optional (`B?`), or the foreign key required.
              Choice: Change `A.b` to `B?`
              Choice: Make `bId` required
        "#]],
    );
    fine("postgresql", &two("bId Int ; b B? @relation(fields: [bId], references: [id])", "as A[]"));
}

#[test]
fn the_list_side_has_no_arguments() {
    check(
        "postgresql",
        &two(
            "bId Int ; b B @relation(fields: [bId], references: [id])",
            "k Int ; as A[] @relation(fields: [k], references: [id])",
        ),
        expect![[r#"
            error `[k]` [relation-arguments-on-wrong-side] `B.as` is the list side of its relation and accepts no `fields` and `references`. Move them to `A.b`, which holds the foreign key.
              Choice: Remove `@relation` from `B.as`
        "#]],
    );
    check(
        "postgresql",
        &two(
            "bId Int ; b B @relation(fields: [bId], references: [id])",
            "as A[] @relation(onDelete: Cascade)",
        ),
        expect![[r#"
            error `Cascade` [relation-arguments-on-wrong-side] `B.as` is the list side of its relation and accepts no `onDelete` and `onUpdate`. Move them to `A.b`, which holds the foreign key.
              Choice: Remove `@relation` from `B.as`
        "#]],
    );
    fine(
        "postgresql",
        &two("bId Int ; b B @relation(fields: [bId], references: [id])", r#"as A[] @relation(map: "x")"#),
    );
    check_fix(
        "postgresql",
        &two(
            r#"bId Int ; b B @relation("x", fields: [bId], references: [id])"#,
            r#"as A[] @relation("x", onDelete: Cascade)"#,
        ),
        r#"Keep only `@relation("x")`"#,
        expect![[r#"
            /schema.prisma
            -  as A[] @relation("x", onDelete: Cascade)
            +  as A[] @relation("x")
        "#]],
    );
}

#[test]
fn only_models_are_related() {
    check(
        "postgresql",
        &(two(r#"x Int @relation("x") ; e E @relation(fields: [x], references: [id])"#, "n Int")
            + "enum E {\n  X\n}\n"),
        expect![[r#"
            error `@relation("x")` [relation-on-scalar] `x` is a `Int`, which is not a model, so there is no relation. Remove `@relation`.
              Choice: Remove `@relation`
            error `@relation(fields: [x], references: [id])` [relation-on-scalar] `e` is a `E`, which is not a model, so there is no relation. Remove `@relation`.
              Choice: Remove `@relation`
        "#]],
    );
}

#[test]
fn unknown_arguments_hide_no_others() {
    check(
        "postgresql",
        &two("bId Int ; b B @relation(fields: [id_], references: [id], Foo: [x])", "as A[]"),
        expect![[r#"
            error `id_` [unknown-relation-field] `A` has no field `id_`, which is listed in `fields`. Did you mean `id`?
              Choice: Change to `id`
              Choice: Add `id_ Int`
            error `Foo: [x]` [unknown-argument] `@relation` has no argument `Foo`.
              Choice: Remove `Foo: [x]`
        "#]],
    );
}
