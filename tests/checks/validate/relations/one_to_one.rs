//! One-to-one relations, and relations of models that are left out.

use expect_test::expect;

use super::{check, check_fix, fine, two};

#[test]
fn one_side_holds_the_key() {
    check(
        "postgresql",
        &two("b B?", "a A?"),
        expect![[r#"
            error `b` [missing-relation-arguments] Neither `A.b` nor `B.a` has `fields` and `references`. Add `fields` and `references` to the `@relation` of one of them.
              Choice: Add `@relation(fields: [bId], references: [id])` and its field
              Step: Add only `bid Int?` (then list it in `@relation`)
            error `a` [missing-relation-arguments] Neither `B.a` nor `A.b` has `fields` and `references`. Add `fields` and `references` to the `@relation` of one of them.
              Choice: Add `@relation(fields: [aId], references: [id])` and its field
              Step: Add only `aid Int?` (then list it in `@relation`)
        "#]],
    );
    check(
        "postgresql",
        &two("bId Int @unique ; b B @relation(fields: [bId])", "a A?"),
        expect![[r#"
            error `[bId]` [missing-relation-arguments] Neither `A.b` nor `B.a` has `references`. Add `fields` and `references` to the `@relation` of one of them.
              Choice: Add `@relation(fields: [bId], references: [id])`
            error `a` [missing-relation-arguments] Neither `B.a` nor `A.b` has `references`. Add `fields` and `references` to the `@relation` of one of them.
              Choice: Add `@relation(fields: [aId], references: [id])` and its field
              Step: Add only `aid Int?` (then list it in `@relation`)
        "#]],
    );
    check(
        "postgresql",
        &two(
            "bId Int @unique ; b B @relation(fields: [bId], references: [id])",
            "aId Int @unique ; a A? @relation(fields: [aId], references: [id])",
        ),
        expect![[r#"
            error `[bId]` [relation-arguments-on-both-sides] Both `A.b` and `B.a` have a foreign key. Keep `fields` and `references` on one of them.
              Choice: Remove `@relation` from `A.b`
            error `[aId]` [relation-arguments-on-both-sides] Both `B.a` and `A.b` have a foreign key. Keep `fields` and `references` on one of them.
              Choice: Remove `@relation` from `B.a`
        "#]],
    );
    check(
        "postgresql",
        &two("bId Int @unique ; b B @relation(fields: [bId])", "a A? @relation(references: [id])"),
        expect![[r#"
            error `[bId]` [relation-arguments-split] `A.b` and `B.a` have `fields` on one side and `references` on the other. Write both on the side with the foreign key.
              Choice: Write both on `A.b`
            error `[id]` [relation-arguments-split] `B.a` and `A.b` have `fields` on one side and `references` on the other. Write both on the side with the foreign key.
              Choice: Write both on `A.b`
        "#]],
    );
}

#[test]
fn the_key_is_unique() {
    check(
        "postgresql",
        &two("bId Int ; b B @relation(fields: [bId], references: [id])", "a A?"),
        expect![[r#"
            error `[bId]` [one-to-one-not-unique] `A.b` is one-to-one, but several rows of `A` could have the same `bId`. Make it unique, or make `B.a` a list.
              Choice: Add `@unique` to `bId`
              Choice: Change `B.a` to `A[]`
        "#]],
    );
    check(
        "postgresql",
        &two(
            "k Int ; l Int ; b B @relation(fields: [k, l], references: [u, v]) ; @@unique([l, k])",
            "u Int ; v Int ; a A? ; @@unique([u, v])",
        ),
        expect![[r#"
            error `[k, l]` [one-to-one-not-unique] `A.b` is one-to-one, but several rows of `A` could have the same `k, l`. Make it unique, or make `B.a` a list.
              Choice: Add `@@unique([k, l])`
              Choice: Change `B.a` to `A[]`
        "#]],
    );
    check_fix(
        "postgresql",
        &two("bId Int ; b B @relation(fields: [bId], references: [id])", "a A?"),
        "Add `@unique` to `bId`",
        expect![[r#"
            /schema.prisma
            -  bId Int
            +  bId Int @unique
        "#]],
    );
    check_fix(
        "postgresql",
        &two("bId Int ; b B @relation(fields: [bId], references: [id])", "a A?"),
        "Change `B.a` to `A[]`",
        expect![[r#"
            /schema.prisma
            -  a A?
            +  a A[]
        "#]],
    );
    fine("postgresql", &two("bId Int @unique ; b B @relation(fields: [bId], references: [id])", "a A?"));
}

#[test]
fn one_side_may_be_empty() {
    check(
        "postgresql",
        &two("bId Int @unique ; b B @relation(fields: [bId], references: [id])", "a A"),
        expect![[r#"
            error `A` [required-back-relation] `A.b` and `B.a` cannot both be required: the foreign key is in `A`, so a `B` without a `A` is possible. Change `B.a` to `A?`.
              Choice: Change `B.a` to `A?`
        "#]],
    );
    check(
        "postgresql",
        &two("b B", "aId Int @unique ; a A @relation(fields: [aId], references: [id])"),
        expect![[r#"
            error `A` [required-back-relation] `B.a` and `A.b` cannot both be required: the foreign key is in `B`, so a `A` without a `B` is possible. Change `A.b` to `B?`.
              Choice: Change `A.b` to `B?`
        "#]],
    );
    check(
        "postgresql",
        &two("bId Int? @unique ; b B? @relation(fields: [bId], references: [id])", "a A"),
        expect![[r#"
            error `[bId]` [foreign-key-on-optional-side] `B.a` is required and `A.b` is not, so the foreign key must be on `B`. Move `fields` and `references` there, or make that side optional.
              Choice: Change `B.a` to `A?`
        "#]],
    );
}

#[test]
fn actions_stand_with_the_key() {
    check(
        "postgresql",
        &two(
            "bId Int @unique ; b B @relation(fields: [bId], references: [id])",
            "a A? @relation(onDelete: Cascade)",
        ),
        expect![[r#"
            error `Cascade` [referential-actions-on-wrong-side] `B.a` does not hold the foreign key, so `onDelete` and `onUpdate` have no effect. Move them to `A.b`.
              Choice: Move `onDelete: Cascade` to `A.b`
        "#]],
    );
    check_fix(
        "postgresql",
        &two(
            "bId Int @unique ; b B @relation(fields: [bId], references: [id])",
            "a A? @relation(onDelete: Cascade)",
        ),
        "Move `onDelete: Cascade` to `A.b`",
        expect![[r#"
            /schema.prisma
            -  b B @relation(fields: [bId], references: [id])
            -  a A? @relation(onDelete: Cascade)
            +  b B @relation(fields: [bId], references: [id], onDelete: Cascade)
            +  a A?
        "#]],
    );
    check(
        "postgresql",
        &two(
            "bId Int @unique ; b B @relation(fields: [bId], references: [id], onDelete: Cascade)",
            "a A? @relation(onDelete: Cascade)",
        ),
        expect![[r#"
            error `Cascade` [referential-actions-on-both-sides] Both `A.b` and `B.a` have referential actions. Keep those of the side with the foreign key.
              Choice: Remove `onDelete: Cascade` from `B.a`
            error `Cascade` [referential-actions-on-both-sides] Both `B.a` and `A.b` have referential actions. Keep those of the side with the foreign key.
              Choice: Remove `@relation` from `B.a`
        "#]],
    );
}

#[test]
fn ignored_models() {
    check(
        "postgresql",
        &two("bId Int ; b B @relation(fields: [bId], references: [id]) ; @@ignore", "as A[]"),
        expect![[r#"
            error `as` [relation-to-ignored-model] `B.as` references `A`, which the client excludes (`@@ignore`). Add `@ignore` to the field.
              Safe: Add `@ignore`
        "#]],
    );
    fine(
        "postgresql",
        &two("bId Int ; b B @relation(fields: [bId], references: [id]) ; @@ignore", "as A[] @ignore"),
    );
    fine(
        "postgresql",
        &two("bId Int ; b B @relation(fields: [bId], references: [id]) ; @@ignore", "as A[] ; @@ignore"),
    );
}
