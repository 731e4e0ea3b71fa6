//! No list that a client is sent grows without end, and a list that is cut says so.

use serde_json::{Value, json};

use crate::lsp_client::LspClient;

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
