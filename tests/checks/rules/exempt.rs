//! Blocks and fields that the option `exempt` names.

use std::path::Path;

use checks::frame::{Exemptions, RuleSet};
use expect_test::expect;
use model::project::Settings;
use serde_json::json;

use super::drawn::found_with;

const TEXT: &str = "model LegacyUser {\n  id Int @id\n  createdAt DateTime\n  orders Order[]\n}\n\nmodel Order {\n  id Int @id\n  createdAt DateTime\n  userId Int\n  user LegacyUser @relation(fields: [userId], references: [id])\n\n  @@unique([userId, createdAt, id])\n  @@index([userId, createdAt])\n  @@index([createdAt])\n}\n\nenum Color {\n  red\n  darkBlue\n  LIGHT_BLUE\n}\n";

/// The places of what the rule finds with these exemptions.
fn places(code: &str, exempt: &[&str]) -> String {
    found_with(code, TEXT, json!({ "exempt": exempt })).places()
}

#[test]
fn blocks_and_their_fields() {
    let all = "warning createdAt\nwarning createdAt\n";
    assert_eq!(places("created-at-default", &[]), all);
    for exempt in [
        "Legacy*",
        "LegacyUser",
        "/^Legacy/",
        "LegacyUser.createdAt",
        "Legacy*.created*",
        "/^Le./.createdAt",
        "*User./At$/",
    ] {
        assert_eq!(places("created-at-default", &[exempt]), "warning createdAt\n", "{exempt}");
    }
    for exempt in ["*", "*.createdAt", "/./"] {
        assert_eq!(places("created-at-default", &[exempt]), "", "{exempt}");
    }
    for exempt in ["createdAt", "*At", "legacyUser", "LegacyUser.id", "User", "Legacy", "Legacy*.x"] {
        assert_eq!(places("created-at-default", &[exempt]), all, "{exempt}");
    }
    let one = json!({ "exempt": "*.createdAt" });
    assert_eq!(found_with("created-at-default", TEXT, one).places(), "");
}

#[test]
fn relations_and_keys_are_about_the_fields_that_they_list() {
    assert_eq!(places("explicit-on-delete", &[]), "warning @relation\n");
    for exempt in ["Order.user", "Order.userId", "Order"] {
        assert_eq!(places("explicit-on-delete", &[exempt]), "", "{exempt}");
    }
    assert_eq!(places("explicit-on-delete", &["LegacyUser", "Order.createdAt"]), "warning @relation\n");
    assert_eq!(places("redundant-index", &[]), "warning @@index([userId, createdAt])\n");
    assert_eq!(places("redundant-index", &["Order.userId"]), "warning @@index([userId, createdAt])\n");
    assert_eq!(places("redundant-index", &["Order.userId", "Order.createdAt"]), "");
}

#[test]
fn values_of_enums() {
    let all = places("enum-value-case", &[]);
    assert!(!all.is_empty());
    assert_eq!(places("enum-value-case", &["Color"]), "");
    assert_eq!(places("enum-value-case", &["Color.red"]), all);
    assert_eq!(places("enum-value-case", &["Color.LIGHT*"]), "");
}

#[test]
fn what_is_no_exemption() {
    for value in ["A", "A.b", "*.b", "A.*", "/a.b/", "/a.b/./c.d/", "/a\\/b/.c", "A./x/"] {
        assert!(Exemptions::is_valid(value), "{value}");
    }
    for value in ["", ".", "A.", ".b", "A.b.c", "/(/", "/a", "A./(/", "/a/b", "[", "A.[", "/é", "é.é.é"] {
        assert!(!Exemptions::is_valid(value), "{value}");
    }
}

#[test]
fn wrong_values_are_reported() {
    let text = "[rules.bigint-id]\nexempt = \"A.b.c\"\n[rules.drop-column]\nexempt = 3\n[rules.god-model]\nexmpt = []\n[rules.wide-index]\nexempt = [\"A\", \"B.c\"]\n";
    let settings = Settings::from_toml(Path::new("/prisma-lens.toml"), text);
    let problems = RuleSet::problems(ide::registry(), &settings.rules);
    let drawn: Vec<String> =
        problems.iter().map(|it| format!("{} | {}\n", it.anchor.span().of(text), it.message)).collect();
    expect![[r#"
        "A.b.c" | `exempt` of `bigint-id` takes a list of blocks and fields, such as `Model`, `Model.field` and `Legacy*`.
        3 | `exempt` of `drop-column` takes a list of blocks and fields, such as `Model`, `Model.field` and `Legacy*`.
        exmpt | `god-model` has no option `exmpt`. Did you mean `exempt`?
    "#]].assert_eq(&drawn.concat());
}
