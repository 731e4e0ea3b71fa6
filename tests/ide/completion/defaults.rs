//! Values in `@default(…)`, and the arguments of functions.

use expect_test::expect;

use super::{accept, check, in_model, on};

#[test]
fn defaults_by_the_type() {
    let rest = "enum E {\n  P\n  Q\n}\nmodel B {\n  id Int @id\n}";
    for (field, expect) in [
        (
            "x Int @id @default($0)",
            expect![[r#"
                likely: autoincrement()
                rare: dbgenerated("")
            "#]],
        ),
        (
            "x Int @default($0)",
            expect![[r#"
                usual: autoincrement()
                rare: dbgenerated("")
            "#]],
        ),
        (
            "x Int? @default($0)",
            expect![[r#"
                rare: dbgenerated("")
            "#]],
        ),
        (
            "x String @default($0)",
            expect![[r#"
                usual: uuid() cuid() ulid() nanoid()
                rare: dbgenerated("")
            "#]],
        ),
        (
            "x Boolean @default($0)",
            expect![[r#"
                usual: true false
                rare: dbgenerated("")
            "#]],
        ),
        (
            "x DateTime @default(no$0)",
            expect![[r#"
                usual: now()
                rare: dbgenerated("")
            "#]],
        ),
        (
            "x Json @default($0)",
            expect![[r#"
                rare: dbgenerated("")
            "#]],
        ),
        (
            "x E @default($0)",
            expect![[r#"
                likely: P Q
                rare: dbgenerated("")
            "#]],
        ),
        (
            "x E[] @default($0)",
            expect![[r#"
                usual: []
                rare: dbgenerated("")
            "#]],
        ),
        (
            "x E[] @default([$0])",
            expect![[r#"
            likely: P Q
        "#]],
        ),
        (
            "x E[] @default([P, $0])",
            expect![[r#"
            likely: P Q
        "#]],
        ),
        (
            "x E @default([$0])",
            expect![[r#"
            nothing
        "#]],
        ),
        (
            "x B @default($0)",
            expect![[r#"
                nothing
            "#]],
        ),
        (
            "x Unsupported(\"x\") @default($0)",
            expect![[r#"
                rare: dbgenerated("")
            "#]],
        ),
        (
            "x Int @default(value: $0)",
            expect![[r#"
            usual: autoincrement()
            rare: dbgenerated("")
        "#]],
        ),
        (
            "x Int @default(1 $0)",
            expect![[r#"
            nothing
        "#]],
        ),
        (
            "x String @default(\"$0\")",
            expect![[r#"
            nothing
        "#]],
        ),
    ] {
        check(&on("postgresql", &format!("model A {{\n  {field}\n}}\n{rest}")), expect);
    }
}

#[test]
fn defaults_by_the_database() {
    for (provider, field, expect) in [
        (
            "mongodb",
            "id String @id @default($0) @map(\"_id\") @db.ObjectId",
            expect![[r#"
                usual: uuid() cuid() ulid() nanoid() auto()
            "#]],
        ),
        (
            "mongodb",
            "x Boolean @default($0)",
            expect![[r#"
                usual: true false
                unfit: auto()
            "#]],
        ),
        (
            "mongodb",
            "x Int @default($0)",
            expect![[r#"
                unfit: autoincrement() auto()
            "#]],
        ),
        (
            "cockroachdb",
            "x Int @default($0)",
            expect![[r#"
                usual: sequence()
                rare: dbgenerated("")
            "#]],
        ),
        (
            "cockroachdb",
            "x BigInt @default($0)",
            expect![[r#"
                usual: autoincrement() sequence()
                rare: dbgenerated("")
            "#]],
        ),
        (
            "sqlite",
            "x Int @default($0)",
            expect![[r#"
                rare: dbgenerated("")
                unfit: autoincrement()
            "#]],
        ),
        (
            "sqlite",
            "x Int @id @default($0)",
            expect![[r#"
                likely: autoincrement()
                rare: dbgenerated("")
            "#]],
        ),
    ] {
        in_model(provider, &format!("  {field}"), expect);
    }
}

#[test]
fn arguments_of_functions() {
    in_model(
        "cockroachdb",
        "  x Int @default(sequence($0))",
        expect![[r#"
        usual: virtual minValue maxValue cache increment start
    "#]],
    );
    in_model(
        "cockroachdb",
        "  x Int @default(sequence(minValue: 10, $0))",
        expect![[r#"
        usual: virtual maxValue cache increment start
    "#]],
    );
    in_model(
        "cockroachdb",
        "  x Int @default(sequence(virtual: $0))",
        expect![[r#"
        usual: true false
    "#]],
    );
    in_model(
        "postgresql",
        "  x String @default(uuid($0))",
        expect![[r#"
        usual: 4 7
    "#]],
    );
    in_model(
        "postgresql",
        "  x String @default(nanoid($0))",
        expect![[r#"
        nothing
    "#]],
    );
    in_model(
        "postgresql",
        "  x String @default(dbgenerated(\"$0\"))",
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn accepted_defaults() {
    accept(
        "model A {\n  x Int @default(au$0)\n}",
        "autoincrement()",
        expect![[r#"
            |  x Int @default(autoincrement())
        "#]],
    );
    accept(
        "model A {\n  x Int @default(au$0to())\n}",
        "autoincrement()",
        expect![[r#"
            |  x Int @default(autoincrement())
        "#]],
    );
    accept(
        "model A {\n  x String @default($0)\n}",
        "dbgenerated(\"\")",
        expect![[r#"
            |  x String @default(dbgenerated("$1"))
        "#]],
    );
    accept(
        "model A {\n  x E @default(Q$0)\n}\nenum E {\n  QX\n}",
        "QX",
        expect![[r#"
            |  x E @default(QX)
        "#]],
    );
}
