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

/// What is wrong in a configuration stays when nothing is wrong any more in the queries that are in it.
#[test]
fn a_configuration_with_queries_has_one_list() {
    let mut it = workspace(json!({}));
    it.write("prisma.config.ts", &format!("{CLIENT}{UNSAFE}"));
    it.open("prisma/schema.prisma");
    let about_configuration = |it: &Workspace| {
        let uri = it.uri("prisma.config.ts");
        let pushed = it.client.taken("textDocument/publishDiagnostics");
        pushed.into_iter().rfind(|pushed| pushed["uri"] == json!(uri)).map(|it| it["diagnostics"].clone())
    };
    // Lists of one state come in the order of paths.
    while !has(&it.pushed("src/find.ts")["diagnostics"], "raw-unsafe") {}
    let before = about_configuration(&it);
    assert!(before.as_ref().is_some_and(|it| has(it, "prisma-config")), "{before:?}");
    it.write("prisma.config.ts", CLIENT);
    it.write("src/find.ts", SAFE);
    while it.pushed("src/find.ts")["diagnostics"] != json!([]) {}
    let after = about_configuration(&it);
    assert!(after.as_ref().is_none_or(|it| has(it, "prisma-config")), "{after:?}");
}

#[test]
fn settings_turn_findings_in_code_off() {
    let mut it = workspace(pulling());
    it.write("prisma-lens.toml", "[queries]\nlint = false\n");
    it.open("prisma/schema.prisma");
    it.open("src/find.ts");
    assert_eq!(it.pull("src/find.ts", None)["items"], json!([]));
}

const POSTS: &str = "import { prisma } from './db';\nexport const one = (email: string) => prisma.user.findFirst({ where: { email } });\nexport const all = () => prisma.user.findMany({ select: { email: true } });\n";

#[test]
fn references_hover_and_lens_count_uses_in_code() {
    let mut it = workspace(json!({ "textDocument": { "codeLens": {} } }));
    it.write("src/posts.ts", POSTS);
    it.client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "prismaLens": { "codeLens": { "calls": true } } } }),
    );
    it.open("prisma/schema.prisma");
    // What is found in code is pushed when it was read.
    it.pushed("src/find.ts");
    let at = |it: &Workspace, word: &str| {
        let mut params = it.at("prisma/schema.prisma", SCHEMA, word);
        params["context"] = json!({ "includeDeclaration": false });
        params
    };
    let of_field = it.client.request("textDocument/references", at(&it, "email"))["result"].clone();
    let lines: Vec<(String, u64)> = of_field
        .as_array()
        .unwrap()
        .iter()
        .map(|place| {
            let uri = place["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
            (uri, place["range"]["start"]["line"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(lines, [("posts.ts".to_owned(), 1), ("posts.ts".to_owned(), 2)]);
    let hover = it.client.request("textDocument/hover", at(&it, "User"))["result"].clone();
    assert!(
        hover["contents"]["value"]
            .as_str()
            .unwrap()
            .contains("2 calls of Prisma Client, in 1 file, 1 without an index"),
        "{hover}"
    );
    let document = json!({ "textDocument": { "uri": it.uri("prisma/schema.prisma") } });
    let lenses = it.client.request("textDocument/codeLens", document)["result"].clone();
    let lens = it.client.request("codeLens/resolve", lenses[0].clone())["result"].clone();
    assert_eq!(lens["command"]["title"], "2 calls", "{lens}");
}

#[test]
fn a_query_without_an_index_is_reported_in_the_schema() {
    let mut it = workspace(json!({}));
    it.write("src/posts.ts", POSTS);
    it.open("prisma/schema.prisma");
    let finding = loop {
        let pushed = it.pushed("prisma/schema.prisma");
        let mut found = pushed["diagnostics"].as_array().unwrap().iter();
        if let Some(finding) = found.find(|it| it["code"] == "missing-index-for-query") {
            break finding.clone();
        }
    };
    assert!(finding["message"].as_str().unwrap().contains("@@index([email])"), "{finding}");
}

#[test]
fn actions_in_code_suppress_and_fix() {
    let mut it = workspace(
        json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } } } }),
    );
    it.open("prisma/schema.prisma");
    it.pushed("src/find.ts");
    it.open("src/find.ts");
    let mut params = it.at("src/find.ts", UNSAFE, "email}");
    params["range"] = json!({ "start": params["position"], "end": params["position"] });
    params["context"] = json!({ "diagnostics": [] });
    let actions = it.client.request("textDocument/codeAction", params)["result"].clone();
    let titles: Vec<&str> =
        actions.as_array().unwrap().iter().map(|it| it["title"].as_str().unwrap()).collect();
    assert!(titles.contains(&"Suppress `raw-unsafe` for this statement"), "{titles:?}");
    let action = actions
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["title"] == "Suppress `raw-unsafe` for this statement");
    let edit = &action.unwrap()["edit"]["changes"][it.uri("src/find.ts")][0];
    assert_eq!(edit["newText"], "// prisma-lens-ignore raw-unsafe\r\n");
    assert_eq!(edit["range"]["start"], json!({ "line": 2, "character": 0 }));
    it.change("src/find.ts", &UNSAFE.replace("export", "// prisma-lens-ignore raw-unsafe\r\nexport"));
    while it.pushed("src/find.ts")["diagnostics"] != json!([]) {}
}

#[test]
fn a_field_that_no_code_names_is_reported_where_the_rule_is_on() {
    let schema = SCHEMA.replace("email String", "email String\n  motto String");
    let files = [("prisma/schema.prisma", schema.as_str()), ("src/db.ts", CLIENT), ("src/posts.ts", POSTS)];
    let mut it = Workspace::new(&files, json!({}));
    it.open("prisma/schema.prisma");
    it.client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "prismaLens": { "rules": { "unused-field": "info" } } } }),
    );
    let unused = |pushed: &Value| has(&pushed["diagnostics"], "unused-field");
    while !unused(&it.pushed("prisma/schema.prisma")) {}
    // A file that asks nothing names it.
    it.write("src/words.ts", "export const columns = ['motto'];\n");
    while unused(&it.pushed("prisma/schema.prisma")) {}
    it.write("src/words.ts", "export const columns = [];\n");
    while !unused(&it.pushed("prisma/schema.prisma")) {}
}
