//! The conditions of partial indexes.

use expect_test::expect;

use super::{PRISMA_6, accept, check, check_on, on};

#[test]
fn conditions() {
    let with = |line: &str| {
        let fields = "  id Int @id\n  status E\n  done Boolean\n  gone DateTime?\n  list Int[]\n";
        let generator =
            "generator c {\n  provider = \"prisma-client\"\n  previewFeatures = [\"partialIndexes\"]\n}\n";
        on("postgresql", &format!("{generator}model A {{\n{fields}  {line}\n}}\nenum E {{\n  P\n  Q\n}}"))
    };
    check(
        &with("@@index([id], $0)"),
        expect![[r#"
        usual: type where
        rare: map
        unfit: fields
    "#]],
    );
    check_on(
        PRISMA_6,
        &with("@@index([id], $0)"),
        expect![[r#"
        usual: type
        rare: map
        unfit: fields
    "#]],
    );
    check(
        &with("@@index([id], where: $0)"),
        expect![[r#"
        likely: { }
        usual: raw("")
    "#]],
    );
    check(
        &with("@@index([id], where: { $0 })"),
        expect![[r#"
        usual: id status done gone
    "#]],
    );
    check(
        &with("@@index([id], where: { st$0 })"),
        expect![[r#"
        usual: id status done gone
    "#]],
    );
    check(
        &with("@@index([id], where: { status: $0 })"),
        expect![[r#"
        likely: P Q
        usual: { not: }
        rare: null
    "#]],
    );
    check(
        &with("@@index([id], where: { done: $0 })"),
        expect![[r#"
        usual: true false { not: }
        rare: null
    "#]],
    );
    check(
        &with("@@index([id], where: { gone: $0"),
        expect![[r#"
        likely: null
        usual: { not: }
    "#]],
    );
    check(
        &with("@@index([id], where: { gone: { $0 } })"),
        expect![[r#"
        usual: not
    "#]],
    );
    check(
        &with("@@index([id], where: { status: { not: $0 } })"),
        expect![[r#"
        likely: P Q
        rare: null
    "#]],
    );
    check(
        &with("@@index([id], where: raw(\"$0\"))"),
        expect![[r#"
        nothing
    "#]],
    );
    accept(
        &with("@@index([id], where: { st$0 })"),
        "status",
        expect![[r#"
            |  @@index([id], where: { status: $1 })
        "#]],
    );
    accept(
        &with("@@index([id], wh$0)"),
        "where",
        expect![[r#"
            |  @@index([id], where: { $1 })
        "#]],
    );
    accept(
        &with("@@index([id], where: $0)"),
        "raw(\"\")",
        expect![[r#"
            |  @@index([id], where: raw("$1"))
        "#]],
    );
}
