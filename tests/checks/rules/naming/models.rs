//! Names of models and enums.

use expect_test::expect;
use serde_json::json;

use super::{check, check_fix, check_with};
use crate::rules::drawn::found_in_files;
use crate::rules::schema_of;

#[test]
fn models_views_and_types_in_pascal_case() {
    check(
        "model-name-pascal-case",
        "model user {\n  id Int @id\n}\nmodel USER_ROLE {\n  id Int @id\n}\nmodel API_Key {\n  id Int @id\n}\nmodel userProfile {\n  id Int @id\n}\nview user_stats {\n  id Int @unique\n}\n",
        expect![[r#"
            warning at `user`: The model `user` is not in PascalCase. Rename it to `User`.
              Choice: Rename to `User`, keep the table as it is (does not change code that uses the client)
            warning at `USER_ROLE`: The model `USER_ROLE` is not in PascalCase. Rename it to `UserRole`.
              Choice: Rename to `UserRole`, keep the table as it is (does not change code that uses the client)
            warning at `API_Key`: The model `API_Key` is not in PascalCase. Rename it to `APIKey`.
              Choice: Rename to `APIKey`, keep the table as it is (does not change code that uses the client)
            warning at `userProfile`: The model `userProfile` is not in PascalCase. Rename it to `UserProfile`.
              Choice: Rename to `UserProfile`, keep the table as it is (does not change code that uses the client)
            warning at `user_stats`: The view `user_stats` is not in PascalCase. Rename it to `UserStats`.
              Choice: Rename to `UserStats` (does not change code that uses the client)
        "#]],
    );
    // Acronyms, digits, letters without case, what the client ignores, and a view that is mapped.
    check(
        "model-name-pascal-case",
        "model FAQ {\n  id Int @id\n}\nmodel OAuth2Token {\n  id Int @id\n}\nmodel 表 {\n  id Int @id\n}\nmodel old_table {\n  id Int @id\n\n  @@ignore\n}\nview stats {\n  id Int @unique\n\n  @@map(\"v_stats\")\n}\n",
        expect![[""]],
    );
}

#[test]
fn a_renamed_model_keeps_its_table() {
    check_fix(
        "model-name-pascal-case",
        "model user_profile {\n  id   Int @id\n  tags Tag[]\n  boss user_profile? @relation(\"Boss\", fields: [bossId], references: [id])\n  staff user_profile[] @relation(\"Boss\")\n  bossId Int? // 📅\n}\nmodel Tag {\n  id Int @id\n  users user_profile[]\n}\n",
        expect![[r#"
            -model user_profile {
            +model UserProfile {
            -  tags Tag[]
            -  boss user_profile? @relation("Boss", fields: [bossId], references: [id])
            -  staff user_profile[] @relation("Boss")
            +  tags Tag[] @relation("TagTouser_profile")
            +  boss UserProfile? @relation("Boss", fields: [bossId], references: [id])
            +  staff UserProfile[] @relation("Boss")
            +
            +  @@map("user_profile")
            -  users user_profile[]
            +  users UserProfile[] @relation("TagTouser_profile")
        "#]],
    );
    // With the new name the columns of the join table would change places.
    check(
        "model-name-pascal-case",
        "model user {\n  id Int @id\n  zs Zed[]\n}\nmodel Zed {\n  id Int @id\n  users user[]\n}\n",
        expect![[r#"
            warning at `user`: The model `user` is not in PascalCase. Rename it to `User`.
        "#]],
    );
    // The new name is taken.
    check(
        "model-name-pascal-case",
        "model user {\n  id Int @id\n}\nmodel User {\n  id Int @id\n}\n",
        expect![[r#"
            warning at `user`: The model `user` is not in PascalCase. Rename it to `User`.
        "#]],
    );
}

#[test]
fn names_across_files() {
    let drawn = found_in_files(
        "model-name-pascal-case",
        schema_of(&[
            ("a.prisma", "model user {\n  id Int @id\n  posts Post[]\n}\n"),
            (
                "b.prisma",
                "model Post {\n  id Int @id\n  author user @relation(fields: [authorId], references: [id])\n  authorId Int\n}\n",
            ),
        ]),
    );
    let title = drawn.found[0].fixes[0].title.clone();
    expect![[r#"
        -model user {
        +model User {
        +
        +  @@map("user")
        -  author user @relation(fields: [authorId], references: [id])
        +  author User @relation(fields: [authorId], references: [id])
    "#]]
    .assert_eq(&drawn.after_fix(&title));
}

#[test]
fn models_with_a_plural_for_a_name() {
    let models = |names: &[&str]| -> String {
        names.iter().map(|name| format!("model {name} {{\n  id Int @id\n}}\n")).collect()
    };
    check(
        "model-name-singular",
        &models(&[
            "Users",
            "blog_posts",
            "Categories",
            "Children",
            "StatusCodes",
            "Caches",
            "HTTPHeaders",
            "Addresses",
            "Order",
            "Brand",
            "Shop",
        ]),
        expect![[r#"
            warning at `Users`: Model `Users` has a plural name. Rename it to `User`.
              Choice: Rename to `User`, keep the table as it is (does not change code that uses the client)
            warning at `Categories`: Model `Categories` has a plural name. Rename it to `Category`.
              Choice: Rename to `Category`, keep the table as it is (does not change code that uses the client)
            warning at `Children`: Model `Children` has a plural name. Rename it to `Child`.
              Choice: Rename to `Child`, keep the table as it is (does not change code that uses the client)
            warning at `StatusCodes`: Model `StatusCodes` has a plural name. Rename it to `StatusCode`.
              Choice: Rename to `StatusCode`, keep the table as it is (does not change code that uses the client)
            warning at `Caches`: Model `Caches` has a plural name. Rename it to `Cache`.
              Choice: Rename to `Cache`, keep the table as it is (does not change code that uses the client)
            warning at `HTTPHeaders`: Model `HTTPHeaders` has a plural name. Rename it to `HTTPHeader`.
              Choice: Rename to `HTTPHeader`, keep the table as it is (does not change code that uses the client)
            warning at `Addresses`: Model `Addresses` has a plural name. Rename it to `Address`.
              Choice: Rename to `Address`, keep the table as it is (does not change code that uses the client)
        "#]],
    );
    check(
        "model-name-singular",
        &models(&[
            "UserData",
            "News",
            "Status",
            "Address",
            "UserSettings",
            "Analysis",
            "Series",
            "Process",
            "Bus",
            "Alias",
            "Canvas",
            "Lens",
            "Access",
            "Class",
            "Credentials",
            "Analytics",
            "Media",
            "Criteria",
            "SMS",
            "DNS",
            "CMS",
            "Jwks",
            "CategoriesOnPosts",
            "UsersToGroups",
            "V2s",
            "Kudos",
        ]),
        expect![[""]],
    );
    check(
        "model-name-singular",
        "model PostTags {\n  postId Int\n  tagId Int\n  post Post @relation(fields: [postId], references: [id])\n  tag Tag @relation(fields: [tagId], references: [id])\n\n  @@id([postId, tagId])\n}\nmodel Post {\n  id Int @id\n  tags PostTags[]\n}\nmodel Tag {\n  id Int @id\n  posts PostTags[]\n}\n",
        expect![[""]],
    );
    check_with(
        "model-name-singular",
        json!({ "style": "plural" }),
        &models(&["User", "Users", "Data", "History"]),
        expect![[r#"
            warning at `User`: Model `User` has a singular name. Rename it to `Users`.
        "#]],
    );
    check_with(
        "model-name-singular",
        json!({ "allowlist": ["/^Db/", "Users"] }),
        &models(&["Users", "DbUsers", "Posts", "Order"]),
        expect![[r#"
            warning at `Posts`: Model `Posts` has a plural name. Rename it to `Post`.
              Choice: Rename to `Post`, keep the table as it is (does not change code that uses the client)
        "#]],
    );
    check_fix(
        "model-name-singular",
        "model Users {\n  id Int @id\n}\n",
        expect![[r#"
        -model Users {
        +model User {
        +
        +  @@map("Users")
    "#]],
    );
}

#[test]
fn enums_and_their_values() {
    check(
        "enum-name-pascal-case",
        "enum user_role {\n  A\n}\nmodel A {\n  id Int @id\n  role user_role\n}\n",
        expect![[r#"
            warning at `user_role`: Enum `user_role` is not in PascalCase. Rename it to `UserRole`.
              Choice: Rename to `UserRole` (does not change code that uses the client)
        "#]],
    );
    check_fix(
        "enum-name-pascal-case",
        "enum userRole {\n  A\n}\nmodel A {\n  id Int @id\n  role userRole @default(A)\n}\n",
        expect![[r#"
            -enum userRole {
            +enum UserRole {
            +
            +  @@map("userRole")
            -  role userRole @default(A)
            +  role UserRole @default(A)
        "#]],
    );
    check_fix(
        "enum-name-pascal-case",
        "datasource db {\n  provider = \"sqlite\"\n}\nenum userRole {\n  A\n}\nmodel A {\n  id Int @id\n  role userRole @default(A)\n}\n",
        expect![[r#"
            -enum userRole {
            +enum UserRole {
            -  role userRole @default(A)
            +  role UserRole @default(A)
        "#]],
    );
    check("enum-value-case", "enum A {\n  ONE\n  TWO_THREE\n  four\n  Five\n}\n", expect![[""]]);
    // One way each, languages, brands, and enums of which nobody can tell.
    check(
        "enum-value-case",
        "enum A {\n  ONE\n  TWO\n}\nenum B {\n  one\n  two_three\n}\nenum C {\n  one\n  twoThree\n}\nenum D {\n  One\n  TwoThree\n}\nenum E {\n  en\n  de\n  pt_BR\n}\nenum F {\n  Android\n  Windows\n  iOS\n}\nenum G {\n  ONE\n  two_three\n}\nenum H {\n  USD\n  EUR\n}\n",
        expect![[""]],
    );
    check_with(
        "enum-value-case",
        json!({ "style": "snake", "case": "upper", "allowList": ["x"], "compoundWords": ["GraphQL"] }),
        "enum A {\n  ONE\n  twoThree\n  x\n  useGraphQL\n}\n",
        expect![[r#"
            warning at `twoThree`: `A.twoThree` is not in UPPER_SNAKE_CASE. Rename it to `TWO_THREE`.
              Choice: Rename to `TWO_THREE`, keep the value as it is (does not change code that uses the client)
            warning at `useGraphQL`: `A.useGraphQL` is not in UPPER_SNAKE_CASE. Rename it to `USE_GRAPHQL`.
              Choice: Rename to `USE_GRAPHQL`, keep the value as it is (does not change code that uses the client)
        "#]],
    );
    check_with(
        "enum-value-case",
        json!({ "style": "camel", "trimPrefix": "/^P_/" }),
        "enum A {\n  P_one\n  TWO_THREE\n}\n",
        expect![[r#"
            warning at `TWO_THREE`: `A.TWO_THREE` is not in camelCase. Rename it to `twoThree`.
              Choice: Rename to `twoThree`, keep the value as it is (does not change code that uses the client)
        "#]],
    );
    check_fix(
        "enum-value-case",
        "enum A {\n  ONE\n  TWO\n  three\n}\nmodel M {\n  id Int @id\n  a A @default(three)\n  as A[] @default([three, ONE])\n  s String @default(\"three\")\n}\n",
        expect![[r#"
            -  three
            +  THREE @map("three")
            -  a A @default(three)
            -  as A[] @default([three, ONE])
            +  a A @default(THREE)
            +  as A[] @default([THREE, ONE])
        "#]],
    );
}
