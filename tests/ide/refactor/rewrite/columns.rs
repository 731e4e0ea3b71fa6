//! Columns that get another type, or are added.

use expect_test::expect;

use crate::refactor::{check, check_titles};

#[test]
fn an_enum_is_extracted() {
    for (line, expected) in [
        (
            r#"sta$0te String @default("draft") // draft | published | in-review"#,
            expect![[r#"
                Extract enum `PostState` from `state` (changes the column type)
                //- /schema.prisma
                datasource db {
                  provider = "postgresql"
                  url = env("URL")
                }
                model Post {
                  id Int @id
                  state PostState @default(draft) // draft | published | in-review

                  @@map("posts")
                }

                enum PostState {
                  draft
                  published
                  in_review @map("in-review")
                }
                // more
            "#]],
        ),
        (
            r#"sta$0te String? @db.VarChar(20) /// One of: `open`, `closed`"#,
            expect![[r#"
                Extract enum `PostState` from `state` (changes the column type)
                //- /schema.prisma
                datasource db {
                  provider = "postgresql"
                  url = env("URL")
                }
                model Post {
                  id Int @id
                  state PostState? /// One of: `open`, `closed`

                  @@map("posts")
                }

                enum PostState {
                  open
                  closed
                }
                // more
            "#]],
        ),
        (r#"state String[] @default(["a"]) // a, b$0"#, expect![""]),
    ] {
        let fixture = format!(
            "datasource db {{\n  provider = \"postgresql\"\n  url = env(\"URL\")\n}}\nmodel Post {{\n  id Int @id\n  {line}\n\n  @@map(\"posts\")\n}}\n// more\n"
        );
        if line.contains("[]") {
            check_titles(&fixture, expected);
        } else {
            check(&fixture, "Extract enum", expected);
        }
    }
}

#[test]
fn deleted_rows_get_a_mark() {
    check(
        r#"
        model Po$0st {
          id         Int      @id
          author_id  Int
          created_at DateTime @default(now()) @db.Timestamptz(3)
          author     User     @relation(fields: [author_id], references: [id])

          @@index([author_id(sort: Desc)])
          @@index([created_at], type: Brin)
        }
        model User {
          id    Int    @id
          posts Post[]
        }
        datasource db {
          provider = "postgresql"
          url      = env("URL")
        }
        "#,
        "Add soft delete",
        expect![[r#"
            Add soft delete to `Post`: `deletedAt DateTime?` and append it to its index
            //- /schema.prisma
            model Post {
              id         Int      @id
              author_id  Int
              created_at DateTime @default(now()) @db.Timestamptz(3)
              deleted_at DateTime? @db.Timestamptz(3)
              author     User     @relation(fields: [author_id], references: [id])

              @@index([author_id(sort: Desc), deleted_at])
              @@index([created_at], type: Brin)
            }
            model User {
              id    Int    @id
              posts Post[]
            }
            datasource db {
              provider = "postgresql"
              url      = env("URL")
            }
        "#]],
    );
}

#[test]
fn a_column_or_table_is_renamed_without_the_name_in_code() {
    let fixture = r#"
        datasource db {
          provider = "postgresql"
          url      = env("URL")
        }
        model OrderItem {
          id        Int      @id
          createdAt DateTime @default(now()) @db.Timestamp(3) // é🎉
          name      String   @map("title")
          user_name String
          userName  String
        }
        "#;
    check(
        &fixture.replace("created", "creat$0ed"),
        "Rename only the column",
        expect![[r#"
        Rename only the column, not the field in code: add `@map("created_at")`
        //- /schema.prisma
        datasource db {
          provider = "postgresql"
          url      = env("URL")
        }
        model OrderItem {
          id        Int      @id
          createdAt DateTime @default(now()) @db.Timestamp(3) @map("created_at") // é🎉
          name      String   @map("title")
          user_name String
          userName  String
        }
    "#]],
    );
    check(
        &fixture.replace("OrderI", "Order$0I"),
        "Rename only the table",
        expect![[r#"
        Rename only the table, not the model in code: add `@@map("order_items")`
        //- /schema.prisma
        datasource db {
          provider = "postgresql"
          url      = env("URL")
        }
        model OrderItem {
          id        Int      @id
          createdAt DateTime @default(now()) @db.Timestamp(3) // é🎉
          name      String   @map("title")
          user_name String
          userName  String

          @@map("order_items")
        }
    "#]],
    );
    // A name of its own, a name that is taken, and a name that is the usual one already.
    for (line, marked) in [("name  ", "na$0me  "), ("userName", "userN$0ame"), ("id   ", "i$0d   ")] {
        let fixture = "model A {\n  id   Int @id\n  name   String @map(\"title\")\n  user_name String\n  userName String\n}\n";
        check_titles(&fixture.replacen(line, marked, 1), expect![[""]]);
    }
}
