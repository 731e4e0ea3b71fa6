//! A schema of any size, shaped like real ones: audit fields, relations, enums, indexes.

use std::fmt::Write;

/// The text of a schema with this many models. Each but the first has a parent, and up to two children.
pub(crate) fn text(models: usize) -> String {
    let mut text = String::from(
        "datasource db {\n  provider = \"postgresql\"\n}\n\ngenerator client {\n  provider = \"prisma-client\"\n  output   = \"../generated\"\n}\n\n",
    );
    let enums = (models / 10).max(1);
    for i in 0..enums {
        let _ = writeln!(text, "enum Status{i} {{\n  ACTIVE\n  INACTIVE @map(\"inactive\")\n  PENDING\n}}\n");
    }
    for i in 0..models {
        let _ = write!(
            text,
            "/// Model number {i}: an entity of the generated schema.\nmodel Model{i} {{\n  id        String   @id @default(cuid())\n  createdAt DateTime @default(now())\n  updatedAt DateTime @updatedAt\n  deletedAt DateTime?\n  /// The display name.\n  name      String   @db.VarChar(255)\n  email     String   @unique\n  count     Int      @default(0)\n  price     Decimal? @db.Decimal(10, 2)\n  meta      Json?\n  tags      String[]\n  status    Status{} @default(ACTIVE)\n",
            i % enums
        );
        if let Some(before) = i.checked_sub(1) {
            let parent = before / 2;
            let _ = writeln!(
                text,
                "  parentId String\n  parent Model{parent} @relation(\"R{i}\", fields: [parentId], references: [id], onDelete: Cascade)"
            );
        }
        for child in [2 * i + 1, 2 * i + 2].into_iter().filter(|child| *child < models) {
            let _ = writeln!(text, "  children{child} Model{child}[] @relation(\"R{child}\")");
        }
        text.push_str("\n  @@index([name, createdAt(sort: Desc)])\n");
        if i > 0 {
            text.push_str("  @@index([parentId])\n");
        }
        let _ = writeln!(text, "  @@map(\"model_{i}\")\n}}\n");
    }
    text
}
