//! Enums and their values.

use expect_test::expect;
use migrations::schema_text::Added::{Ignored, Visible};

use super::check;

#[test]
fn values_come_and_go() {
    check(
        "postgresql",
        Visible,
        r#"
        enum Role {
          /// May do anything.
          ADMIN
          USER
          GUEST @map("guest")
        }

        model User {
          id   Int  @id
          role Role @default(USER)
        }"#,
        r#"
        enum Role {
          OWNER
          ADMIN
          with_dash @map("with-dash")
          GUEST @map("guest")
        }

        model User {
          id   Int  @id
          role Role @default(ADMIN)
        }"#,
        &expect![[r#"
            enum Role {
            +  OWNER
            -  USER
            -  GUEST @map("guest")
            +  with_dash @map("with-dash")
            +  GUEST     @map("guest")
            model User {
            -  role Role @default(USER)
            +  role Role @default(ADMIN)
        "#]],
    );
}

#[test]
fn types_come_and_go() {
    let with = r#"
        enum Role {
          ADMIN
          USER
          @@map("role-kind")
        }

        model User {
          id    Int    @id
          role  Role   @default(USER)
          roles Role[] @default([ADMIN])
        }"#;
    let without = r#"
        model User {
          id    Int    @id
          role  String @default("USER")
        }"#;
    check(
        "postgresql",
        Ignored,
        without,
        with,
        &expect![[r#"
        model User {
        -  role  String @default("USER")
        +  role  role_kind @default(USER)
        +  roles role_kind[] @default([ADMIN]) @ignore
        +
        +enum role_kind {
        +  ADMIN
        +  USER
        +
        +  @@map("role-kind")
        +}
    "#]],
    );
    check(
        "postgresql",
        Ignored,
        with,
        without,
        &expect![[r#"
        datasource db {
        -enum Role {
        -  ADMIN
        -  USER
        -  @@map("role-kind")
        -}
        -
        model User {
        -  role  Role   @default(USER)
        -  roles Role[] @default([ADMIN])
        +  role  String @default("USER")
    "#]],
    );
}

#[test]
fn values_in_columns_of_mysql() {
    let base = r#"
        enum Role {
          ADMIN
          USER
        }

        model User {
          id   Int  @id
          role Role @default(USER)
        }

        model Guest {
          id   Int  @id
          role Role
        }"#;
    let both = base.replace("ADMIN\n", "ADMIN\n          OWNER\n");
    check(
        "mysql",
        Visible,
        base,
        &both,
        &expect![[r#"
        enum Role {
        +  OWNER
    "#]],
    );
    let reordered = base.replace("ADMIN\n          USER", "USER\n          ADMIN");
    check(
        "mysql",
        Visible,
        base,
        &reordered,
        &expect![[r#"
        enum Role {
        -  ADMIN
        +  ADMIN
    "#]],
    );
    let one = format!("{both}\n        enum Old {{\n          ADMIN\n          USER\n        }}")
        .replace("role Role\n", "role Old\n");
    check(
        "mysql",
        Visible,
        base,
        &one,
        &expect![[r#"
        model User {
        -  id   Int  @id
        -  role Role @default(USER)
        +  id   Int      @id
        +  role UserRole @default(USER)
        model Guest {
        +
        +enum UserRole {
        +  ADMIN
        +  OWNER
        +  USER
        +}
    "#]],
    );
}

#[test]
fn a_view_of_an_enum_that_goes_has_text() {
    check(
        "postgresql",
        Visible,
        r#"
        generator client {
          provider        = "prisma-client-js"
          previewFeatures = ["views"]
        }

        enum Role {
          ADMIN
        }

        model User {
          id Int @id
        }

        view Roles {
          role Role @unique
        }"#,
        r#"
        model User {
          id Int @id
        }"#,
        &expect![[r#"
            generator client {
            -enum Role {
            -  ADMIN
            -}
            -
            view Roles {
            -  role Role @unique
            +  role String @unique
        "#]],
    );
}
