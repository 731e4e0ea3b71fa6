//! Personal data that is not marked as such.

use expect_test::expect;
use serde_json::json;

use super::{on, places};
use crate::rules::drawn::{found, found_recommended, found_with};

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
    expect![[r#"
        info at `name`: `Customer.name` looks like personal data. Annotate it with `/// @pii(name)`.
          Choice: Add `/// @pii(name)`
        info at `name`: `AppUser.name` looks like personal data. Annotate it with `/// @pii(name)`.
          Choice: Add `/// @pii(name)`
    "#]]
    .assert_eq(&found(code, names).all());
    let allowed = found_with(code, names, json!({ "allow": ["Customer.name", "email"] }));
    assert_eq!(allowed.found.len(), 1);
    assert_eq!(found_recommended(code, names).places(), "");
}
