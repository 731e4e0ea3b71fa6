//! No list that a client is sent grows without end, and a list that is cut says so.

use serde_json::{Value, json};

use crate::lsp_client::LspClient;
use crate::workspace::Workspace;

const URI: &str = "file:///nowhere/schema.prisma";

fn opened(text: &str) -> LspClient {
    let mut client = LspClient::spawn();
    let capabilities = json!({ "textDocument": {
        "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
        "hover": { "contentFormat": ["markdown"] },
        "inlayHint": {},
        "codeLens": {},
    } });
    client.initialize(json!({
        "capabilities": capabilities,
        "initializationOptions": {
            "codeLens": { "references": true },
            "inlayHints": { "constraintNames": true, "nativeTypes": true, "referentialActions": true, "oppositeFields": true },
        },
    }));
    open(&mut client, text);
    client
}

fn open(client: &mut LspClient, text: &str) {
    let item = json!({ "uri": URI, "languageId": "prisma", "version": 1, "text": text });
    client.notify("textDocument/didOpen", json!({ "textDocument": item }));
}

fn ask(client: &mut LspClient, method: &str, more: Value) -> Value {
    let mut params = json!({ "textDocument": { "uri": URI } });
    for (name, value) in more.as_object().cloned().unwrap_or_default() {
        params[name] = value;
    }
    let mut reply = client.request(&format!("textDocument/{method}"), params);
    assert!(reply.get("result").is_some(), "{method}: {reply}");
    reply["result"].take()
}

fn len(list: &Value) -> usize {
    list.as_array().map_or(0, Vec::len)
}

/// Waits until the log says that a list of these is cut.
fn says_so(client: &mut LspClient, what: &str) {
    let is_it = |it: &Value| {
        it["message"].as_str().is_some_and(|text| text.contains(&format!(" {what} are too many")))
    };
    client.notification_that("window/logMessage", is_it);
}

/// One model that 10,100 fields name.
#[test]
fn lists_of_places_are_cut() {
    let fields: String = (0..10_100).map(|at| format!("  f{at} Hub\n")).collect();
    let mut client = opened(&format!("type Hub {{\n  id Int\n}}\nmodel A {{\n{fields}}}\n"));
    let at = json!({ "line": 0, "character": 6 });
    let references = json!({ "position": at, "context": { "includeDeclaration": true } });
    assert_eq!(len(&ask(&mut client, "references", references)), 10_000);
    says_so(&mut client, "references");
    assert_eq!(len(&ask(&mut client, "documentHighlight", json!({ "position": at }))), 10_000);
    says_so(&mut client, "highlights");
    let symbols = ask(&mut client, "documentSymbol", json!({}));
    assert_eq!(len(&symbols[1]["children"]), 10_000);
    says_so(&mut client, "members of a block");
    let lens = json!({ "range": { "start": at, "end": at }, "data": { "uri": URI, "kind": "references", "name": "Hub" } });
    let lens = client.request("codeLens/resolve", lens);
    assert_eq!(len(&lens["result"]["command"]["arguments"][2]), 10_000, "{:.300}", lens.to_string());
    says_so(&mut client, "places of a code lens");
    let hub = ask(&mut client, "prepareCallHierarchy", json!({ "position": at }));
    let calls = client.request("callHierarchy/incomingCalls", json!({ "item": hub[0] }));
    assert_eq!(len(&calls["result"][0]["fromRanges"]), 10_000, "{:.300}", calls.to_string());
    says_so(&mut client, "places of a relation");
    // An edit is whole.
    let renamed = ask(&mut client, "rename", json!({ "position": at, "newName": "Other" }));
    assert_eq!(len(&renamed["changes"][URI]), 10_101, "{}", renamed.to_string().len());
    assert_eq!(client.leave(), Some(0));
}

/// The text of a formatted document is right whether it is changed by many edits or by one.
#[test]
fn many_edits_become_one() {
    let fields: String = (0..10_100).map(|at| format!(" f{at}   Int\n")).collect();
    let mut client = opened(&format!("model A {{\n{fields}}}\n"));
    let edits = ask(&mut client, "formatting", json!({ "options": { "tabSize": 2, "insertSpaces": true } }));
    assert_eq!(len(&edits), 1);
    let new = edits[0]["newText"].as_str().unwrap();
    assert!(
        new.contains("f9     Int\n  f10    Int\n") && new.ends_with("f10098 Int\n  f10099 "),
        "{}",
        &new[new.len() - 50..]
    );
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_hover_ends() {
    let text = "/// some words about it\n".repeat(10_000);
    let mut client = opened(&format!("{text}model A {{\n  id Int @id\n}}\n"));
    let hover = ask(&mut client, "hover", json!({ "position": { "line": 10_000, "character": 6 } }));
    let shown = hover["contents"]["value"].as_str().unwrap();
    assert!(shown.len() < 65_000 * 11 / 10 && shown.ends_with("too long to be shown."), "{}", shown.len());
    assert_eq!(client.leave(), Some(0));
}

/// Of ranges that nest deeper than a client can read, those between the innermost and the outermost are left out.
#[test]
fn selections_have_few_steps() {
    let mut client =
        opened(&format!("model A {{\n  id Int @default({}1{})\n}}\n", "f(".repeat(1_000), ")".repeat(1_000)));
    let ranges =
        ask(&mut client, "selectionRange", json!({ "positions": [{ "line": 1, "character": 2_018 }] }));
    let mut steps = 0;
    let mut range = &ranges[0];
    while range.is_object() {
        steps += 1;
        if range["parent"].is_null() {
            assert_eq!(range["range"]["start"], json!({ "line": 0, "character": 0 }));
        }
        range = &range["parent"];
    }
    assert_eq!(steps, 100);
    assert_eq!(client.leave(), Some(0));
}

/// A search finds the best 256 symbols, and a range with many findings offers actions for the first 100.
#[test]
fn symbols_and_actions_are_cut() {
    let fields: String = (0..400).map(|at| format!("  field{at} Unknown{at}\n")).collect();
    let mut client = opened(&format!("model A {{\n  id Int @id\n{fields}}}\n"));
    let mut found = client.request("workspace/symbol", json!({ "query": "field" }));
    assert_eq!(len(&found["result"].take()), 256);
    says_so(&mut client, "symbols that match");
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 400, "character": 0 } });
    let actions = ask(&mut client, "codeAction", json!({ "range": range, "context": { "diagnostics": [] } }));
    let declares = |action: &&Value| {
        action["title"].as_str().is_some_and(|title| title.starts_with("Declare the model `Unknown"))
    };
    let count = actions.as_array().unwrap().iter().filter(declares).count();
    assert!((1..=100).contains(&count), "{count}");
    let is_it = |it: &Value| {
        it["message"].as_str().is_some_and(|text| text.contains(" findings are in the range: the first 100 "))
    };
    client.notification_that("window/logMessage", is_it);
}

/// The first `most` of what there is, and a line in the log.
fn is_cut(client: &mut LspClient, method: &str, more: Value, most: usize, what: &str) {
    let found = ask(client, method, more);
    assert_eq!(len(&found), most, "{what}: {:.300}", found.to_string());
    says_so(client, what);
}

#[test]
fn lists_of_a_long_document_are_cut() {
    let enums: String = (0..50_100).map(|at| format!("enum E{at} {{\n  A\n  B\n  C\n  D\n}}\n")).collect();
    let mut client = opened(&enums);
    is_cut(&mut client, "foldingRange", json!({}), 50_000, "folding ranges");
    is_cut(&mut client, "codeLens", json!({}), 50_000, "code lenses");
    let symbols = ask(&mut client, "documentSymbol", json!({}));
    let all: usize = symbols.as_array().unwrap().iter().map(|it| 1 + len(&it["children"])).sum();
    assert!((249_000..=250_000).contains(&all), "{all}");
    says_so(&mut client, "symbols");
    let tree = client.request("prismaLens/syntaxTree", json!({ "textDocument": { "uri": URI } }));
    let tree = tree["result"].as_str().unwrap();
    assert!(
        tree.len() <= 100 + (4 << 20)
            && tree.ends_with("The rest is left out: the limit is 4194304 bytes.\n")
    );
    let is_it = |it: &Value| it["message"].as_str().is_some_and(|text| text.starts_with("a syntax tree of"));
    client.notification_that("window/logMessage", is_it);
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn hints_and_links_are_cut() {
    let fields: String =
        (0..10_100).map(|at| format!("  f{at} String // https://example.org/{at}\n")).collect();
    let mut client =
        opened(&format!("datasource db {{\n  provider = \"postgresql\"\n}}\nmodel A {{\n{fields}}}\n"));
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99_999, "character": 0 } });
    is_cut(&mut client, "inlayHint", json!({ "range": whole }), 10_000, "inlay hints");
    is_cut(&mut client, "documentLink", json!({}), 10_000, "links");
    assert_eq!(client.leave(), Some(0));
}

/// One model that 10,100 others name, and a name that as many have.
#[test]
fn lists_of_blocks_are_cut() {
    let models: String =
        (0..10_100).map(|at| format!("model M{at} {{\n  h Hub\n}}\nmodel Twin {{}}\n")).collect();
    let fields: String = (0..10_100).map(|at| format!("  f{at} M{at}\n")).collect();
    let mut client = opened(&format!("model Hub {{\n  twin Twin\n}}\nmodel All {{\n{fields}}}\n{models}"));
    let hub = ask(&mut client, "prepareCallHierarchy", json!({ "position": { "line": 0, "character": 7 } }));
    let calls = client.request("callHierarchy/incomingCalls", json!({ "item": hub[0] }));
    assert_eq!(len(&calls["result"]), 10_000, "{:.300}", calls.to_string());
    says_so(&mut client, "relations");
    let all = ask(&mut client, "prepareCallHierarchy", json!({ "position": { "line": 3, "character": 7 } }));
    let calls = client.request("callHierarchy/outgoingCalls", json!({ "item": all[0] }));
    assert_eq!(len(&calls["result"]), 10_000, "{:.300}", calls.to_string());
    says_so(&mut client, "relations");
    let at = json!({ "position": { "line": 1, "character": 8 } });
    is_cut(&mut client, "definition", at, 10_000, "definitions");
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn semantic_tokens_are_cut() {
    let values = format!("enum E {{\n{}}}\n", "A\n".repeat(2_000));
    let mut client = opened(&values.repeat(251));
    let tokens = ask(&mut client, "semanticTokens/full", json!({}));
    assert_eq!(len(&tokens["data"]), 5 * 500_000);
    says_so(&mut client, "semantic tokens");
    assert_eq!(client.leave(), Some(0));
}

/// More calls of a model than a lens can lead to.
#[test]
fn calls_of_a_lens_are_cut() {
    let schema = "datasource db {\n  provider = \"postgresql\"\n}\nmodel User {\n  id Int @id\n}\n";
    let calls = "  await prisma.user.findMany();\n".repeat(10_100);
    let code = format!(
        "import {{ PrismaClient }} from '@prisma/client';\nconst prisma = new PrismaClient();\nconst find = (id: string) => prisma.$queryRawUnsafe(`SELECT '${{id}}'`);\nasync function all() {{\n{calls}}}\n"
    );
    let files = [("prisma/schema.prisma", schema), ("src/all.ts", code.as_str())];
    let mut it = Workspace::new(&files, json!({ "textDocument": { "codeLens": {} } }));
    let settings = json!({ "settings": { "prismaLens": { "codeLens": { "calls": true } } } });
    it.client.notify("workspace/didChangeConfiguration", settings);
    it.open("prisma/schema.prisma");
    // What is found in code is pushed when it was read.
    it.pushed("src/all.ts");
    let document = json!({ "textDocument": { "uri": it.uri("prisma/schema.prisma") } });
    let lenses = it.client.request("textDocument/codeLens", document);
    let lens = it.client.request("codeLens/resolve", lenses["result"][0].clone());
    assert_eq!(lens["result"]["command"]["title"], "10100 calls", "{lens:.300}");
    assert_eq!(len(&lens["result"]["command"]["arguments"][2]), 10_000);
    says_so(&mut it.client, "calls");
    assert_eq!(it.client.leave(), Some(0));
}

/// A short request has no long answer: each code is explained once.
#[test]
fn codes_are_explained_once() {
    let mut client = opened("model A {\n  id Int @id\n}\n");
    let mut explain = |codes: Vec<&str>| {
        let params = json!({ "command": "prismaLens.explain", "arguments": codes });
        client.request("workspace/executeCommand", params)["result"].clone()
    };
    let once = explain(vec!["float-money", "fk-missing-index"]);
    assert!(once.as_str().is_some_and(|it| it.starts_with("# `float-money`")), "{once}");
    assert_eq!(explain(["float-money", "fk-missing-index"].repeat(5_000)), once);
    assert_eq!(client.leave(), Some(0));
}

/// Each place has a range all the same: of further ones it is the place itself.
#[test]
fn selections_are_made_around_few_places() {
    let mut client = opened("model A {\n  id Int @id\n}\n");
    let at = json!({ "line": 1, "character": 3 });
    let selected = ask(&mut client, "selectionRange", json!({ "positions": vec![at.clone(); 3_000] }));
    assert_eq!(len(&selected), 3_000);
    assert!(selected[999]["parent"]["parent"].is_object(), "{}", selected[999]);
    assert_eq!(selected[1_000], json!({ "range": { "start": at, "end": at } }));
    says_so(&mut client, "positions of selection ranges");
    assert_eq!(client.leave(), Some(0));
}

/// Half an edit would break the schema.
#[test]
fn a_rename_of_too_many_places_is_refused() {
    let fields: String = (0..100_100).map(|at| format!("  f{at} Hub\n")).collect();
    let mut client = opened(&format!("type Hub {{\n  id Int\n}}\nmodel A {{\n{fields}}}\n"));
    let at = json!({ "line": 0, "character": 6 });
    let params = json!({ "textDocument": { "uri": URI }, "position": at, "newName": "Other" });
    let refused = client.request("textDocument/rename", params);
    assert!(
        refused["error"]["message"]
            .as_str()
            .is_some_and(|it| it.contains("100,000") || it.contains("100000")),
        "{refused:.300}"
    );
    assert_eq!(client.leave(), Some(0));
}

/// A name of 64 KiB, which relations and indexes repeat.
#[test]
fn a_diagram_that_is_too_large_is_refused() {
    let name = "L".repeat(64 << 10);
    let fields: String = (0..600).map(|at| format!("  f{at} A\n")).collect();
    let mut client =
        opened(&format!("model A {{\n  id Int @id\n}}\nmodel {name} {{\n  id Int @id\n{fields}}}\n"));
    let draw = json!({ "command": "prismaLens.diagram", "arguments": [{ "uri": URI, "format": "dot" }] });
    let refused = client.request("workspace/executeCommand", draw);
    let message = refused["error"]["message"].as_str().unwrap_or_default();
    assert!(message.contains("the limit is 32 MiB. Draw a part with `focus`"), "{refused:.300}");
    let is_it = |it: &Value| it["message"].as_str().is_some_and(|text| text.starts_with("a diagram of"));
    client.notification_that("window/logMessage", is_it);
    // A part of it is drawn.
    let part = json!({ "uri": URI, "format": "dot", "focus": "A", "depth": 0 });
    let drawn = client
        .request("workspace/executeCommand", json!({ "command": "prismaLens.diagram", "arguments": [part] }));
    assert!(drawn["result"].is_string(), "{drawn:.300}");
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_preview_of_a_migration_ends() {
    let table = "t".repeat(64 << 10);
    let indexes: String = (0..100).map(|at| format!("  f{at} Int\n  @@index([f{at}])\n")).collect();
    let schema = format!(
        "datasource db {{\n  provider = \"sqlite\"\n}}\nmodel A {{\n  id Int @id\n{indexes}  @@map(\"{table}\")\n}}\n"
    );
    let files = [
        ("prisma/schema.prisma", schema.as_str()),
        ("prisma/migrations/migration_lock.toml", "provider = \"sqlite\"\n"),
        ("prisma/migrations/1_a/migration.sql", "CREATE TABLE \"Other\" (\"id\" INTEGER PRIMARY KEY);\n"),
    ];
    let mut it = Workspace::new(&files, json!({}));
    it.open("prisma/schema.prisma");
    let document = json!({ "textDocument": { "uri": it.uri("prisma/schema.prisma") } });
    let preview = it.client.request("prismaLens/migrationPreview", document);
    let text = preview["result"].as_str().unwrap_or_default();
    assert!(text.starts_with("-- ") && text.len() <= 100 + (4 << 20), "{preview:.300}");
    assert!(text.ends_with("\n-- The rest is left out: the limit is 4194304 bytes.\n"), "{}", text.len());
    let is_it = |it: &Value| it["message"].as_str().is_some_and(|text| text.starts_with("a preview of"));
    it.client.notification_that("window/logMessage", is_it);
    assert_eq!(it.client.leave(), Some(0));
}

/// The diagnostics of files that are not open have room for so many in all; an open one has its own.
#[test]
fn diagnostics_of_all_files_are_cut() {
    let broken = |name: &str, count: usize| {
        let fields: String = (0..count).map(|at| format!("  f{at} Nothing\n")).collect();
        format!("model {name} {{\n  id Int @id\n{fields}}}\n")
    };
    let (open, first, second) = (broken("A", 900), broken("B", 15_000), broken("C", 15_000));
    let main = format!("datasource db {{\n  provider = \"postgresql\"\n}}\n{open}");
    let files = [
        ("prisma.config.ts", "export default { schema: 'prisma' }\n"),
        ("prisma/a.prisma", main.as_str()),
        ("prisma/b.prisma", first.as_str()),
        ("prisma/c.prisma", second.as_str()),
        ("prisma/d.prisma", "model D {\n  id Nothing @id\n}\n"),
    ];
    let mut it = Workspace::new(&files, json!({ "textDocument": { "diagnostic": {} } }));
    let settings = json!({ "settings": { "prismaLens": { "maxDiagnostics": 50_000 } } });
    it.client.notify("workspace/didChangeConfiguration", settings);
    it.open("prisma/a.prisma");
    let answer = it.client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let items = |name: &str| {
        let uri = it.uri(name);
        let all = answer["result"]["items"].as_array().unwrap();
        all.iter().find(|report| report["uri"] == uri.as_str()).map(|report| report["items"].clone()).unwrap()
    };
    assert!(len(&items("prisma/a.prisma")) >= 900);
    assert!(len(&items("prisma/b.prisma")) >= 15_000);
    let left_out = items("prisma/c.prisma");
    assert_eq!(len(&left_out), 1, "{left_out:.300}");
    let message = left_out[0]["message"].as_str().unwrap();
    assert!(
        message.contains("findings in this file are not shown: all files have more than 20000."),
        "{message}"
    );
    assert!(items("prisma/d.prisma").to_string().contains("Nothing"));
    // It has them when it is open.
    it.open("prisma/c.prisma");
    let uri = it.uri("prisma/c.prisma");
    let answer = it.client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
    assert!(len(&answer["result"]["items"]) >= 15_000, "{answer:.300}");
    assert_eq!(it.client.leave(), Some(0));
}
