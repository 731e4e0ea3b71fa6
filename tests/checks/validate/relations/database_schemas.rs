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
            error `A` [missing-schema] The model `A` has no `@@schema(…)`, which is required because the datasource lists `schemas`. Add it.
              Choice: Add `@@schema("base")`
              Choice: Add `@@schema("other")`
              Choice: Add `@@schema()`
            error `F` [missing-schema] The enum `F` has no `@@schema(…)`, which is required because the datasource lists `schemas`. Add it.
              Choice: Add `@@schema("base")`
              Choice: Add `@@schema("other")`
              Choice: Add `@@schema()`
            error `V` [missing-schema] The view `V` has no `@@schema(…)`, which is required because the datasource lists `schemas`. Add it.
              Choice: Add `@@schema("base")`
              Choice: Add `@@schema("other")`
              Choice: Add `@@schema()`
            error `"basee"` [unknown-schema] Unknown database schema "basee". Did you mean "base"? Otherwise add it to `schemas`.
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
            error `@@schema("a")` [attribute-unsupported] MySQL does not support `@@schema`. Remove it.
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
