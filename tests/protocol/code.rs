//! Code that uses Prisma Client, in an editor.

use serde_json::{Value, json};

use crate::workspace::{Workspace, has, pulling};

const SCHEMA: &str = "datasource db {\n  provider = \"postgresql\"\n}\n\nmodel User {\n  id    Int    @id\n  email String\n}\n";
const UNSAFE: &str = "// é🎉\r\nimport { prisma } from './db';\r\nexport const find = (email: string) => prisma.$queryRawUnsafe(`SELECT '${email}'`);\r\n";
const SAFE: &str = "import { prisma } from './db';\nexport const find = (email: string) => prisma.$queryRaw`SELECT ${email}`;\n";
const CLIENT: &str =
    "import { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient();\n";

fn workspace(capabilities: Value) -> Workspace {
    let files = [("prisma/schema.prisma", SCHEMA), ("src/db.ts", CLIENT), ("src/find.ts", UNSAFE)];
    Workspace::new(&files, capabilities)
}

#[test]
fn findings_in_files_that_are_not_open_follow_the_disk() {
    let mut it = workspace(json!({}));
    it.open("prisma/schema.prisma");
    let pushed = it.pushed("src/find.ts");
    assert!(has(&pushed["diagnostics"], "raw-unsafe"), "{pushed}");
    assert_eq!(pushed["diagnostics"][0]["range"]["start"]["line"], 2, "{pushed}");
    it.write("src/find.ts", SAFE);
    assert_eq!(it.pushed("src/find.ts")["diagnostics"], json!([]));
}

#[test]
fn findings_in_an_open_file_follow_typing() {
    let mut it = workspace(json!({}));
    it.open("prisma/schema.prisma");
    it.pushed("src/find.ts");
    it.open("src/find.ts");
    it.change("src/find.ts", SAFE);
    while it.pushed("src/find.ts")["diagnostics"] != json!([]) {}
    it.change("src/find.ts", UNSAFE);
    while !has(&it.pushed("src/find.ts")["diagnostics"], "raw-unsafe") {}
}

#[test]
fn settings_turn_findings_in_code_off() {
    let mut it = workspace(pulling());
    it.write("prisma-lens.toml", "[queries]\nlint = false\n");
    it.open("prisma/schema.prisma");
    it.open("src/find.ts");
    assert_eq!(it.pull("src/find.ts", None)["items"], json!([]));
}
