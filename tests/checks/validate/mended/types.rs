//! Types, and blocks that are types.

use expect_test::expect;

use super::check;

#[test]
fn composite_types_and_enums_that_a_database_lacks() {
    check(
        "sqlserver",
        r#"
        enum Rôle {
          A @map("ä")
          B
        }

        model User {
          id Int @id
          role Rôle @default(A)
          other Rôle?
        }
        "#,
        expect![[r#"
            enum-unsupported
              Choice: Store `Rôle` as `String`, and remove the enum
                -enum Rôle {
                -  A @map("ä")
                -  B
                -
                -  role Rôle @default(A)
                -  other Rôle?
                +  role String @default("ä")
                +  other String?
        "#]],
    );
}

#[test]
fn composite_types_as_json() {
    check(
        "postgresql",
        r#"
        /// Ä
        type Address {
          street String
        }

        model User {
          id Int @id
          ü Address?
          all Address[] // 🙂
        }
        "#,
        expect![[r#"
            composite-type-unsupported
              Choice: Store `Address` as `Json`, and remove the type
                -/// Ä
                -type Address {
                -  street String
                -
                -  ü Address?
                -  all Address[] // 🙂
                +  ü Json?
                +  all Json // 🙂
        "#]],
    );
}

#[test]
fn empty_blocks() {
    check(
        "postgresql",
        r#"
        enum Ü {
        }
        "#,
        expect![[r#"
            empty-block
              Choice: Remove the unused `Ü`
                -enum Ü {
                -}
        "#]],
    );
}

#[test]
fn types_without_end() {
    check(
        "mongodb",
        r#"
        type Ä {
          ü Ä
        }

        type Note {
          author User
        }

        model User {
          id String @id @default(auto()) @map("_id") @db.ObjectId
        }
        "#,
        expect![[r#"
            endless-composite-type
              Choice: Change the type of `ü` to `Ä?`
                -  ü Ä
                +  ü Ä?
              Choice: Change the type of `ü` to `Ä[]`
                -  ü Ä
                +  ü Ä[]
            relation-in-composite-type
              Choice: Change to `authorId String @db.ObjectId`
                -  author User
                +  authorId String @db.ObjectId
        "#]],
    );
}

#[test]
fn lists_that_a_database_lacks() {
    check(
        "mysql",
        r#"
        model A {
          id Int @id
          ü String[]
          b Int[] @default([1])
        }
        "#,
        expect![[r#"
            list-unsupported
              Choice: Change the type of `ü` to `Json`
                -  ü String[]
                +  ü Json
              Choice: Keep one `String`
                -  ü String[]
                +  ü String
            list-unsupported
              Choice: Keep one `Int`, without a default
                -  b Int[] @default([1])
                +  b Int
        "#]],
    );
}

#[test]
fn types_that_a_database_lacks() {
    check(
        "mongodb",
        r#"
        model A {
          id String @id @default(auto()) @map("_id") @db.ObjectId
          ü Decimal
        }
        "#,
        expect![[r#"
            type-unsupported
              Choice: Change the type of `ü` to `Float`
                -  ü Decimal
                +  ü Float
              Choice: Change the type of `ü` to `String`
                -  ü Decimal
                +  ü String
        "#]],
    );
}

#[test]
fn arguments_of_native_types() {
    check(
        "postgresql",
        r#"
        model A {
          id Int @id
          ü Decimal @db.Decimal(2, 4)
          b String @db.VarChar(0)
          c DateTime @db.Timestamp(9)
          d String @db.Char(1, 2)
        }
        "#,
        expect![[r#"
            native-type-arguments
              Choice: Write `4, 2`
                -  ü Decimal @db.Decimal(2, 4)
                +  ü Decimal @db.Decimal(4, 2)
            native-type-arguments
              Choice: Change to `6`
                -  c DateTime @db.Timestamp(9)
                +  c DateTime @db.Timestamp(6)
            native-type-arguments
              Choice: Remove `2`
                -  d String @db.Char(1, 2)
                +  d String @db.Char(1)
        "#]],
    );
}
