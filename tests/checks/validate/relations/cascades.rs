//! Changes that relations pass on in a circle, or on several paths.

use expect_test::expect;

use super::{check, check_fix, fine, two};

#[test]
fn a_model_that_points_at_itself() {
    let tree = "pId Int? ; p A? @relation(\"t\", fields: [pId], references: [id]) ; c A[] @relation(\"t\")";
    fine("postgresql", &two(tree, "n Int"));
    check(
        "sqlserver",
        &two(tree, "n Int"),
        expect![[r#"
            error `p` [cascade-cycle] `A.p` references its own model, so changes cascade without end. Set `onDelete` and `onUpdate` to `NoAction`.
              Choice: Set `onDelete` and `onUpdate` to `NoAction`
        "#]],
    );
    check_fix(
        "sqlserver",
        &two(tree, "n Int"),
        "Set `onDelete` and `onUpdate` to `NoAction`",
        expect![[r#"
        /schema.prisma
        -  p A? @relation("t", fields: [pId], references: [id])
        +  p A? @relation("t", fields: [pId], references: [id], onDelete: NoAction, onUpdate: NoAction)
    "#]],
    );
    let tree = format!("{tree} ; @@index([pId])");
    check_fix(
        "postgresql relationMode=prisma",
        &two(&tree, "n Int"),
        "Set `onDelete` and `onUpdate` to `Restrict`",
        expect![[r#"
            /schema.prisma
            -  p A? @relation("t", fields: [pId], references: [id])
            +  p A? @relation("t", fields: [pId], references: [id], onDelete: Restrict, onUpdate: Restrict)
        "#]],
    );
    check_fix(
        "mongodb",
        &two(&tree, "n Int"),
        "Set `onDelete` and `onUpdate` to `NoAction`",
        expect![[r#"
        /schema.prisma
        -  p A? @relation("t", fields: [pId], references: [id])
        +  p A? @relation("t", fields: [pId], references: [id], onDelete: NoAction, onUpdate: NoAction)
    "#]],
    );
}

#[test]
fn circles() {
    let b = "aId Int ; a A @relation(\"y\", fields: [aId], references: [id]) ; as A[] @relation(\"x\")";
    let a = "bId Int ; b B @relation(\"x\", fields: [bId], references: [id]) ; bs B[] @relation(\"y\")";
    let broken = a.replace("[id])", "[id], onUpdate: NoAction)");
    fine("mysql", &two(a, b));
    check(
        "sqlserver",
        &two(a, b),
        expect![[r#"
            error `b` [cascade-cycle] `A.b` is part of a cascade cycle: `A.b`, `B.a`. Set `onDelete` and `onUpdate` of one of these to `NoAction`.
              Choice: Set `onDelete` and `onUpdate` to `NoAction`
            error `a` [cascade-cycle] `B.a` is part of a cascade cycle: `B.a`, `A.b`. Set `onDelete` and `onUpdate` of one of these to `NoAction`.
              Choice: Set `onDelete` and `onUpdate` to `NoAction`
        "#]],
    );
    check(
        "mongodb",
        &two(a, b),
        expect![[r#"
            error `b` [cascade-cycle] `A.b` is part of a cascade cycle: `A.b`, `B.a`. Set `onDelete` and `onUpdate` of one of these to `NoAction`.
              Choice: Set `onDelete` and `onUpdate` to `NoAction`
            error `a` [cascade-cycle] `B.a` is part of a cascade cycle: `B.a`, `A.b`. Set `onDelete` and `onUpdate` of one of these to `NoAction`.
              Choice: Set `onDelete` and `onUpdate` to `NoAction`
        "#]],
    );
    fine("sqlserver", &two(&broken, b));
}

#[test]
fn several_paths() {
    let b = "as A[] @relation(\"x\") ; cs A[] @relation(\"y\")";
    let a = "b Int ; c Int ; x B @relation(\"x\", fields: [b], references: [id]) ; y B @relation(\"y\", fields: [c], references: [id])";
    for database in ["postgresql", "mysql", "sqlite", "mongodb", "cockroachdb"] {
        fine(database, &two(a, b));
    }
    check(
        "sqlserver",
        &two(a, b),
        expect![[r#"
            error `x` [multiple-cascade-paths] `A` depends on `B` through several cascade paths, one of them through `A.x`, which SQL Server rejects. Set `onDelete` and `onUpdate` of one to `NoAction`.
              Choice: Set `onDelete` and `onUpdate` to `NoAction`
            error `y` [multiple-cascade-paths] `A` depends on `B` through several cascade paths, one of them through `A.y`, which SQL Server rejects. Set `onDelete` and `onUpdate` of one to `NoAction`.
              Choice: Set `onDelete` and `onUpdate` to `NoAction`
        "#]],
    );
}

#[test]
fn lists_of_keys_are_not_set_to_null() {
    let tree = "k Int[] ; p A @relation(\"t\", fields: [k], references: [id], onUpdate: Restrict) ; c A[] @relation(\"t\")";
    fine("mongodb", &two(tree, "n Int"));
}
