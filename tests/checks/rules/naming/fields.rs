//! Names of fields.

use expect_test::expect;
use serde_json::json;

use super::{check, check_fix, check_with};

#[test]
fn fields_in_camel_case() {
    check(
        "field-name-camel-case",
        "model A {\n  id Int @id\n  oneTwo Int\n  threeFour Int\n  FullName String\n  last_name String\n  URL String\n  ID2 String\n  LINE_ONE String\n  htmlURL String\n  b B @relation(fields: [b_id], references: [id])\n  b_id Int\n  Cs C[]\n}\nmodel B {\n  id Int @id\n  as A[]\n}\nmodel C {\n  id Int @id\n  aId Int\n  a A @relation(fields: [aId], references: [id])\n}\n",
        expect![[r#"
            warning at `FullName`: Field `A.FullName` is not in camelCase. Rename it to `fullName`.
              Choice: Rename to `fullName`, keep the column as it is (does not change code that uses the client)
            warning at `last_name`: Field `A.last_name` is not in camelCase. Rename it to `lastName`.
              Choice: Rename to `lastName`, keep the column as it is (does not change code that uses the client)
            warning at `URL`: Field `A.URL` is not in camelCase. Rename it to `url`.
              Choice: Rename to `url`, keep the column as it is (does not change code that uses the client)
            warning at `ID2`: Field `A.ID2` is not in camelCase. Rename it to `id2`.
              Choice: Rename to `id2`, keep the column as it is (does not change code that uses the client)
            warning at `LINE_ONE`: Field `A.LINE_ONE` is not in camelCase. Rename it to `lineOne`.
              Choice: Rename to `lineOne`, keep the column as it is (does not change code that uses the client)
            warning at `b_id`: Field `A.b_id` is not in camelCase. Rename it to `bId`.
              Choice: Rename to `bId`, keep the column as it is (does not change code that uses the client)
            info at `Cs`: Field `A.Cs` is not in camelCase. Rename it to `cs`.
              Choice: Rename to `cs` (does not change code that uses the client)
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
            warning at `Mail`: Field `A.Mail` is not in snake_case. Rename it to `mail`.
              Choice: Rename to `mail`, keep the column as it is (does not change code that uses the client)
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
            warning at `x_post_id`: Field `A.x_post_id` is not in camelCase. Rename it to `x_postId`.
              Choice: Rename to `x_postId`, keep the column as it is (does not change code that uses the client)
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
            info at `post`: `User.post` is a list with a singular name. Rename it to `posts`.
              Choice: Rename to `posts` (does not change code that uses the client)
            info at `category`: `User.category` is a list with a singular name. Rename it to `categories`.
              Choice: Rename to `categories`, keep the column as it is (does not change code that uses the client)
            info at `users`: `Post.users` is a to-one relation with a plural name. Rename it to `user`.
              Choice: Rename to `user` (does not change code that uses the client)
        "#]],
    );
    check(
        "list-field-plural",
        "model User {\n  id Int @id\n  posts Post[]\n  createdBy Post[] @relation(\"c\")\n  following Post[] @relation(\"b\")\n  history Json[]\n  metadata Json[]\n  tagList String[]\n  embedding Float[]\n  tagIDs String[]\n  users_users_createdByTousers String[]\n  x2 Int[]\n  tagsNew Post[] @relation(\"n\")\n  imagesForReview String[]\n  redirectUris String[]\n  hidden String[]\n  people String[]\n  settings Json\n}\nmodel Post {\n  id Int @id\n  knowsAllOwners User @relation(fields: [userId], references: [id])\n  userId Int\n  c User @relation(\"c\", fields: [cId], references: [id])\n  cId Int\n  b User @relation(\"b\", fields: [bId], references: [id])\n  bId Int\n}\n",
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
            info at `tags`: `A.tags` is a list with a plural name. Rename it to `tag`.
              Choice: Rename to `tag`, keep the column as it is (does not change code that uses the client)
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
            info at `user_id`: Foreign key `user_id` of `Child.owner` is not named after the relation. Rename it to `owner_id`, or rename the relation.
              see `owner`: The relation
              Choice: Rename to `owner_id`, keep the column as it is (does not change code that uses the client)
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
            warning at `active`: `A.active` has no boolean prefix. Rename it, for example to `isActive`.
              Choice: Rename to `isActive`, keep the column as it is (does not change code that uses the client)
            warning at `email_verified`: `A.email_verified` has no boolean prefix. Rename it, for example to `is_email_verified`.
              Choice: Rename to `is_email_verified`, keep the column as it is (does not change code that uses the client)
        "#]],
    );
}
