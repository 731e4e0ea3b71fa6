//! What is written so that the database keeps its names.

use expect_test::expect;
use model::schema::rename::DatabaseNames;

use super::{before, check, check_with};

#[test]
fn a_field_with_a_native_type_and_a_comment() {
    check(
        &before("createdAt DateTime", 0),
        "created",
        expect![[r#"
            createdAt
            /user.prisma:   created DateTime? @db.Timestamptz(6) @map("createdAt") // createdAt
            /user.prisma:   @@index([role, created(sort: Desc)], map: "User_role_createdAt", where: { role: user, created: { not: null } })
        "#]],
    );
}

#[test]
fn a_foreign_key_named_like_a_model() {
    check(
        &before("UserId]", 0),
        "authorId",
        expect![[r#"
        UserId
        /post.prisma:   authorId   Int @map("UserId")
        /post.prisma:   user     User   @relation("Author", fields: [authorId], references: [id])
        /post.prisma:   @@unique([authorId, id], name: "UserId_id")
    "#]],
    );
    check_with(
        &before("UserId]", 0),
        "authorId",
        DatabaseNames::Follow,
        expect![[r#"
        UserId
        /post.prisma:   authorId   Int
        /post.prisma:   user     User   @relation("Author", fields: [authorId], references: [id])
        /post.prisma:   @@unique([authorId, id], name: "UserId_id")
    "#]],
    );
}

#[test]
fn a_mapped_field() {
    check(
        &before("user2Id", 1),
        "pinnedById",
        expect![[r#"
        user2Id
        /post.prisma:   user2    User?  @relation(fields: [pinnedById], references: [id], name: "Pin")
        /post.prisma:   pinnedById  Int?   @map("pinned_by")
    "#]],
    );
    check(
        &before("user2Id", 0),
        "pinned_by",
        expect![[r#"
        user2Id
        /post.prisma:   user2    User?  @relation(fields: [pinned_by], references: [id], name: "Pin")
        /post.prisma:   pinned_by  Int?
    "#]],
    );
    check(
        &before("title", 0),
        "headline",
        expect![[r#"
        title
        /post.prisma:   headline    String @default("User createdAt UserId") @map(name: "ti\"tle")
    "#]],
    );
}

#[test]
fn a_schema_of_the_database() {
    let schema = "
        datasource db {
          provider = \"postgresql\"
          schemas  = [\"base\", \"shop\"]
        }
        model A {
          id Int @id
          @@schema(\"$0shop\")
        }
        enum E {
          shop
          @@schema(\"shop\")
        }";
    check(
        schema,
        "store",
        expect![[r#"
            ! `shop` is a database schema, which cannot be mapped. Rename it in the database, with `rename.keepDatabaseNames` off.
        "#]],
    );
    check_with(
        schema,
        "store",
        DatabaseNames::Follow,
        expect![[r#"
        shop
        /schema.prisma:   schemas  = ["base", "store"]
        /schema.prisma:   @@schema("store")
        /schema.prisma:   @@schema("store")
    "#]],
    );
    check_with(
        schema,
        "base",
        DatabaseNames::Follow,
        expect![[r#"
        shop
        ! `base` exists already. Choose another name.
    "#]],
    );
}

#[test]
fn join_tables() {
    let schema = "
        model $0Category {
          id    Int    @id
          posts Post[]
        }
        model Post {
          id         Int        @id
          categories Category[] // many
        }";
    check(
        schema,
        "Group",
        expect![[r#"
        Category
        /schema.prisma: model Group {
        /schema.prisma:   posts Post[] @relation("CategoryToPost")
        /schema.prisma:   @@map("Category")
        /schema.prisma:   categories Group[] @relation("CategoryToPost") // many
    "#]],
    );
    check(
        schema,
        "Topic",
        expect![[r#"
            Category
            ! `Topic` would swap the columns `A` and `B` of the join table with `Post`, which are in alphabetical order. Choose a name on the same side of `Post`, or turn `rename.keepDatabaseNames` off.
        "#]],
    );
    check_with(
        schema,
        "Topic",
        DatabaseNames::Follow,
        expect![[r#"
        Category
        /schema.prisma: model Topic {
        /schema.prisma:   categories Topic[] // many
    "#]],
    );
    let named = schema.replace("Post[]", "Post[] @relation(\"GroupToPost\")");
    let named = named.replace("Category[]", "Category[] @relation(name: \"GroupToPost\")");
    check(
        &named,
        "Group",
        expect![[r#"
        Category
        /schema.prisma: model Group {
        /schema.prisma:   posts Post[]
        /schema.prisma:   @@map("Category")
        /schema.prisma:   categories Group[] // many
    "#]],
    );
}

#[test]
fn values_that_say_what_is_stored() {
    check(
        "// use prisma-next\nenum Role {\n  $0user = \"u\" // plain\n  admin = \"a\"\n  @@type(\"pg/text\")\n}\nmodel A {\n  id Int @id\n  role Role @default(user)\n}\n",
        "USER",
        expect![[r#"
            user
            /schema.prisma:   USER = "u" // plain
            /schema.prisma:   role Role @default(USER)
        "#]],
    );
}
