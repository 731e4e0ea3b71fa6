//! Join tables, foreign keys, and what relations lack.

use expect_test::expect;
use model::project::PrismaVersion;

use super::BLOG;
use crate::refactor::{check, check_with};

#[test]
fn a_join_table_becomes_a_model() {
    check(
        BLOG,
        "Declare the join table",
        expect![[r#"
            Declare the join table as a model (no database change)
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
        "Declare the join table",
        PrismaVersion::new(5, 22, 0),
        expect![[r#"
            Declare the join table as a model (no database change)
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
        "Declare the join table",
        expect![[r#"
            Declare the join table as a model (no database change)
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
        "Add a relation to",
        expect![[r#"
            Add a relation to `User` with `ownerId` as the foreign key, enforced by the database
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
        "Add a relation to",
        expect![[r#"
            Add a relation to `User` with `user_id` as the foreign key, enforced by the database
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
        "Add the missing opposite fields",
        expect![[r#"
            Add the missing opposite fields and `@relation` attributes in this file (1)
            //- /a.prisma
            datasource db {
              provider = "postgresql"
              url      = env("URL")
            }
            model Post {
              id       Int  @id
              author   User @relation(fields: [authorId], references: [id])
              authorId Int
            }
            //- /b.prisma
            model User {
              id    Int    @id
              posts Post[]
            }
        "#]],
    );
}
