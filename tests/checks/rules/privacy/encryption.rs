//! Fields that are marked as encrypted: the mark, the column and the keys over it.

use expect_test::expect;

use super::{on, places};
use crate::rules::drawn::found;

#[test]
fn a_mark_in_an_ordinary_comment_becomes_documentation() {
    let code = "encrypted-attribute-invalid";
    let drawn =
        found(code, &on("postgresql", "  größe String // 📏\n  ssn String   // @encrypted?mode=strict"));
    expect![[r#"
        error at `// @encrypted?mode=strict`: `@encrypted` has no effect in a `//` comment. Write `/// @encrypted` above the field.
          Safe: Write `/// @encrypted`
    "#]]
    .assert_eq(&drawn.all());
    expect![[r"
        -  ssn String   // @encrypted?mode=strict
        +  /// @encrypted?mode=strict
        +  ssn String
    "]]
    .assert_eq(&drawn.after_fix("Write `/// @encrypted`"));
    let above = found(code, &on("postgresql", "  //@encrypted\n  ssn String"));
    expect![[r"
        -  //@encrypted
        +  /// @encrypted
    "]]
    .assert_eq(&above.after_fix("Write `/// @encrypted`"));
    places(
        code,
        "  ssn String // not @encrypted\n  /// @encrypted\n  a String /// @encrypted\n  b String // @encryptedlater",
        "",
    );
}

#[test]
fn ciphertext_needs_room() {
    let code = "encrypted-field-type";
    for line in
        ["a Int", "a Json", "a DateTime?", "a Bytes", "a String @db.VarChar(105)", "a String @db.Char(36)"]
    {
        let at = line.rsplit(' ').next().unwrap();
        places(code, &format!("  /// @encrypted\n  {line}"), &format!("error {at}\n"));
    }
    for line in
        ["a String", "a String? @db.Text", "a String @db.VarChar(106)", "a String @db.VarChar", "a Nothing"]
    {
        places(code, &format!("  /// @encrypted\n  {line}"), "");
    }
    places(code, "  a Int\n  /// @hashed\n  b String @db.VarChar(60)", "");
    let drawn = found(code, &on("mysql", "  /// @encrypted\n  a String @db.VarChar(20) @map(\"ä\") // 🔒"));
    expect![[r#"
        -  a String @db.VarChar(20) @map("ä") // 🔒
        +  a String @map("ä") // 🔒
    "#]]
    .assert_eq(&drawn.after_fix("Remove the native type"));
}

#[test]
fn keys_over_ciphertext() {
    let code = "encrypted-field-lookup";
    let drawn = found(
        code,
        "model U {\n  id Int @id\n  /// @encrypted\n  email String @unique\n  other String\n\n  @@index([other, email])\n  @@unique([other])\n}\n",
    );
    assert_eq!(drawn.places(), "warning @unique\nwarning @@index([other, email])\n");
    expect![[r#"
        -  email String @unique
        +  email String
        +  /// @encryption:hash(email)
        +  emailHash String? @unique @map("email_hash")
    "#]]
    .assert_eq(&drawn.after_fix("Look up by `emailHash` instead"));
    // Where the field for the hash is there already, the user has to see to it.
    let taken = "model U {\n  id Int @id\n  /// @encrypted\n  email String @unique\n  emailHash String?\n}\n";
    assert!(found(code, taken).found[0].fixes.is_empty());
    let id = "model U {\n  /// @encrypted\n  id String @id\n}\n";
    assert_eq!(found(code, id).places(), "warning @id\n");
}
