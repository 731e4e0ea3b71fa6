//! From declarations, from the sides of a relation, and to the datasource.

use expect_test::expect;

use crate::definition::{before, check};

#[test]
fn the_sides_of_a_relation_lead_to_each_other() {
    check(
        &before("posts", 0),
        expect![[r#"
          posts Post[]
          ^^^^^
        --> /schema.prisma:6
          author   User? @relation(fields: [authorId], references: [id])
          ^^^^^^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
    "#]],
    );
    check(
        &before("author ", 0),
        expect![[r#"
          author   User? @relation(fields: [authorId], references: [id])
          ^^^^^^
        --> /schema.prisma:2
          posts Post[]
          ^^^^^~~~~~~~
    "#]],
    );
    check(
        "
        model User {
          id      Int    @id
          written Post[] @relation(\"Written\")
          edited  Post[] @relation(name: \"Edited\")
        }
        model Post {
          author User @relation(\"Wri$0tten\", fields: [a], references: [id])
          editor User @relation(name: \"Edited\", fields: [e], references: [id])
          a Int
          e Int
        }",
        expect![[r#"
              author User @relation("Written", fields: [a], references: [id])
                                     ^^^^^^^
            --> /schema.prisma:2
              written Post[] @relation("Written")
              ~~~~~~~~~~~~~~~~~~~~~~~~~~^^^^^^^~~
        "#]],
    );
    check(
        "model Node {\n  id Int\n  up Node? @relation(\"Tree\", fields: [upId], references: [id])\n  upId Int?\n  $0down Node[] @relation(\"Tree\")\n}\n",
        expect![[r#"
              down Node[] @relation("Tree")
              ^^^^
            --> /schema.prisma:2
              up Node? @relation("Tree", fields: [upId], references: [id])
              ^^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
        "#]],
    );
    // Without another side there is nowhere to go.
    check(
        "model A {\n  $0b B @relation(\"X\")\n}\nmodel B {\n  id Int\n}\n",
        expect![[r#"
          b B @relation("X")
          ^
        --> /schema.prisma:1
          b B @relation("X")
          ^~~~~~~~~~~~~~~~~~
    "#]],
    );
    check(
        "model A {\n  b B @relation(\"$0X\")\n}\nmodel B {\n  id Int\n}\n",
        expect![[r#"
          b B @relation("X")
                         ^
        --> /schema.prisma:1
          b B @relation("X")
          ~~~~~~~~~~~~~~~^~~
    "#]],
    );
}

#[test]
fn declarations_lead_to_themselves() {
    check(
        "/// Said.\nmodel $0A {\n  id Int\n}\n",
        expect![[r#"
        model A {
              ^
        --> /schema.prisma:1 of 4 lines
        model A {
        ~~~~~~^~~
    "#]],
    );
    check(
        "model A {\n  i$0d Int @id\n}\n",
        expect![[r#"
          id Int @id
          ^^
        --> /schema.prisma:1
          id Int @id
          ^^~~~~~~~~
    "#]],
    );
    check(
        "enum R {\n  $0A\n}\n",
        expect![[r#"
          A
          ^
        --> /schema.prisma:1
          A
          ^
    "#]],
    );
    check(
        "datasource $0db {\n  provider = \"sqlite\"\n}\n",
        expect![[r#"
        datasource db {
                   ^^
        --> /schema.prisma:0 of 3 lines
        datasource db {
        ~~~~~~~~~~~^^~~
    "#]],
    );
    check(
        "generator client$0 {\n}\n",
        expect![[r#"
        generator client {
                  ^^^^^^
        --> /schema.prisma:0 of 2 lines
        generator client {
        ~~~~~~~~~~^^^^^^~~
    "#]],
    );
}

#[test]
fn the_datasource() {
    check(
        "
        //- /a.prisma
        model A {
          name String @$0db.Text
          @@schema(\"auth\")
        }
        //- /main.prisma
        datasource db {
          provider = \"postgresql\"
          schemas  = [\"public\", \"auth\"]
        }",
        expect![[r#"
              name String @db.Text
                           ^^
            --> /main.prisma:0 of 4 lines
            datasource db {
            ~~~~~~~~~~~^^~~
        "#]],
    );
    check(
        "
        //- /a.prisma
        enum A {
          X
          @@schema(\"au$0th\")
        }
        //- /main.prisma
        datasource db {
          provider = \"postgresql\"
          schemas  = [\"public\", \"auth\"]
        }",
        expect![[r#"
              @@schema("auth")
                        ^^^^
            --> /main.prisma:2
              schemas  = ["public", "auth"]
              ~~~~~~~~~~~~~~~~~~~~~~~^^^^~~
        "#]],
    );
    check(
        "model A {\n  @@schema(\"$0auth\")\n}\n",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "model A {\n  @@map(\"$0auth\")\n}\n",
        expect![[r#"
        nothing
    "#]],
    );
}
