//! Heads and braces of blocks, and type aliases.

use expect_test::expect;

use super::check;

#[test]
fn braces() {
    check(
        "postgresql",
        r#"
        model A {} // ü

        enum B { x y }

        model C { id Int @id }
        "#,
        expect![[r#"
            missing-unique-criteria
              Choice: Add `id Int @id @default(autoincrement())`
                -model A {} // ü
                +model A {
                +  id Int @id @default(autoincrement())
                +} // ü
            brace-on-same-line
              Safe: Move `}` to the next line
                -model A {} // ü
                +model A {
                +} // ü
            empty-block
            brace-on-same-line
              Choice: Split into separate lines
                -enum B { x y }
                +enum B {
                +  x
                +  y
                +}
            missing-unique-criteria
            brace-on-same-line
              Choice: Split into separate lines
                -model C { id Int @id }
                +model C {
                +  id Int @id
                +}
        "#]],
    );
}

#[test]
fn blocks_without_braces() {
    check(
        "postgresql",
        r#"
        model Ä
        {
          id Int @id
        }

        enum B

        model C {
          id Int @id
        }
        "#,
        expect![[r#"
            missing-body
              Safe: Move `{` to this line
                -model Ä
                -{
                +model Ä {
            unexpected-line
              Choice: Remove `{`
                -{
            unknown-block
            unexpected-line
              Choice: Remove `}`
            missing-body
              Choice: Add both braces
                -enum B
                +enum B {
        "#]],
    );
}

#[test]
fn kinds_of_block() {
    check(
        "postgresql",
        r#"
        table Größe {
          id Int @id
        }

        liste B {
          x
        }
        "#,
        expect![[r#"
            unknown-block
              Choice: Change to `model`
                -table Größe {
                +model Größe {
            unknown-block
              Choice: Change to `enum`
                -liste B {
                +enum B {
        "#]],
    );
}

#[test]
fn aliases() {
    check(
        "postgresql",
        r#"
        type Ünique = String @unique // 🙂

        model A {
          id Int @id
          a Ünique
          b Ünique?
        }
        "#,
        expect![[r#"
            type-alias
              Choice: Use `String @unique` at each field, and remove `Ünique`
                -type Ünique = String @unique // 🙂
                -  a Ünique
                -  b Ünique?
                +  a String @unique
                +  b String? @unique
            unknown-type
              Step: Declare the model `Ünique` (then remove the alias)
                +model Ünique {
              Step: Declare the enum `Ünique` (then remove the alias)
                +enum Ünique {
            unknown-type
              Step: Declare the model `Ünique` (then remove the alias)
                +model Ünique {
              Step: Declare the enum `Ünique` (then remove the alias)
                +enum Ünique {
        "#]],
    );
}
