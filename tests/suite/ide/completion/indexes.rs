//! Ids, uniques and indexes over several fields.

use expect_test::expect;

use super::{PRISMA_6, accept, check, check_on, in_model, on};

const FIELDS: &str = "  id Int @id\n  title String\n  body String?\n  tags String[]\n  at DateTime\n  other B @relation(fields: [id], references: [id])\n";

fn with(provider: &str, line: &str) -> String {
    on(provider, &format!("model A {{\n{FIELDS}  {line}\n}}\nmodel B {{\n  id Int @id\n  as A[]\n}}"))
}

#[test]
fn arguments_and_fields() {
    for (provider, line, expect) in [
        (
            "postgresql",
            "@@index($0)",
            expect![[r#"
            likely: fields
            usual: [] type
            rare: map
        "#]],
        ),
        (
            "postgresql",
            "@@index([title], $0)",
            expect![[r#"
            usual: type
            rare: map
            unfit: fields
        "#]],
        ),
        (
            "postgresql",
            "@@index([title], type: Hash, $0)",
            expect![[r#"
            rare: map
            unfit: fields
        "#]],
        ),
        (
            "postgresql",
            "@@index(fields: [title], map: \"x\", $0)",
            expect![[r#"
            usual: type
        "#]],
        ),
        (
            "postgresql",
            "@@index([$0])",
            expect![[r#"
            usual: id title body tags at
            unfit: other
        "#]],
        ),
        (
            "postgresql",
            "@@index([title, $0])",
            expect![[r#"
            usual: id body tags at
            unfit: other
        "#]],
        ),
        (
            "postgresql",
            "@@index([title,$0",
            expect![[r#"
            usual: id body tags at
            unfit: other
        "#]],
        ),
        (
            "postgresql",
            "@@index([title $0])",
            expect![[r#"
            nothing
        "#]],
        ),
        (
            "postgresql",
            "@@index(fields: [ti$0, at])",
            expect![[r#"
            usual: id title body tags
            unfit: other
        "#]],
        ),
        (
            "postgresql",
            "@@index(fields: $0)",
            expect![[r#"
            usual: []
        "#]],
        ),
        (
            "postgresql",
            "@@index(field: [$0])",
            expect![[r#"
            usual: id title body tags at
            unfit: other
        "#]],
        ),
        (
            "postgresql",
            "@@id([$0])",
            expect![[r#"
            usual: id title at
            unfit: body tags other
        "#]],
        ),
        (
            "postgresql",
            "@@unique($0)",
            expect![[r#"
            likely: fields
            usual: []
            rare: name map
        "#]],
        ),
        (
            "sqlserver",
            "@@unique([title], $0)",
            expect![[r#"
            usual: clustered
            rare: name map
            unfit: fields
        "#]],
        ),
        (
            "sqlserver",
            "@@unique([title], clustered: $0)",
            expect![[r#"
            usual: true false
        "#]],
        ),
        (
            "mysql",
            "@@fulltext([$0])",
            expect![[r#"
            usual: title body tags
            unfit: id at other
        "#]],
        ),
        (
            "mysql",
            "@@fulltext([title], $0)",
            expect![[r#"
            rare: map
            unfit: fields
        "#]],
        ),
        (
            "postgresql",
            "@@map($0)",
            expect![[r#"
                rare: ""
            "#]],
        ),
    ] {
        check(&with(provider, line), expect);
    }
}

#[test]
fn what_is_said_of_a_field() {
    for (provider, line, expect) in [
        (
            "postgresql",
            "@@index([title($0)])",
            expect![[r#"
            usual: sort ops
        "#]],
        ),
        (
            "postgresql",
            "@@index([title(sort: Asc, $0)])",
            expect![[r#"
            usual: ops
        "#]],
        ),
        (
            "postgresql",
            "@@index([title($0)], type: Hash)",
            expect![[r#"
            usual: ops
        "#]],
        ),
        (
            "postgresql",
            "@@unique([title($0)])",
            expect![[r#"
            usual: sort
        "#]],
        ),
        (
            "mysql",
            "@@index([title($0)])",
            expect![[r#"
            usual: sort length
        "#]],
        ),
        (
            "mysql",
            "@@index([at($0)])",
            expect![[r#"
            usual: sort
        "#]],
        ),
        (
            "mysql",
            "@@id([title($0), at])",
            expect![[r#"
            usual: length
        "#]],
        ),
        (
            "sqlserver",
            "@@id([title($0), at])",
            expect![[r#"
            usual: sort
        "#]],
        ),
        (
            "mysql",
            "@@fulltext([title($0)])",
            expect![[r#"
            nothing
        "#]],
        ),
        (
            "mongodb",
            "@@fulltext([title($0)])",
            expect![[r#"
            usual: sort
        "#]],
        ),
        (
            "postgresql",
            "@@index([title(sort: $0)])",
            expect![[r#"
            usual: Asc Desc
        "#]],
        ),
        (
            "postgresql",
            "@@index([title(so$0: Asc)])",
            expect![[r#"
            usual: sort ops
        "#]],
        ),
        (
            "postgresql",
            "@@index([title(ops: $0)])",
            expect![[r#"
            rare: raw
        "#]],
        ),
        (
            "postgresql",
            "@@index([title(ops: $0)], type: SpGist)",
            expect![[r#"
            usual: TextOps
            rare: raw
        "#]],
        ),
        (
            "postgresql",
            "@@index([tags(ops: $0)], type: Gin)",
            expect![[r#"
            usual: ArrayOps
            rare: raw
        "#]],
        ),
        (
            "mysql",
            "@@index([title(length: $0)])",
            expect![[r#"
            nothing
        "#]],
        ),
        (
            "postgresql",
            "@@index([title], type: $0)",
            expect![[r#"
            usual: BTree Hash Gist Gin SpGist Brin
        "#]],
        ),
        (
            "cockroachdb",
            "@@index([title], type: $0)",
            expect![[r#"
            usual: BTree Gin
        "#]],
        ),
        (
            "mysql",
            "@@index([title], type: $0)",
            expect![[r#"
            usual: BTree
        "#]],
        ),
    ] {
        check(&with(provider, line), expect);
    }
}

#[test]
fn paths_into_composite_types() {
    let with = |line: &str| {
        on(
            "mongodb",
            &format!(
                "type Address {{\n  street String\n  geo Geo\n}}\ntype Geo {{\n  lat Float\n}}\nmodel A {{\n  id Int @id\n  address Address\n  {line}\n}}"
            ),
        )
    };
    check(
        &with("@@index([$0])"),
        expect![[r#"
        usual: id address
    "#]],
    );
    check(
        &with("@@index([address.$0])"),
        expect![[r#"
        usual: street geo
    "#]],
    );
    check(
        &with("@@index([id, address.geo.$0])"),
        expect![[r#"
        usual: lat
    "#]],
    );
    check(
        &with("@@index([address.ge$0, id])"),
        expect![[r#"
        usual: street geo
    "#]],
    );
    check(
        &with("@@index([nothing.$0])"),
        expect![[r#"
        nothing
    "#]],
    );
    accept(
        &with("@@index([address.ge$0, id])"),
        "geo",
        expect![[r#"
            |  @@index([address.geo, id])
        "#]],
    );
}

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

#[test]
fn database_schemas() {
    let with = |line: &str| {
        format!(
            "datasource db {{\n  provider = \"postgresql\"\n  schemas = [\"one\", \"two\"]\n}}\nmodel A {{\n  id Int @id\n  {line}\n}}"
        )
    };
    check(
        &with("@@schema($0)"),
        expect![[r#"
            usual: one two
        "#]],
    );
    check(
        &with("@@schema(\"$0\")"),
        expect![[r#"
        usual: one two
    "#]],
    );
    accept(
        &with("@@schema($0)"),
        "two",
        expect![[r#"
            |  @@schema("two")
        "#]],
    );
    accept(
        &with("@@schema(\"o$0\")"),
        "two",
        expect![[r#"
            |  @@schema("two")
        "#]],
    );
}

#[test]
fn block_attributes_take_no_field_of_their_own_line() {
    in_model(
        "postgresql",
        "  a Int\n  b Int @relation(fields: [$0], references: [id])",
        expect![[r#"
        usual: a
    "#]],
    );
}
