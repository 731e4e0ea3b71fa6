//! The two dialects of a schema, in an editor.

use serde_json::{Value, json};

use crate::workspace::{Workspace, has};

const CLASSIC: &str = "datasource db {\n  provider = \"postgresql\"\n}\n\nmodel Post {\n  id Int @id\n  at DateTime @updatedAt\n}\n";
const NEXT: &str = "model Post {\n  id Int @id\n  at DateTime @updatedAt\n}\n";

/// A project of Prisma 7 with a schema of its own dialect, and what is pushed for a file of it.
fn workspace() -> Workspace {
    let files = [
        ("package.json", "{ \"dependencies\": { \"prisma\": \"7.2.0\" } }"),
        (
            "prisma.config.ts",
            "import { defineConfig } from \"prisma/config\";\nexport default defineConfig({ schema: \"prisma\" });\n",
        ),
        ("prisma/schema.prisma", CLASSIC),
        ("prisma/contract.prisma", NEXT),
    ];
    Workspace::new(&files, json!({}))
}

fn codes(pushed: &Value) -> Vec<String> {
    let all = pushed["diagnostics"].as_array().unwrap();
    all.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_directive_that_is_added_or_removed_switches_the_dialect() {
    let mut it = workspace();
    it.open("prisma/contract.prisma");
    let first = it.pushed_for("prisma/contract.prisma", 1);
    assert!(has(&first["diagnostics"], "duplicate-name") || !codes(&first).is_empty(), "{first}");
    assert!(!codes(&first).iter().any(|code| code.starts_with("psl-")), "{first}");
    for directive in ["// use prisma-8\n", "\n\n// use prisma-next\n"] {
        let version = it.change("prisma/contract.prisma", &format!("{directive}{NEXT}"));
        let next = it.pushed_for("prisma/contract.prisma", version);
        assert!(has(&next["diagnostics"], "psl-unsupported-field-attribute"), "{next}");
        assert!(has(&next["diagnostics"], "mixed-dialects"), "{next}");
        let version = it.change("prisma/contract.prisma", NEXT);
        let back = it.pushed_for("prisma/contract.prisma", version);
        assert_eq!(codes(&back), codes(&first));
    }
    assert_eq!(it.client.leave(), Some(0));
}

#[test]
fn a_schema_beside_one_of_prisma_8_keeps_its_findings() {
    let mut it = workspace();
    it.write("prisma/contract.prisma", &format!("// use prisma-8\n{NEXT}"));
    it.open_with("prisma/schema.prisma", &CLASSIC.replace("DateTime", "Nothing"));
    let found = it.pushed_for("prisma/schema.prisma", 1);
    assert!(has(&found["diagnostics"], "unknown-type"), "{found}");
    assert!(!codes(&found).iter().any(|code| code.starts_with("psl-")), "{found}");
    assert_eq!(it.client.leave(), Some(0));
}

/// A contract of Prisma 8 with a `native_enum` of these values.
fn contract(values: &[&str]) -> String {
    let enums = json!({ "Status": { "members": values } });
    json!({ "storage": { "namespaces": { "public": { "entries": { "native_enum": enums } } } } }).to_string()
}

#[test]
fn a_contract_that_is_planned_on_the_disk_is_seen() {
    let schema = "// use prisma-8\nnative_enum Status {\n  live  = \"live\"\n  draft = \"draft\"\n}\n";
    let before = contract(&["draft", "live"]);
    let files = [
        ("package.json", "{ \"dependencies\": { \"prisma\": \"8.0.0-rc.19\" } }"),
        ("prisma/contract.prisma", schema),
        ("prisma/migrations/app/1_init/migration.json", "{ \"from\": null, \"to\": \"0a\" }"),
        ("prisma/migrations/snapshots/0a/contract.json", before.as_str()),
    ];
    let mut it = Workspace::new(&files, json!({}));
    it.open("prisma/contract.prisma");
    let found = it.pushed_for("prisma/contract.prisma", 1);
    assert!(has(&found["diagnostics"], "native-enum-change"), "{found}");
    it.write("prisma/migrations/snapshots/0b/contract.json", &contract(&["live", "draft"]));
    it.write("prisma/migrations/app/2_by_hand/migration.json", "{ \"from\": \"0a\", \"to\": \"0b\" }");
    let version = it.change("prisma/contract.prisma", &format!("{schema}\n"));
    let found = it.pushed_for("prisma/contract.prisma", version);
    assert!(!has(&found["diagnostics"], "native-enum-change"), "{found}");
    assert_eq!(it.client.leave(), Some(0));
}
