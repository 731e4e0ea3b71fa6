//! Names: cases beside the documented examples.

use expect_test::{Expect, expect};
use serde_json::{Value, json};

use super::drawn::{found, found_in_files, found_with, found_with_migrations};
use super::schema_of;

/// What the rule finds.
fn check(code: &str, text: &str, expected: Expect) {
    expected.assert_eq(&found(code, text).all());
}

/// What the rule finds under these options.
fn check_with(code: &str, options: Value, text: &str, expected: Expect) {
    expected.assert_eq(&found_with(code, text, options).all());
}

/// What the first fix of the first finding changes.
fn check_fix(code: &str, text: &str, expected: Expect) {
    let drawn = found(code, text);
    let title = drawn.found[0].fixes[0].title.clone();
    expected.assert_eq(&drawn.after_fix(&title));
}

#[test]
fn models_views_and_types_in_pascal_case() {
    check(
        "model-name-pascal-case",
        "model user {\n  id Int @id\n}\nmodel USER_ROLE {\n  id Int @id\n}\nmodel API_Key {\n  id Int @id\n}\nmodel userProfile {\n  id Int @id\n}\nview user_stats {\n  id Int @unique\n}\n",
        expect![[r#"
            warning at `user`: The name of the model `user` is not in PascalCase. Call it `User`.
              Choice: Rename to `User`, keep the table as it is (code that uses the client is not changed)
            warning at `USER_ROLE`: The name of the model `USER_ROLE` is not in PascalCase. Call it `UserRole`.
              Choice: Rename to `UserRole`, keep the table as it is (code that uses the client is not changed)
            warning at `API_Key`: The name of the model `API_Key` is not in PascalCase. Call it `APIKey`.
              Choice: Rename to `APIKey`, keep the table as it is (code that uses the client is not changed)
            warning at `userProfile`: The name of the model `userProfile` is not in PascalCase. Call it `UserProfile`.
              Choice: Rename to `UserProfile`, keep the table as it is (code that uses the client is not changed)
            warning at `user_stats`: The name of the view `user_stats` is not in PascalCase. Call it `UserStats`.
              Choice: Rename to `UserStats` (code that uses the client is not changed)
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
            warning at `user`: The name of the model `user` is not in PascalCase. Call it `User`.
        "#]],
    );
    // The new name is taken.
    check(
        "model-name-pascal-case",
        "model user {\n  id Int @id\n}\nmodel User {\n  id Int @id\n}\n",
        expect![[r#"
            warning at `user`: The name of the model `user` is not in PascalCase. Call it `User`.
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
        ]),
        expect![[r#"
            warning at `Users`: `Users` is a plural, and a model describes one row. Call it `User`.
              Choice: Rename to `User`, keep the table as it is (code that uses the client is not changed)
            warning at `blog_posts`: `blog_posts` is a plural, and a model describes one row. Call it `blog_post`.
              Choice: Rename to `blog_post`, keep the table as it is (code that uses the client is not changed)
            warning at `Categories`: `Categories` is a plural, and a model describes one row. Call it `Category`.
              Choice: Rename to `Category`, keep the table as it is (code that uses the client is not changed)
            warning at `Children`: `Children` is a plural, and a model describes one row. Call it `Child`.
              Choice: Rename to `Child`, keep the table as it is (code that uses the client is not changed)
            warning at `StatusCodes`: `StatusCodes` is a plural, and a model describes one row. Call it `StatusCode`.
              Choice: Rename to `StatusCode`, keep the table as it is (code that uses the client is not changed)
            warning at `Caches`: `Caches` is a plural, and a model describes one row. Call it `Cache`.
              Choice: Rename to `Cache`, keep the table as it is (code that uses the client is not changed)
            warning at `HTTPHeaders`: `HTTPHeaders` is a plural, and a model describes one row. Call it `HTTPHeader`.
              Choice: Rename to `HTTPHeader`, keep the table as it is (code that uses the client is not changed)
            warning at `Addresses`: `Addresses` is a plural, and a model describes one row. Call it `Address`.
              Choice: Rename to `Address`, keep the table as it is (code that uses the client is not changed)
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
            warning at `User`: The model `User` has a singular for its name. Call it `Users`.
        "#]],
    );
    check_with(
        "model-name-singular",
        json!({ "allowlist": ["/^Db/", "Users"] }),
        &models(&["Users", "DbUsers", "Posts"]),
        expect![[r#"
            warning at `Posts`: `Posts` is a plural, and a model describes one row. Call it `Post`.
              Choice: Rename to `Post`, keep the table as it is (code that uses the client is not changed)
        "#]],
    );
    check_fix(
        "model-name-singular",
        "model users {\n  id Int @id\n}\n",
        expect![[r#"
        -model users {
        +model user {
        +
        +  @@map("users")
    "#]],
    );
}

#[test]
fn fields_in_camel_case() {
    check(
        "field-name-camel-case",
        "model A {\n  id Int @id\n  oneTwo Int\n  threeFour Int\n  FullName String\n  last_name String\n  URL String\n  ID2 String\n  LINE_ONE String\n  htmlURL String\n  b B @relation(fields: [b_id], references: [id])\n  b_id Int\n  Cs C[]\n}\nmodel B {\n  id Int @id\n  as A[]\n}\nmodel C {\n  id Int @id\n  aId Int\n  a A @relation(fields: [aId], references: [id])\n}\n",
        expect![[r#"
            warning at `FullName`: The field `A.FullName` is not in camelCase. Call it `fullName`.
              Choice: Rename to `fullName`, keep the column as it is (code that uses the client is not changed)
            warning at `last_name`: The field `A.last_name` is not in camelCase. Call it `lastName`.
              Choice: Rename to `lastName`, keep the column as it is (code that uses the client is not changed)
            warning at `URL`: The field `A.URL` is not in camelCase. Call it `url`.
              Choice: Rename to `url`, keep the column as it is (code that uses the client is not changed)
            warning at `ID2`: The field `A.ID2` is not in camelCase. Call it `id2`.
              Choice: Rename to `id2`, keep the column as it is (code that uses the client is not changed)
            warning at `LINE_ONE`: The field `A.LINE_ONE` is not in camelCase. Call it `lineOne`.
              Choice: Rename to `lineOne`, keep the column as it is (code that uses the client is not changed)
            warning at `b_id`: The field `A.b_id` is not in camelCase. Call it `bId`.
              Choice: Rename to `bId`, keep the column as it is (code that uses the client is not changed)
            warning at `Cs`: The field `A.Cs` is not in camelCase. Call it `cs`.
              Choice: Rename to `cs` (code that uses the client is not changed)
        "#]],
    );
    // A schema that keeps to snake_case, the models of NextAuth, ignored fields, MongoDB's id.
    check(
        "field-name-camel-case",
        "model A {\n  id Int @id\n  first_name String\n  last_name String\n}\n",
        expect![[""]],
    );
    check(
        "field-name-camel-case",
        "model A {\n  id Int @id\n  first_name String\n  last_name String\n  Mail String\n}\n",
        expect![[r#"
            warning at `Mail`: The field `A.Mail` is not in snake_case. Call it `mail`.
              Choice: Rename to `mail`, keep the column as it is (code that uses the client is not changed)
        "#]],
    );
    check(
        "field-name-camel-case",
        "model Account {\n  id String @id\n  provider String\n  providerAccountId String\n  userId String\n  tokenType String\n  createdAt DateTime\n  refresh_token String?\n}\n",
        expect![[""]],
    );
    check(
        "field-name-camel-case",
        "model A {\n  id Int @id\n  oldName String\n  old_column String @ignore\n}\n",
        expect![[""]],
    );
    check(
        "field-name-camel-case",
        "datasource db {\n  provider = \"mongodb\"\n}\nmodel A {\n  id String @id @map(\"_id\") @db.ObjectId\n  oneTwo Int\n}\n",
        expect![[""]],
    );
    check_with(
        "field-name-camel-case",
        json!({ "allowList": ["/_raw$/"], "trimPrefix": ["x_"] }),
        "model A {\n  id Int @id\n  oneTwo Int\n  threeFour Int\n  body_raw String\n  x_userId Int\n  x_post_id Int\n}\n",
        expect![[r#"
            warning at `x_post_id`: The field `A.x_post_id` is not in camelCase. Call it `x_postId`.
              Choice: Rename to `x_postId`, keep the column as it is (code that uses the client is not changed)
        "#]],
    );
}

#[test]
fn a_renamed_field_keeps_its_column() {
    check_fix(
        "field-name-camel-case",
        "model A {\n  id Int @id\n  oneTwo Int\n  threeFour Int\n  created_at DateTime @default(now()) @db.Timestamptz(3) // when\n\n  @@index([oneTwo, created_at(sort: Desc)])\n  @@unique([created_at, threeFour], where: { created_at: null })\n}\n",
        expect![[r#"
            -  created_at DateTime @default(now()) @db.Timestamptz(3) // when
            +  createdAt DateTime @default(now()) @db.Timestamptz(3) @map("created_at") // when
            -  @@index([oneTwo, created_at(sort: Desc)])
            -  @@unique([created_at, threeFour], where: { created_at: null })
            +  @@index([oneTwo, createdAt(sort: Desc)])
            +  @@unique([createdAt, threeFour], where: { createdAt: null })
        "#]],
    );
    check_fix(
        "field-name-camel-case",
        "model User {\n  id Int @id\n  Posts Post[]\n  oneTwo Int\n}\nmodel Post {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n}\n",
        expect![[r#"
            -  Posts Post[]
            +  posts Post[]
        "#]],
    );
    check_fix(
        "field-name-camel-case",
        "datasource db {\n  provider = \"mongodb\"\n}\ntype Place {\n  zipCode String\n  street_name String\n}\nmodel A {\n  id String @id @map(\"_id\")\n  homePlace Place\n  someField Int\n  otherField Int\n  lastField Int\n\n  @@index([homePlace.street_name])\n}\n",
        expect![[r#"
            -  street_name String
            +  streetName String @map("street_name")
            -  @@index([homePlace.street_name])
            +  @@index([homePlace.streetName])
        "#]],
    );
}

#[test]
fn lists_in_the_plural() {
    check(
        "list-field-plural",
        "model User {\n  id Int @id\n  post Post[]\n  category String[]\n  Child Post[] @relation(\"c\")\n  boss Post[] @relation(\"b\")\n}\nmodel Post {\n  id Int @id\n  users User @relation(fields: [userId], references: [id])\n  userId Int\n  c User @relation(\"c\", fields: [cId], references: [id])\n  cId Int\n  b User @relation(\"b\", fields: [bId], references: [id])\n  bId Int\n}\n",
        expect![[r#"
            info at `post`: `User.post` is a list. Call it `posts`.
              Choice: Rename to `posts` (code that uses the client is not changed)
            info at `category`: `User.category` is a list. Call it `categories`.
              Choice: Rename to `categories`, keep the column as it is (code that uses the client is not changed)
            info at `Child`: `User.Child` is a list. Call it `Children`.
              Choice: Rename to `Children` (code that uses the client is not changed)
            info at `boss`: `User.boss` is a list. Call it `bosses`.
              Choice: Rename to `bosses` (code that uses the client is not changed)
            info at `users`: `Post.users` is one row. Call it `user`.
              Choice: Rename to `user` (code that uses the client is not changed)
        "#]],
    );
    check(
        "list-field-plural",
        "model User {\n  id Int @id\n  posts Post[]\n  createdBy Post[] @relation(\"c\")\n  following Post[] @relation(\"b\")\n  history Json[]\n  metadata Json[]\n  tagList String[]\n  embedding Float[]\n  tagIDs String[]\n  users_users_createdByTousers String[]\n  x2 Int[]\n  people String[]\n  settings Json\n}\nmodel Post {\n  id Int @id\n  knowsAllOwners User @relation(fields: [userId], references: [id])\n  userId Int\n  c User @relation(\"c\", fields: [cId], references: [id])\n  cId Int\n  b User @relation(\"b\", fields: [bId], references: [id])\n  bId Int\n}\n",
        expect![[""]],
    );
    check_fix(
        "list-field-plural",
        "model A {\n  id Int @id\n  tag String[]\n}\n",
        expect![[r#"
        -  tag String[]
        +  tags String[] @map("tag")
    "#]],
    );
    check_with(
        "list-field-plural",
        json!({ "ifList": "singular", "ifListAllow": ["data"] }),
        "model A {\n  id Int @id\n  data Json[]\n  tags String[]\n  user String[]\n}\n",
        expect![[r#"
            info at `tags`: `A.tags` is a list. Call it `tag`.
              Choice: Rename to `tag`, keep the column as it is (code that uses the client is not changed)
        "#]],
    );
}

#[test]
fn columns_in_snake_case() {
    check(
        "field-map-snake-case",
        "model A {\n  id Int @id\n  createdAt DateTime\n  updatedAt DateTime @map(\"updatedOn\") @db.Timestamptz // x\n  b B @relation(fields: [bId], references: [id])\n  bId Int @map(\"b\")\n  plain Int\n}\nmodel B {\n  id Int @id\n  as A[]\n}\nview V {\n  someThing Int @unique\n}\n",
        expect![[r#"
            warning at `createdAt`: The column of `A.createdAt` is called `createdAt`. Call it `created_at`.
              Choice: Name the column with `@map("created_at")`
            warning at `updatedAt`: The column of `A.updatedAt` is called `updatedOn`. Call it `updated_at`.
              Choice: Name the column with `@map("updated_at")`
        "#]],
    );
    check_fix(
        "field-map-snake-case",
        "model A {\n  id Int @id\n  updatedAt DateTime @map(name: \"updatedOn\") @db.Timestamptz // x\n}\n",
        expect![[r#"
            -  updatedAt DateTime @map(name: "updatedOn") @db.Timestamptz // x
            +  updatedAt DateTime @map(name: "updated_at") @db.Timestamptz // x
        "#]],
    );
    check_fix(
        "field-map-snake-case",
        "model A {\n  id Int @id\n  updated_at DateTime @map(\"updatedOn\")\n}\n",
        expect![[r#"
            -  updated_at DateTime @map("updatedOn")
            +  updated_at DateTime
        "#]],
    );
    check_with(
        "field-map-snake-case",
        json!({ "exact": true }),
        "model A {\n  id Int @id\n  createdAt DateTime @map(\"created\")\n}\n",
        expect![[r#"
            warning at `createdAt`: The column of `A.createdAt` is called `created`. Call it `created_at`.
              Choice: Name the column with `@map("created_at")`
        "#]],
    );
    let mongodb =
        "datasource db {\n  provider = \"mongodb\"\n}\nmodel A {\n  id String @id\n  oneTwo Int\n}\n";
    check("field-map-snake-case", mongodb, expect![[""]]);
    check_with(
        "field-map-snake-case",
        json!({ "requireUnderscorePrefixForIds": true }),
        mongodb,
        expect![[r#"
            warning at `id`: The column of `A.id` is called `id`. Call it `_id`.
              Choice: Name the column with `@map("_id")`
            warning at `oneTwo`: The column of `A.oneTwo` is called `oneTwo`. Call it `one_two`.
              Choice: Name the column with `@map("one_two")`
        "#]],
    );
    // A table that is in use keeps its columns: there is nothing to be offered but a migration.
    let drawn =
        found_with_migrations("field-map-snake-case", "model A {\n  id Int @id\n  createdAt DateTime\n}\n");
    expect![[r#"
        warning at `createdAt`: The column of `A.createdAt` is called `createdAt`. Call it `created_at`.
    "#]]
    .assert_eq(&drawn.all());
}

#[test]
fn tables_in_snake_case() {
    let text = "model User {\n  id Int @id\n}\nmodel UserRole {\n  id Int @id\n\n  @@map(\"UserRoles\")\n}\nmodel Post {\n  id Int @id\n\n  @@map(\"posts\")\n}\n";
    check(
        "model-map-snake-case",
        text,
        expect![[r#"
        warning at `User`: The table of `User` is called `User`. Call it `user`.
          Choice: Name the table with `@@map("user")`
        warning at `UserRole`: The table of `UserRole` is called `UserRoles`. Call it `user_role`.
          Choice: Name the table with `@@map("user_role")`
    "#]],
    );
    check_with(
        "model-map-snake-case",
        json!({ "exact": true, "pluralize": true }),
        text,
        expect![[r#"
        warning at `User`: The table of `User` is called `User`. Call it `users`.
          Choice: Name the table with `@@map("users")`
        warning at `UserRole`: The table of `UserRole` is called `UserRoles`. Call it `user_roles`.
          Choice: Name the table with `@@map("user_roles")`
    "#]],
    );
    check_with(
        "model-map-snake-case",
        json!({ "pluralize": true, "irregularPlurals": { "corpus": "corpora" } }),
        "model Corpus {\n  id Int @id\n\n  @@map(\"text_corpora\")\n}\nmodel Text {\n  id Int @id\n\n  @@map(\"data\")\n}\nmodel OtherCorpus {\n  id Int @id\n}\n",
        expect![[r#"
            warning at `OtherCorpus`: The table of `OtherCorpus` is called `OtherCorpus`. Call it `other_corpora`.
              Choice: Name the table with `@@map("other_corpora")`
        "#]],
    );
    check_fix(
        "model-map-snake-case",
        "model UserRole {\n  id Int @id\n\n  @@map(name: \"UserRoles\")\n}\n",
        expect![[r#"
            -  @@map(name: "UserRoles")
            +  @@map(name: "user_role")
        "#]],
    );
}

#[test]
fn enums_and_their_values() {
    check(
        "enum-name-pascal-case",
        "enum user_role {\n  A\n}\nmodel A {\n  id Int @id\n  role user_role\n}\n",
        expect![[r#"
            warning at `user_role`: The name of the enum `user_role` is not in PascalCase. Call it `UserRole`.
              Choice: Rename to `UserRole` (code that uses the client is not changed)
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
            warning at `twoThree`: `A.twoThree` is not in UPPER_SNAKE_CASE. Call it `TWO_THREE`.
              Choice: Rename to `TWO_THREE`, keep the value as it is (code that uses the client is not changed)
            warning at `useGraphQL`: `A.useGraphQL` is not in UPPER_SNAKE_CASE. Call it `USE_GRAPHQL`.
              Choice: Rename to `USE_GRAPHQL`, keep the value as it is (code that uses the client is not changed)
        "#]],
    );
    check_with(
        "enum-value-case",
        json!({ "style": "camel", "trimPrefix": "/^P_/" }),
        "enum A {\n  P_one\n  TWO_THREE\n}\n",
        expect![[r#"
            warning at `TWO_THREE`: `A.TWO_THREE` is not in camelCase. Call it `twoThree`.
              Choice: Rename to `twoThree`, keep the value as it is (code that uses the client is not changed)
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

#[test]
fn foreign_keys_named_after_their_relations() {
    let child = |relation: &str, key: &str| {
        format!(
            "model Organization {{\n  id Int @id\n  code String @unique\n  users Child[]\n}}\nmodel Child {{\n  id Int @id\n  {key} Int\n  {relation} Organization @relation(fields: [{key}], references: [id])\n}}\n"
        )
    };
    for (relation, key) in [
        ("org", "orgId"),
        ("organization", "orgId"),
        ("organization", "organization_id"),
        ("org", "organizationId"),
        ("creator", "createdBy"),
        ("fallback", "botIdFallback"),
        ("Organization", "owner"),
        ("parentOrg", "poId"),
        ("owner", "ownerUuid"),
        ("organization", "oid"),
        ("application", "programApplicationId"),
        ("childMembership", "chMembershipId"),
    ] {
        check("fk-field-name", &child(relation, key), expect![[""]]);
    }
    check(
        "fk-field-name",
        &child("owner", "user_id"),
        expect![[r#"
        info at `user_id`: The foreign key of `Child.owner` is called `user_id`. Call it `owner_id`, or the relation after it.
          see `owner`: The relation
          Choice: Rename to `owner_id`, keep the column as it is (code that uses the client is not changed)
    "#]],
    );
    check_fix(
        "fk-field-name",
        &child("owner", "userId"),
        expect![[r#"
        -  userId Int
        -  owner Organization @relation(fields: [userId], references: [id])
        +  ownerId Int @map("userId")
        +  owner Organization @relation(fields: [ownerId], references: [id])
    "#]],
    );
    // One key of several fields, one that is the id, one that two relations share, one named after what it points at.
    check(
        "fk-field-name",
        "model A {\n  id Int @id\n  x Int\n  code String @unique\n  bs B[]\n  cs C?\n  ds1 D[] @relation(\"1\")\n  ds2 D[] @relation(\"2\")\n  es E[]\n\n  @@unique([id, x])\n}\nmodel B {\n  id Int @id\n  p Int\n  q Int\n  owner A @relation(fields: [p, q], references: [id, x])\n}\nmodel C {\n  id Int @id\n  owner A @relation(fields: [id], references: [id])\n}\nmodel D {\n  id Int @id\n  key Int\n  one A @relation(\"1\", fields: [key], references: [id])\n  two A @relation(\"2\", fields: [key], references: [id])\n}\nmodel E {\n  id Int @id\n  countryCode String\n  land A @relation(fields: [countryCode], references: [code])\n}\n",
        expect![[""]],
    );
}

#[test]
fn yes_or_no() {
    check(
        "boolean-prefix",
        "model A {\n  id Int @id\n  active Boolean\n  isOld Boolean\n  has_children Boolean\n  email_verified Boolean @default(false)\n  flags Boolean[]\n  name String\n}\n",
        expect![[r#"
            warning at `active`: The name of `A.active` does not say that it is a yes or no. Call it `isActive`, or the like.
              Choice: Rename to `isActive`, keep the column as it is (code that uses the client is not changed)
            warning at `email_verified`: The name of `A.email_verified` does not say that it is a yes or no. Call it `is_email_verified`, or the like.
              Choice: Rename to `is_email_verified`, keep the column as it is (code that uses the client is not changed)
        "#]],
    );
}

#[test]
fn words_of_sql() {
    check(
        "reserved-word",
        "model User {\n  id Int @id\n  order Int\n  rank Int @map(\"limit\")\n  end Int @map(\"end_at\")\n  table Post[]\n}\nmodel Post {\n  id Int @id\n  user User @relation(fields: [userId], references: [id])\n  userId Int\n\n  @@map(\"group\")\n}\n",
        expect![[r#"
            warning at `User`: The table `User` has a word of SQL for a name: in PostgreSQL it has to be quoted wherever SQL is written by hand. Name it otherwise, such as `@@map("users")`.
              Choice: Name the table with `@@map("users")`
            info at `order`: The column `order` of `User` has a word of SQL for a name: in PostgreSQL it has to be quoted wherever SQL is written by hand.
            info at `"limit"`: The column `limit` of `User` has a word of SQL for a name: in PostgreSQL it has to be quoted wherever SQL is written by hand.
            warning at `"group"`: The table `group` has a word of SQL for a name: in PostgreSQL it has to be quoted wherever SQL is written by hand. Name it otherwise, such as `@@map("posts")`.
              Choice: Name the table with `@@map("posts")`
        "#]],
    );
    check_fix(
        "reserved-word",
        "model Order {\n  id Int @id\n}\n",
        expect![[r#"
        +
        +  @@map("orders")
    "#]],
    );
    check_fix(
        "reserved-word",
        "model Purchase {\n  id Int @id\n\n  @@map(\"order\")\n}\n",
        expect![[r#"
        -  @@map("order")
        +  @@map("purchases")
    "#]],
    );
    // Each database has words of its own; MongoDB has none.
    let words = |provider: &str| {
        let text = format!(
            "datasource db {{\n  provider = \"{provider}\"\n}}\nmodel A {{\n  id Int @id\n  key Int\n  user Int\n  groups Int\n  order Int\n}}\n"
        );
        found("reserved-word", &text).places()
    };
    expect![[r#"
        info key
        info groups
        info order
    "#]]
    .assert_eq(&words("mysql"));
    expect![[r#"
        info key
        info user
        info order
    "#]]
    .assert_eq(&words("sqlserver"));
    expect![[r#"
        info order
    "#]]
    .assert_eq(&words("sqlite"));
    expect![[""]].assert_eq(&words("mongodb"));
    check_with(
        "reserved-word",
        json!({ "allow": ["User"], "columns": false }),
        "model User {\n  id Int @id\n  order Int\n}\n",
        expect![[""]],
    );
}

#[test]
fn mapping_now_and_then() {
    let mapped =
        "  aB Int @map(\"a_b\")\n  cD Int @map(\"c_d\")\n  eF Int @map(\"e_f\")\n  gH Int @map(\"g_h\")\n";
    check(
        "inconsistent-mapping",
        &format!("model A {{\n  id Int @id\n{mapped}  iJ Int\n  k Int\n  lM Int @map(\"legacy\")\n}}\n"),
        expect![[r#"
            info at `iJ`: `A.iJ` makes a column `iJ`, while the other fields of this model are mapped to snake_case. Add `@map("i_j")`.
              Choice: Name the column with `@map("i_j")`
        "#]],
    );
    // A model with few such fields goes by the schema.
    check(
        "inconsistent-mapping",
        &format!(
            "model A {{\n  id Int @id\n{mapped}  iJ Int @map(\"i_j\")\n}}\nmodel B {{\n  id Int @id\n  nO Int\n}}\n"
        ),
        expect![[r#"
            info at `nO`: `B.nO` makes a column `nO`, while the fields of this schema are mapped to snake_case. Add `@map("n_o")`.
              Choice: Name the column with `@map("n_o")`
        "#]],
    );
    let plain = "  aB Int\n  cD Int\n  eF Int\n  gH Int\n";
    check(
        "inconsistent-mapping",
        &format!(
            "model A {{\n  id Int @id\n{plain}  iJ Int @map(\"i_j\")\n}}\nmodel B {{\n  id Int @id\n  nO Int @map(\"n_o\")\n}}\n"
        ),
        expect![[r#"
            info at `iJ`: `A.iJ` is mapped to `i_j`, while the other fields of this model keep their names in the database.
              Choice: Remove `@map`, which names the column `iJ`
        "#]],
    );
    check_fix(
        "inconsistent-mapping",
        &format!("model A {{\n  id Int @id\n{plain}  iJ Int @map(\"i_j\") @unique\n}}\n"),
        expect![[r#"
            -  iJ Int @map("i_j") @unique
            +  iJ Int @unique
        "#]],
    );
    let tables: String = ["A", "B", "C", "D"]
        .iter()
        .map(|name| format!("model {name} {{\n  id Int @id\n\n  @@map(\"t_{name}\")\n}}\n"))
        .collect();
    check(
        "inconsistent-mapping",
        &format!("{tables}model UserRole {{\n  id Int @id\n}}\n"),
        expect![[r#"
        info at `UserRole`: `UserRole` makes a table `UserRole`, while the other models of this schema are mapped. Add `@@map("user_role")`, or a name like theirs.
          Choice: Name the table with `@@map("user_role")`
    "#]],
    );
    check(
        "inconsistent-mapping",
        &format!(
            "model A {{\n  id Int @id\n{plain}{}}}\n",
            mapped.replace("B ", "Q ").replace("D ", "R ").replace("F ", "S ").replace("H ", "T ")
        ),
        expect![[""]],
    );
}
