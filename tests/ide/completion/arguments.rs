//! The names of the arguments of attributes, and names in the database.

use expect_test::expect;

use super::{accept, check, in_model};

#[test]
fn names_of_arguments() {
    for (provider, line, expect) in [
        (
            "postgresql",
            "x Int @id($0)",
            expect![[r#"
            rare: map
        "#]],
        ),
        (
            "mysql",
            "x String @id($0)",
            expect![[r#"
            usual: length
            unfit: map
        "#]],
        ),
        (
            "sqlserver",
            "x Int @id($0)",
            expect![[r#"
            usual: sort clustered
            rare: map
        "#]],
        ),
        (
            "sqlite",
            "x Int @unique($0)",
            expect![[r#"
            usual: sort
            rare: map
        "#]],
        ),
        (
            "mysql",
            "x Int @unique(sort: Desc, $0)",
            expect![[r#"
            rare: map
        "#]],
        ),
        (
            "mysql",
            "x String @unique(le$0: 3)",
            expect![[r#"
            usual: length sort
            rare: map
        "#]],
        ),
        (
            "sqlserver",
            "x Int @default(1, $0)",
            expect![[r#"
                rare: map
            "#]],
        ),
        (
            "postgresql",
            "x Int @default(1, $0)",
            expect![[r#"
                nothing
            "#]],
        ),
        (
            "postgresql",
            "x Int @map($0)",
            expect![[r#"
                rare: ""
            "#]],
        ),
        (
            "postgresql",
            "x Int @updatedAt($0)",
            expect![[r#"
            nothing
        "#]],
        ),
        (
            "postgresql",
            "x Int @nothing($0)",
            expect![[r#"
            nothing
        "#]],
        ),
    ] {
        in_model(provider, &format!("  {line}"), expect);
    }
}

#[test]
fn names_in_the_database() {
    in_model(
        "postgresql",
        "  firstName Int @map(\"$0\")",
        expect![[r#"
        usual: first_name
    "#]],
    );
    in_model(
        "mongodb",
        "  id String @id @map(\"$0\")",
        expect![[r#"
        likely: _id
    "#]],
    );
    in_model(
        "postgresql",
        "  mail Int @map(\"e_mail\") @unique(map: \"$0\")",
        expect![[r#"
        usual: A_e_mail_key
    "#]],
    );
    in_model(
        "sqlserver",
        "  x Int @default(1, map: \"$0\")",
        expect![[r#"
        usual: A_x_df
    "#]],
    );
    in_model(
        "postgresql",
        "  x Int\n  y Int\n  @@id([x, y], map: \"$0\")",
        expect![[r#"
        usual: A_pkey
    "#]],
    );
    in_model(
        "postgresql",
        "  x Int @map(\"ex\")\n  y Int\n  @@index([x, y(sort: Desc)], map: \"$0\")",
        expect![[r#"
            usual: A_ex_y_idx
        "#]],
    );
    in_model(
        "postgresql",
        "  x Int\n  y Int\n  @@unique([x, y], name: \"$0\")",
        expect![[r#"
        usual: x_y
    "#]],
    );
    check(
        "model UserAccount {\n  x Int\n  @@map(\"$0\")\n}",
        expect![[r#"
        likely: user_accounts
        usual: user_account
    "#]],
    );
    check(
        "enum UserRole {\n  X\n  @@map(\"$0\")\n}",
        expect![[r#"
        usual: user_role
    "#]],
    );
    check(
        "enum UserRole {\n  VeryBig @map(\"$0\")\n}",
        expect![[r#"
        usual: very_big
    "#]],
    );
    accept(
        "model UserAccount {\n  x Int\n  @@map(\"us$0_er\")\n}",
        "user_accounts",
        expect![[r#"
            |  @@map("user_accounts")
        "#]],
    );
}
