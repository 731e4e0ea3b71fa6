//! The mark of rows that are deleted, yet kept.

use expect_test::expect;
use serde_json::json;

use super::{on, places};
use crate::rules::drawn::{found, found_with};

#[test]
fn the_mark_of_deleted_rows() {
    let code = "soft-delete-shape";
    for (line, expected) in [
        ("deletedAt DateTime", "warning deletedAt\n"),
        ("deletedAt DateTime? @default(now())", "warning deletedAt\n"),
        ("deletedAt Int?", "warning deletedAt\n"),
        ("gone DateTime @map(\"deleted_at\")", "warning gone\n"),
        ("deletedAt DateTime?\n  isDeleted Boolean @default(false)", "warning isDeleted\n"),
        ("deleted_at DateTime?\n  deleted Boolean", "warning deleted\n"),
        ("deletedAt DateTime?", ""),
        ("deletedAt DateTime?\n  deleted Int", ""),
        ("isDeleted Boolean", ""),
        ("deletedBy String", ""),
    ] {
        places(code, &format!("  {line}"), expected);
    }
    let drawn =
        found(code, &on("postgresql", "  deletedAt DateTime @default(now()) @db.Timestamptz(3) // später"));
    expect![[r"
        -  deletedAt DateTime @default(now()) @db.Timestamptz(3) // später
        +  deletedAt DateTime? @db.Timestamptz(3) // später
    "]]
    .assert_eq(&drawn.after_fix("Make `deletedAt` optional, without a default"));
    let wanted = "model Äpfel {\n  id Int @id\n  firstName String @map(\"first_name\")\n  lastName String @map(\"last_name\")\n\n  @@map(\"apples\")\n}\nmodel Log {\n  id Int @id\n}\n";
    let drawn = found_with(code, wanted, json!({ "requireOn": ["Ä*"] }));
    assert_eq!(drawn.places(), "warning Äpfel\n");
    expect![[r#"
        +  deletedAt DateTime? @map("deleted_at")
    "#]]
    .assert_eq(&drawn.after_fix("Add `deletedAt`"));
}
