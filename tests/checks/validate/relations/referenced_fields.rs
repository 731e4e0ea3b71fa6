//! What a foreign key points at: unique fields of the same types.

use expect_test::expect;

use super::{check, check_fix, fine, two};

#[test]
fn what_is_referenced_is_unique() {
    check(
        "postgresql",
        &two("k Int ; b B @relation(fields: [k], references: [u])", "u Int ; as A[]"),
        expect![[r#"
            error `[u]` [reference-not-unique] `A.b` references `u` of `B`, which is not unique. Make it unique, or reference the id.
              Choice: Add `@unique` to `u`
        "#]],
    );
    check(
        "postgresql",
        &two("k Int ; l Int ; b B @relation(fields: [k, l], references: [u, v])", "u Int ; v Int ; as A[]"),
        expect![[r#"
            error `[u, v]` [reference-not-unique] `A.b` references the combination of `u, v` of `B`, which is not unique. Make it unique, or reference the id.
              Choice: Add `@@unique([u, v])`
        "#]],
    );
    fine(
        "postgresql",
        &two(
            "k Int ; l Int ; b B @relation(fields: [k, l], references: [v, u])",
            "u Int ; v Int? ; as A[] ; @@unique([u, v])",
        ),
    );
    check(
        "sqlserver",
        &two(
            "k Int ; l Int ; b B @relation(fields: [k, l], references: [v, u])",
            "u Int ; v Int ; as A[] ; @@unique([u, v])",
        ),
        expect![[r#"
            error `[v, u]` [reference-order] `A.b` references `v, u` of `B`, whose key has another order. Write `references: [u, v]`, and reorder `fields` accordingly.
              Choice: Reorder both lists as in the key
              Choice: Add `@@unique([v, u])`
        "#]],
    );
    check_fix(
        "sqlserver",
        &two(
            "k Int ; l Int ; b B @relation(fields: [k, l], references: [v, u])",
            "u Int ; v Int ; as A[] ; @@unique([u, v])",
        ),
        "Reorder both lists as in the key",
        expect![[r#"
            /schema.prisma
            -  b B @relation(fields: [k, l], references: [v, u])
            +  b B @relation(fields: [l, k], references: [u, v])
        "#]],
    );
}

#[test]
fn types_agree() {
    check(
        "postgresql",
        &two("bId String ; b B @relation(fields: [bId], references: [id])", "as A[]"),
        expect![[r#"
            error `bId` [relation-type-mismatch] `A.bId` is `String`, but references `B.id`, which is `Int`. Use the same type on both fields.
              Choice: Change `bId` to `Int`
        "#]],
    );
    check_fix(
        "postgresql",
        &two("bId String? ; b B? @relation(fields: [bId], references: [id])", "as A[]"),
        "Change `bId` to `Int`",
        expect![[r#"
            /schema.prisma
            -  bId String?
            +  bId Int?
        "#]],
    );
    check(
        "postgresql",
        &two(
            r#"k Unsupported("x") ; b B @relation(fields: [k], references: [u])"#,
            r#"u Unsupported("y") @unique ; as A[]"#,
        ),
        expect![[r#"
            error `k` [relation-type-mismatch] `A.k` is `Unsupported`, but references `B.u`, which is `Unsupported`. Use the same type on both fields.
        "#]],
    );
    fine(
        "postgresql",
        &two(
            r#"k Unsupported("x") ; b B @relation(fields: [k], references: [u])"#,
            r#"u Unsupported("x") @unique ; as A[]"#,
        ),
    );
    fine(
        "postgresql",
        &two("bId Int @db.SmallInt ; b B @relation(fields: [bId], references: [id])", "as A[]"),
    );
}

#[test]
fn mongodb_compares_what_is_stored() {
    check(
        "mongodb",
        &two(
            "bId String ; b B @relation(fields: [bId], references: [u])",
            "u String @db.ObjectId @unique ; as A[]",
        ),
        expect![[r#"
            warning `bId` [relation-native-type-mismatch] `A.bId` has no native type, but references `B.u`, which has `@db.ObjectId`: stored values never match. Use the same native type on both fields.
              Choice: Give `A.bId` `@db.ObjectId`
        "#]],
    );
    check_fix(
        "mongodb",
        &two(
            "bId String ; b B @relation(fields: [bId], references: [u])",
            "u String @db.ObjectId @unique ; as A[]",
        ),
        "Give `A.bId` `@db.ObjectId`",
        expect![[r#"
            /schema.prisma
            -  bId String
            +  bId String @db.ObjectId
        "#]],
    );
}
