//! Attributes, defaults and keys.

use expect_test::expect;

use super::check;

#[test]
fn lists_without_brackets() {
    check(
        "postgresql",
        r#"
        model A {
          a Int @map("x", "y")
          ü Int
          @@id(a, ü)
        }
        "#,
        expect![[r#"
            too-many-arguments
              Choice: Keep only `"x"`
                -  a Int @map("x", "y")
                +  a Int @map("x")
            too-many-arguments
              Choice: Change to `[a, ü]`
                -  @@id(a, ü)
                +  @@id([a, ü])
        "#]],
    );
}

#[test]
fn missing_arguments() {
    check(
        "postgresql schemas=öffentlich,b",
        r#"
        enum Rôle {
          A
          B
          @@schema
        }

        model M {
          id String @id @default()
          r Rôle @default()
          d DateTime @default() // ü
          b Boolean @default()
          n Int @map
          @@schema("b")
        }
        "#,
        expect![[r#"
            missing-argument
              Choice: Write `"öffentlich"`
                -  @@schema
                +  @@schema("öffentlich")
              Choice: Write `"b"`
                -  @@schema
            missing-argument
              Choice: Write `uuid()`
                -  id String @id @default()
                +  id String @id @default(uuid())
              Choice: Write `cuid()`
                -  id String @id @default()
                +  id String @id @default(cuid())
              Choice: Write `ulid()`
                -  id String @id @default()
                +  id String @id @default(ulid())
              Choice: Write `nanoid()`
                -  id String @id @default()
                +  id String @id @default(nanoid())
              Choice: Remove `@default()`
                -  id String @id @default()
                +  id String @id
            missing-argument
              Choice: Write `A`
                -  r Rôle @default()
                +  r Rôle @default(A)
              Choice: Write `B`
                -  r Rôle @default()
                +  r Rôle @default(B)
              Choice: Remove `@default()`
                -  r Rôle @default()
                +  r Rôle
            missing-argument
              Choice: Write `now()`
                -  d DateTime @default() // ü
                +  d DateTime @default(now()) // ü
              Choice: Remove `@default()`
                -  d DateTime @default() // ü
                +  d DateTime // ü
            missing-argument
              Choice: Write `false`
                -  b Boolean @default()
                +  b Boolean @default(false)
              Choice: Write `true`
                -  b Boolean @default()
                +  b Boolean @default(true)
              Choice: Remove `@default()`
                -  b Boolean @default()
                +  b Boolean
            missing-argument
              Choice: Remove `@map`
                -  n Int @map
                +  n Int
        "#]],
    );
}

#[test]
fn values_of_the_wrong_kind() {
    check(
        "sqlserver",
        r#"
        model A {
          id Int @id(clustered: "ja")
          ü Int @unique(map: größe)
          b Int @unique(sort: "desc")
          x A? @relation("x", fields: ["ü"], references: [id], onDelete: "NoAction", onUpdate: NoAction)
          y A[] @relation("x")
        }
        "#,
        expect![[r#"
            wrong-value
              Choice: Change to `true`
                -  id Int @id(clustered: "ja")
                +  id Int @id(clustered: true)
              Choice: Change to `false`
                -  id Int @id(clustered: "ja")
                +  id Int @id(clustered: false)
            wrong-value
              Choice: Change to `"größe"`
                -  ü Int @unique(map: größe)
                +  ü Int @unique(map: "größe")
            wrong-value
              Choice: Change to `Desc`
                -  b Int @unique(sort: "desc")
                +  b Int @unique(sort: Desc)
            wrong-value
              Choice: Change to `ü`
                -  x A? @relation("x", fields: ["ü"], references: [id], onDelete: "NoAction", onUpdate: NoAction)
                +  x A? @relation("x", fields: [ü], references: [id], onDelete: "NoAction", onUpdate: NoAction)
            wrong-value
              Choice: Change to `NoAction`
                -  x A? @relation("x", fields: ["ü"], references: [id], onDelete: "NoAction", onUpdate: NoAction)
                +  x A? @relation("x", fields: ["ü"], references: [id], onDelete: NoAction, onUpdate: NoAction)
        "#]],
    );
}

#[test]
fn ids() {
    check(
        "postgresql",
        r#"
        model A {
          a Int @id
          ü Int @id
        }

        model B {
          b Int @id
          x Int
          @@id([b, x])
        }
        "#,
        expect![[r#"
            several-ids
              Choice: Remove `@id`
                -  ü Int @id
                +  ü Int
              Choice: Replace with `@@id([a, ü])`
                -  a Int @id
                -  ü Int @id
                +  a Int
                +  ü Int
                +  @@id([a, ü])
            several-ids
              Choice: Keep `@@id([b, x])`, and remove `@id`
                -  b Int @id
                +  b Int
              Choice: Remove `@@id([b, x])`
                -  @@id([b, x])
        "#]],
    );
}

#[test]
fn relations_in_keys() {
    check(
        "postgresql",
        r#"
        model A {
          id Int @id
          ü B @relation(fields: [bId], references: [id])
          bId Int
          c B @relation("c", fields: [cId], references: [id]) @unique
          cId Int
          @@index([ü, id])
        }

        model B {
          id Int @id
          as A[]
          c A? @relation("c")
        }
        "#,
        expect![[r#"
            one-to-one-not-unique
              Choice: Add `@unique` to `cId`
                -  cId Int
                +  cId Int @unique
              Choice: Change `B.c` to `A[]`
                -  c A? @relation("c")
                +  c A[] @relation("c")
            key-type
              Choice: Move `@unique` to `cId`
                -  c B @relation("c", fields: [cId], references: [id]) @unique
                -  cId Int
                +  c B @relation("c", fields: [cId], references: [id])
                +  cId Int @unique
            key-type
              Choice: Change to `bId`
                -  @@index([ü, id])
                +  @@index([bId, id])
        "#]],
    );
}

#[test]
fn long_texts_in_keys() {
    check(
        "mysql",
        r#"
        model A {
          id Int @id
          ü String @db.Text @unique
          b String @db.Text
          @@index([b, id])
        }
        "#,
        expect![[r#"
            key-type
              Choice: Index only a prefix: `length: 191`
                -  ü String @db.Text @unique
                +  ü String @db.Text @unique(length: 191)
            key-type
              Choice: Index only a prefix: `length: 191`
                -  @@index([b, id])
                +  @@index([b(length: 191), id])
        "#]],
    );
}

#[test]
fn fields_of_keys() {
    check(
        "postgresql",
        r#"
        model A {
          id Int @id
          ü String
          @@index([xyz])
          @@index([ü(ops: Größe)])
        }
        "#,
        expect![[r#"
            unknown-field
              Choice: Remove `@@index([xyz])`
                -  @@index([xyz])
            unknown-operator-class
              Choice: Change to `raw("Größe")`
                -  @@index([ü(ops: Größe)])
                +  @@index([ü(ops: raw("Größe"))])
        "#]],
    );
}

#[test]
fn clustered_keys() {
    check(
        "sqlserver",
        r#"
        model A {
          id Int @id
          ü Int @unique(clustered: true)
        }
        "#,
        expect![[r#"
            several-clustered
              Choice: Keep this key clustered, and add `clustered: false` to the others
                -  ü Int @unique(clustered: true)
                +  ü Int @unique(clustered: false)
            several-clustered
              Choice: Keep this key clustered, and add `clustered: false` to the others
                -  id Int @id
                +  id Int @id(clustered: false)
        "#]],
    );
}

#[test]
fn ids_of_documents() {
    check(
        "mongodb",
        r#"
        model A {
          id String @default(auto()) @db.ObjectId
        }

        model B {
          id String @id @default(auto()) @map("_id") @db.ObjectId
          ü String @default(auto()) @db.ObjectId
          b Int @map("$b.c")
          s String
          t String
          u String
          @@fulltext([s, t(sort: Desc), u])
        }

        model C {
          id String @map("_id") @db.ObjectId
          @@id([id])
        }
        "#,
        expect![[r#"
            missing-unique-criteria
              Choice: Add `@id @map("_id")` to `id`
                -  id String @default(auto()) @db.ObjectId
                +  id String @id @map("_id") @default(auto()) @db.ObjectId
            auto-outside-id
              Choice: Add `@id @map("_id")`
                -  id String @default(auto()) @db.ObjectId
                +  id String @id @map("_id") @default(auto()) @db.ObjectId
              Choice: Remove `@default(auto())`
                -  id String @default(auto()) @db.ObjectId
                +  id String @db.ObjectId
            auto-outside-id
              Choice: Remove `@default(auto())`
                -  ü String @default(auto()) @db.ObjectId
                +  ü String @db.ObjectId
            invalid-name
              Choice: Change to `@map("b_c")`
                -  b Int @map("$b.c")
                +  b Int @map("b_c")
            fulltext-order
              Choice: Move the sorted fields to the end: `[s, u, t(sort: Desc)]`
                -  @@fulltext([s, t(sort: Desc), u])
                +  @@fulltext([s, u, t(sort: Desc)])
            attribute-unsupported
              Choice: Remove `@@id([id])`
                -  @@id([id])
            compound-id-unsupported
              Choice: Write `@id` on `id`
                -  id String @map("_id") @db.ObjectId
                -  @@id([id])
                +  id String @id @map("_id") @db.ObjectId
        "#]],
    );
}
