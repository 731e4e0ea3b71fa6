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
                ! `two words` is not a valid name. Use a letter followed by letters, digits and `_`.
            "#]],
        ),
        (
            "9lives",
            expect![[r#"
                User
                ! `9lives` is not a valid name. Use a letter followed by letters, digits and `_`.
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
                ! `PrismaClient` is a reserved word in the generated client. Choose another name.
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
            ! `model` is a keyword and cannot be renamed.
        "#]],
    );
    check(
        &before("Int ", 0),
        "x",
        expect![[r#"
            ! `Int` is a built-in type and cannot be renamed.
        "#]],
    );
    check(
        &before("@id", 0),
        "x",
        expect![[r#"
            ! `@id` is a keyword and cannot be renamed.
        "#]],
    );
    check(
        &before("sort:", 0),
        "x",
        expect![[r#"
            ! `sort` is a keyword and cannot be renamed.
        "#]],
    );
    check(
        &before("Desc", 0),
        "x",
        expect![[r#"
            ! `Desc` is not declared in this schema and cannot be renamed. Edit the text instead.
        "#]],
    );
    check(
        &before("Timestamptz", 0),
        "x",
        expect![[r#"
            ! `Timestamptz` is a database type and cannot be renamed.
        "#]],
    );
    check(
        &before("User_role", 0),
        "x",
        expect![[r#"
            ! This text is not a name and cannot be renamed. Edit the text instead.
        "#]],
    );
    check(
        &before("provider", 0),
        "x",
        expect![[r#"
            ! `provider` is a keyword and cannot be renamed.
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
            ! `Missing` is not declared in this schema and cannot be renamed. Edit the text instead.
        "#]],
    );
    check(
        "model A {\n  id Int @id\n  @@index([id, $0missing])\n}\n",
        "x",
        expect![[r#"
            ! `missing` is not declared in this schema and cannot be renamed. Edit the text instead.
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
