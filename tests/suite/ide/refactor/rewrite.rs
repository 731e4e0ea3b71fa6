//! Refactorings within a file.

use expect_test::expect;
use prisma_lens::project::PrismaVersion;

use super::{check, check_titles, check_with};

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
fn a_join_table_becomes_a_model() {
    check(
        BLOG,
        "Write the join table",
        expect![[r#"
        Write the join table as a model, and keep it in the database as it is
        //- /schema.prisma
        datasource db {
          provider = "postgresql"
          url      = env("URL")
        }

        model Post {
          id   Int   @id
          tags PostToTag[] // all of them
        }

        model PostToTag {
          postId Int @map("A")
          tagId String @map("B") @db.VarChar(20)
          post Post @relation(fields: [postId], references: [id], onDelete: Cascade)
          tag Tag @relation(fields: [tagId], references: [id], onDelete: Cascade)

          @@id([postId, tagId], map: "_PostToTag_AB_pkey")
          @@index([tagId], map: "_PostToTag_B_index")
          @@map("_PostToTag")
        }

        model Tag {
          id    String @id @db.VarChar(20)
          posts PostToTag[]
        }
    "#]],
    );
    let old = BLOG.replace("postgresql", "mysql");
    check_with(
        &old,
        "Write the join table",
        PrismaVersion::new(5, 22, 0),
        expect![[r#"
        Write the join table as a model, and keep it in the database as it is
        //- /schema.prisma
        datasource db {
          provider = "mysql"
          url      = env("URL")
        }

        model Post {
          id   Int   @id
          tags PostToTag[] // all of them
        }

        model PostToTag {
          postId Int @map("A")
          tagId String @map("B") @db.VarChar(20)
          post Post @relation(fields: [postId], references: [id], onDelete: Cascade)
          tag Tag @relation(fields: [tagId], references: [id], onDelete: Cascade)

          @@unique([postId, tagId], map: "_PostToTag_AB_unique")
          @@index([tagId], map: "_PostToTag_B_index")
          @@map("_PostToTag")
        }

        model Tag {
          id    String @id @db.VarChar(20)
          posts PostToTag[]
        }
    "#]],
    );
    let named = BLOG
        .replace("Tag[]", "Tag[] @relation(\"Tagged\")")
        .replace("Post[]", "Post[] @relation(\"Tagged\")");
    check(
        &named,
        "Write the join table",
        expect![[r#"
        Write the join table as a model, and keep it in the database as it is
        //- /schema.prisma
        datasource db {
          provider = "postgresql"
          url      = env("URL")
        }

        model Post {
          id   Int   @id
          tags Tagged[] // all of them
        }

        model Tagged {
          postId Int @map("A")
          tagId String @map("B") @db.VarChar(20)
          post Post @relation(fields: [postId], references: [id], onDelete: Cascade)
          tag Tag @relation(fields: [tagId], references: [id], onDelete: Cascade)

          @@id([postId, tagId], map: "_Tagged_AB_pkey")
          @@index([tagId], map: "_Tagged_B_index")
          @@map("_Tagged")
        }

        model Tag {
          id    String @id @db.VarChar(20)
          posts Tagged[]
        }
    "#]],
    );
}

#[test]
fn an_enum_is_extracted() {
    for (line, expected) in [
        (
            r#"sta$0te String @default("draft") // draft | published | in-review"#,
            expect![[r#"
            Extract enum `PostState` from `state`, which changes the type of the column
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
            Extract enum `PostState` from `state`, which changes the type of the column
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
        (r#"state String[] @default(["a"]) // a, b$0"#, expect![[""]]),
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
        "Mark deleted rows",
        expect![[r#"
            Mark deleted rows of `Post`: add `deletedAt DateTime?`, as the last field of its index too
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
fn a_scalar_becomes_a_foreign_key() {
    check(
        r#"
        datasource db {
          provider = "postgresql"
          url      = env("URL")
        }
        model Post {
          id       Int  @id
          owne$0rId  Int? // whose it is
          author   User @relation(fields: [authorId], references: [id])
          authorId Int

          @@map("posts")
        }
        model User {
          id    Int    @id
          posts Post[]
        }
        "#,
        "Make `ownerId` the foreign key",
        expect![[r#"
            Make `ownerId` the foreign key of a relation to `User`, which the database then enforces
            //- /schema.prisma
            datasource db {
              provider = "postgresql"
              url      = env("URL")
            }
            model Post {
              id       Int  @id
              ownerId  Int? // whose it is
              owner User? @relation("PostOwner", fields: [ownerId], references: [id])
              author   User @relation(fields: [authorId], references: [id])
              authorId Int

              @@index([ownerId])
              @@map("posts")
            }
            model User {
              id    Int    @id
              posts Post[]
              postsAsOwner Post[] @relation("PostOwner")
            }
        "#]],
    );
    check(
        r#"
        datasource db {
          provider = "sqlite"
          url      = "file:x"
        }
        model Profile {
          id      Int @id
          user_id$0 Int @unique
        }
        model User {
          id Int @id
        }
        "#,
        "Make `user_id`",
        expect![[r#"
            Make `user_id` the foreign key of a relation to `User`, which the database then enforces
            //- /schema.prisma
            datasource db {
              provider = "sqlite"
              url      = "file:x"
            }
            model Profile {
              id      Int @id
              user_id Int @unique
              user User @relation(fields: [user_id], references: [id])
            }
            model User {
              id Int @id
              profile Profile?
            }
        "#]],
    );
}

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
        "Put all attributes",
        expect![[r#"
        Put all attributes of `User` in the usual order
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
        "Put the attributes of `email`",
        expect![[r#"
        Put the attributes of `email` in the usual order
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

#[test]
fn documentation_is_begun() {
    let fixture = r#"
        datasource db {
          provider = "postgresql"
          url      = env("URL")
        }
        // kept
        model User$0Account {
          id        Int      @id
          isActive  Boolean
          /// Known.
          email     String
          createdAt DateTime
          teamId    Int
          roles     Role[]
        }
        enum Role {
          SUPER_ADMIN
        }
        "#;
    check(
        fixture,
        "Begin the documentation of `UserAccount` and",
        expect![[r#"
        Begin the documentation of `UserAccount` and 5 fields
        //- /schema.prisma
        datasource db {
          provider = "postgresql"
          url      = env("URL")
        }
        // kept
        /// A user account.
        model UserAccount {
          /// What tells it from all others.
          id        Int      @id
          /// Whether it is active.
          isActive  Boolean
          /// Known.
          email     String
          /// When it was created.
          createdAt DateTime
          /// Which team it belongs to.
          teamId    Int
          /// Its roles.
          roles     Role[]
        }
        enum Role {
          SUPER_ADMIN
        }
    "#]],
    );
    check(
        fixture,
        "Begin the documentation of `UserAccount`",
        expect![[r#"
        Begin the documentation of `UserAccount`
        //- /schema.prisma
        datasource db {
          provider = "postgresql"
          url      = env("URL")
        }
        // kept
        /// A user account.
        model UserAccount {
          id        Int      @id
          isActive  Boolean
          /// Known.
          email     String
          createdAt DateTime
          teamId    Int
          roles     Role[]
        }
        enum Role {
          SUPER_ADMIN
        }
    "#]],
    );
    let value = fixture.replace("$0", "").replace("enum Ro", "enum Ro$0");
    check(
        &value,
        "Begin the documentation of `Role` and",
        expect![[r#"
        Begin the documentation of `Role` and 1 value
        //- /schema.prisma
        datasource db {
          provider = "postgresql"
          url      = env("URL")
        }
        // kept
        model UserAccount {
          id        Int      @id
          isActive  Boolean
          /// Known.
          email     String
          createdAt DateTime
          teamId    Int
          roles     Role[]
        }
        /// The role.
        enum Role {
          /// Super admin.
          SUPER_ADMIN
        }
    "#]],
    );
}

#[test]
fn what_relations_lack_is_added() {
    check(
        r#"
        //- /a.prisma
        datasource db {
          provider = "postgresql"
          url      = env("URL")
        }
        model Post {
          id     Int  @id$0
          author User
        }
        //- /b.prisma
        model User {
          id Int @id
        }
        "#,
        "Add the opposite fields",
        expect![[r#"
            Add the opposite fields and `@relation` attributes that are missing in this file (1)
            //- /a.prisma
            datasource db {
              provider = "postgresql"
              url      = env("URL")
            }
            model Post {
              id     Int  @id
              author User @relation(fields: [authorId], references: [id])
              authorId Int
            }
            //- /b.prisma
            model User {
              id Int @id
              posts Post[]
            }
        "#]],
    );
}

#[test]
fn only_what_fits_is_offered() {
    check_titles(
        BLOG,
        expect![[r#"
        explicit-join-model: Write the join table as a model, and keep it in the database as it is
    "#]],
    );
    check_titles(&BLOG.replace("postgresql", "mongodb"), expect![[""]]);
    check_titles("model A {\n  id In$0t @id\n  b String\n}\n", expect![[""]]);
    check_titles(
        "model $0A {\n}\n",
        expect![[r#"
        document: Begin the documentation of `A`
    "#]],
    );
    check_titles("$0", expect![[""]]);
    check_titles("// use prisma-8\nmodel $0A {\n  id Int @id\n}\n", expect![[""]]);
    check_titles("model A {\n  a String @default(\"b$0\n", expect![[""]]);
}
