//! Both sides of a relation: missing ones, and those that cannot be told from each other.

use expect_test::expect;

use super::{check, check_fix, fine, two};

#[test]
fn a_side_without_the_other() {
    check(
        "postgresql",
        &two("bs B[]", "n Int"),
        expect![[r#"
            error `bs` [missing-opposite-field] `A.bs` has no opposite field: no field of `B` has the type `A`. Add one to `B`.
              Choice: Add `a A` to `B`
              Choice: Add `as A[]` to `B`
        "#]],
    );
    check(
        "postgresql",
        &two("bId Int ; b B @relation(fields: [bId], references: [id])", "n Int"),
        expect![[r#"
            error `b` [missing-opposite-field] `A.b` has no opposite field: no field of `B` has the type `A`. Add one to `B`.
              Choice: Add `as A[]` to `B`
        "#]],
    );
    check(
        "postgresql",
        &two(r#"bId Int @unique ; b B @relation("x", fields: [bId], references: [id])"#, "as A[]"),
        expect![[r#"
            error `b` [missing-opposite-field] `A.b` has no opposite field: no field of `B` has the type `A` with the relation name "x". Add one to `B`.
              Choice: Add `a A?` to `B`
              Choice: Add `as2 A[]` to `B`
            error `as` [missing-opposite-field] `B.as` has no opposite field: no field of `A` has the type `B`. Add one to `A`.
              Choice: Add `b2 B` to `A`
              Choice: Add `bs B[]` to `A`
        "#]],
    );
    check(
        "postgresql",
        &two("parents A[]", "n Int"),
        expect![[r#"
            error `parents` [missing-opposite-field] `A.parents` references its own model, and a relation has two sides. Add a second field of type `A`, and give both the same relation name.
              Choice: Add `as A[]` to `A`
        "#]],
    );
}

#[test]
fn the_other_side_is_added() {
    check_fix(
        "postgresql",
        &two("bs B[]", "n Int"),
        "Add `a A` to `B`",
        expect![[r#"
        /schema.prisma
        +  a A @relation(fields: [aId], references: [id])
        +  aId Int
    "#]],
    );
    check_fix(
        "postgresql",
        &two("bId Int ; b B @relation(fields: [bId], references: [id])", "n Int"),
        "Add `as A[]` to `B`",
        expect![[r#"
            /schema.prisma
            +  as A[]
        "#]],
    );
    check_fix(
        "postgresql",
        &two(r#"bId Int @unique ; b B @relation("x", fields: [bId], references: [id])"#, "a Int"),
        "Add `a2 A?` to `B`",
        expect![[r#"
            /schema.prisma
            +  a2 A? @relation("x")
        "#]],
    );
    check_fix(
        "postgresql",
        &two("parents A[]", "n Int"),
        "Add `as A[]` to `A`",
        expect![[r#"
        /schema.prisma
        -  parents A[]
        +  parents A[] @relation("AParents")
        +  as A[] @relation("AParents")
    "#]],
    );
}

#[test]
fn it_is_added_where_the_model_is() {
    check_fix(
        "postgresql",
        r#"
//- /user.prisma
model User {
  id Int @id

  @@map("users")
}
//- /post.prisma
model Post {
  id Int @id
  userId Int
  user User @relation(fields: [userId], references: [id])
}
"#,
        "Add `posts Post[]` to `User`",
        expect![[r#"
            /user.prisma
            +  posts Post[]
        "#]],
    );
}

#[test]
fn nothing_follows_from_what_could_not_be_read() {
    check(
        "postgresql",
        &two("bs B[]", "a Aa"),
        expect![[r#"
            error `Aa` [unknown-type] Unknown type `Aa`. Did you mean `A`?
              Choice: Change to `A`
              Choice: Declare the model `Aa`
              Choice: Declare the enum `Aa`
        "#]],
    );
    check(
        "postgresql",
        &two("bs B[]", "as A["),
        expect![[r#"
            error `A[` [unclosed-bracket] Missing `]` in the list type. Write `[]`.
              Safe: Write `[]`
        "#]],
    );
    // Its name cannot be read.
    check(
        "postgresql",
        &two(r#"bId Int ; b B @reltion("x", fields: [bId], references: [id])"#, r#"as A[] @relation("x")"#),
        expect![[r#"
            error `@reltion("x", fields: [bId], references: [id])` [unknown-attribute] Unknown attribute `@reltion`. Did you mean `@relation`?
              Choice: Change to `@relation`
        "#]],
    );
    // It was a relation.
    check(
        "postgresql",
        &two("bs B[]", "aId Int ; a Int @relation(fields: [aId], references: [id])"),
        expect![[r#"
            error `@relation(fields: [aId], references: [id])` [relation-on-scalar] `a` is a `Int`, which is not a model, so there is no relation. Remove `@relation`.
              Choice: Remove `@relation`
        "#]],
    );
}

#[test]
fn fields_for_the_same_relation() {
    check(
        "postgresql",
        &two(
            "bId Int ; cId Int ; b B @relation(fields: [bId], references: [id]) ; c B @relation(fields: [cId], references: [id])",
            "as A[] ; cs A[]",
        ),
        expect![[r#"
            error `b` [ambiguous-relation] In `A`, the fields `b`, `c` all reference `B`, and their opposite fields are ambiguous. Give each relation a name: `@relation("Name")` on both sides.
            error `as` [ambiguous-relation] In `B`, the fields `as`, `cs` all reference `A`, and their opposite fields are ambiguous. Give each relation a name: `@relation("Name")` on both sides.
        "#]],
    );
    check(
        "postgresql",
        &two(
            r#"bId Int ; b B @relation("x", fields: [bId], references: [id]) ; c B @relation("x", fields: [bId], references: [id])"#,
            r#"as A[] @relation("x")"#,
        ),
        expect![[r#"
            error `b` [ambiguous-relation] In `A`, the fields `b`, `c` all have the relation name "x". Give each relation to `B` its own name.
            error `@relation("x", fields: [bId], references: [id])` [duplicate-constraint-name] Duplicate constraint name "A_bId_fkey" in this schema. The name is generated: set another one with `map:`.
              Choice: Rename to "A_bId_fkey_2" in the database
            error `@relation("x", fields: [bId], references: [id])` [duplicate-constraint-name] Duplicate constraint name "A_bId_fkey" in this schema. The name is generated: set another one with `map:`.
              Choice: Rename to "A_bId_fkey_2" in the database
        "#]],
    );
    check(
        "postgresql",
        &two("pId Int ; p A @relation(fields: [pId], references: [id]) ; c A[]", "n Int"),
        expect![[r#"
            error `p` [ambiguous-relation] In `A`, the fields `p`, `c` both reference `A`. Give both the same `@relation("Name")` if they are the two sides of one relation, else different names.
              Choice: Name both sides `@relation("AP")`
        "#]],
    );
    check(
        "postgresql",
        &two("b A[] ; c A[] ; d A[]", "n Int"),
        expect![[r#"
            error `b` [ambiguous-relation] In `A`, the fields `b`, `c`, `d` all reference `A`. Give the two sides of each relation the same `@relation("Name")`.
        "#]],
    );
    check(
        "postgresql",
        &two(r#"b A[] @relation("x") ; c A[] @relation("x") ; d A[] @relation("x")"#, "n Int"),
        expect![[r#"
            error `b` [ambiguous-relation] In `A`, the fields `b`, `c`, `d` all have the relation name "x", but a relation has two sides. Rename the others.
        "#]],
    );
    fine("postgresql", &two(r#"b A[] @relation("x") ; c A[] @relation("x")"#, "n Int"));
}

#[test]
fn both_sides_of_a_self_relation_get_a_name() {
    check_fix(
        "postgresql",
        &two("pId Int ; p A @relation(fields: [pId], references: [id]) ; c A[]", "n Int"),
        r#"Name both sides `@relation("AP")`"#,
        expect![[r#"
            /schema.prisma
            -  p A @relation(fields: [pId], references: [id])
            -  c A[]
            +  p A @relation("AP", fields: [pId], references: [id])
            +  c A[] @relation("AP")
        "#]],
    );
}

#[test]
fn a_model_that_is_declared_twice_has_no_relations() {
    check(
        "postgresql",
        &(two("bs B[]", "n Int") + "model B {\n  id Int @id\n}\n"),
        expect![[r#"
            error `B` [duplicate-name] Duplicate declaration of `B`. Rename or remove one of them.
              Choice: Remove the model `B`
        "#]],
    );
}
