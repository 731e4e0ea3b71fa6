//! `@@schema`

use expect_test::expect;

use super::{check, check_fix, fine};

#[test]
fn every_block_names_its_schema() {
    check(
        "postgresql schemas=base,other",
        r#"
model A {
  id Int @id
}

enum E {
  X
  @@schema("base")
}

enum F {
  X
}

view V {
  id Int @unique
}

model B {
  id Int @id
  @@schema("basee")
}
"#,
        expect![[r#"
            error `A` [missing-schema] The datasource lists `schemas`, and the model `A` does not say to which it belongs. Add `@@schema(…)`.
              Choice: Add `@@schema("base")`
              Choice: Add `@@schema("other")`
              Choice: Add `@@schema()`
            error `F` [missing-schema] The datasource lists `schemas`, and the enum `F` does not say to which it belongs. Add `@@schema(…)`.
              Choice: Add `@@schema("base")`
              Choice: Add `@@schema("other")`
              Choice: Add `@@schema()`
            error `V` [missing-schema] The datasource lists `schemas`, and the view `V` does not say to which it belongs. Add `@@schema(…)`.
              Choice: Add `@@schema("base")`
              Choice: Add `@@schema("other")`
              Choice: Add `@@schema()`
            error `"basee"` [unknown-schema] The datasource does not list the schema "basee". Did you mean "base"? Else add it to `schemas`.
              Choice: Change to "base"
              Choice: Add "basee" to `schemas`
        "#]],
    );
    check_fix(
        "sqlserver schemas=dbo",
        r#"
//- /a.prisma
model A {
  id Int @id
  @@schema("other")
}
"#,
        "Add \"other\" to `schemas`",
        expect![[r#"
            db.prisma
            -  schemas = ["dbo"]
            +  schemas = ["dbo", "other"]
        "#]],
    );
    check_fix(
        "cockroachdb",
        r#"
//- /a.prisma
model A {
  id Int @id
  @@schema("other")
}
"#,
        "Add \"other\" to `schemas`",
        expect![[r#"
            db.prisma
            +  schemas = ["other"]
        "#]],
    );
}

#[test]
fn not_every_database_has_schemas() {
    check(
        "mysql",
        r#"
model A {
  id Int @id
  @@schema("a")
}
"#,
        expect![[r#"
            error `@@schema("a")` [attribute-unsupported] MySQL has no `@@schema`. Remove it.
              Choice: Remove `@@schema("a")`
        "#]],
    );
    fine(
        "postgresql",
        r#"
model A {
  id Int @id
}
"#,
    );
    fine(
        "postgresql schemas=a",
        r#"
model A {
  id Int @id
  @@schema("a")
}
"#,
    );
}
