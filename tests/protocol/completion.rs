//! Completion and signature help, as editors ask for them.

use serde_json::{Value, json};

use crate::workspace::Workspace;

const SNIPPETS: fn() -> Value = || {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "textDocument": {
            "completion": { "completionItem": {
                "snippetSupport": true,
                "insertReplaceSupport": true,
                "labelDetailsSupport": true,
                "commitCharactersSupport": true,
                "documentationFormat": ["markdown"],
            } },
            "signatureHelp": { "signatureInformation": { "documentationFormat": ["markdown"] } },
        },
    })
};

/// Opens `text` in place of a file, and asks at its `|`.
fn ask(it: &mut Workspace, method: &str, text: &str, context: Value) -> Value {
    let (before, after) = text.split_once('|').unwrap();
    let uri = it.uri("schema/post.prisma");
    let document =
        json!({ "uri": uri, "languageId": "prisma", "version": 1, "text": format!("{before}{after}") });
    it.client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    let line = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap();
    let character = match it.capabilities["positionEncoding"].as_str() {
        Some("utf-8") => column.len(),
        _ => column.encode_utf16().count(),
    };
    let params = json!({
        "textDocument": { "uri": uri },
        "position": { "line": line, "character": character },
        "context": context,
    });
    let answer = it.client.request(method, params)["result"].take();
    it.client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    answer
}

fn complete(it: &mut Workspace, text: &str) -> Value {
    ask(it, "textDocument/completion", text, json!({ "triggerKind": 1 }))
}

fn item(list: &Value, label: &str) -> Value {
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .find(|item| item["label"] == label)
        .unwrap_or_else(|| panic!("no {label} in {list:#}"))
        .clone()
}

fn range(line: u32, from: u32, to: u32) -> Value {
    json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": to } })
}

#[test]
fn snippets_replace_the_word_where_the_editor_knows_them() {
    let mut it = Workspace::with_two_files(SNIPPETS());
    assert_eq!(it.capabilities["completionProvider"]["resolveProvider"], true);
    let found = complete(&mut it, "model Post {\n  /* 📅 */ größe Int @de|f(1)\n}\n");
    assert_eq!(found["isIncomplete"], false);
    let edit = item(&found, "@default")["textEdit"].take();
    assert_eq!(
        edit,
        json!({ "newText": "@default", "insert": range(1, 21, 24), "replace": range(1, 21, 25) })
    );
    let found = complete(&mut it, "model Post {\n  id Int @d|\n}\n");
    let default = item(&found, "@default");
    assert_eq!(default["insertTextFormat"], 2);
    assert_eq!(default["textEdit"]["newText"], "@default($1)");
    assert_eq!(default["labelDetails"]["description"], "attribute");
    assert_eq!(it.client.leave(), Some(0));
}

#[test]
fn plain_text_where_the_editor_knows_no_snippets() {
    let mut it = Workspace::with_two_files(json!({ "general": { "positionEncodings": ["utf-8"] } }));
    let found = complete(&mut it, "model Post {\n  größe Int @d|\n}\n");
    let default = item(&found, "@default");
    assert_eq!(default["textEdit"], json!({ "newText": "@default()", "range": range(1, 14, 16) }));
    assert_eq!(default["insertTextFormat"], Value::Null);
    assert_eq!(default["detail"], "attribute");
}

#[test]
fn documentation_comes_when_it_is_asked_for() {
    let mut it = Workspace::with_two_files(SNIPPETS());
    it.open("schema/user.prisma");
    let found = complete(&mut it, "model Post {\n  author |\n}\n");
    let user = item(&found, "User");
    assert_eq!(user["documentation"], Value::Null);
    it.open("schema/post.prisma");
    let resolved = it.client.request("completionItem/resolve", user)["result"].take();
    assert_eq!(resolved["documentation"]["kind"], "markdown");
    let value = resolved["documentation"]["value"].as_str().unwrap();
    assert!(value.contains("model User"), "{value}");
    let unknown = json!({ "label": "x", "data": { "uri": "file:///nowhere", "topic": 1 } });
    assert_eq!(it.client.request("completionItem/resolve", unknown)["result"]["label"], "x");
}

#[test]
fn what_does_not_fit_is_named_only_when_asked_for() {
    let mut it = Workspace::with_two_files(SNIPPETS());
    let text = "model Post {\n  id Int @|\n}\n";
    let asked = complete(&mut it, text);
    assert_eq!(item(&asked, "@relation")["sortText"].as_str().unwrap().chars().next(), Some('d'));
    let typed =
        ask(&mut it, "textDocument/completion", text, json!({ "triggerKind": 2, "triggerCharacter": "@" }));
    assert!(typed["items"].as_array().unwrap().iter().all(|item| item["label"] != "@relation"), "{typed:#}");
}

#[test]
fn signature_help() {
    let mut it = Workspace::with_two_files(SNIPPETS());
    assert_eq!(it.capabilities["signatureHelpProvider"]["triggerCharacters"], json!(["(", ","]));
    let text = "model Post {\n  author User @relation(fields: [a], |)\n}\n";
    let found = ask(&mut it, "textDocument/signatureHelp", text, json!(null));
    let label = found["signatures"][0]["label"].as_str().unwrap();
    assert!(label.starts_with("@relation(name?: \"text\", fields?: [field, …]"), "{label}");
    let parameters = found["signatures"][0]["parameters"].as_array().unwrap();
    assert!(parameters.iter().all(|it| label.contains(it["label"].as_str().unwrap())));
    // The name may be omitted, before and behind other arguments.
    assert_eq!(found["activeParameter"], 0);
    let text = "model Post {\n  author User @relation(fields: [|])\n}\n";
    assert_eq!(ask(&mut it, "textDocument/signatureHelp", text, json!(null))["activeParameter"], 1);
}
