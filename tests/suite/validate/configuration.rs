//! Datasources and generators.

use super::codes_of;

fn check(text: &str, six: &[&str], seven: &[&str]) {
    assert_eq!(codes_of(text, "6.19.0"), six, "Prisma 6: {text}");
    assert_eq!(codes_of(text, "7.10.0"), seven, "Prisma 7: {text}");
}

#[test]
fn addresses() {
    check("datasource db {\n  provider = \"sqlite\"\n}\n", &["missing-key"], &[]);
    check("datasource db {\n  provider = \"sqlite\"\n  url = env(\"\")\n}\n", &[], &["url-in-datasource"]);
    check(
        "datasource db {\n  provider = \"sqlite\"\n  url = env(name: \"A\")\n}\n",
        &["named-argument"],
        &["url-in-datasource"],
    );
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
}
