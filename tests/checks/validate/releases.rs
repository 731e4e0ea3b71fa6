//! Facts that changed between minor releases, each held against the validators of the releases around the change.

use super::codes_of;

/// What is said of a schema for a provider, with preview features, in each of these releases.
#[track_caller]
fn says(provider: &str, features: &str, rest: &str, expected: &[(&str, &[&str])]) {
    for (version, codes) in expected {
        let url = if version.starts_with('7') { "" } else { "  url = \"file:x\"\n" };
        let more = if features == "schemas" { "  schemas = [\"a\"]\n" } else { "" };
        let features = features.split(' ').filter(|name| !name.is_empty() && *name != "schemas");
        let features: Vec<String> = features.map(|name| format!("\"{name}\"")).collect();
        let text = format!(
            "datasource db {{\n  provider = \"{provider}\"\n{url}{more}}}\ngenerator g {{\n  provider = \"x\"\n  \
             previewFeatures = [{}]\n}}\n{rest}",
            features.join(", ")
        );
        assert_eq!(codes_of(&text, version), *codes, "Prisma {version}: {rest}");
    }
}

const NOTHING: &[&str] = &[];

#[test]
fn preview_features_in_preview_and_after() {
    let finished: &[&str] = &["preview-feature-finished"];
    for (feature, last, first) in [
        ("tracing", "6.0.0", "6.1.0"),
        ("omitApi", "6.1.0", "6.2.0"),
        ("prismaSchemaFolder", "6.6.0", "6.7.0"),
        ("deno", "6.7.0", "6.8.0"),
        ("multiSchema", "6.12.0", "6.13.0"),
        ("driverAdapters", "6.15.0", "6.16.0"),
        ("queryCompiler", "6.15.0", "6.16.0"),
        ("fullTextIndex", "5.22.0", "6.0.0"),
    ] {
        says("mysql", feature, "", &[(last, NOTHING), (first, finished), ("7.10.0", finished)]);
    }
    let unknown: &[&str] = &["unknown-preview-feature"];
    says("mysql", "queryCompiler", "", &[("6.6.0", unknown), ("6.7.0", NOTHING)]);
    says("mysql", "shardKeys", "", &[("6.9.0", unknown), ("6.10.0", NOTHING)]);
    says(
        "mysql",
        "metrics",
        "",
        &[("6.13.0", NOTHING), ("6.14.0", &["preview-feature-retired"]), ("7.0.0", unknown)],
    );
}

#[test]
fn database_schemas() {
    let model = "model A {\n  id Int @id\n  @@schema(\"a\")\n}\n";
    let missing: &[&str] = &["key-unsupported", "preview-feature-missing"];
    says("postgresql", "schemas", model, &[("5.22.0", missing), ("6.12.0", missing), ("6.13.0", NOTHING)]);
    let bare = "model A {\n  id Int @id\n}\n";
    says("postgresql", "schemas", bare, &[("6.12.0", &["key-unsupported"]), ("6.13.0", &["missing-schema"])]);
    says(
        "postgresql",
        "",
        model,
        &[("6.12.0", &["preview-feature-missing"]), ("6.13.0", &["unknown-schema"])],
    );
}

#[test]
fn full_text_indexes() {
    let model = "model A {\n  id Int @id\n  t String @db.VarChar(9)\n  @@fulltext([t])\n}\n";
    says("mysql", "", model, &[("5.22.0", &["preview-feature-missing"]), ("6.0.0", NOTHING)]);
    says("mysql", "fullTextIndex", model, &[("5.22.0", NOTHING)]);
}

#[test]
fn json_and_enums_of_sqlite() {
    let json = "model A {\n  id Int @id\n  j Json\n}\n";
    says(
        "sqlite",
        "",
        json,
        &[("5.22.0", &["type-unsupported"]), ("6.1.0", &["type-unsupported"]), ("6.2.0", NOTHING)],
    );
    let enums = "model A {\n  id Int @id\n  e E @default(X)\n}\nenum E {\n  X\n}\n";
    says(
        "sqlite",
        "",
        enums,
        &[("5.22.0", &["enum-unsupported"]), ("6.1.0", &["enum-unsupported"]), ("6.2.0", NOTHING)],
    );
    says("postgresql", "", json, &[("5.22.0", NOTHING)]);
    says("mysql", "", enums, &[("5.22.0", NOTHING)]);
}

#[test]
fn functions() {
    let with = |call: &str| format!("model A {{\n  id String @id @default({call})\n}}\n");
    says("postgresql", "", &with("ulid()"), &[("6.1.0", &["unknown-function"]), ("6.2.0", NOTHING)]);
    says("postgresql", "", &with("cuid(2)"), &[("5.22.0", &["function-arguments"]), ("6.0.0", NOTHING)]);
    says("postgresql", "", &with("uuid(7)"), &[("5.22.0", NOTHING)]);
}

#[test]
fn keys_of_views() {
    let of = |body: &str| format!("view V {{\n{body}}}\n");
    let misplaced: &[&str] = &["misplaced-attribute"];
    for body in ["  a Int @id\n", "  a Int\n  b Int\n  @@id([a, b])\n", "  a Int @unique\n  @@index([a])\n"] {
        says("postgresql", "views", &of(body), &[("6.12.0", NOTHING), ("6.14.0", misplaced)]);
    }
    let bare = of("  a Int\n");
    says("postgresql", "views", &bare, &[("6.12.0", &["missing-unique-criteria"]), ("6.13.0", NOTHING)]);
}

#[test]
fn shard_keys() {
    let model = "model A {\n  id Int @id @shardKey\n}\n";
    says("mysql", "", model, &[("6.9.0", &["unknown-attribute"]), ("6.10.0", &["preview-feature-missing"])]);
    says("mysql", "shardKeys", model, &[("6.10.0", NOTHING)]);
}

#[test]
fn addresses_that_an_adapter_replaces() {
    let text = |feature: &str| {
        format!(
            "datasource db {{\n  provider = \"sqlite\"\n}}\ngenerator g {{\n  provider = \"x\"\n  previewFeatures = [\"{feature}\"]\n}}\n"
        )
    };
    assert_eq!(codes_of(&text("driverAdapters"), "6.6.0"), ["missing-key"]);
    assert_eq!(codes_of(&text("driverAdapters"), "6.7.0"), NOTHING);
    assert_eq!(codes_of(&text("driverAdapters"), "6.16.0"), ["missing-key", "preview-feature-finished"]);
    assert_eq!(codes_of(&text("schemaEngineDriverAdapters"), "6.16.0"), NOTHING);
}

#[test]
fn letters_of_other_scripts_and_block_comments() {
    let refused: &[&str] = &["syntax-unsupported"];
    let field = "model A {\n  id Int @id\n  größe Int\n}\n";
    says("postgresql", "", field, &[("5.22.0", refused), ("6.0.0", NOTHING)]);
    let value = "enum E {\n  A\n  Ü\n}\n";
    says("postgresql", "", value, &[("5.22.0", refused), ("6.0.0", NOTHING)]);
    let comment = "model A {\n  id Int @id\n  b Int /* ü */\n}\n";
    says("postgresql", "", comment, &[("5.22.0", refused), ("6.0.0", refused), ("6.1.0", NOTHING)]);
    // Prisma skips the line.
    let index = "model A {\n  id Int @id\n  b Int /* c */\n  @@index([b])\n}\n";
    says("postgresql", "", index, &[("6.0.0", &["syntax-unsupported", "unknown-field"]), ("6.1.0", NOTHING)]);
    // Strings and comments may hold anything.
    let text = "// é /*\nmodel A {\n  id Int @id @map(\"größe /* */\") // ü\n}\n";
    says("postgresql", "", text, &[("5.22.0", NOTHING), ("6.0.0", NOTHING)]);
}
