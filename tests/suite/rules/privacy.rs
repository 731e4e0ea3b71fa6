//! Privacy and audit: cases beside the documented examples.

use expect_test::{Expect, expect};
use serde_json::json;

use super::drawn::{found, found_in_files, found_recommended, found_with};
use super::schema_of;

const SENSITIVE: &str = "sensitive-not-encrypted";

fn check(code: &str, text: &str, expected: Expect) {
    expected.assert_eq(&found(code, text).all());
}

/// A model with an id and these lines, on this database.
fn on(provider: &str, lines: &str) -> String {
    format!("datasource db {{\n  provider = \"{provider}\"\n}}\n\nmodel M {{\n  id Int @id\n{lines}\n}}\n")
}

/// Which parts of the lines the rule finds, with levels.
fn places(code: &str, lines: &str, expected: &str) {
    assert_eq!(found(code, &on("postgresql", lines)).places(), expected, "{lines}");
}

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
    expect![[r"
        warning at `password`: `M.password` holds a password. Store a hash of it, and say so with `/// @hashed`.
          Choice: Add `/// @hashed`
          Choice: Add `/// @encrypted`
    "]]
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
fn a_mark_in_an_ordinary_comment_becomes_documentation() {
    let code = "encrypted-attribute-invalid";
    let drawn =
        found(code, &on("postgresql", "  größe String // 📏\n  ssn String   // @encrypted?mode=strict"));
    expect![[r"
        error at `// @encrypted?mode=strict`: Tools that encrypt read `@encrypted` from a comment with three slashes only: write `/// @encrypted` above the field.
          Safe: Write `/// @encrypted`
    "]]
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
    expect![[r"
        -  email String @unique
        +  email String
        +  /// @encryption:hash(email)
        +  emailHash String? @unique
    "]]
    .assert_eq(&drawn.after_fix("Look up by `emailHash` instead"));
    // Where the field for the hash is there already, the user has to see to it.
    let taken = "model U {\n  id Int @id\n  /// @encrypted\n  email String @unique\n  emailHash String?\n}\n";
    assert!(found(code, taken).found[0].fixes.is_empty());
    let id = "model U {\n  /// @encrypted\n  id String @id\n}\n";
    assert_eq!(found(code, id).places(), "warning @id\n");
}

#[test]
fn personal_data_is_known_by_name_and_type() {
    let code = "pii-annotation";
    for (line, class) in [
        ("email String", "contact"),
        ("contactEmail String?", "contact"),
        ("phone_number String", "contact"),
        ("firstName String", "name"),
        ("last_name String", "name"),
        ("dateOfBirth DateTime?", "birth"),
        ("dob String", "birth"),
        ("streetAddress String", "address"),
        ("zip_code String", "address"),
        ("ip String", "device"),
        ("userAgent String?", "device"),
        ("latitude Float", "location"),
        ("longitude Decimal", "location"),
    ] {
        let drawn = found(code, &on("postgresql", &format!("  {line}")));
        assert_eq!(drawn.found.len(), 1, "{line}");
        assert!(drawn.found[0].message.contains(&format!("@pii({class})")), "{line}");
    }
    for line in [
        "readInEmail DateTime?",
        "emailVerified DateTime?",
        "emailVerified Boolean",
        "emailId String",
        "hasEmail Boolean",
        "supportEmail String",
        "geo Json?",
        "name String",
        "zip Int",
        "emails Int",
        "description String",
        "/// @pii(contact)\n  email String",
        "/// @encrypted\n  email String",
        "email String /// @pii(contact)",
    ] {
        places(code, &format!("  {line}"), "");
    }
    let names = "model Customer {\n  id Int @id\n  name String\n}\nmodel AppUser {\n  id Int @id\n  name String?\n}\nmodel Project {\n  id Int @id\n  name String\n}\nmodel Guest {\n  id Int @id\n  name Json\n}\n";
    expect![[r"
        info at `name`: `Customer.name` holds personal data. Mark it: `/// @pii(name)`.
          Choice: Add `/// @pii(name)`
        info at `name`: `AppUser.name` holds personal data. Mark it: `/// @pii(name)`.
          Choice: Add `/// @pii(name)`
    "]]
    .assert_eq(&found(code, names).all());
    let allowed = found_with(code, names, json!({ "allow": ["Customer.name", "email"] }));
    assert_eq!(allowed.found.len(), 1);
    assert_eq!(found_recommended(code, names).places(), "");
}

#[test]
fn how_long_data_is_kept() {
    let code = "retention-missing";
    let blocked = "model User {\n  id Int @id\n  email String\n  createdAt DateTime @default(now())\n  orders Order[]\n  notes Note[]\n\n  @@index([createdAt])\n}\nmodel Order {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n}\nmodel Note {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id], onDelete: Cascade)\n}\n";
    let drawn = found(code, blocked);
    expect![[r"
        info at `User`: `User` holds personal data, and nothing says how long it is kept. State it: `/// @retention(90d, by: createdAt)`.
          see `user`: Rows of `Order` refuse that the rows they point at be deleted.
          Choice: Add `/// @retention(90d, by: createdAt)`
    "]]
    .assert_eq(&drawn.all());
    expect![[r"
        +/// @retention(90d, by: createdAt)
    "]]
    .assert_eq(&drawn.after_fix("Add `/// @retention(90d, by: createdAt)`"));
    for (name, fields, expected) in [
        ("LoginEvent", "at DateTime", "info LoginEvent\n"),
        ("ActivityLogs", "what String", "info ActivityLogs\n"),
        ("UserHistory", "what String", "info UserHistory\n"),
        ("AuditTrail", "what String", "info AuditTrail\n"),
        ("admin_log", "what String", "info admin_log\n"),
        ("case_file_h", "what String", "info case_file_h\n"),
        ("ScheduledEvent", "start DateTime", ""),
        ("Event", "startsAt DateTime\n  endsAt DateTime", ""),
        ("DocumentVersion", "version Int", ""),
        ("flyway_schema_history", "script String", ""),
        ("Product", "title String", ""),
        ("Catalogue", "title String", ""),
    ] {
        let text = format!("model {name} {{\n  id Int @id\n  {fields}\n}}\n");
        assert_eq!(found(code, &text).places(), expected, "{text}");
    }
}

#[test]
fn a_stated_retention_can_be_carried_out() {
    let code = "retention-missing";
    let text = |by: &str| {
        format!(
            "/// Für Kunden.\n/// @retention({by})\nmodel User {{\n  id Int @id\n  email String\n  createdAt DateTime\n}}\n"
        )
    };
    let drawn = found(code, &text("90d, by: createdAt"));
    expect![[r"
        +
        +  @@index([createdAt])
    "]]
    .assert_eq(&drawn.after_fix("Add `@@index([createdAt])`"));
    check(
        code,
        &text("90d, by: gone"),
        expect![[r"
            info at `/// Für Kunden.
            /// @retention(90d, by: gone)`: `User` has no field `gone` that its retention goes by.
        "]],
    );
    assert_eq!(found(code, &text("forever")).places(), "");
    assert_eq!(found(code, &text("90d, by: id")).places(), "");
}

#[test]
fn a_log_for_the_models_that_need_one() {
    let code = "audit-trail-missing";
    let options = || json!({ "models": ["Pay*"], "auditModel": "Trail" });
    let text =
        "model Payment {\n  id Int @id\n}\nmodel Other {\n  id Int @id\n}\nmodel Payout {\n  id Int @id\n}\n";
    let drawn = found_with(code, text, options());
    assert_eq!(drawn.places(), "warning Payment\nwarning Payout\n");
    assert_eq!(found(code, text).places(), "");
    let with = format!(
        "{text}model Trail {{\n  id Int @id\n  userId Int\n  action String\n  entity String\n  entityId Int\n}}\n"
    );
    expect![[r"
        warning at `Trail`: `Trail` does not say when: add a field such as `createdAt`.
        warning at `Trail`: The history of one row is not to be found in `Trail`: add `@@index([entity, entityId])`.
          Choice: Add `@@index([entity, entityId])`
    "]]
    .assert_eq(&found_with(code, &with, options()).all());
    let timed = with.replace("  userId Int\n", "  userId Int\n  at DateTime\n");
    expect![[r"
        +
        +  @@index([entity, entityId, at])
    "]]
    .assert_eq(&found_with(code, &timed, options()).after_fix("Add `@@index([entity, entityId, at])`"));
}

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

#[test]
fn what_has_to_be_documented() {
    let code = "require-docs";
    let text = "/// Bills.\nmodel Bill {\n  id Int @id\n  ssn String\n  name String\n}\n// Not handed on.\nmodel Card {\n  id Int @id\n}\nenum Kind {\n  A\n}\n/// @view\nmodel Seen {\n  id Int @id\n}\nview V {\n  id Int\n}\nmodel Gone {\n  id Int\n  @@ignore\n}\n";
    assert_eq!(found(code, text).places(), "info ssn\ninfo Card\ninfo Kind\n");
    let options = json!({ "on": ["fields"] });
    assert_eq!(found_with(code, text, options).found.len(), 5);
    expect![[r"
        +  /// TODO
    "]]
    .assert_eq(&found(code, text).after_fix("Add `/// TODO`"));
    assert_eq!(found_recommended(code, text).places(), "");
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
    assert_eq!(drawn.schema.file_of(drawn.found[0].place.item).0, 1);
}
