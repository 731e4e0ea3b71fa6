//! Words that have no other name, and names that are refused.

use expect_test::expect;

use super::{before, check};

#[test]
fn names_that_cannot_be() {
    for (name, expect) in [
        (
            "",
            expect![[r#"
            User
            ! A name cannot be empty.
        "#]],
        ),
        (
            "two words",
            expect![[r#"
            User
            ! `two words` cannot be a name here: a name begins with a letter and goes on with letters, digits and `_`.
        "#]],
        ),
        (
            "9lives",
            expect![[r#"
            User
            ! `9lives` cannot be a name here: a name begins with a letter and goes on with letters, digits and `_`.
        "#]],
        ),
        (
            "Post",
            expect![[r#"
            User
            ! `Post` exists already. Choose another name.
        "#]],
        ),
        (
            "role",
            expect![[r#"
            User
            ! `role` exists already. Choose another name.
        "#]],
        ),
        (
            "String",
            expect![[r#"
            User
            ! `String` is a built-in type of Prisma. Choose another name.
        "#]],
        ),
        (
            "PrismaClient",
            expect![[r#"
            User
            ! `PrismaClient` is reserved: the generated client could not export it. Choose another name.
        "#]],
        ),
        (
            " Person ",
            expect![[r#"
            User
            /user.prisma: model Person {
            /user.prisma:   @@map("User")
            /post.prisma:   user     Person   @relation("Author", fields: [UserId], references: [id])
            /post.prisma:   user2    Person?  @relation(fields: [user2Id], references: [id], name: "Pin")
        "#]],
        ),
        (
            "User",
            expect![[r#"
            User
        "#]],
        ),
    ] {
        check(&before("User?", 0), name, expect);
    }
    check(
        &before("UserId", 0),
        "id",
        expect![[r#"
            UserId
            ! `id` exists already. Choose another name.
        "#]],
    );
    check(
        &before("superuser", 0),
        "user",
        expect![[r#"
        superuser
        ! `user` exists already. Choose another name.
    "#]],
    );
}

#[test]
fn words_that_have_no_other_name() {
    check(
        &before("model User", 0),
        "x",
        expect![[r#"
        ! `model` is a word of the language, not a name in this schema.
    "#]],
    );
    check(
        &before("Int ", 0),
        "x",
        expect![[r#"
        ! `Int` is a type that Prisma brings along, with no other name.
    "#]],
    );
    check(
        &before("@id", 0),
        "x",
        expect![[r#"
        ! `@id` is a word of the language, not a name in this schema.
    "#]],
    );
    check(
        &before("sort:", 0),
        "x",
        expect![[r#"
        ! `sort` is a word of the language, not a name in this schema.
    "#]],
    );
    check(
        &before("Desc", 0),
        "x",
        expect![[r#"
        ! `Desc` is declared nowhere in this schema. Change the word itself.
    "#]],
    );
    check(
        &before("Timestamptz", 0),
        "x",
        expect![[r#"
        ! `Timestamptz` is a type of the database, which no schema renames.
    "#]],
    );
    check(
        &before("User_role", 0),
        "x",
        expect![[r#"
        ! Nothing in the schema refers to this text by name. Change the text itself.
    "#]],
    );
    check(
        &before("provider", 0),
        "x",
        expect![[r#"
        ! `provider` is a word of the language, not a name in this schema.
    "#]],
    );
    check(
        &before("is somebody", 0),
        "x",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "model A {\n  id Int @id @default($0now())\n  b Missi$0ng\n}\n".replace("$0now", "now").as_str(),
        "x",
        expect![[r#"
            ! `Missing` is declared nowhere in this schema. Change the word itself.
        "#]],
    );
    check(
        "model A {\n  id Int @id\n  @@index([id, $0missing])\n}\n",
        "x",
        expect![[r#"
        ! `missing` is declared nowhere in this schema. Change the word itself.
    "#]],
    );
    check(
        "model A {\n  id Int @id\n$0\n}\n",
        "x",
        expect![[r#"
        nothing
    "#]],
    );
}
