//! Relations.

use expect_test::expect;

use super::check;

#[test]
fn lists_of_ids() {
    check(
        "mongodb",
        r#"
        model Pöst {
          id String @id @default(auto()) @map("_id") @db.ObjectId
          tags Tag[]
        }

        model Tag {
          id String @id @default(auto()) @map("_id") @db.ObjectId
          pösts Pöst[]
        }
        "#,
        expect![[r#"
            many-to-many-unsupported
              Choice: Add `tagIds String[] @db.ObjectId` to `Pöst` and `pöstIds String[] @db.ObjectId` to `Tag`
                -  tags Tag[]
                -  pösts Pöst[]
                +  tags Tag[] @relation(fields: [tagIds], references: [id])
                +  tagIds String[] @db.ObjectId
                +  pösts Pöst[] @relation(fields: [pöstIds], references: [id])
                +  pöstIds String[] @db.ObjectId
            many-to-many-unsupported
              Choice: Add `pöstIds String[] @db.ObjectId` to `Tag` and `tagIds String[] @db.ObjectId` to `Pöst`
                -  tags Tag[]
                -  pösts Pöst[]
                +  tags Tag[] @relation(fields: [tagIds], references: [id])
                +  tagIds String[] @db.ObjectId
                +  pösts Pöst[] @relation(fields: [pöstIds], references: [id])
                +  pöstIds String[] @db.ObjectId
        "#]],
    );
}

#[test]
fn lists_of_ids_that_do_not_fit() {
    check(
        "mongodb",
        r#"
        model Pöst {
          id String @id @default(auto()) @map("_id") @db.ObjectId
          tags Tag[] @relation(fields: [tagIds], references: [name])
          tagIds String[] @db.ObjectId
          ü Int
        }

        model Tag {
          id String @id @default(auto()) @map("_id") @db.ObjectId
          name String @unique
          pösts Pöst[] @relation(fields: [pöstIds], references: [id])
          pöstIds Int[]
        }
        "#,
        expect![[r#"
            many-to-many-reference
              Choice: Write `references: [id]`
                -  tags Tag[] @relation(fields: [tagIds], references: [name])
                +  tags Tag[] @relation(fields: [tagIds], references: [id])
            many-to-many-field-type
              Choice: Change `pöstIds` to `String[] @db.ObjectId`
                -  pöstIds Int[]
                +  pöstIds String[] @db.ObjectId
            relation-native-type-mismatch
        "#]],
    );
}

#[test]
fn one_side_of_a_list_of_ids() {
    check(
        "mongodb",
        r#"
        model Pöst {
          id String @id @default(auto()) @map("_id") @db.ObjectId
          tags Tag[] @relation(fields: [tagIds], references: [id], onDelete: Cascade)
          tagIds String[] @db.ObjectId
        }

        model Tag {
          id String @id @default(auto()) @map("_id") @db.ObjectId
          pösts Pöst[]
        }
        "#,
        expect![[r#"
            referential-actions-on-many-to-many
              Choice: Remove `onDelete: Cascade` from `Pöst.tags`
                -  tags Tag[] @relation(fields: [tagIds], references: [id], onDelete: Cascade)
                +  tags Tag[] @relation(fields: [tagIds], references: [id])
            many-to-many-arguments
              Choice: Add `pöstIds String[] @db.ObjectId` to `Tag`
                -  pösts Pöst[]
                +  pösts Pöst[] @relation(fields: [pöstIds], references: [id])
                +  pöstIds String[] @db.ObjectId
        "#]],
    );
}

#[test]
fn join_tables_without_ids() {
    check(
        "postgresql",
        r#"
        model Ä {
          name String @unique
          bs B[]
        }

        model B {
          id Int @id
          äs Ä[]
        }
        "#,
        expect![[r#"
            many-to-many-without-id
              Choice: Add `id Int @id @default(autoincrement())`
                +  id Int @id @default(autoincrement())
        "#]],
    );
}

#[test]
fn foreign_keys_that_are_not_there() {
    check(
        "postgresql",
        r#"
        model Ä {
          id Int @id
          b B? @relation(fields: [bNummer], references: [nummer])
          c B @relation("c", fields: [cId], references: [größe])
          cId Int
          d B @relation("d", fields: [cId, id], references: [id])
        }

        model B {
          id Int @id
          nummer String @unique @db.VarChar(20)
          äs Ä[]
          cs Ä[] @relation("c")
          ds Ä[] @relation("d")
        }
        "#,
        expect![[r#"
            unknown-relation-field
              Choice: Add `bNummer String? @db.VarChar(20)`
                +  bNummer String? @db.VarChar(20)
            unknown-relation-field
              Choice: Write `references: [id]`
                -  c B @relation("c", fields: [cId], references: [größe])
                +  c B @relation("c", fields: [cId], references: [id])
            relation-field-count
              Choice: Write `fields: [cId]`
                -  d B @relation("d", fields: [cId, id], references: [id])
                +  d B @relation("d", fields: [cId], references: [id])
        "#]],
    );
}

#[test]
fn halves_of_a_foreign_key() {
    check(
        "postgresql",
        r#"
        model Ä {
          id Int @id
          b B? @relation(fields: [bId])
          bId Int?
        }

        model B {
          id Int @id
          ä Ä? @relation(references: [id])
        }
        "#,
        expect![[r#"
            relation-arguments-split
              Choice: Write both on `Ä.b`
                -  b B? @relation(fields: [bId])
                -  bId Int?
                -  ä Ä? @relation(references: [id])
                +  b B? @relation(fields: [bId], references: [id])
                +  bId Int? @unique
                +  ä Ä?
            relation-arguments-split
              Choice: Write both on `Ä.b`
                -  b B? @relation(fields: [bId])
                -  bId Int?
                -  ä Ä? @relation(references: [id])
                +  b B? @relation(fields: [bId], references: [id])
                +  bId Int? @unique
                +  ä Ä?
        "#]],
    );
}

#[test]
fn actions() {
    check(
        "postgresql",
        r#"
        model Ä {
          id Int @id
          b B @relation(fields: [bId], references: [id], onDelete: Löschen)
          bId Int
          c B @relation("c", fields: [cId], references: [id], onDelete: Cascade)
          cId Int @unique
        }

        model B {
          id Int @id
          äs Ä[]
          c Ä? @relation("c", onUpdate: Cascade)
        }
        "#,
        expect![[r#"
            unknown-referential-action
              Choice: Change to `Cascade`
                -  b B @relation(fields: [bId], references: [id], onDelete: Löschen)
                +  b B @relation(fields: [bId], references: [id], onDelete: Cascade)
              Choice: Change to `Restrict`
                -  b B @relation(fields: [bId], references: [id], onDelete: Löschen)
                +  b B @relation(fields: [bId], references: [id], onDelete: Restrict)
              Choice: Change to `NoAction`
                -  b B @relation(fields: [bId], references: [id], onDelete: Löschen)
                +  b B @relation(fields: [bId], references: [id], onDelete: NoAction)
              Choice: Change to `SetDefault`
                -  b B @relation(fields: [bId], references: [id], onDelete: Löschen)
                +  b B @relation(fields: [bId], references: [id], onDelete: SetDefault)
            referential-actions-on-both-sides
              Choice: Remove `onUpdate: Cascade` from `B.c`
                -  c Ä? @relation("c", onUpdate: Cascade)
                +  c Ä? @relation("c")
            referential-actions-on-both-sides
              Choice: Keep only `@relation("c")`
                -  c Ä? @relation("c", onUpdate: Cascade)
                +  c Ä? @relation("c")
        "#]],
    );
}

#[test]
fn the_foreign_key_of_another_relation_is_not_taken() {
    check(
        "postgresql",
        r#"
        model Order {
          id Int @id
          userId Int
          user User @relation(fields: [userId], references: [id])
          packer User? @relation("Packed")
        }

        model User {
          id Int @id
          orders Order[]
          packed Order[] @relation("Packed")
        }
        "#,
        expect![[r#"
            missing-relation-arguments
              Choice: Add `@relation(fields: [packerId], references: [id])` and its field
                -  packer User? @relation("Packed")
                +  packer User? @relation("Packed", fields: [packerId], references: [id])
                +  packerId Int?
              Choice: Change `Order.packer` to `User[]`
                -  packer User? @relation("Packed")
                +  packer User[] @relation("Packed")
              Choice: Complete `@relation` with `fields: [packerid]`, and add `packerid Int?`
                -  packer User? @relation("Packed")
                +  packer User? @relation("Packed", fields: [packerid], references: [id])
                +  packerid Int?
        "#]],
    );
}

#[test]
fn the_opposite_field_names_the_relation_in_the_same_form() {
    check(
        "postgresql",
        r#"
        model Order {
          id Int @id
          userId Int
          user User @relation(name: "Bought", fields: [userId], references: [id])
        }

        model User {
          id Int @id
          packed Order[] @relation(name: "Packed")
        }
        "#,
        expect![[r#"
            missing-opposite-field
              Choice: Add `orders Order[]` to `User`
                +  orders Order[] @relation(name: "Bought")
            missing-opposite-field
              Choice: Add `user2 User` to `Order`
                +  user2 User @relation(name: "Packed", fields: [user2Id], references: [id])
                +  user2Id Int
              Choice: Add `users User[]` to `Order`
                +  users User[] @relation(name: "Packed")
        "#]],
    );
}

#[test]
fn one_index_for_relations_that_begin_with_the_same_fields() {
    check(
        "mysql relationMode=prisma",
        r#"
        model Tenant {
          id Int @id
          orders Order[]
          users User[]

          @@index([id])
        }

        model User {
          id Int
          tenantId Int
          tenant Tenant @relation(fields: [tenantId], references: [id])
          orders Order[]

          @@id([tenantId, id])
        }

        model Order {
          id Int @id
          tenantId Int
          userId Int
          tenant Tenant @relation(fields: [tenantId], references: [id])
          user User @relation(fields: [tenantId, userId], references: [tenantId, id])
        }
        "#,
        expect![[r#"
            missing-relation-index
              Safe: Add `@@index([tenantId, userId])`
                +  @@index([tenantId, userId])
            missing-relation-index
              Safe: Add `@@index([tenantId, userId])`
                +  @@index([tenantId, userId])
        "#]],
    );
}
