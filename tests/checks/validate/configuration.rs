//! Datasources and generators.

use std::sync::Arc;

use checks::validate;
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};

use super::codes_of;

fn check(text: &str, six: &[&str], seven: &[&str]) {
    assert_eq!(codes_of(text, "6.19.0"), six, "Prisma 6: {text}");
    assert_eq!(codes_of(text, "7.10.0"), seven, "Prisma 7: {text}");
}

#[test]
fn addresses() {
    check("datasource db {\n  provider = \"sqlite\"\n}\n", &["missing-key"], &[]);
    let adapters =
        "generator g {\n  provider = \"x\"\n  previewFeatures = [\"schemaEngineDriverAdapters\"]\n}\n";
    check(&format!("datasource db {{\n  provider = \"sqlite\"\n}}\n{adapters}"), &[], &[]);
    check(&format!("datasource db {{\n  provider = \"mysql\"\n}}\n{adapters}"), &["missing-key"], &[]);
    check("datasource db {\n  provider = \"sqlite\"\n  url = env(\"\")\n}\n", &[], &["url-in-datasource"]);
    check(
        "datasource db {\n  provider = \"sqlite\"\n  url = env(name: \"A\")\n}\n",
        &["named-argument"],
        &["url-in-datasource"],
    );
}

#[test]
fn the_shadow_database_is_another_one() {
    let text = |addresses: &str| format!("datasource db {{\n  provider = \"postgresql\"\n{addresses}}}\n");
    let same = |addresses: &str| codes_of(&text(addresses), "6.19.0");
    assert_eq!(same("url = env(\"A\")\nshadowDatabaseUrl = env(\"A\")\n"), ["url-same-as-shadow"]);
    assert_eq!(same("url = \"x\"\nshadowDatabaseUrl = \"x\"\n"), ["url-same-as-shadow"]);
    assert_eq!(same("url = \"A\"\nshadowDatabaseUrl = env(\"A\")\n"), [""; 0]);
    assert_eq!(same("url = \"\"\nshadowDatabaseUrl = \"\"\n"), [""; 0]);
    let three = "url = env(\"A\")\ndirectUrl = env(\"A\")\nshadowDatabaseUrl = env(\"A\")\n";
    assert_eq!(same(three), ["url-same-as-shadow", "url-same-as-shadow"]);
}

#[test]
fn relation_modes() {
    let text =
        "datasource db {\n  provider = \"mysql\"\n  url = \"x\"\n  referentialIntegrity = \"prisma\"\n}\n";
    check(text, &["renamed-key"], &["renamed-key", "url-in-datasource"]);
}

#[test]
fn preview_features() {
    let text = |feature: &str| {
        format!("generator g {{\n  provider = \"x\"\n  previewFeatures = [\"{feature}\"]\n}}\n")
    };
    check(&text("metrics"), &["preview-feature-retired"], &["unknown-preview-feature"]);
    check(&text("tracing"), &["preview-feature-finished"], &["preview-feature-finished"]);
    check(&text("bogus"), &["unknown-preview-feature"], &["unknown-preview-feature"]);
    // Some belong to one database, which Prisma looks for in the same file.
    let datasource = "datasource db {\n  provider = \"postgresql\"\n}\n";
    let generator = text("fullTextSearchPostgres");
    assert_eq!(codes_of(&format!("{generator}{datasource}"), "7.10.0"), [""; 0]);
    let both = [("a.prisma", datasource), ("b.prisma", generator.as_str())];
    let files = both.map(|(name, text)| (Arc::from(name), Arc::new(SchemaFile::new(text))));
    let schema = Schema::new(files.to_vec(), PrismaVersion::parse("7.10.0").unwrap());
    let codes: Vec<_> = validate::check(&schema, false).iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["unknown-preview-feature"]);
}

#[test]
fn lists_of_texts() {
    let text = |values: &str| format!("generator g {{\n  provider = \"x\"\n  binaryTargets = {values}\n}}\n");
    check(&text("[\"native\", env(\"X\")]"), &[], &[]);
    check(&text("[native]"), &["wrong-value"], &["wrong-value"]);
    check(&text("12"), &["wrong-value"], &["wrong-value"]);
}

#[test]
fn numbers_as_keys() {
    let text = |line: &str| format!("generator g {{\n  provider = \"x\"\n  {line}\n}}\n");
    check(&text("12 = x"), &[], &[]);
    check(&text("12a = \"x\""), &[], &[]);
    check(&text("12"), &["missing-equals"], &["missing-equals"]);
    check(&text("1.5 = \"x\""), &["unexpected-line"], &["unexpected-line"]);
    check(&text("-3 = \"x\""), &["unexpected-line"], &["unexpected-line"]);
}

#[test]
fn env_in_keys_of_the_generator() {
    let text = |value: &str| format!("generator g {{\n  provider = \"x\"\n  config = {value}\n}}\n");
    for fine in ["env(\"A\")", "[\"a\", [env(\"A\"), x()]]"] {
        check(&text(fine), &[], &[]);
    }
    for wrong in ["env()", "[\"a\", env()]", "[[env(\"A\", \"B\")]]"] {
        check(&text(wrong), &["wrong-value"], &["wrong-value"]);
    }
}

#[test]
fn keys_given_twice() {
    let text = "datasource db {\n  provider = \"postgresql\"\n  provider = \"x\"\n}\n";
    assert_eq!(codes_of(text, "7.10.0"), ["duplicate-member", "unknown-provider"]);
}

#[test]
fn hyphens_in_names_of_extensions() {
    for (extension, expected) in [
        ("uuid-ossp", &["invalid-name"][..]),
        ("uuid-ossp(map: \"uuid-ossp\", schema: \"extensions\")", &["invalid-name"]),
        ("uuid-ossp(version: \"1\")", &["invalid-name"]),
        ("uuid_ossp(map: \"uuid-ossp\")", &[]),
    ] {
        let text = format!(
            "generator g {{\n  provider = \"x\"\n  previewFeatures = [\"postgresqlExtensions\"]\n}}\ndatasource db {{\n  provider = \
             \"postgresql\"\n  extensions = [{extension}]\n}}\n"
        );
        assert_eq!(super::codes_of(&text, "7.10.0"), expected, "{extension}");
    }
}
