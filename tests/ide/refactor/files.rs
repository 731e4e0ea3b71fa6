//! Refactorings that move text between files.

use expect_test::expect;

use super::{check, check_titles};

const SHOP: &str = r#"
//- /prisma/schema.prisma
// The shop.

data$0source db {
  provider = "postgresql"
  url      = env("URL")
}

// Long ago.

// Who buys.
model User {
  id     Int     @id
  orders Order[]
}

model Order {
  id     Int         @id
  user   User        @relation(fields: [userId], references: [id])
  userId Int
  state  OrderState
  kind   Kind
  lines  OrderLine[]
} // end

model OrderLine {
  id      Int   @id
  order   Order @relation(fields: [orderId], references: [id])
  orderId Int
  kind    Kind
}

enum OrderState {
  OPEN
}

enum Kind {
  A
}
// The end.
"#;

#[test]
fn a_file_is_split() {
    check(
        SHOP,
        "Split this file by model",
        expect![[r#"
            Split this file by model (4 new files; the schema path is then the folder)
            //- /prisma/schema.prisma
            // The shop.

            datasource db {
              provider = "postgresql"
              url      = env("URL")
            }

            // Long ago.
            // The end.
            //- /prisma/enums.prisma
            enum Kind {
              A
            }
            //- /prisma/order.prisma
            model Order {
              id     Int         @id
              user   User        @relation(fields: [userId], references: [id])
              userId Int
              state  OrderState
              kind   Kind
              lines  OrderLine[]
            } // end

            enum OrderState {
              OPEN
            }
            //- /prisma/order_line.prisma
            model OrderLine {
              id      Int   @id
              order   Order @relation(fields: [orderId], references: [id])
              orderId Int
              kind    Kind
            }
            //- /prisma/user.prisma
            // Who buys.
            model User {
              id     Int     @id
              orders Order[]
            }
        "#]],
    );
    check(
        SHOP,
        "Split this file by domain",
        expect![[r#"
            Split this file by domain (2 new files; the schema path is then the folder)
            //- /prisma/schema.prisma
            // The shop.

            datasource db {
              provider = "postgresql"
              url      = env("URL")
            }

            // Long ago.
            // The end.
            //- /prisma/order.prisma
            model Order {
              id     Int         @id
              user   User        @relation(fields: [userId], references: [id])
              userId Int
              state  OrderState
              kind   Kind
              lines  OrderLine[]
            } // end

            model OrderLine {
              id      Int   @id
              order   Order @relation(fields: [orderId], references: [id])
              orderId Int
              kind    Kind
            }

            enum OrderState {
              OPEN
            }

            enum Kind {
              A
            }
            //- /prisma/user.prisma
            // Who buys.
            model User {
              id     Int     @id
              orders Order[]
            }
        "#]],
    );
}

#[test]
fn files_are_merged() {
    check(
        r#"
        //- /prisma/a.prisma
        model A {
          id Int @id
          b  B[]
        }

        //- /prisma/main.prisma
        // first

        datasource $0db {
          provider = "postgresql"
          url      = env("URL")
        }
        //- /prisma/z.prisma

        // about B
        model B {
          id Int @id
          a  A   @relation(fields: [id], references: [id])
        }
        "#,
        "Merge all 3 files",
        expect![[r#"
            Merge all 3 files of the schema into `main.prisma`
            //- /prisma/main.prisma
            // first

            datasource db {
              provider = "postgresql"
              url      = env("URL")
            }

            model A {
              id Int @id
              b  B[]
            }

            // about B
            model B {
              id Int @id
              a  A   @relation(fields: [id], references: [id])
            }
        "#]],
    );
}

#[test]
fn a_block_moves() {
    let fixture = r#"
        //- /a.prisma
        // About A,
        // in two lines.
        model A$0 {
          id Int @id
          b  B[]
        }

        model C {
          id Int @id
        }
        //- /b.prisma
        datasource db {
          provider = "postgresql"
          url      = env("URL")
        }
        model B {
          id Int @id
          a  A   @relation(fields: [id], references: [id])
        }
        "#;
    check(
        fixture,
        "Move `A` to `b.prisma`",
        expect![[r#"
        Move `A` to `b.prisma`
        //- /a.prisma
        model C {
          id Int @id
        }
        //- /b.prisma
        datasource db {
          provider = "postgresql"
          url      = env("URL")
        }
        model B {
          id Int @id
          a  A   @relation(fields: [id], references: [id])
        }

        // About A,
        // in two lines.
        model A {
          id Int @id
          b  B[]
        }
    "#]],
    );
    check(
        &fixture.replace("A$0 ", "A ").replace("C ", "C$0 "),
        "Move `C` to a new file",
        expect![[r#"
        Move `C` to a new file `c.prisma`
        //- /a.prisma
        // About A,
        // in two lines.
        model A {
          id Int @id
          b  B[]
        }
        //- /c.prisma
        model C {
          id Int @id
        }
    "#]],
    );
}

#[test]
fn files_are_offered_at_heads_only() {
    check_titles(
        SHOP,
        expect![[r#"
            split-schema: Split this file by model (4 new files; the schema path is then the folder)
            split-schema: Split this file by domain (2 new files; the schema path is then the folder)
            convert-to-prisma-8: Convert this schema to Prisma 8
        "#]],
    );
    check_titles(
        &SHOP.replace("data$0source", "datasource").replace("model User", "mo$0del User"),
        expect![[r#"
            add-soft-delete: Add soft delete to `User`: `deletedAt DateTime?`
            map-name: Rename only the table, not the model in code: add `@@map("users")`
            document: Add a documentation comment to `User`
            document: Add a documentation comment to `User` and 2 fields
            move-block: Move `User` to a new file `user.prisma`; the schema then has several files
        "#]],
    );
    check_titles(
        "/* torn\n\n*/\nmodel $0A {\n  id Int @id\n}\nmodel B {\n id Int @id\n}\n",
        expect![[r#"
            add-soft-delete: Add soft delete to `A`: `deletedAt DateTime?`
            map-name: Rename only the table, not the model in code: add `@@map("as")`
            document: Add a documentation comment to `A`
            document: Add a documentation comment to `A` and 1 field
        "#]],
    );
}
