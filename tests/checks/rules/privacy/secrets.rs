//! Passwords, keys and other secrets that nothing protects.

use expect_test::expect;
use serde_json::json;

use super::{on, places};
use crate::rules::drawn::{found, found_in_files, found_with};
use crate::rules::schema_of;

const SENSITIVE: &str = "sensitive-not-encrypted";

#[test]
fn secrets_are_known_by_whole_words() {
    for name in [
        "password",
        "userPassword",
        "passphrase",
        "secret",
        "clientSecret",
        "apiKey",
        "stripe_api_key",
        "privateKey",
        "backupCodes",
        "otp",
        "pin",
        "ssn",
        "taxId",
        "passportNumber",
        "bankAccount",
        "iban",
        "creditCard",
        "card_number",
        "cvv",
        "macAddress",
        "imei",
        "medicalRecord",
    ] {
        places(SENSITIVE, &format!("  {name} String?"), &format!("warning {name}\n"));
    }
    for name in ["token", "accessToken", "refresh_token", "reset_token", "phone", "phoneNumber"] {
        places(SENSITIVE, &format!("  {name} String"), &format!("info {name}\n"));
    }
    for name in ["keyApi", "secretary", "pinned", "spin", "tokenizer", "opinion", "description", "headphones"]
    {
        places(SENSITIVE, &format!("  {name} String"), "");
    }
}

#[test]
fn what_is_only_about_a_secret_is_left_alone() {
    // Each of these stands in a public schema.
    for line in [
        "tokenCountEstimate Int?",
        "tokenCountEstimate String",
        "token_type String?",
        "tokenUrl String",
        "passwordUpdatedAt DateTime?",
        "passwordUpdatedAt String",
        "isSecret Boolean",
        "isSecret String",
        "enablePassword Boolean",
        "enablePassword String",
        "appSecretId String",
        "maskedSecret String",
        "serviceTokenCiphertext String",
        "refresh_token_expires_in Int?",
        "refresh_token_expires_in String",
        "isPin Boolean",
        "isPin String",
        "displaySecretKey String",
        "refreshTokenSign String @unique",
    ] {
        places(SENSITIVE, &format!("  {line}"), "");
    }
    for name in [
        "passwordHash",
        "hashedPassword",
        "secretDigest",
        "passwordSalt",
        "encryptedApiKey",
        "passwordVerified",
        "tokenScope",
        "tokenUsage",
        "apiKeyPrefix",
        "publicApiKey",
        "secretName",
    ] {
        places(SENSITIVE, &format!("  {name} String"), "");
    }
}

#[test]
fn types_that_hold_no_secret() {
    places(SENSITIVE, "  password Boolean\n  secret Json\n  token DateTime\n  apiKey Bytes\n  ssn Float", "");
    places(
        SENSITIVE,
        "  tokens Int\n  token Int\n  pin Int\n  otp Int?\n  cvv Int",
        "warning pin\nwarning otp\nwarning cvv\n",
    );
    // Relations and enums are none either.
    let text = "enum Pin {\n  A\n}\nmodel Secret {\n  id Int @id\n  m M[]\n}\nmodel M {\n  id Int @id\n  secretId Int\n  secret Secret @relation(fields: [secretId], references: [id])\n  pin Pin\n}\n";
    assert_eq!(found(SENSITIVE, text).places(), "");
    assert_eq!(found(SENSITIVE, &on("mongodb", "  password String")).places(), "warning password\n");
}

#[test]
fn what_says_how_it_is_protected() {
    for protected in [
        "  /// @encrypted\n  secret String",
        "  /// @encrypted?mode=strict\n  secret String",
        "  /// The key.\n  /// @encrypted\n  secret String",
        "  /// @hashed\n  password String",
        "  /// @encryption:hash(secret)\n  secret String",
        "  secret String /// @encrypted",
        "  secret String // @encrypted",
        "  token String // Encrypted bot token for API calls",
        "  /// Encrypted at rest, größer als zuvor\n  secret String",
        "  password String // hash of the passphrase",
        "  password String @map(\"password_hash\")",
        "  password String @map(\"encrypted_password\")",
    ] {
        places(SENSITIVE, protected, "");
    }
    for open in [
        "  secret String // not encrypted yet",
        "  /// TODO: encrypted?\n  secret String",
        "  /// Should be hashed\n  secret String",
        "  secret String // who knows",
        "  /// @encryptedlater\n  secret String",
        "  secret String @map(\"clear_secret\")",
    ] {
        places(SENSITIVE, open, "warning secret\n");
    }
}

#[test]
fn marks_go_above_the_field_and_keep_its_line() {
    let drawn = found(
        SENSITIVE,
        &on("mysql", "\tpasswörter String\n\tpassword String? @db.VarChar(60) // 🔑\n\tname String"),
    );
    expect![[r#"
        warning at `password`: `M.password` looks like a password. Store only a hash, and annotate it with `/// @hashed`.
          Choice: Add `/// @hashed`
    "#]]
    .assert_eq(&drawn.all());
    expect![[r"
        +	/// @hashed
    "]]
    .assert_eq(&drawn.after_fix("Add `/// @hashed`"));
    let documented = found(SENSITIVE, &on("sqlite", "  /// Für Stripe.\n  apiKey String"));
    expect![[r"
        +  /// @encrypted
    "]]
    .assert_eq(&documented.after_fix("Add `/// @encrypted`"));
}

#[test]
fn names_can_be_added_and_taken_out() {
    let text = on("postgresql", "  badgeNumber String\n  secret String\n  token String\n  password String");
    let options = json!({ "extra": ["badge number"], "allow": ["M.secret", "password"], "classes": ["password", "secret"] });
    assert_eq!(found_with(SENSITIVE, &text, options).places(), "warning badgeNumber\n");
    let options = json!({ "allow": ["Other.secret"], "classes": ["secret"] });
    assert_eq!(found_with(SENSITIVE, &text, options).places(), "warning secret\n");
}

#[test]
fn fields_of_several_files() {
    let schema = schema_of(&[
        (
            "a.prisma",
            "datasource db {\r\n  provider = \"mysql\"\r\n}\r\nmodel A {\r\n  id Int @id\r\n  bs B[]\r\n}\r\n",
        ),
        (
            "b.prisma",
            "model B {\r\n  id Int @id\r\n  aId Int\r\n  a A @relation(fields: [aId], references: [id])\r\n  ssn String // größer\r\n}\r\n",
        ),
    ]);
    let drawn = found_in_files(SENSITIVE, schema);
    expect![[r"
        +  /// @encrypted
    "]]
    .assert_eq(&drawn.after_fix("Add `/// @encrypted`"));
    assert_eq!(drawn.schema.file_of(drawn.found[0].item().unwrap()).0, 1);
}
