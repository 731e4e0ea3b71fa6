//! What the brackets around the cursor take.

use expect_test::{Expect, expect};
use ide::signature_help;
use model::project::PrismaVersion;

use crate::{PRISMA_6, analysis};
use support::fixture::Fixture;

/// Shows the signature in a model on this database, the argument that is being written between `‹›`.
fn check(provider: &str, line: &str, expect: Expect) {
    check_on(PrismaVersion::NEWEST, provider, line, expect);
}

fn check_on(version: PrismaVersion, provider: &str, line: &str, expect: Expect) {
    let rest = "model B {\n  id Int @id\n}\nenum E {\n  P\n}\ngenerator c {\n  provider = \"prisma-client\"\n  previewFeatures = [\"partialIndexes\"]\n}";
    let text =
        format!("datasource db {{\n  provider = \"{provider}\"\n}}\nmodel A {{\n  {line}\n}}\n{rest}\n");
    let fixture = Fixture::parse(&text);
    let shown = shown(&fixture, version);
    expect.assert_eq(&format!("{shown}\n"));
    assert_eq!(shown, self::shown(&fixture.with_crlf(), version), "with CRLF");
}

fn shown(fixture: &Fixture, version: PrismaVersion) -> String {
    let (analysis, file, offset) = analysis(fixture, version);
    let Some(found) = signature_help(&analysis, file, offset) else { return "nothing".to_owned() };
    assert!(!found.docs.is_empty() && found.params.iter().all(|param| !param.docs.is_empty()));
    let params: Vec<String> =
        found
            .params
            .iter()
            .enumerate()
            .map(|(at, param)| {
                if found.active == Some(at) { format!("‹{}›", param.label) } else { param.label.clone() }
            })
            .collect();
    format!("{}({})", found.name, params.join(", "))
}

#[test]
fn attributes() {
    check(
        "postgresql",
        "b B @relation($0)",
        expect![[r#"
        @relation(‹name?: "text"›, fields?: [field, …], references?: [field, …], onDelete?: action, onUpdate?: action, map?: "text")
    "#]],
    );
    check(
        "postgresql",
        "b B @relation(\"x\", fields: [a$0], references: [id])",
        expect![[r#"
        @relation(name?: "text", ‹fields?: [field, …]›, references?: [field, …], onDelete?: action, onUpdate?: action, map?: "text")
    "#]],
    );
    check(
        "sqlite",
        "b B @relation(onDelete: Cas$0cade)",
        expect![[r#"
        @relation(name?: "text", fields?: [field, …], references?: [field, …], ‹onDelete?: action›, onUpdate?: action)
    "#]],
    );
    check(
        "postgresql",
        "x Int @default($0)",
        expect![[r#"
        @default(‹value: value›)
    "#]],
    );
    check(
        "sqlserver",
        "x Int @default(1, map: \"$0\")",
        expect![[r#"
        @default(value: value, ‹map?: "text"›)
    "#]],
    );
    check(
        "mysql",
        "x String @unique(length: 1$0)",
        expect![[r#"
        @unique(map?: "text", ‹length?: number›, sort?: Asc | Desc)
    "#]],
    );
    check(
        "postgresql",
        "@@index([x, $0], type: Gin)",
        expect![[r#"
        @@index(‹fields: [field, …]›, map?: "text", type?: type, where?: { … } | raw("…"))
    "#]],
    );
    check(
        "postgresql",
        "@@index([x], $0)",
        expect![[r#"
        @@index(fields: [field, …], map?: "text", type?: type, where?: { … } | raw("…"))
    "#]],
    );
    check(
        "postgresql",
        "@@index([x], where: { x: $0 })",
        expect![[r#"
        @@index(fields: [field, …], map?: "text", type?: type, ‹where?: { … } | raw("…")›)
    "#]],
    );
    check_on(
        PRISMA_6,
        "postgresql",
        "@@index([x], where: { x: $0 })",
        expect![[r#"
        @@index(fields: [field, …], map?: "text", type?: type)
    "#]],
    );
    check(
        "postgresql",
        "@@index([x $0])",
        expect![[r#"
        @@index(‹fields: [field, …]›, map?: "text", type?: type, where?: { … } | raw("…"))
    "#]],
    );
    check(
        "postgresql",
        "x Int @map(\"$0",
        expect![[r#"
        @map(‹name: "text"›)
    "#]],
    );
}

#[test]
fn fields_of_an_index() {
    check(
        "postgresql",
        "@@index([x($0)])",
        expect![[r#"
        x(sort?: Asc | Desc, ops?: class)
    "#]],
    );
    check(
        "mysql",
        "@@index([x(sort: Desc, length: $0)])",
        expect![[r#"
        x(sort?: Asc | Desc, ‹length?: number›)
    "#]],
    );
}

#[test]
fn native_types() {
    check(
        "postgresql",
        "x String @db.VarChar($0)",
        expect![[r#"
        @db.VarChar(‹length?›)
    "#]],
    );
    check(
        "postgresql",
        "x Decimal @db.Decimal(10, $0)",
        expect![[r#"
        @db.Decimal(precision?, ‹scale?›)
    "#]],
    );
    check(
        "sqlserver",
        "x String @db.NVarChar(M$0ax)",
        expect![[r#"
        @db.NVarChar(‹length?›)
    "#]],
    );
    check(
        "postgresql",
        "x String @db.Text($0)",
        expect![[r#"
        @db.Text()
    "#]],
    );
    check(
        "postgresql",
        "x Unsupported(\"$0\")",
        expect![[r#"
        Unsupported(‹"type"›)
    "#]],
    );
}

#[test]
fn functions() {
    check(
        "postgresql",
        "x String @default(uuid($0))",
        expect![[r#"
        uuid(‹version?›)
    "#]],
    );
    check(
        "cockroachdb",
        "x Int @default(sequence(start: $0, cache: 2))",
        expect![[r#"
        sequence(virtual?: true | false, minValue?: number, maxValue?: number, cache?: number, increment?: number, ‹start?: number›)
    "#]],
    );
    check(
        "postgresql",
        "x String @default(dbgenerated(\"$0\"))",
        expect![[r#"
        dbgenerated(‹expression?›)
    "#]],
    );
    check(
        "postgresql",
        "x String @default(now($0))",
        expect![[r#"
        now()
    "#]],
    );
    check(
        "postgresql",
        "x String @default(nothing($0))",
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn nothing_outside_brackets() {
    check(
        "postgresql",
        "x Int @default$0(1)",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "postgresql",
        "x Int @default(1)$0",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "postgresql",
        "x $0Int",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "postgresql",
        "// @default($0)",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "postgresql",
        "x Int @nothing($0)",
        expect![[r#"
        nothing
    "#]],
    );
}
