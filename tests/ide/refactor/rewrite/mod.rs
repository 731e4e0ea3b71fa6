//! Refactorings within a file.

mod attribute_order;
mod columns;
mod documentation;
mod prisma_8;
mod relations;

use expect_test::expect;

use super::check_titles;

const BLOG: &str = r#"
datasource db {
  provider = "postgresql"
  url      = env("URL")
}

model Post {
  id   Int   @id
  ta$0gs Tag[] // all of them
}

model Tag {
  id    String @id @db.VarChar(20)
  posts Post[]
}
"#;

#[test]
fn only_what_fits_is_offered() {
    check_titles(
        BLOG,
        expect![[r#"
            explicit-join-model: Declare the join table as a model (no database change)
        "#]],
    );
    check_titles(&BLOG.replace("postgresql", "mongodb"), expect![[""]]);
    check_titles("model A {\n  id In$0t @id\n  b String\n}\n", expect![[""]]);
    check_titles(
        "model $0A {\n}\n",
        expect![[r#"
            map-name: Rename only the table, not the model in code: add `@@map("as")`
            document: Add a documentation comment to `A`
        "#]],
    );
    check_titles("$0", expect![[""]]);
    check_titles(
        "// use prisma-8\nmodel $0A {\n  id Int @id\n}\n",
        expect![[r#"
            add-soft-delete: Add soft delete to `A`: `deletedAt DateTime?`
            map-name: Rename only the table, not the model in code: add `@@map("as")`
            document: Add a documentation comment to `A`
            document: Add a documentation comment to `A` and 1 field
        "#]],
    );
    check_titles("model A {\n  a String @default(\"b$0\n", expect![[""]]);
}
