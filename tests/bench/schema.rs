//! Schemas of any size, for measuring.

use std::fmt::Write as _;

/// A valid PostgreSQL schema for Prisma 7 of so many models, in the shape of a grown application: a tree of models with
/// foreign keys and indexes, an enum for every eighth, soft deletion, audit fields and comments. The same number gives the
/// same text.
pub fn schema(models: usize) -> String {
    let mut text = String::from(
        "generator client {\n  provider = \"prisma-client\"\n  output   = \"./generated\"\n}\n\n\
         datasource db {\n  provider = \"postgresql\"\n}\n",
    );
    for number in 0..models.div_ceil(8) {
        let _ = write!(text, "\nenum Stage{number} {{\n  DRAFT\n  OPEN   @map(\"open\")\n  CLOSED\n}}\n");
    }
    for number in 0..models {
        model(&mut text, number, models);
    }
    text
}

/// The name of the model that [`schema`] writes in the middle, for requests to be about.
#[allow(dead_code, reason = "each bench uses its own part of this")]
pub fn middle(models: usize) -> String {
    format!("Entity{}", models / 2)
}

fn model(text: &mut String, number: usize, models: usize) {
    let stage = number % models.div_ceil(8);
    let _ = write!(
        text,
        "\n/// What the application knows of entity {number}.\nmodel Entity{number} {{\n\
         \x20 id        String    @id @default(uuid()) @db.Uuid\n\
         \x20 /// As people see it.\n\
         \x20 title     String    @db.VarChar(200)\n\
         \x20 slug      String    @unique\n\
         \x20 stage     Stage{stage} @default(DRAFT)\n\
         \x20 position  Int       @default(0)\n\
         \x20 amount    Decimal?  @db.Decimal(12, 2)\n\
         \x20 labels    String[]  @default([])\n\
         \x20 details   Json?\n\
         \x20 createdAt DateTime  @default(now()) @map(\"created_at\")\n\
         \x20 updatedAt DateTime  @updatedAt @map(\"updated_at\")\n\
         \x20 deletedAt DateTime? @map(\"deleted_at\")\n"
    );
    if number > 0 {
        let owner = (number - 1) / 3;
        let _ = write!(
            text,
            "\n\x20 ownerId   String @map(\"owner_id\") @db.Uuid\n\
             \x20 owner     Entity{owner} @relation(\"Owner{number}\", fields: [ownerId], references: [id], \
             onDelete: Restrict)\n"
        );
    }
    let owned = (3 * number + 1..3 * number + 4).filter(|owned| *owned < models);
    for owned in owned {
        let _ = writeln!(text, "  owned{owned} Entity{owned}[] @relation(\"Owner{owned}\")");
    }
    text.push_str("\n  @@index([title, createdAt(sort: Desc)])\n");
    if number > 0 {
        text.push_str("  @@index([ownerId])\n");
    }
    let _ = write!(text, "  @@map(\"entity_{number}\")\n}}\n");
}
