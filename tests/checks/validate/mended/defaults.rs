//! Default values.

use expect_test::expect;

use super::check;

#[test]
fn defaults() {
    check(
        "postgresql",
        r#"
        enum Rôle {
          USER
          ÄDMIN
        }

        model A {
          id Int @id
          a Boolean @default("true")
          b String @default(1)
          c Rôle @default("ÄDMIN")
          d Rôle @default(gast)
          e Int @default("12")
          f Int @default(1.5)
          g DateTime @default("2020-01-31")
          h DateTime @default("now")
          ü String @default(grün)
          j Int @default([1])
          k Json @default(1)
        }
        "#,
        expect![[r#"
            default-mismatch
              Choice: Change to `true`
                -  a Boolean @default("true")
                +  a Boolean @default(true)
            default-mismatch
              Choice: Change to `"1"`
                -  b String @default(1)
                +  b String @default("1")
              Choice: Change the type of `b` to `Int`
                -  b String @default(1)
                +  b Int @default(1)
            default-mismatch
              Choice: Change to `ÄDMIN`
                -  c Rôle @default("ÄDMIN")
                +  c Rôle @default(ÄDMIN)
            default-mismatch
              Choice: Change to `USER`
                -  d Rôle @default(gast)
                +  d Rôle @default(USER)
              Choice: Change to `ÄDMIN`
                -  d Rôle @default(gast)
                +  d Rôle @default(ÄDMIN)
            default-mismatch
              Choice: Change to `12`
                -  e Int @default("12")
                +  e Int @default(12)
            default-mismatch
              Choice: Change the type of `f` to `Float`
                -  f Int @default(1.5)
                +  f Float @default(1.5)
              Choice: Change the type of `f` to `Decimal`
                -  f Int @default(1.5)
                +  f Decimal @default(1.5)
            default-mismatch
              Choice: Change to `"2020-01-31T00:00:00Z"`
                -  g DateTime @default("2020-01-31")
                +  g DateTime @default("2020-01-31T00:00:00Z")
            default-mismatch
              Choice: Change to `now()`
                -  h DateTime @default("now")
                +  h DateTime @default(now())
            default-mismatch
              Choice: Change to `"grün"`
                -  ü String @default(grün)
                +  ü String @default("grün")
            default-mismatch
              Choice: Change to `1`
                -  j Int @default([1])
                +  j Int @default(1)
              Choice: Change the type of `j` to `Int[]`
                -  j Int @default([1])
                +  j Int[] @default([1])
            default-mismatch
              Choice: Change to `"1"`
                -  k Json @default(1)
                +  k Json @default("1")
        "#]],
    );
}

#[test]
fn functions() {
    check(
        "postgresql",
        r#"
        model A {
          id String @id @default(autoincrement())
          a String @default(now())
          ü Int @default(uuid())
          b DateTime @default(größe())
        }
        "#,
        expect![[r#"
            default-mismatch
              Choice: Change the type of `id` to `Int`
                -  id String @id @default(autoincrement())
                +  id Int @id @default(autoincrement())
              Choice: Change the type of `id` to `BigInt`
                -  id String @id @default(autoincrement())
                +  id BigInt @id @default(autoincrement())
              Choice: Change to `uuid()`
                -  id String @id @default(autoincrement())
                +  id String @id @default(uuid())
              Choice: Change to `cuid()`
                -  id String @id @default(autoincrement())
                +  id String @id @default(cuid())
              Choice: Change to `ulid()`
                -  id String @id @default(autoincrement())
                +  id String @id @default(ulid())
              Choice: Change to `nanoid()`
                -  id String @id @default(autoincrement())
                +  id String @id @default(nanoid())
            default-mismatch
              Choice: Change the type of `a` to `DateTime`
                -  a String @default(now())
                +  a DateTime @default(now())
            default-mismatch
              Choice: Change the type of `ü` to `String`
                -  ü Int @default(uuid())
                +  ü String @default(uuid())
            unknown-function
              Choice: Change to `now()`
                -  b DateTime @default(größe())
                +  b DateTime @default(now())
        "#]],
    );
}

#[test]
fn counting_columns() {
    check(
        "mysql",
        r#"
        model A {
          id Int @id @default(autoincrement())
          ü Int @unique @default(autoincrement())
        }
        "#,
        expect![[r#"
            autoincrement-several
              Choice: Keep `autoincrement()` on `id` only
                -  ü Int @unique @default(autoincrement())
                +  ü Int @unique
        "#]],
    );
}
