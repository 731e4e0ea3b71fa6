//! Ids, uniques and indexes over several fields.

use expect_test::expect;

use super::{accept, check, in_model, on};

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
fn block_attributes_take_no_field_of_their_own_line() {
    in_model(
        "postgresql",
        "  a Int\n  b Int @relation(fields: [$0], references: [id])",
        expect![[r#"
        usual: a
    "#]],
    );
}
