//! Names in the schema and in the database.

use expect_test::expect;

use super::check;

#[test]
fn letters() {
    check(
        "postgresql",
        r#"
        model _Größe {
          id Int @id
          _b Int
          ü-x Int
          c Rôle @default(1st)
          @@index([_b])
        }

        enum Rôle {
          1st
          B
        }
        "#,
        expect![[r#"
            invalid-name
              Choice: Rename to `Größe`, and keep `_Größe` in the database
                -model _Größe {
                +model Größe {
                +  @@map("_Größe")
            invalid-name
              Choice: Rename to `b`, and keep `_b` in the database
                -  _b Int
                -  @@index([_b])
                +  b Int @map("_b")
                +  @@index([b])
            invalid-name
              Choice: Rename to `ü_x`, and keep `ü-x` in the database
                -  ü-x Int
                +  ü_x Int @map("ü-x")
            unreadable-value
              Choice: Add quotes
                -  c Rôle @default(1st)
                +  c Rôle @default("1st")
            unreadable-value
              Choice: Write `b`
                -  @@index([_b])
                +  @@index([b])
            invalid-name
              Choice: Rename to `st`, and keep `1st` in the database
                -  c Rôle @default(1st)
                -  1st
                +  c Rôle @default(st)
                +  st @map("1st")
        "#]],
    );
}

#[test]
fn blocks_of_one_name() {
    check(
        "postgresql",
        r#"
        model Ä {
          id Int @id
          b String
        }

        model B {
          id Int @id
        }

        model Ä {
          id Int    @id
          b  String
        }

        model B {
          ü Int @id
        }

        /// Only here
        model Ä {
          id Int @id
          b String
        }
        "#,
        expect![[r#"
            duplicate-name
              Safe: Remove this duplicate
                -  id Int    @id
                -  b  String
            duplicate-name
              Choice: Remove the model `B`
                -  ü Int @id
            duplicate-name
              Choice: Remove the model `Ä`
                -/// Only here
        "#]],
    );
}

#[test]
fn blocks_of_one_name_and_two_kinds() {
    check(
        "mongodb",
        r#"
        model Ä {
          id String @id @map("_id")
        }

        type Ä {
          id String @id @map("_id")
        }
        "#,
        expect![[r#"
            duplicate-name
              Choice: Remove the type `Ä`
                -
                -type Ä {
            misplaced-attribute
              Choice: Remove `@id`
                +  id String @map("_id")
        "#]],
    );
}

#[test]
fn names_in_the_database() {
    check(
        "postgresql",
        r#"
        model A {
          id Int @id
          ü Int
          b Int @map("ü")
          @@map("B")
        }

        model B {
          id Int @id
        }
        "#,
        expect![[r#"
            duplicate-constraint-name
              Choice: Rename to "B_pkey_2" in the database
                +  id Int @id(map: "B_pkey_2")
            duplicate-database-name
              Choice: Remove `@map`; the column is then `b`
                -  b Int @map("ü")
                +  b Int
            duplicate-database-name
              Choice: Remove `@@map`; the database name is then `A`
                -  @@map("B")
            duplicate-constraint-name
              Choice: Rename to "B_pkey_2" in the database
                +  id Int @id(map: "B_pkey_2")
        "#]],
    );
}

#[test]
fn names_of_constraints() {
    check(
        "sqlserver",
        r#"
        model A {
          id Int @id
          ü Int @default(1, map: "same")
          b Int @default(2, map: "same")
          c Int @unique(map: "ThisIsAVeryLongNameForAnIndexThatNoDatabaseWouldEverTakeAsItIsSinceItHasMoreThanOneHundredAndTwentyEightBytesAndThatIsTooMuchForIt")
        }
        "#,
        expect![[r#"
            duplicate-constraint-name
              Choice: Change to `"same_2"`
                -  ü Int @default(1, map: "same")
                +  ü Int @default(1, map: "same_2")
            duplicate-constraint-name
              Choice: Change to `"same_2"`
                -  b Int @default(2, map: "same")
                +  b Int @default(2, map: "same_2")
            name-too-long
              Choice: Remove `map: "ThisIsAVeryLongNameForAnIndexThatN…`
                -  c Int @unique(map: "ThisIsAVeryLongNameForAnIndexThatNoDatabaseWouldEverTakeAsItIsSinceItHasMoreThanOneHundredAndTwentyEightBytesAndThatIsTooMuchForIt")
                +  c Int @unique
        "#]],
    );
}

#[test]
fn indexes_that_are_declared_twice() {
    check(
        "postgresql",
        r#"
        model A {
          id Int @id
          ü Int
          @@index([ü])
          @@index([ü])
        }
        "#,
        expect![[r#"
            duplicate-constraint-name
              Choice: Remove `@@index([ü])`
              Choice: Rename to "A_ü_idx_2" in the database
                +  @@index([ü], map: "A_ü_idx_2")
            duplicate-constraint-name
              Choice: Remove `@@index([ü])`
              Choice: Rename to "A_ü_idx_2" in the database
                +  @@index([ü], map: "A_ü_idx_2")
        "#]],
    );
}

#[test]
fn names_of_the_client() {
    check(
        "postgresql",
        r#"
        model A {
          a Int
          b Int
          a_b Int
          ü String @unique
          @@id([a, b])
          @@unique([a, ü], name: "x.y")
        }
        "#,
        expect![[r#"
            name-clash
              Choice: Name it "a_b_key"
                -  @@id([a, b])
                +  @@id([a, b], name: "a_b_key")
            invalid-name
              Choice: Change to `"x_y"`
                -  @@unique([a, ü], name: "x.y")
                +  @@unique([a, ü], name: "x_y")
        "#]],
    );
}
