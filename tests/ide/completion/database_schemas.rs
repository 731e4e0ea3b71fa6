//! The schema of the database that a model stands in.

use expect_test::expect;

use super::{accept, check};

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
