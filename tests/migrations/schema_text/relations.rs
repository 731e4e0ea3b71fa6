//! Foreign keys and their relation fields.

use expect_test::expect;
use migrations::schema_text::Added::{Ignored, Visible};

use super::check;

const WITHOUT: &str = r#"
        model User {
          id Int @id
        }

        model Post {
          id       Int @id
          authorId Int
        }"#;

const WITH: &str = r#"
        model User {
          id    Int    @id
          posts Post[]
        }

        model Post {
          id       Int  @id
          authorId Int
          author   User @relation(fields: [authorId], references: [id], onDelete: Cascade, map: "fk")
        }"#;

#[test]
fn foreign_keys_come_and_go() {
    check(
        "postgresql",
        Visible,
        WITHOUT,
        WITH,
        &expect![[r#"
        model User {
        -  id Int @id
        +  id    Int    @id
        +  posts Post[]
        model Post {
        -  id       Int @id
        +  id       Int  @id
        +  author   User @relation(fields: [authorId], references: [id], onDelete: Cascade, map: "fk")
    "#]],
    );
    check(
        "postgresql",
        Ignored,
        WITHOUT,
        WITH,
        &expect![[r#"
        model User {
        -  id Int @id
        +  id    Int    @id
        +  posts Post[] @ignore
        model Post {
        -  id       Int @id
        +  id       Int  @id
        +  author   User @relation(fields: [authorId], references: [id], onDelete: Cascade, map: "fk") @ignore
    "#]],
    );
    check(
        "postgresql",
        Visible,
        WITH,
        WITHOUT,
        &expect![[r#"
        model User {
        -  id    Int    @id
        -  posts Post[]
        +  id Int @id
        model Post {
        -  id       Int  @id
        +  id       Int @id
        -  author   User @relation(fields: [authorId], references: [id], onDelete: Cascade, map: "fk")
    "#]],
    );
}

#[test]
fn several_foreign_keys_get_names() {
    check(
        "postgresql",
        Visible,
        r#"
        model User {
          id       Int   @id
          parentId Int?
        }

        model Post {
          id       Int  @id
          authorId Int  @unique
          editorId Int?
        }"#,
        r#"
        model User {
          id       Int    @id
          parentId Int?
          parent   User?  @relation("p", fields: [parentId], references: [id])
          children User[] @relation("p")
          posts    Post?  @relation("a")
          edits    Post[] @relation("e")
        }

        model Post {
          id       Int   @id
          authorId Int   @unique
          author   User  @relation("a", fields: [authorId], references: [id])
          editorId Int?
          editor   User? @relation("e", fields: [editorId], references: [id], onUpdate: NoAction)
        }"#,
        &expect![[r#"
            model User {
            +  parent User? @relation("UserParent", fields: [parentId], references: [id])
            +  usersOfParent User[] @relation("UserParent")
            +  post Post? @relation("PostAuthor")
            +  posts Post[] @relation("PostEditor")
            model Post {
            +  author User @relation("PostAuthor", fields: [authorId], references: [id])
            +  editor User? @relation("PostEditor", fields: [editorId], references: [id], onUpdate: NoAction)
        "#]],
    );
}

#[test]
fn a_second_foreign_key_over_the_same_column() {
    check(
        "postgresql",
        Ignored,
        WITH,
        r#"
        model User {
          id    Int    @id
          posts Post[]
          again Post[] @relation("new")
        }

        model Post {
          id       Int  @id
          authorId Int
          author   User @relation(fields: [authorId], references: [id], onDelete: Cascade, map: "fk")
          second   User @relation("new", fields: [authorId], references: [id], map: "fk_new")
        }"#,
        &expect![[r#"
            model User {
            -  id    Int    @id
            -  posts Post[]
            +  id     Int    @id
            +  posts  Post[]
            +  posts2 Post[] @relation("PostAuthor2") @ignore
            model Post {
            +  author2  User @relation("PostAuthor2", fields: [authorId], references: [id], map: "fk_new") @ignore
        "#]],
    );
}

#[test]
fn nullability_keeps_the_actions_of_the_database() {
    let optional = r#"
        model User {
          id    Int    @id
          posts Post[]
        }

        model Post {
          id       Int   @id
          author   User? @relation(fields: [authorId], references: [id], onDelete: Restrict)
          authorId Int?
        }"#;
    let required = r#"
        model User {
          id    Int    @id
          posts Post[]
        }

        model Post {
          id       Int  @id
          author   User @relation(fields: [authorId], references: [id])
          authorId Int
        }"#;
    check(
        "postgresql",
        Visible,
        required,
        optional,
        &expect![[r#"
        model Post {
        -  id       Int  @id
        -  author   User @relation(fields: [authorId], references: [id])
        -  authorId Int
        +  id       Int   @id
        +  author   User? @relation(fields: [authorId], references: [id], onDelete: Restrict)
        +  authorId Int?
    "#]],
    );
    check(
        "postgresql",
        Visible,
        optional,
        required,
        &expect![[r#"
        model Post {
        -  id       Int   @id
        -  author   User? @relation(fields: [authorId], references: [id], onDelete: Restrict)
        -  authorId Int?
        +  id       Int  @id
        +  author   User @relation(fields: [authorId], references: [id], onDelete: Restrict)
        +  authorId Int
    "#]],
    );
}

#[test]
fn a_relation_without_its_unique_is_a_list() {
    let one = r#"
        model User {
          id      Int      @id
          profile Profile?
        }

        model Profile {
          id     Int  @id
          user   User @relation(fields: [userId], references: [id])
          userId Int  @unique
        }"#;
    let many = r#"
        model User {
          id      Int       @id
          profile Profile[]
        }

        model Profile {
          id     Int  @id
          user   User @relation(fields: [userId], references: [id])
          userId Int
        }"#;
    check(
        "postgresql",
        Visible,
        one,
        many,
        &expect![[r#"
        model User {
        -  id      Int      @id
        -  profile Profile?
        +  id      Int       @id
        +  profile Profile[]
        model Profile {
        -  userId Int  @unique
        +  userId Int
    "#]],
    );
}

#[test]
fn implicit_many_to_many_relations_become_models() {
    let explicit = r#"
        model Post {
          id   Int @id
          tags PostToTag[]
        }

        model Tag {
          id    Int @id
          posts PostToTag[]
        }

        model PostToTag {
          A    Int
          B    Int
          post Post @relation(fields: [A], references: [id], onDelete: Cascade)
          tag  Tag  @relation(fields: [B], references: [id], onDelete: Cascade)

          @@unique([A, B], map: "_PostToTag_AB_unique")
          @@index([B], map: "_PostToTag_B_index")
          @@map("_PostToTag")
        }"#;
    let implicit = r#"
        model Post {
          id   Int   @id
          tags Tag[]
        }

        model Tag {
          id    Int    @id
          posts Post[]
        }"#;
    let none = r#"
        model Post {
          id Int @id
        }

        model Tag {
          id Int @id
        }"#;
    check(
        "postgresql",
        Visible,
        implicit,
        explicit,
        &expect![[r#"
            model Post {
            -  id   Int   @id
            -  tags Tag[]
            +  id         Int         @id
            +  postToTags PostToTag[]
            model Tag {
            -  id    Int    @id
            -  posts Post[]
            +  id         Int         @id
            +  postToTags PostToTag[]
            +
            +model PostToTag {
            +  A    Int
            +  B    Int
            +  post Post @relation(fields: [A], references: [id], onDelete: Cascade)
            +  tag  Tag  @relation(fields: [B], references: [id], onDelete: Cascade)
            +
            +  @@index([B], map: "_PostToTag_B_index")
            +  @@unique([A, B], map: "_PostToTag_AB_unique")
            +  @@map("_PostToTag")
            +}
        "#]],
    );
    check(
        "postgresql",
        Visible,
        implicit,
        none,
        &expect![[r#"
        model Post {
        -  id   Int   @id
        -  tags Tag[]
        +  id Int @id
        model Tag {
        -  id    Int    @id
        -  posts Post[]
        +  id Int @id
    "#]],
    );
    check(
        "postgresql",
        Ignored,
        none,
        implicit,
        &expect![[r#"
        model Post {
        -  id Int @id
        +  id         Int         @id
        +  postToTags PostToTag[] @ignore
        model Tag {
        -  id Int @id
        +  id         Int         @id
        +  postToTags PostToTag[] @ignore
        +
        +model PostToTag {
        +  A    Int
        +  B    Int
        +  post Post @relation(fields: [A], references: [id], onDelete: Cascade)
        +  tag  Tag  @relation(fields: [B], references: [id], onDelete: Cascade)
        +
        +  @@id([A, B], map: "_PostToTag_AB_pkey")
        +  @@index([B], map: "_PostToTag_B_index")
        +  @@map("_PostToTag")
        +  @@ignore
        +}
    "#]],
    );
}

#[test]
fn both_sides_of_a_relation_with_itself_go() {
    check(
        "sqlite",
        Visible,
        r#"
        model User {
          id    String  @id
          type  Unsupported("some thing(1, 2)")? /// said
          key0  String? @unique
          to0   User?   @relation("r0", fields: [key0], references: [id], onUpdate: SetDefault)
          from0 User?   @relation("r0") //
        }"#,
        r#"
        model User {
          id    BigInt @id
        }"#,
        &expect![[r#"
            model User {
            -  id    String  @id
            -  type  Unsupported("some thing(1, 2)")? /// said
            -  key0  String? @unique
            -  to0   User?   @relation("r0", fields: [key0], references: [id], onUpdate: SetDefault)
            -  from0 User?   @relation("r0") //
            +  id    BigInt @id
        "#]],
    );
}

#[test]
fn a_relation_that_only_prisma_knows_goes_with_its_columns_and_keys() {
    let base = r#"
        generator client {
          provider = "prisma-client-js"
        }

        model User {
          id    Int    @id
          key   String @unique
          posts Post[]
          notes Note[]
        }

        model Post {
          id     Int  @id
          user   User @relation(fields: [userId], references: [id])
          userId Int

          @@index([userId])
        }

        model Note {
          id      Int    @id
          user    User   @relation(fields: [userKey], references: [key])
          userKey String

          @@index([userKey])
        }"#;
    let state = r#"
        model User {
          id  Int    @id
          key String
        }

        model Post {
          id Int @id
        }

        model Note {
          id      Int    @id
          userKey String

          @@index([userKey])
        }"#;
    check(
        "postgresql\"\n  relationMode = \"prisma",
        Visible,
        base,
        state,
        &expect![[r#"
        model User {
        -  key   String @unique
        -  posts Post[]
        -  notes Note[]
        +  key   String
        model Post {
        -  user   User @relation(fields: [userId], references: [id])
        -  userId Int
        -
        -  @@index([userId])
        model Note {
        -  user    User   @relation(fields: [userKey], references: [key])
    "#]],
    );
}
