//! What documents and the workspace declare, as editors ask for it.

use serde_json::{Value, json};

use crate::workspace::Workspace;

const TEXT: &str =
    "model Ä { // 📅\n  id Int @id /* 📅 */ @ignore\n}\n/// @deprecated\nenum E {\n  /* 📅 */ A\n}\n";

fn symbols(capabilities: Value) -> Value {
    let mut it = Workspace::new(&[], capabilities);
    assert_eq!(it.capabilities["documentSymbolProvider"], true);
    it.open_with("untitled:a", TEXT);
    let params = json!({ "textDocument": { "uri": "untitled:a" } });
    let found = it.client.request("textDocument/documentSymbol", params)["result"].take();
    let nothing = json!({ "textDocument": { "uri": "untitled:b" } });
    assert_eq!(it.client.request("textDocument/documentSymbol", nothing)["result"], Value::Null);
    assert_eq!(it.client.leave(), Some(0));
    found
}

fn range(from: (u32, u32), to: (u32, u32)) -> Value {
    json!({
        "start": { "line": from.0, "character": from.1 },
        "end": { "line": to.0, "character": to.1 },
    })
}

#[test]
fn a_tree() {
    let nested = json!({ "hierarchicalDocumentSymbolSupport": true, "tagSupport": { "valueSet": [1] } });
    let found = symbols(json!({ "textDocument": { "documentSymbol": nested } }));
    let id = json!({
        "name": "id", "detail": "Int", "kind": 8, "tags": [1], "deprecated": true,
        "range": range((1, 2), (1, 29)), "selectionRange": range((1, 2), (1, 4)),
    });
    let value = json!({
        "name": "A", "kind": 22, "range": range((5, 11), (5, 12)), "selectionRange": range((5, 11), (5, 12)),
    });
    assert_eq!(
        found,
        json!([
            {
                "name": "Ä", "detail": "model", "kind": 5, "children": [id],
                "range": range((0, 0), (2, 1)), "selectionRange": range((0, 6), (0, 7)),
            },
            {
                "name": "E", "detail": "enum", "kind": 10, "tags": [1], "deprecated": true, "children": [value],
                "range": range((3, 0), (6, 1)), "selectionRange": range((4, 5), (4, 6)),
            },
        ])
    );
}

#[test]
fn a_list_in_bytes() {
    let found = symbols(json!({ "general": { "positionEncodings": ["utf-8"] } }));
    let drawn: Vec<Value> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|it| json!([it["name"], it["containerName"], it["location"]["range"], it["tags"]]))
        .collect();
    assert_eq!(
        json!(drawn),
        json!([
            ["Ä", null, range((0, 0), (2, 1)), null],
            ["id", "Ä", range((1, 2), (1, 31)), null],
            ["E", null, range((3, 0), (6, 1)), null],
            ["A", "E", range((5, 13), (5, 14)), null],
        ])
    );
    assert_eq!(found[1]["location"]["uri"], "untitled:a");
}

#[test]
fn of_the_whole_workspace() {
    let files = [
        ("a/schema.prisma", "datasource db {\n  provider = \"sqlite\"\n}\nmodel User {\n  id Int\n}\n"),
        ("b/schema/main.prisma", "datasource db {\n  provider = \"sqlite\"\n}\n"),
        ("b/schema/user.prisma", "/* 📅 */ model SuperUser {\n  /* 📅 */ userId Int @ignore\n}\n"),
        ("b/node_modules/x/schema.prisma", "model User {\n  id Int\n}\n"),
    ];
    let tags = json!({ "workspace": { "symbol": { "tagSupport": { "valueSet": [1] } } } });
    let mut it = Workspace::new(&files, tags);
    assert_eq!(it.capabilities["workspaceSymbolProvider"]["workDoneProgress"], true);
    let ask = |it: &mut Workspace, query: &str| {
        it.client.request("workspace/symbol", json!({ "query": query }))["result"].take()
    };
    let found = ask(&mut it, "user");
    let names: Vec<&Value> = found.as_array().unwrap().iter().map(|it| &it["name"]).collect();
    assert_eq!(json!(names), json!(["User", "userId", "SuperUser"]));
    assert_eq!(
        found[1],
        json!({
            "name": "userId", "kind": 8, "tags": [1], "deprecated": true, "containerName": "SuperUser",
            "location": { "uri": it.uri("b/schema/user.prisma"), "range": range((1, 11), (1, 17)) },
        })
    );

    // Editors match the query with the names once more.
    assert_eq!(ask(&mut it, "super.id")[0]["name"], "SuperUser.userId");
    assert_eq!(ask(&mut it, "super.id")[0]["containerName"], "SuperUser");

    // What is typed counts, and what is open elsewhere too.
    it.open("b/schema/user.prisma");
    it.change("b/schema/user.prisma", "model Account {\n}\n");
    it.open_with("untitled:x", "model Unsaved {\n}\n");
    assert_eq!(ask(&mut it, "super"), json!([]));
    assert_eq!(ask(&mut it, "account")[0]["name"], "Account");
    assert_eq!(ask(&mut it, "unsaved")[0]["location"]["uri"], "untitled:x");
    assert_eq!(it.client.leave(), Some(0));
}
