//! Referential actions by database and mode, and the indexes that foreign keys would have.

use expect_test::expect;

use super::{check, check_fix, fine, two};

#[test]
fn each_database_has_its_own() {
    check(
        "sqlserver",
        &two("bId Int ; b B @relation(fields: [bId], references: [id], onDelete: Restrict)", "as A[]"),
        expect![[r#"
            error `Restrict` [referential-action-unsupported] SQL Server does not support `Restrict`. Use `NoAction` or `Cascade` or `SetDefault` for `onDelete` of `A.b`.
              Choice: Change to `onDelete: NoAction`
              Choice: Change to `onDelete: Cascade`
              Choice: Change to `onDelete: SetDefault`
        "#]],
    );
    check(
        "mongodb",
        &two("bId Int ; b B @relation(fields: [bId], references: [id], onDelete: SetDefault)", "as A[]"),
        expect![[r#"
            error `SetDefault` [referential-action-unsupported] MongoDB does not support `SetDefault`. Use `Restrict` or `NoAction` or `Cascade` for `onDelete` of `A.b`.
              Choice: Change to `onDelete: Restrict`
              Choice: Change to `onDelete: NoAction`
              Choice: Change to `onDelete: Cascade`
        "#]],
    );
    check(
        "postgresql relationMode=prisma",
        &two(
            "bId Int ; b B @relation(fields: [bId], references: [id], onUpdate: NoAction) ; @@index([bId])",
            "as A[]",
        ),
        expect![[r#"
            error `NoAction` [referential-action-unsupported] PostgreSQL does not support `NoAction` with `relationMode = "prisma"`. Use `Restrict` or `Cascade` for `onUpdate` of `A.b`.
              Choice: Change to `onUpdate: Restrict`
              Choice: Change to `onUpdate: Cascade`
        "#]],
    );
    check(
        "sqlite relationMode=prisma",
        &two(
            "bId Int ; b B @relation(fields: [bId], references: [id], onUpdate: SetDefault) ; @@index([bId])",
            "as A[]",
        ),
        expect![[r#"
            error `SetDefault` [referential-action-unsupported] SQLite does not support `SetDefault` with `relationMode = "prisma"`. Use `Restrict` or `Cascade` for `onUpdate` of `A.b`.
              Choice: Change to `onUpdate: Restrict`
              Choice: Change to `onUpdate: Cascade`
        "#]],
    );
    fine(
        "mysql relationMode=prisma",
        &two(
            "bId Int ; b B @relation(fields: [bId], references: [id], onUpdate: NoAction) ; @@index([bId])",
            "as A[]",
        ),
    );
    check(
        "postgresql",
        &two("bId Int ; b B @relation(fields: [bId], references: [id], onDelete: cascade)", "as A[]"),
        expect![[r#"
            error `cascade` [unknown-referential-action] Unknown action `cascade` for `onDelete`. Did you mean `Cascade`?
              Choice: Change to `Cascade`
        "#]],
    );
}

#[test]
fn set_null_needs_a_key_that_can_be_null() {
    check(
        "postgresql",
        &two("bId Int ; b B @relation(fields: [bId], references: [id], onDelete: SetNull)", "as A[]"),
        expect![[r#"
            warning `SetNull` [set-null-on-required] `onDelete: SetNull` of `A.b` fails: `bId` is required and cannot be NULL. Make it optional, or choose another action.
              Choice: Make the relation and its foreign key optional
              Choice: Change to `onDelete: Restrict`
        "#]],
    );
    check(
        "mysql",
        &two("bId Int ; b B @relation(fields: [bId], references: [id], onDelete: SetNull)", "as A[]"),
        expect![[r#"
            error `SetNull` [set-null-on-required] `onDelete: SetNull` of `A.b` fails: `bId` is required and cannot be NULL. Make it optional, or choose another action.
              Choice: Make the relation and its foreign key optional
              Choice: Change to `onDelete: Restrict`
        "#]],
    );
    check(
        "postgresql relationMode=prisma",
        &two(
            "bId Int ; b B @relation(fields: [bId], references: [id], onDelete: SetNull) ; @@index([bId])",
            "as A[]",
        ),
        expect![[r#"
            error `SetNull` [set-null-on-required] `onDelete: SetNull` of `A.b` fails: `bId` is required and cannot be NULL. Make it optional, or choose another action.
              Choice: Make the relation and its foreign key optional
              Choice: Change to `onDelete: Restrict`
        "#]],
    );
    fine(
        "mysql",
        &two("bId Int? ; b B? @relation(fields: [bId], references: [id], onDelete: SetNull)", "as A[]"),
    );
    check_fix(
        "mysql",
        &two("bId Int ; b B @relation(fields: [bId], references: [id], onDelete: SetNull)", "as A[]"),
        "Make the relation and its foreign key optional",
        expect![[r#"
            /schema.prisma
            -  bId Int
            -  b B @relation(fields: [bId], references: [id], onDelete: SetNull)
            +  bId Int?
            +  b B? @relation(fields: [bId], references: [id], onDelete: SetNull)
        "#]],
    );
    check_fix(
        "mysql",
        &two("bId Int ; b B @relation(fields: [bId], references: [id], onDelete: SetNull)", "as A[]"),
        "Change to `onDelete: Restrict`",
        expect![[r#"
            /schema.prisma
            -  b B @relation(fields: [bId], references: [id], onDelete: SetNull)
            +  b B @relation(fields: [bId], references: [id], onDelete: Restrict)
        "#]],
    );
}

#[test]
fn mysql_does_not_set_defaults() {
    check(
        "mysql",
        &two("bId Int ; b B @relation(fields: [bId], references: [id], onDelete: SetDefault)", "as A[]"),
        expect![[r#"
            warning `SetDefault` [set-default-not-carried-out] MySQL does not implement `SetDefault`: deleting or changing the referenced row fails. Choose another action for `onDelete` of `A.b`.
              Choice: Change to `onDelete: NoAction`
        "#]],
    );
    check_fix(
        "mysql",
        &two("bId Int ; b B @relation(fields: [bId], references: [id], onDelete: SetDefault)", "as A[]"),
        "Change to `onDelete: NoAction`",
        expect![[r#"
            /schema.prisma
            -  b B @relation(fields: [bId], references: [id], onDelete: SetDefault)
            +  b B @relation(fields: [bId], references: [id], onDelete: NoAction)
        "#]],
    );
    fine(
        "postgresql",
        &two("bId Int ; b B @relation(fields: [bId], references: [id], onDelete: SetDefault)", "as A[]"),
    );
}

#[test]
fn without_foreign_keys_there_are_no_indexes() {
    for database in ["postgresql", "mysql", "sqlite", "sqlserver", "cockroachdb"] {
        let found = super::drawn::found(
            &format!("{database} relationMode=prisma"),
            &two("bId Int ; b B @relation(fields: [bId], references: [id])", "as A[]"),
        );
        assert!(found.starts_with("warning `[bId]` [missing-relation-index]"), "{found}");
    }
    fine("mongodb", &two("bId Int ; b B @relation(fields: [bId], references: [id])", "as A[]"));
    fine("mysql", &two("bId Int ; b B @relation(fields: [bId], references: [id])", "as A[]"));
    check(
        "mysql relationMode=prisma",
        &two(
            "k Int ; l Int ; b B @relation(fields: [k, l], references: [u, v]) ; @@index([l, k])",
            "u Int ; v Int ; as A[] ; @@unique([u, v])",
        ),
        expect![[r#"
            warning `[k, l]` [missing-relation-index] With `relationMode = "prisma"` there is no foreign key and no index on `k`, `l` of `A`: reading `A.b` scans the whole table. Add `@@index([k, l])`.
              Safe: Add `@@index([k, l])`
        "#]],
    );
    fine(
        "mysql relationMode=prisma",
        &two(
            "bId Int ; n Int ; b B @relation(fields: [bId], references: [id]) ; @@index([bId, n])",
            "as A[]",
        ),
    );
    check_fix(
        "mysql relationMode=prisma",
        &two("bId Int ; b B @relation(fields: [bId], references: [id])", "as A[]"),
        "Add `@@index([bId])`",
        expect![[r#"
            /schema.prisma
            +  @@index([bId])
        "#]],
    );
}
