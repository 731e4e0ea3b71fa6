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
