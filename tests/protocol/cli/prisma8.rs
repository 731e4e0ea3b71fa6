//! What belongs to Prisma 8 beside what belongs to Prisma 7.

use super::{project, run};

/// Checks without the checklist, and shows everything.
const CHECK: [&str; 7] = ["check", "--preset", "minimal", "--snippets", "never", "--level", "info"];

/// A project of Prisma 7 whose folder has a schema of Prisma 8 as well.
const MIXED: &str = r#"//- /package.json
{ "dependencies": { "prisma": "7.2.0" } }
//- /prisma.config.ts
import { defineConfig } from "prisma/config";
export default defineConfig({ schema: "prisma" });
//- /prisma/schema.prisma
datasource db {
  provider = "postgresql"
}
model Post {
  id Int @id
  author Nobody
}
//- /prisma/contract.prisma

// use prisma-8
model Post {
  id Int @id
  title Strng
}
"#;

#[test]
fn schemas_of_both_dialects_in_one_folder_are_not_mixed() {
    let dir = project(MIXED);
    let found = run(dir.path(), &CHECK);
    assert_eq!(found.code, 1, "{}{}", found.out, found.err);
    let has = |file: &str, code: &str| {
        found.out.lines().any(|line| line.contains(code)) && found.out.contains(&format!("prisma/{file}"))
    };
    assert!(has("schema.prisma", "unknown-type"), "{}", found.out);
    assert!(has("contract.prisma", "psl-unresolved-reference"), "{}", found.out);
    let told: Vec<&str> = found.out.lines().filter(|line| line.contains("mixed-dialects")).collect();
    assert_eq!(told.len(), 1, "{}", found.out);
    let text = "`contract.prisma` is read as Prisma 8, `schema.prisma` as Prisma 7.";
    assert!(told[0].contains(text), "{}", found.out);
    assert!(!found.out.contains("duplicate"), "{}", found.out);
}

#[test]
fn files_that_prisma_8_leaves_out_are_told() {
    let dir = project(
        "//- /package.json\n{ \"dependencies\": { \"prisma\": \"8.0.0-rc.19\" } }\n//- /prisma.config.ts\nimport { defineConfig } from '@prisma/orm-postgres/config';\nexport default defineConfig({ contract: 'prisma/*.prisma' });\n//- /prisma/a.prisma\n// use prisma-8\nmodel A {\n  id Int @id\n}\n//- /prisma/b.prisma\nmodel B {\n  id Nothing\n}\n",
    );
    let found = run(dir.path(), &CHECK);
    assert_eq!(found.code, 0, "{}{}", found.out, found.err);
    assert!(found.out.contains("Prisma 8 does not read `b.prisma`"), "{}", found.out);
    assert!(!found.out.contains("psl-"), "{}", found.out);
}

/// A project of Prisma 8 with migrations.
const MIGRATED: &str = r#"//- /package.json
{ "dependencies": { "prisma": "8.0.0-rc.19" } }
//- /prisma.config.ts
import { definePrismaConfig } from "@prisma/cli-engine";
import { defineConfig as ormConfig } from "@prisma/orm-postgres/config";
export default definePrismaConfig({ orm: ormConfig({ contract: "./src/contract.prisma" }) });
//- /src/contract.prisma
// use prisma-8
model A {
  id Int @id
}
//- /migrations/app/20260515T1200_add_a/migration.ts
export default class {}
//- /migrations/app/20260515T1200_add_a/migration.json
{ "migrationHash": "x" }
//- /migrations/app/20260515T1200_add_a/ops.json
[]
//- /migrations/app/refs/db.json
{ "hash": "x", "invariants": [] }
//- /migrations/snapshots/00/contract.json
{}
"#;

#[test]
fn migrations_of_prisma_8_are_left_alone() {
    let dir = project(MIGRATED);
    let found = run(dir.path(), &CHECK);
    assert_eq!(found.code, 0, "{}{}", found.out, found.err);
    assert_eq!(found.out.matches("prisma-8-migrations").count(), 1, "{}", found.out);
    for arguments in [&["migrate", "lint"][..], &["migrate", "lint", "migrations"]] {
        let lint = run(dir.path(), arguments);
        assert_eq!(lint.code, 0, "{arguments:?} {}{}", lint.out, lint.err);
        assert_eq!(lint.err.matches("left alone").count(), 1, "{arguments:?} {}", lint.err);
    }
    for arguments in [
        &["migrate", "preview"][..],
        &["migrate", "report"],
        &["migrate", "plan", "--name", "x"],
        &["migrate", "diff", "--from", "migrations", "--to", "src"],
        &["migrate", "diff", "--from", "empty", "--to", "src"],
    ] {
        let refused = run(dir.path(), arguments);
        assert_eq!(refused.code, 2, "{arguments:?} {}{}", refused.out, refused.err);
        assert_eq!(refused.err.matches("left alone").count(), 1, "{arguments:?} {}", refused.err);
    }
}

#[test]
fn migrations_of_both_may_share_a_folder() {
    let dir = project(&format!(
        "{}//- /migrations/migration_lock.toml\nprovider = \"postgresql\"\n//- /migrations/20240101000000_a/migration.sql\nCREATE TABLE \"a\" (\"id\" INTEGER);\n",
        MIGRATED.split_once("//- /migrations").map(|(_, rest)| format!("//- /migrations{rest}")).unwrap()
    ));
    let lint = run(dir.path(), &["migrate", "lint", "migrations"]);
    assert!(
        !lint.err.contains("no `migration.sql`") && !lint.out.contains("ops"),
        "{}{}",
        lint.out,
        lint.err
    );
    assert_ne!(lint.code, 2, "{}{}", lint.out, lint.err);
}

/// A contract of Prisma 8 with a `native_enum`.
fn contract_with(values: &str) -> String {
    format!(
        "{{ \"storage\": {{ \"namespaces\": {{ \"public\": {{ \"entries\": {{ \"native_enum\": {{ \"Status\": {{ \"members\": {values} }} }} }} }} }} }} }}"
    )
}

#[test]
fn the_order_of_a_native_enum_is_compared_with_the_last_contract() {
    let schema =
        "// use prisma-8\nnative_enum Status {\n  live  = \"live\"\n  draft = \"draft\"\n}\nmodel A {";
    let migrated = MIGRATED
        .replace("// use prisma-8\nmodel A {", schema)
        .replace("\"hash\": \"x\"", "\"hash\": \"00\"")
        .replace("contract.json\n{}", &format!("contract.json\n{}", contract_with("[\"draft\", \"live\"]")));
    let dir = project(&migrated);
    let found = run(dir.path(), &["check", "--select", "native-enum-change"]);
    assert_eq!(found.out.matches("native-enum-change").count(), 1, "{}{}", found.out, found.err);
    let same = contract_with("[\"live\", \"draft\"]");
    std::fs::write(dir.path().join("migrations/snapshots/00/contract.json"), same).unwrap();
    let found = run(dir.path(), &["check", "--select", "native-enum-change"]);
    assert!(!found.out.contains("native-enum-change"), "{}{}", found.out, found.err);
}
