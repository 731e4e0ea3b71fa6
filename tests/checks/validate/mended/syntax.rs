//! Text that is no schema language.

use expect_test::expect;

use super::check;

#[test]
fn types_that_are_written_wrong() {
    check(
        "postgresql",
        r#"
        model Größe {
          id Int @id // 🙂
          é Int[]?
          s String?? @default("ß")
          t String[][]
          m a.Int
          c Int:
          u Unsupported(circle)
          deletedAt
          isÜber
        }
        "#,
        expect![[r#"
            several-modifiers
              Choice: Change to `Int[]`
                -  é Int[]?
                +  é Int[]
              Choice: Change to `Int?`
                -  é Int[]?
                +  é Int?
            several-modifiers
              Choice: Change to `String?`
                -  s String?? @default("ß")
                +  s String? @default("ß")
            several-modifiers
              Choice: Change to `String[]`
                -  t String[][]
                +  t String[]
            dotted-type
              Choice: Change to `Int`
                -  m a.Int
                +  m Int
            dotted-type
              Safe: Remove the colon
                -  c Int:
                +  c Int
            unsupported-without-type
              Choice: Write `Unsupported("circle")`
                -  u Unsupported(circle)
                +  u Unsupported("circle")
            missing-type
              Choice: Write `deletedAt DateTime`
                -  deletedAt
                +  deletedAt DateTime
              Choice: Write `deletedAt String`
                -  deletedAt
                +  deletedAt String
              Choice: Write `deletedAt Int`
                -  deletedAt
                +  deletedAt Int
              Choice: Write `deletedAt Boolean`
                -  deletedAt
                +  deletedAt Boolean
              Choice: Remove the line
                -  deletedAt
            missing-type
              Choice: Write `isÜber Boolean`
                -  isÜber
                +  isÜber Boolean
              Choice: Write `isÜber String`
                -  isÜber
                +  isÜber String
              Choice: Write `isÜber Int`
                -  isÜber
                +  isÜber Int
              Choice: Write `isÜber DateTime`
                -  isÜber
                +  isÜber DateTime
              Choice: Remove the line
                -  isÜber
        "#]],
    );
}

#[test]
fn names_and_values_in_a_line() {
    check(
        "postgresql",
        r#"
        model Größe {
          id Int @id
          a String @db . Text
          b String @db.
          é String @
          f String @default("ü", )
          g Int @db..Integer
          @@index([a, .b])
        }
        "#,
        expect![[r#"
            space-in-name
              Safe: Write `db.Text`
                -  a String @db . Text
                +  a String @db.Text
            missing-name
              Choice: Remove `@db.`
                -  b String @db.
                +  b String
            missing-attribute-name
              Choice: Remove `@`
                -  é String @
                +  é String
            trailing-comma
              Safe: Remove the comma
                -  f String @default("ü", )
                +  f String @default("ü")
            missing-name
              Choice: Write `db.Integer`
                -  g Int @db..Integer
                +  g Int @db.Integer
            unexpected-text
              Choice: Remove `.`
                -  @@index([a, .b])
                +  @@index([a,b])
        "#]],
    );
}

#[test]
fn texts_that_are_not_closed() {
    check(
        "postgresql",
        r#"
        model Größe {
          id Int @id
          a String @default("ü)
          b String @map("ö) @unique
          c Größe? @relation("ß, fields: [id], references: [id])
        }
        "#,
        expect![[r#"
            unclosed-string
              Choice: Add a `"`
                -  a String @default("ü)
                +  a String @default("ü")
            unclosed-string
              Choice: Add a `"`
                -  b String @map("ö) @unique
                +  b String @map("ö") @unique
            unclosed-string
              Choice: Add a `"`
                -  c Größe? @relation("ß, fields: [id], references: [id])
                +  c Größe? @relation("ß", fields: [id], references: [id])
        "#]],
    );
}

#[test]
fn values_of_enums() {
    check(
        "postgresql",
        r#"
        enum Rôle {
          ÄDMIN = "ädmin" // 🙂
          USER = 1 @map("x")
          GUEST =
        }
        "#,
        expect![[r#"
            empty-block
            enum-value-assigned
              Choice: Write `@map("ädmin")`
                -  ÄDMIN = "ädmin" // 🙂
                +  ÄDMIN @map("ädmin") // 🙂
            enum-value-assigned
              Choice: Remove `= 1`
                -  USER = 1 @map("x")
                +  USER @map("x")
            enum-value-assigned
              Choice: Remove `=`
                -  GUEST =
                +  GUEST
        "#]],
    );
}

#[test]
fn keys_and_arguments_without_a_value() {
    check(
        "",
        r#"
        datasource db {
          provider =
        }

        generator client {
          provider "prisma-client"
          output: "../ü"
          runtime =
          engineType
        }
        "#,
        expect![[r#"
            missing-value
              Choice: Write `provider = "postgresql"`
                -  provider =
                +  provider = "postgresql"
              Choice: Write `provider = "mysql"`
                -  provider =
                +  provider = "mysql"
              Choice: Write `provider = "sqlite"`
                -  provider =
                +  provider = "sqlite"
              Choice: Write `provider = "sqlserver"`
                -  provider =
                +  provider = "sqlserver"
              Choice: Write `provider = "mongodb"`
                -  provider =
                +  provider = "mongodb"
              Choice: Write `provider = "cockroachdb"`
                -  provider =
                +  provider = "cockroachdb"
            missing-key
            missing-equals
              Safe: Add `=`
                -  provider "prisma-client"
                +  provider = "prisma-client"
            missing-equals
              Safe: Add `=`
                -  output: "../ü"
                +  output = "../ü"
            missing-value
              Choice: Write `runtime = "nodejs"`
                -  runtime =
                +  runtime = "nodejs"
              Choice: Write `runtime = "deno"`
                -  runtime =
                +  runtime = "deno"
              Choice: Write `runtime = "bun"`
                -  runtime =
                +  runtime = "bun"
              Choice: Write `runtime = "workerd"`
                -  runtime =
                +  runtime = "workerd"
              Choice: Write `runtime = "cloudflare"`
                -  runtime =
                +  runtime = "cloudflare"
              Choice: Write `runtime = "vercel-edge"`
                -  runtime =
                +  runtime = "vercel-edge"
              Choice: Write `runtime = "edge-light"`
                -  runtime =
                +  runtime = "edge-light"
              Choice: Write `runtime = "react-native"`
                -  runtime =
                +  runtime = "react-native"
              Choice: Remove the line
                -  runtime =
            missing-equals
              Choice: Remove `engineType`
                -  engineType
        "#]],
    );
}

#[test]
fn arguments_without_a_value() {
    check(
        "postgresql",
        r#"
        model A {
          id Int @id
          ü Int @map(name:)
          b B @relation(fields: [ü], references: [id], onDelete: )
          @@index([ü(sort:)])
          @@index([ü, id], type: )
        }

        model B {
          id Int @id
          a A[]
        }
        "#,
        expect![[r#"
            missing-value
              Choice: Remove `name:`
                -  ü Int @map(name:)
                +  ü Int @map
            missing-value
              Choice: Write `onDelete: Cascade`
                -  b B @relation(fields: [ü], references: [id], onDelete: )
                +  b B @relation(fields: [ü], references: [id], onDelete: Cascade )
              Choice: Write `onDelete: Restrict`
                -  b B @relation(fields: [ü], references: [id], onDelete: )
                +  b B @relation(fields: [ü], references: [id], onDelete: Restrict )
              Choice: Write `onDelete: NoAction`
                -  b B @relation(fields: [ü], references: [id], onDelete: )
                +  b B @relation(fields: [ü], references: [id], onDelete: NoAction )
              Choice: Write `onDelete: SetDefault`
                -  b B @relation(fields: [ü], references: [id], onDelete: )
                +  b B @relation(fields: [ü], references: [id], onDelete: SetDefault )
              Choice: Remove `onDelete:`
                -  b B @relation(fields: [ü], references: [id], onDelete: )
                +  b B @relation(fields: [ü], references: [id] )
            missing-value
              Choice: Write `sort: Asc`
                -  @@index([ü(sort:)])
                +  @@index([ü(sort: Asc)])
              Choice: Write `sort: Desc`
                -  @@index([ü(sort:)])
                +  @@index([ü(sort: Desc)])
              Choice: Remove `sort:`
                -  @@index([ü(sort:)])
                +  @@index([ü])
            missing-value
              Choice: Write `type: BTree`
                -  @@index([ü, id], type: )
                +  @@index([ü, id], type: BTree )
              Choice: Remove `type:`
                -  @@index([ü, id], type: )
                +  @@index([ü, id] )
        "#]],
    );
}

/// What was meant is kept: neither a type behind `=` nor a value behind a comma is removed.
#[test]
fn fields_and_values_that_are_written_as_elsewhere() {
    check(
        "postgresql",
        r#"
        model Größe {
          id = Int @id
          é := String?
          n = 5
          a Int; b Int @unique
        }

        enum Rolle {
          ADMIN,
          ÜBER, GAST // 🙂
          A | B;
        }
        "#,
        expect![[r#"
            unexpected-text
              Safe: Remove `=`
                -  id = Int @id
                +  id Int @id
            legacy-colon
              Safe: Remove the colon
                -  é := String?
                +  é = String?
            unexpected-text
              Choice: Write `Int @default(5)`
                -  n = 5
                +  n Int @default(5)
            unexpected-text
              Choice: Split into separate lines
                -  a Int; b Int @unique
                +  a Int
                +  b Int @unique
            empty-block
            unexpected-text
              Safe: Remove `,`
                -  ADMIN,
                +  ADMIN
            unexpected-text
              Choice: Split into separate lines
                -  ÜBER, GAST // 🙂
                +  ÜBER
                +  GAST // 🙂
            unexpected-text
              Choice: Split into separate lines
                -  A | B;
                +  A
                +  B
        "#]],
    );
}

#[test]
fn functions_without_parentheses() {
    check(
        "postgresql",
        r#"
        model A {
          id Int @id @default(autoincrement)
          a DateTime @default(now)
          b DateTime @default("now()")
          c String @default(UUID)
          d Int @default(uuid)
          e Boolean @default(now)
        }
        "#,
        expect![[r#"
            default-mismatch
              Choice: Change to `autoincrement()`
                -  id Int @id @default(autoincrement)
                +  id Int @id @default(autoincrement())
            default-mismatch
              Choice: Change to `now()`
                -  a DateTime @default(now)
                +  a DateTime @default(now())
            default-mismatch
              Choice: Change to `now()`
                -  b DateTime @default("now()")
                +  b DateTime @default(now())
            default-mismatch
              Choice: Change to `uuid()`
                -  c String @default(UUID)
                +  c String @default(uuid())
            default-mismatch
              Choice: Remove `@default(uuid)`
                -  d Int @default(uuid)
                +  d Int
            default-mismatch
              Choice: Change to `true`
                -  e Boolean @default(now)
                +  e Boolean @default(true)
              Choice: Change to `false`
                -  e Boolean @default(now)
                +  e Boolean @default(false)
        "#]],
    );
}

/// The values of an enum that cannot be read are no reason to take away what uses them.
#[test]
fn enums_whose_lines_are_broken() {
    check(
        "postgresql",
        r#"
        model A {
          id Int @id
          r Role @default(ADMIN)
        }

        enum Role {
          ADMIN;
          USER
        }

        enum Two { A, B }

        enum Three {
          A,
        }
        "#,
        expect![[r#"
            default-mismatch
            unexpected-text
              Safe: Remove `;`
                -  ADMIN;
                +  ADMIN
            empty-block
            brace-on-same-line
              Choice: Split into separate lines
                -enum Two { A, B }
                +enum Two {
                +  A
                +  B
            empty-block
            unexpected-text
              Safe: Remove `,`
                -  A,
                +  A
        "#]],
    );
}
