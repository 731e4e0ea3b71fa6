//! Tables that come and go.

use expect_test::expect;
use migrations::schema_text::Added::{Ignored, Visible};

use super::check;

const ONE: &str = r#"
        model User {
          id Int @id
        }"#;

const TWO: &str = r#"
        model User {
          id      Int      @id
          orders  order_items[]
        }

        /// What somebody ordered.
        model order_items {
          userId Int    @map("user_id")
          sku    String @db.VarChar(20)
          count  Int    @default(1)
          user   User   @relation(fields: [userId], references: [id], onDelete: Cascade)

          @@id([userId, sku])
          @@index([sku])
          @@map("2_order-items")
        }"#;

#[test]
fn tables_become_models() {
    check(
        "postgresql",
        Ignored,
        ONE,
        TWO,
        &expect![[r#"
        model User {
        -  id Int @id
        +  id          Int           @id
        +  order_items order_items[] @ignore
        +
        +model order_items {
        +  user_id Int
        +  sku     String @db.VarChar(20)
        +  count   Int    @default(1)
        +  user    User   @relation(fields: [user_id], references: [id], onDelete: Cascade)
        +
        +  @@id([user_id, sku])
        +  @@index([sku])
        +  @@map("2_order-items")
        +  @@ignore
        +}
    "#]],
    );
    check(
        "postgresql",
        Visible,
        ONE,
        TWO,
        &expect![[r#"
        model User {
        -  id Int @id
        +  id          Int           @id
        +  order_items order_items[]
        +
        +model order_items {
        +  user_id Int
        +  sku     String @db.VarChar(20)
        +  count   Int    @default(1)
        +  user    User   @relation(fields: [user_id], references: [id], onDelete: Cascade)
        +
        +  @@id([user_id, sku])
        +  @@index([sku])
        +  @@map("2_order-items")
        +}
    "#]],
    );
    check(
        "sqlite",
        Visible,
        ONE,
        &TWO.replace(" @db.VarChar(20)", ""),
        &expect![[r#"
        model User {
        -  id Int @id
        +  id          Int           @id
        +  order_items order_items[]
        +
        +model order_items {
        +  user_id Int
        +  sku     String
        +  count   Int    @default(1)
        +  user    User   @relation(fields: [user_id], references: [id], onDelete: Cascade)
        +
        +  @@id([user_id, sku])
        +  @@index([sku])
        +  @@map("2_order-items")
        +}
    "#]],
    );
}

#[test]
fn models_go_with_the_relations_to_them() {
    check(
        "postgresql",
        Visible,
        TWO,
        ONE,
        &expect![[r#"
        model User {
        -  orders  order_items[]
        -
        -/// What somebody ordered.
        -model order_items {
        -  userId Int    @map("user_id")
        -  sku    String @db.VarChar(20)
        -  count  Int    @default(1)
        -  user   User   @relation(fields: [userId], references: [id], onDelete: Cascade)
        -
        -  @@id([userId, sku])
        -  @@index([sku])
        -  @@map("2_order-items")
        -}
    "#]],
    );
}

#[test]
fn a_table_of_another_name_is_another_model() {
    check(
        "postgresql",
        Visible,
        r#"
        model Account {
          id Int @id
        }"#,
        ONE,
        &expect![[r#"
            datasource db {
            -model Account {
            +model User {
        "#]],
    );
}
