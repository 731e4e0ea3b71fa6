//! Many-to-many relations.

use expect_test::expect;

use super::{check, fine, two};

#[test]
fn join_tables() {
    for database in ["postgresql", "mysql", "sqlite", "sqlserver", "cockroachdb"] {
        fine(database, &two("bs B[]", "as A[]"));
    }
    check(
        "mongodb",
        &two("bs B[]", "as A[]"),
        expect![[r#"
            error `bs` [many-to-many-unsupported] `A.bs` and `B.as` are both lists, and MongoDB has no join tables. Give both sides a list of ids: `@relation(fields: […], references: [id])`.
              Choice: Add `bIds Int[]` to `A` and `aIds Int[]` to `B`
            error `as` [many-to-many-unsupported] `B.as` and `A.bs` are both lists, and MongoDB has no join tables. Give both sides a list of ids: `@relation(fields: […], references: [id])`.
              Choice: Add `aIds Int[]` to `B` and `bIds Int[]` to `A`
        "#]],
    );
    check(
        "postgresql",
        &two(r#"bs B[] @relation("x", references: [id])"#, r#"as A[] @relation("x", onDelete: Cascade)"#),
        expect![[r#"
            error `[id]` [references-on-many-to-many] `A.bs` is many to many, and its join table always references the ids. Remove `references`.
              Choice: Keep only `@relation("x")`
            error `Cascade` [referential-actions-on-many-to-many] `B.as` is many to many: its join table always cascades, and takes no `onDelete` and `onUpdate`. Remove them, or write the join table as a model.
              Choice: Keep only `@relation("x")`
        "#]],
    );
    check(
        "postgresql",
        r#"
model A {
  x Int
  y Int
  bs B[]
  @@id([x, y])
}

model B {
  id Int
  as A[]
  @@id([id])
}
"#,
        expect![[r#"
            error `A[]` [many-to-many-without-id] `B.as` cannot be many to many: `A` has no single field as its id, which the join table would hold. Give it one, or write the join table as a model.
        "#]],
    );
    check(
        "postgresql",
        r#"
view A {
  id Int @unique
  bs B[]
}

model B {
  id Int @id
  as A[]
}
"#,
        expect![[r#"
            error `bs` [many-to-many-with-view] `A.bs` and `B.as` are both lists, and a view cannot be part of a join table. Link it with `fields` and `references` instead.
            error `as` [many-to-many-with-view] `B.as` and `A.bs` are both lists, and a view cannot be part of a join table. Link it with `fields` and `references` instead.
        "#]],
    );
}

#[test]
fn lists_of_ids() {
    fine(
        "mongodb",
        &two(
            "bIds Int[] ; bs B[] @relation(fields: [bIds], references: [id])",
            "aIds Int[] ; as A[] @relation(fields: [aIds], references: [id])",
        ),
    );
    check(
        "postgresql",
        &two("bIds Int[] ; bs B[] @relation(fields: [bIds], references: [id])", "as A[]"),
        expect![[r#"
            error `bs` [embedded-many-to-many-unsupported] `A.bs` and `B.as` are both lists. PostgreSQL keeps such a relation in a join table of its own: remove `fields` and `references`.
              Choice: Remove `fields` and `references` from both sides
            error `as` [embedded-many-to-many-unsupported] `B.as` and `A.bs` are both lists. PostgreSQL keeps such a relation in a join table of its own: remove `fields` and `references`.
              Choice: Remove `fields` and `references` from both sides
        "#]],
    );
    check(
        "mongodb",
        &two("bIds Int[] ; bs B[] @relation(fields: [bIds], references: [id])", "as A[]"),
        expect![[r#"
            error `as` [many-to-many-arguments] `B.as` is many to many, and keeps a list of ids as the other side does: it needs `@relation(fields: […], references: [id])`.
              Choice: Add `aIds Int[]` to `B`
        "#]],
    );
    check(
        "mongodb",
        &two(
            "bIds String[] ; bs B[] @relation(fields: [bIds], references: [id], onDelete: Cascade)",
            "u Int @unique ; aIds Int ; as A[] @relation(fields: [aIds], references: [id])",
        ),
        expect![[r#"
            error `bIds` [many-to-many-field-type] `A.bIds` keeps the ids of `B`: it has to be a list of the type of `id`, native type included.
              Choice: Change `bIds` to `Int[]`
            error `Cascade` [referential-actions-on-many-to-many] `A.bs` is many to many, and takes no `onDelete` and `onUpdate`. Remove them.
              Choice: Remove `onDelete: Cascade` from `A.bs`
            error `aIds` [many-to-many-field-type] `B.aIds` keeps the ids of `A`: it has to be a list of the type of `id`, native type included.
              Choice: Change `aIds` to `Int[]`
        "#]],
    );
    check(
        "mongodb",
        &two(
            "bIds Int[] ; bs B[] @relation(fields: [bIds], references: [u])",
            "u Int @unique ; aIds Int[] ; as A[] @relation(fields: [aIds], references: [id])",
        ),
        expect![[r#"
            error `u` [many-to-many-reference] `A.bs` is many to many, and `references` has to name the id of `B`.
              Choice: Write `references: [id]`
        "#]],
    );
}
