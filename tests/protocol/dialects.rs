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
