//! From uses of a name.

use expect_test::expect;

use crate::definition::{before, check};

#[test]
fn types_of_fields() {
    check(
        &before("User?", 0),
        expect![[r#"
              author   User? @relation(fields: [authorId], references: [id])
                       ^^^^
            --> /schema.prisma:0 of 4 lines
            model User {
            ~~~~~~^^^^~~
        "#]],
    );
    check(
        "
        //- /a.prisma
        model A {
          role  Role$0[] @default([])
        }
        //- /b.prisma
        /// What one may do.
        enum Role {
          ADMIN
        }",
        expect![[r#"
              role  Role[] @default([])
                    ^^^^
            --> /b.prisma:1 of 4 lines
            enum Role {
            ~~~~~^^^^~~
        "#]],
    );
    check(
        "type Address {\n  street String\n}\nmodel A {\n  home $0Address\n}\n",
        expect![[r#"
          home Address
               ^^^^^^^
        --> /schema.prisma:0 of 3 lines
        type Address {
        ~~~~~^^^^^^^~~
    "#]],
    );
    check(
        "view V {\n  id Int\n}\nmodel A {\n  v V$0?\n}\n",
        expect![[r#"
          v V?
            ^
        --> /schema.prisma:0 of 3 lines
        view V {
        ~~~~~^~~
    "#]],
    );
    check(
        "model A {\n  name Str$0ing\n}\n",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "model A {\n  b $0Missing\n}\n",
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn names_in_lists_of_fields() {
    check(
        &before("authorId]", 0),
        expect![[r#"
          author   User? @relation(fields: [authorId], references: [id])
                                            ^^^^^^^^
        --> /schema.prisma:7
          authorId Int?
          ^^^^^^^^~~~~~
    "#]],
    );
    check(
        &before("id])", 0),
        expect![[r#"
          author   User? @relation(fields: [authorId], references: [id])
                                                                    ^^
        --> /schema.prisma:1
          id    Int    @id
          ^^~~~~~~~~~~~~~~
    "#]],
    );
    check(
        &before("authorId(sort", 0),
        expect![[r#"
          @@index([authorId(sort: Desc), id])
                   ^^^^^^^^
        --> /schema.prisma:7
          authorId Int?
          ^^^^^^^^~~~~~
    "#]],
    );
    check(
        "model A {\n  a Int\n  b Int\n  @@unique(fields: [a, b$0], name: \"ab\")\n}\n",
        expect![[r#"
          @@unique(fields: [a, b], name: "ab")
                               ^
        --> /schema.prisma:2
          b Int
          ^~~~~
    "#]],
    );
    check(
        "model A {\n  a Int\n  b Int\n  @@id([$0a, b])\n}\n",
        expect![[r#"
          @@id([a, b])
                ^
        --> /schema.prisma:1
          a Int
          ^~~~~
    "#]],
    );
    check(
        "model A {\n  t String\n  @@fulltext([t$0])\n}\n",
        expect![[r#"
          @@fulltext([t])
                      ^
        --> /schema.prisma:1
          t String
          ^~~~~~~~
    "#]],
    );
    check(
        "model A {\n  a Int\n  @@index($0a)\n}\n",
        expect![[r#"
          @@index(a)
                  ^
        --> /schema.prisma:1
          a Int
          ^~~~~
    "#]],
    );
    check(
        "model A {\n  a Int\n  @@index([$0c])\n}\n",
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn paths_into_composite_types() {
    let schema = "
        //- /types.prisma
        type City {
          /// As on signs.
          name String
        }
        type Address {
          city City
        }
        //- /models.prisma
        model A {
          home Address
          @@index([@1home.@2city.@3name])
        }";
    for (cursor, expect) in [
        (
            "@1",
            expect![[r#"
          @@index([home.city.name])
                   ^^^^
        --> /models.prisma:1
          home Address
          ^^^^~~~~~~~~
    "#]],
        ),
        (
            "@2",
            expect![[r#"
          @@index([home.city.name])
                        ^^^^
        --> /types.prisma:5
          city City
          ^^^^~~~~~
    "#]],
        ),
        (
            "@3",
            expect![[r#"
          @@index([home.city.name])
                             ^^^^
        --> /types.prisma:2 of 2 lines
          name String
        ~~^^^^~~~~~~~
    "#]],
        ),
    ] {
        let mut text = schema.replace(cursor, "$0");
        for other in ["@1", "@2", "@3"] {
            text = text.replace(other, "");
        }
        check(&text, expect);
    }
}

#[test]
fn conditions_of_partial_indexes() {
    check(
        "model A {\n  a Int\n  gone DateTime?\n  @@index([a], where: { $0gone: null })\n}\n",
        expect![[r#"
              @@index([a], where: { gone: null })
                                    ^^^^
            --> /schema.prisma:2
              gone DateTime?
              ^^^^~~~~~~~~~~
        "#]],
    );
    check(
        "model A {\n  a Int @unique(where: { r: { not: X$0 } })\n  r R\n}\nenum R {\n  X\n}\n",
        expect![[r#"
              a Int @unique(where: { r: { not: X } })
                                               ^
            --> /schema.prisma:5
              X
              ^
        "#]],
    );
}

#[test]
fn values_of_enums() {
    check(
        "enum R {\n  A\n  B // the second\n}\nmodel M {\n  r R @default($0B)\n}\n",
        expect![[r#"
          r R @default(B)
                       ^
        --> /schema.prisma:2
          B // the second
          ^
    "#]],
    );
    check(
        "enum R {\n  A\n  B\n}\nmodel M {\n  r R[] @default([A, $0B])\n}\n",
        expect![[r#"
          r R[] @default([A, B])
                             ^
        --> /schema.prisma:2
          B
          ^
    "#]],
    );
    check(
        "enum R {\n  A\n}\nmodel M {\n  r R @default($0C)\n}\n",
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn names_that_stand_for_several_things() {
    check(
        "model A {\n  id Int\n}\nmodel B {\n  a $0A\n}\nmodel A {\n  id Int\n}\n",
        expect![[r#"
          a A
            ^
        --> /schema.prisma:0 of 3 lines
        model A {
        ~~~~~~^~~
        --> /schema.prisma:6 of 3 lines
        model A {
        ~~~~~~^~~
    "#]],
    );
    check(
        "model A {\n  id Int\n}\nmodel $0A {\n  id Int\n}\n",
        expect![[r#"
        model A {
              ^
        --> /schema.prisma:3 of 3 lines
        model A {
        ~~~~~~^~~
    "#]],
    );
    check(
        "model A {\n  b B\n  $0b B\n}\nmodel B {\n  a A\n}\n",
        expect![[r#"
          b B
          ^
        --> /schema.prisma:5
          a A
          ^~~
    "#]],
    );
}

#[test]
fn broken_text() {
    check(
        "model A {\n  b B @relation(fields: [$0bId\n  bId Int\n",
        expect![[r#"
          b B @relation(fields: [bId
                                 ^^^
        --> /schema.prisma:2
          bId Int
          ^^^~~~~
    "#]],
    );
    check(
        "model A {\n  b $0B @relation(fields: [\n}\nmodel B {",
        expect![[r#"
          b B @relation(fields: [
            ^
        --> /schema.prisma:3
        model B {
        ~~~~~~^~~
    "#]],
    );
    check(
        "model A {\n  ???\n  id Int\n  @@index([id, $0id\n",
        expect![[r#"
          @@index([id, id
                       ^^
        --> /schema.prisma:2
          id Int
          ^^~~~~
    "#]],
    );
    check(
        "$0",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "model A {\n  id Int\n}\n$0",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "model A {\n  // 📅📅 äöü\n  größe Int\n  @@index([/* é */ $0größe])\n}\n",
        expect![[r#"
          @@index([/* é */ größe])
                           ^^^^^
        --> /schema.prisma:2
          größe Int
          ^^^^^~~~~
    "#]],
    );
    check(
        "model A {\n  id Int // A$0\n}\n",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "model A$0",
        expect![[r#"
        model A
              ^
        --> /schema.prisma:0
        model A
        ~~~~~~^
    "#]],
    );
}
