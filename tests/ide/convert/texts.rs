//! The converted texts.

use expect_test::expect;
use ide::NoteKind;

use super::{PRISMA_6, check, check_notes, conversion, errors, schema_of};

#[test]
fn comments_and_order_stay() {
    check(
        r#"
        // At the top.

        /* The database
         * of the shop. */
        datasource db {
          provider = "postgresql" // ours
          // from the environment
          url      = env("DATABASE_URL")
        }

        // The client.
        generator client {
          provider = "prisma-client-js"
        }

        /// Who buys.
        model User { // people
          // The key.
          id    Int    @id @default(autoincrement()) /// documented
          email String @unique // for mail
          name String? /* shown */
          orders Order[]
          // No more fields.

          /* By
             name. */
          @@index([name]) // an index
          // The end.
        }

        model Order {
          id     Int  @id
          userId Int
          user   User @relation(fields: [userId], references: [id])
        }
        // At the bottom.
        "#,
        expect![[r#"
            // use prisma-8

            // At the top.

            // The database
            // of the shop.
            // ours
            // from the environment

            // The client.

            /// Who buys.
            model User { // people
              // The key.
              id     Int     @id @default(autoincrement()) /// documented
              email  String // for mail
              name   String? // shown
              orders Order[]

              @@index([email], map: "User_email_key", unique: true)
              // No more fields.

              // By
              // name.
              @@index([name], map: "User_name_idx") // an index
              // The end.
            }

            model Order {
              id     Int  @id
              userId Int
              user   User @relation(fields: [userId], references: [id], onDelete: Restrict, onUpdate: Cascade, index: false)
            }
            // At the bottom.
        "#]],
    );
}

#[test]
fn types_and_defaults() {
    check(
        r#"
        model A {
          id     String   @id @default(cuid())
          text   String   @default("a \"b\" \\ c") @db.Text
          short  String?  @db.VarChar(20) @map(name: "s")
          char   String   @db.Char
          uuid   String   @default(dbgenerated("gen_random_uuid()")) @db.Uuid
          small  Int      @default(1) @db.SmallInt
          big    BigInt   @default(5)
          price  Decimal  @default(1.50)
          exact  Decimal? @default("-0.10") @db.Decimal(10,2)
          at     DateTime @default(now())
          zoned  DateTime @default("2024-01-02T03:04:05.5+02:00") @db.Timestamptz(6)
          day    DateTime @default("2024-01-02T03:04:05Z") @db.Date
          edited DateTime @updatedAt
          other  DateTime @updatedAt @db.Timestamptz
          data   Json     @default("{ \"a\": [1, 2] }")
          bytes  Bytes    @default("aGVsbG8=")
          tags   String[] @default(["x", "y"])
          times  DateTime[] @default(["2024-01-02T03:04:05Z"])
          mood   Mood     @default(GOOD)
          moods  Mood[]   @default([GOOD, BAD])
          raw    Int      @default(dbgenerated())
        }

        /// How it is.
        enum Mood {
          GOOD @map("good") // yes
          BAD

          @@map("moods")
        }
        "#,
        expect![[r#"
            // use prisma-8
            model A {
              id     String                                              @id @default(cuid(2))
              text   String                                              @default("a \"b\" \\ c")
              short  VarChar(20)?                                        @map("s")
              char   Char(1)
              uuid   Uuid                                                @default(sql`gen_random_uuid()`)
              small  SmallInt                                            @default(1)
              big    BigInt                                              @default(5)
              price  Numeric(65, 30)                                     @default(1.50)
              exact  Numeric(10, 2)?                                     @default(-0.10)
              at     Timestamp(3)                                        @default(now())
              zoned  Timestamptz(6)                                      @default(sql`'2024-01-02 01:04:05.5+00'`)
              day    Date                                                @default(sql`'2024-01-02'`)
              edited temporal.timestamp(3, onCreate: now, onUpdate: now)
              other  temporal.timestamptz(onCreate: now, onUpdate: now)
              data   Jsonb                                               @default(json`{"a":[1,2]}`)
              bytes  Bytes                                               @default(sql`'\\x68656c6c6f'`)
              tags   String[]?                                           @default(["x", "y"]) @noCheck(elementNotNull)
              times  Timestamp(3)[]?                                     @default(sql`ARRAY['2024-01-02 03:04:05']::TIMESTAMP(3)[]`) @noCheck(elementNotNull)
              mood   pg.enum(Mood)                                       @default("good")
              moods  pg.enum(Mood)[]?                                    @default(["good", "BAD"]) @noCheck(elementNotNull)
              raw    Int
            }

            /// How it is.
            native_enum Mood {
              GOOD = "good" // yes
              BAD = "BAD"

              @@map("moods")
            }
        "#]],
    );
}

#[test]
fn keys_and_indexes() {
    check(
        r#"
        model A {
          a Int
          b Int    @unique
          c String @unique(map: "by_c")
          d Json

          @@id([a, b], name: "ab", map: "pk")
          @@unique(fields: [a, c], name: "a_c")
          @@index([d], type: Gin)
          @@index([c, b], map: "cb")
          @@map("as")
        }

        model B {
          id Int @id(map: "b_key")
          x  Int @unique @map("y")
        }
        "#,
        expect![[r#"
            // use prisma-8
            model A {
              a Int
              b Int
              c String
              d Jsonb

              @@id([a, b])
              @@index([a, c], map: "as_a_c_key", unique: true)
              @@index([b], map: "as_b_key", unique: true)
              @@index([c], map: "by_c", unique: true)
              @@index([d], map: "as_d_idx", type: "gin", options: {})
              @@index([c, b], map: "cb")
              @@map("as")
            }

            model B {
              id Int @id
              x  Int @map("y")

              @@index([x], map: "B_y_key", unique: true)
            }
        "#]],
    );
}

#[test]
fn relations_have_their_actions_and_their_names() {
    check(
        r#"
        model User {
          id       Int     @id
          posts    Post[]  @relation("written")
          reviews  Post[]
          profile  Profile?
          bossId   Int?
          boss     User?   @relation("Staff", fields: [bossId], references: [id], onDelete: NoAction)
          staff    User[]  @relation("Staff")
        }

        model Post {
          id         Int   @id
          authorId   Int
          author     User  @relation("written", fields: [authorId], references: [id], onDelete: Cascade, map: "fk")
          reviewerId Int?
          reviewer   User? @relation(fields: [reviewerId], references: [id])
        }

        model Profile {
          userId Int  @id
          user   User @relation(fields: [userId], references: [id])
        }
        "#,
        expect![[r#"
            // use prisma-8
            model User {
              id      Int      @id
              posts   Post[]   @relation(name: "written")
              reviews Post[]   @relation(name: "Post_reviewer")
              profile Profile?
              bossId  Int?
              boss    User?    @relation(name: "Staff", fields: [bossId], references: [id], onDelete: NoAction, onUpdate: Cascade, index: false)
              staff   User[]   @relation(name: "Staff")
            }

            model Post {
              id         Int   @id
              authorId   Int
              author     User  @relation(name: "written", fields: [authorId], references: [id], onDelete: Cascade, onUpdate: Cascade, index: false)
              reviewerId Int?
              reviewer   User? @relation(name: "Post_reviewer", fields: [reviewerId], references: [id], onDelete: SetNull, onUpdate: Cascade, index: false)
            }

            model Profile {
              userId Int  @id
              user   User @relation(fields: [userId], references: [id], onDelete: Restrict, onUpdate: Cascade, index: false)
            }
        "#]],
    );
}

#[test]
fn an_implicit_many_to_many_relation_becomes_a_model() {
    check(
        r#"
        model Post {
          id   Int   @id
          tags Tag[] // many
        } /* posts,
             with tags */

        model Tag {
          id      String @id @db.Uuid
          posts   Post[]
          similar Tag[]  @relation("Similar")
          others  Tag[]  @relation("Similar")

          @@map("tag_names")
        }
        "#,
        expect![[r#"
            // use prisma-8
            model Post {
              id   Int   @id
              tags Tag[] // many
            } // posts,

            // with tags
            model PostToTag {
              A        Int
              B        Uuid
              post     Post @relation(fields: [A], references: [id], onDelete: Cascade, onUpdate: Cascade, index: false)
              tagNames Tag  @relation(fields: [B], references: [id], onDelete: Cascade, onUpdate: Cascade, index: false)

              @@id([A, B])
              @@index([B], map: "_PostToTag_B_index")
              @@map("_PostToTag")
            }

            model Tag {
              id      Uuid   @id
              posts   Post[]
              similar Tag[]  @relation(name: "Similar_tagNamesTagNames")
              others  Tag[]  @relation(name: "Similar_tagNames")

              @@map("tag_names")
            }

            model Similar {
              A                Uuid
              B                Uuid
              tagNames         Tag  @relation(name: "Similar_tagNames", fields: [A], references: [id], onDelete: Cascade, onUpdate: Cascade, index: false)
              tagNamesTagNames Tag  @relation(name: "Similar_tagNamesTagNames", fields: [B], references: [id], onDelete: Cascade, onUpdate: Cascade, index: false)

              @@id([A, B])
              @@index([B], map: "_Similar_B_index")
              @@map("_Similar")
            }
        "#]],
    );
}

#[test]
fn database_schemas_become_namespaces() {
    check(
        r#"
        //- /a.prisma
        datasource db {
          provider = "postgresql"
          schemas  = ["public", "shop"]
        }

        // People.
        model User {
          id     Int     @id
          orders Order[]

          @@schema("public")
        }

        // What they buy.
        model Order {
          id     Int   @id
          state  State
          userId Int
          user   User  @relation(fields: [userId], references: [id])

          @@schema("shop")
        } // orders

        // Where an order is.
        enum State {
          OPEN
          DONE

          @@schema("shop")
        }
        //- /b.prisma
        model Log {
          id Int @id

          @@schema("public")
        }
        //- /c.prisma
        // Nothing here.
        "#,
        expect![[r#"
            //- /a.prisma
            // use prisma-8
            namespace public {
              // People.
              model User {
                id     Int          @id
                orders shop.Order[]
              }
            }

            namespace shop {
              // What they buy.
              model Order {
                id     Int            @id
                state  pg.enum(State)
                userId Int
                user   public.User    @relation(fields: [userId], references: [id], onDelete: Restrict, onUpdate: Cascade, index: false)
              } // orders

              // Where an order is.
              native_enum State {
                OPEN = "OPEN"
                DONE = "DONE"
              }
            }
            //- /b.prisma
            // use prisma-8
            namespace public {
              model Log {
                id Int @id
              }
            }
            //- /c.prisma
            // use prisma-8

            // Nothing here.
        "#]],
    );
}

#[test]
fn what_is_ignored_becomes_a_comment() {
    check(
        r#"
        model User {
          id     Int    @id
          hash   String @ignore // of the password
          logs   Log[]  @ignore
          notes  Note[]

          @@map("users")
        }

        /// Old.
        model Log {
          id     Int  @id
          userId Int
          user   User @relation(fields: [userId], references: [id])

          @@ignore
        }

        model Note {
          id     Int  @id
          userId Int
          user   User @relation(fields: [userId], references: [id]) @ignore
        }
        "#,
        expect![[r#"
            // use prisma-8
            model User {
              id Int @id

              // hash   String @ignore
              // of the password
              // logs   Log[]  @ignore
              // notes  Note[]
              @@map("users")
            }

            /// Old.
            // model Log {
            //   id     Int  @id
            //   userId Int
            //   user   User @relation(fields: [userId], references: [id])
            //
            //   @@ignore
            // }
            model Note {
              id     Int @id
              userId Int
              // user   User @relation(fields: [userId], references: [id]) @ignore
            }
        "#]],
    );
}

#[test]
fn what_changes_is_said() {
    check_notes(
        r#"
        datasource db {
          provider     = "postgresql"
          url          = env("DATABASE_URL")
          directUrl    = env("DIRECT_URL")
        }

        generator client {
          provider = "prisma-client-js"
        }

        generator docs {
          provider = "prisma-docs-generator"
        }

        model User {
          id     String @id(map: "user_key") @default(cuid())
          groups Group[]
          old    Int    @ignore
          a      Int

          @@unique([a, id], name: "a_id")
        }

        model Group {
          id      Int    @id
          users   User[]
          ownerId String
        }
        "#,
        NoteKind::Change,
        expect![[r#"
            1 `db` [datasource] The datasource goes. Set `db: { connection: process.env['DATABASE_URL']! }` in `prisma.config.ts`. Left out: `directUrl`.
            7 `client` [generator] The generator `client` goes: `prisma contract emit` writes the contract that the client of Prisma 8 reads.
            11 `docs` [generator] The generator `docs` goes: Prisma 8 does not run `prisma-docs-generator`. Find a replacement for what it wrote.
            16 `"user_key"` [constraint-name] The names of foreign keys and primary keys are left out, as Prisma 8 does when it reads a Prisma 7 schema. The constraints in the database stay as they are.
            16 `cuid()` [cuid] `cuid()` becomes `cuid(2)`: new values are CUIDs of version 2, here and wherever it is used.
            18 `old    Int    @ignore` [ignored] `User.old` is ignored, so it becomes a comment: Prisma 8 has no `@ignore`.
            21 `"a_id"` [client-name] The name "a_id" for the client is left out: Prisma 8 has no such names.
            26 `users   User[]` [junction] The implicit many-to-many relation `users` becomes a model of its own, `GroupToUser`, for its table `_GroupToUser`.
        "#]],
    );
}

#[test]
fn line_ends_and_characters_stay() {
    let text = "// 📅 é\r\ndatasource db {\r\n  provider = \"postgresql\"\r\n}\r\nmodel Größe { // größe\r\n  id Int @id\r\n  été String @unique @default(\"ü📅\")\r\n}\r\n";
    let text = text.replace("Größe", "Groesse").replace("été", "ete");
    let files = [("a.prisma".to_owned(), text.as_str())];
    let schema = schema_of(files.into_iter(), PRISMA_6);
    let conversion = ide::convert(&schema, &super::NEXT);
    let (_, text) = &conversion.files[0];
    expect![[r#""// use prisma-8\r\n\r\n// 📅 é\r\nmodel Groesse { // größe\r\n  id  Int    @id\r\n  ete String @default(\"ü📅\")\r\n\r\n  @@index([ete], map: \"Groesse_ete_key\", unique: true)\r\n}\r\n""#]].assert_eq(&format!("{text:?}"));
}

#[test]
fn a_byte_order_mark_goes() {
    let text = "\u{feff}datasource db {\n  provider = \"postgresql\"\n}\n// é\nmodel A {\n  id Int @id\n}\n";
    let schema = schema_of([("a.prisma".to_owned(), text)].into_iter(), PRISMA_6);
    let conversion = ide::convert(&schema, &super::NEXT);
    assert_eq!(conversion.files[0].1, "// use prisma-8\n\n// é\nmodel A {\n  id Int @id\n}\n");
}

#[test]
fn an_empty_schema_is_one_line() {
    let (schema, conversion) = conversion("");
    assert_eq!(conversion.files[0].1, "// use prisma-8\n");
    assert_eq!(errors(&schema, &conversion), Vec::<String>::new());
}

#[test]
fn what_is_converted_stays() {
    let (_, conversion) = conversion("// use prisma-8\n\n// Converted.\nmodel A {\n  id Int @id\n}\n");
    assert_eq!(conversion.converted_before.len(), 1);
    assert!(conversion.is_blocked(), "the other file is not");
    let schema = schema_of([("a.prisma".to_owned(), "// use prisma-8\n")].into_iter(), PRISMA_6);
    let conversion = ide::convert(&schema, &super::NEXT);
    assert_eq!(
        (conversion.files.len(), conversion.notes.len(), conversion.converted_before.len()),
        (0, 0, 1)
    );
}
