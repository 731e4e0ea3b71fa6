//! The usual order of attributes.

use expect_test::expect;

use crate::refactor::check;

#[test]
fn attributes_are_sorted() {
    let fixture = r#"
        datasource db {
          provider = "postgresql"
          url      = env("URL")
        }
        model Us$0er {
          id    Int    @map("ID")   @id // first
          email String @db.VarChar(20) @map("mail") @unique
          name  String @default("x") @db.Text

          @@map("users") // the table
          /// of names
          @@index([name])
        }
        "#;
    check(
        fixture,
        "Sort all attributes",
        expect![[r#"
            Sort all attributes of `User`
            //- /schema.prisma
            datasource db {
              provider = "postgresql"
              url      = env("URL")
            }
            model User {
              id    Int    @id   @map("ID") // first
              email String @unique @map("mail") @db.VarChar(20)
              name  String @default("x") @db.Text

              /// of names
              @@index([name])
              @@map("users") // the table
            }
        "#]],
    );
    let field = fixture.replace("Us$0er", "User").replace("emai", "em$0ai");
    check(
        &field,
        "Sort the attributes of `email`",
        expect![[r#"
            Sort the attributes of `email`
            //- /schema.prisma
            datasource db {
              provider = "postgresql"
              url      = env("URL")
            }
            model User {
              id    Int    @map("ID")   @id // first
              email String @unique @map("mail") @db.VarChar(20)
              name  String @default("x") @db.Text

              @@map("users") // the table
              /// of names
              @@index([name])
            }
        "#]],
    );
}
