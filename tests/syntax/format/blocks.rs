//! Fields, values, keys and attributes in their blocks.

use expect_test::expect;

use super::check;

#[test]
fn fields_stand_in_columns_up_to_a_blank_line() {
    check(
        "model   User{\n id Int @id   @default( autoincrement( ) )\n\temail String?@unique\nposts Post[]\n\n\n\n  createdAt   DateTime\n x   Int\n}",
        expect![[r#"
            model User {
              id    Int     @id @default(autoincrement())
              email String? @unique
              posts Post[]

              createdAt DateTime
              x         Int
            }
        "#]],
    );
}

#[test]
fn comments_do_not_part_columns() {
    check(
        "model A {\n a Int // one\n // two\n/// three\n long String @x // four\n\n // five\n b Int\n}\n",
        expect![[r#"
            model A {
              a    Int // one
              // two
              /// three
              long String @x // four

              // five
              b Int
            }
        "#]],
    );
}

#[test]
fn a_field_without_a_type_keeps_its_column() {
    check(
        "model A {\n a\n bb @x\n ccc String @y\n}\n",
        expect![[r#"
        model A {
          a
          bb         @x
          ccc String @y
        }
    "#]],
    );
}

#[test]
fn attributes_of_the_block_stand_behind_one_blank_line() {
    check(
        "model A {\n a Int\n @@id( [a,b] )\n\n // why\n @@index([ a(sort:Desc) ],map:\"x\")// c\n}\n",
        expect![[r#"
            model A {
              a Int

              @@id([a, b])
              // why
              @@index([a(sort: Desc)], map: "x") // c
            }
        "#]],
    );
    check(
        "model A {\n @@map(\"a\")\n}\n",
        expect![[r#"
        model A {

          @@map("a")
        }
    "#]],
    );
    // One that stands before a field stays there.
    check(
        "model A {\n a Int\n @@map(\"a\")\n bb Int @x\n ccc String @y\n}\n",
        expect![[r#"
        model A {
          a Int

          @@map("a")
          bb  Int    @x
          ccc String @y
        }
    "#]],
    );
}

#[test]
fn arguments() {
    check(
        "model A {\n a Int @relation( \"x\",fields : [ a ,b ] , references:[c],map : \"y\" ) @x() @y( ) @z(a : ,)\n b Int @default( -1 ) @x(f( 1,\"a  b\" ),[ ],[[1,2] , [3]])\n c Int @x(a:)\n}\n",
        expect![[r#"
            model A {
              a Int @relation("x", fields: [a, b], references: [c], map: "y") @x() @y() @z(a: ,)
              b Int @default(-1) @x(f(1, "a  b"), [], [[1, 2], [3]])
              c Int @x(a: )
            }
        "#]],
    );
}

#[test]
fn objects() {
    check(
        "model A {\n a Int @x(where:{ })\n @@index([a],where:{a:1,b : {not:null},c:[ {d : f( )} ]})\n}\n",
        expect![[r#"
            model A {
              a Int @x(where: {  })

              @@index([a], where: { a: 1, b: { not: null }, c: [{ d: f() }] })
            }
        "#]],
    );
}

#[test]
fn types() {
    check(
        "model A {\n a Int ?\n bb String [] @x\n c Unsupported( \"x\" )?\n d Int []?\n}\n",
        expect![[r#"
        model A {
          a  Int?
          bb String[]            @x
          c  Unsupported( "x" )?
          d  Int[]?
        }
    "#]],
    );
    // As they were written before Prisma 2.
    check(
        "model A {\n a: Int\n bbbb : String!\n c [ Int ] @x\n}\n",
        expect![[r#"
        model A {
          a:    Int
          bbbb: String!
          c     [ Int ] @x
        }
    "#]],
    );
}

#[test]
fn enums() {
    check(
        "enum Role{\n  USER @map( \"user\" )   // the usual\n\n   ADMINISTRATOR\n B @map(\"b\")  @x\n\n\n @@map(\"roles\")\n}\n",
        expect![[r#"
            enum Role {
              USER @map("user") // the usual

              ADMINISTRATOR
              B             @map("b")@x

              @@map("roles")
            }
        "#]],
    );
}

#[test]
fn configuration() {
    check(
        "generator   client{\n provider=\"prisma-client\"\n previewFeatures=[ \"a\",\"b\" ] // c\n\n output = \"../x\"\n}\ndatasource db {\n\n provider = \"postgresql\"\n url=env( \"URL\" )\n empty =\n\n}\n",
        expect![[r#"
            generator client {
              provider        = "prisma-client"
              previewFeatures = ["a", "b"] // c

              output = "../x"
            }

            datasource db {
              provider = "postgresql"
              url      = env("URL")
              empty    =
            }
        "#]],
    );
}

#[test]
fn widths_are_counted_in_bytes() {
    check(
        "model Straße {\n größe Int @id\n id Int @id\n 名 String @default(\"é\") // ü\n}\n",
        expect![[r#"
        model Straße {
          größe Int    @id
          id      Int    @id
          名     String @default("é") // ü
        }
    "#]],
    );
}

#[test]
fn what_stands_behind_the_brace_stays() {
    check(
        "model A {// why\n a   Int\n}\nmodel B { /// doc\n\n a   Int\n}\n",
        expect![[r#"
        model A { // why
          a Int
        }

        model B { /// doc
          a Int
        }
    "#]],
    );
    check(
        "model A {}\n\n\nmodel B { }\nmodel C { a   Int }\nenum D{}",
        expect![[r#"
        model A {}

        model B { }
        model C { a   Int }
        enum D{}
    "#]],
    );
}
