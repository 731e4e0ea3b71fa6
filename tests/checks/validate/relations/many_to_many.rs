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
            error `bs` [many-to-many-unsupported] `A.bs` and `B.as` are both lists, but MongoDB has no join tables. Add a list of ids to both sides: `@relation(fields: […], references: [id])`.
              Choice: Add `bIds Int[]` to `A` and `aIds Int[]` to `B`
            error `as` [many-to-many-unsupported] `B.as` and `A.bs` are both lists, but MongoDB has no join tables. Add a list of ids to both sides: `@relation(fields: […], references: [id])`.
              Choice: Add `aIds Int[]` to `B` and `bIds Int[]` to `A`
        "#]],
    );
    check(
        "postgresql",
        &two(r#"bs B[] @relation("x", references: [id])"#, r#"as A[] @relation("x", onDelete: Cascade)"#),
        expect![[r#"
            error `[id]` [references-on-many-to-many] `A.bs` is many-to-many, and its join table always references the ids. Remove `references`.
              Choice: Keep only `@relation("x")`
            error `Cascade` [referential-actions-on-many-to-many] `B.as` is many-to-many: its join table always cascades and accepts no `onDelete` or `onUpdate`. Remove them, or declare the join table as a model.
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
            error `A[]` [many-to-many-without-id] `B.as` cannot be many-to-many: `A` has no single-field id for the join table. Add one, or declare the join table as a model.
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
            error `bs` [many-to-many-with-view] `A.bs` and `B.as` are both lists, but a view cannot be in a join table. Use `fields` and `references`.
            error `as` [many-to-many-with-view] `B.as` and `A.bs` are both lists, but a view cannot be in a join table. Use `fields` and `references`.
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
            error `bs` [embedded-many-to-many-unsupported] `A.bs` and `B.as` are both lists, and PostgreSQL uses a join table for such a relation. Remove `fields` and `references`.
              Choice: Remove `fields` and `references` from both sides
            error `as` [embedded-many-to-many-unsupported] `B.as` and `A.bs` are both lists, and PostgreSQL uses a join table for such a relation. Remove `fields` and `references`.
              Choice: Remove `fields` and `references` from both sides
        "#]],
    );
    check(
        "mongodb",
        &two("bIds Int[] ; bs B[] @relation(fields: [bIds], references: [id])", "as A[]"),
        expect![[r#"
            error `as` [many-to-many-arguments] `B.as` is many-to-many and stores a list of ids. Add `@relation(fields: […], references: [id])`.
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
            error `bIds` [many-to-many-field-type] `A.bIds` stores the ids of `B`. It must be a list of the type of `id`, including the native type.
              Choice: Change `bIds` to `Int[]`
            error `Cascade` [referential-actions-on-many-to-many] `A.bs` is many-to-many and accepts no `onDelete` or `onUpdate`. Remove them.
              Choice: Remove `onDelete: Cascade` from `A.bs`
            error `aIds` [many-to-many-field-type] `B.aIds` stores the ids of `A`. It must be a list of the type of `id`, including the native type.
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
            error `u` [many-to-many-reference] `A.bs` is many-to-many, so `references` must be the id of `B`.
              Choice: Write `references: [id]`
        "#]],
    );
}

#[test]
fn an_id_on_a_line_that_cannot_be_read_is_not_missed() {
    let text = "datasource db {\n  provider = \"postgresql\"\n}\nmodel Role {\n  id Int @id\n  perms Permission[]\n}\nmodel \
                Permission {\n  id Int @id @default(autoincrement()\n  roles Role[]\n}\n";
    let codes = super::super::codes_of(text, "7.10.0");
    assert!(codes.iter().all(|code| *code == "unclosed-bracket"), "{codes:?}");
}
