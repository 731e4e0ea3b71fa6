//! Folding and selection, as editors ask for them.

use serde_json::{Value, json};

use crate::workspace::Workspace;

const TEXT: &str =
    "// 📅 a\n// b\nmodel A {\n  x Int /* 📅 */ @id\n}\n// #region R\nenum E {\n}\n// #endregion\n";

fn folds(client: Value) -> Value {
    let mut it = Workspace::new(&[], json!({ "textDocument": { "foldingRange": client } }));
    assert_eq!(it.capabilities["foldingRangeProvider"], true);
    it.open_with("untitled:a", TEXT);
    let params = json!({ "textDocument": { "uri": "untitled:a" } });
    it.client.request("textDocument/foldingRange", params)["result"].take()
}

#[test]
fn folds_of_lines() {
    let lines = json!({ "lineFoldingOnly": true, "foldingRange": { "collapsedText": true } });
    // The enum has but one line beside that of its brace, which stays.
    assert_eq!(
        folds(lines),
        json!([
            { "startLine": 0, "endLine": 1, "kind": "comment" },
            { "startLine": 2, "endLine": 3 },
            { "startLine": 5, "endLine": 8, "kind": "region", "collapsedText": "R" },
        ])
    );
}

#[test]
fn folds_of_characters() {
    let found = folds(json!({}));
    assert_eq!(found[1], json!({ "startLine": 2, "startCharacter": 9, "endLine": 4, "endCharacter": 0 }));
    assert_eq!(
        found[0],
        json!({ "startLine": 0, "startCharacter": 7, "endLine": 1, "endCharacter": 4, "kind": "comment" })
    );
    assert_eq!(found.as_array().unwrap().len(), 4);
    assert_eq!(found[2]["collapsedText"], Value::Null);
}

#[test]
fn no_more_folds_than_the_client_takes() {
    let found = folds(json!({ "rangeLimit": 2 }));
    let kinds: Vec<&Value> = found.as_array().unwrap().iter().map(|it| &it["startLine"]).collect();
    assert_eq!(json!(kinds), json!([2, 5]));
}

#[test]
fn selections_grow() {
    let mut it = Workspace::new(&[], json!({}));
    assert_eq!(it.capabilities["selectionRangeProvider"], true);
    it.open_with("untitled:a", TEXT);
    let positions = json!([{ "line": 3, "character": 19 }, { "line": 99, "character": 0 }]);
    let params = json!({ "textDocument": { "uri": "untitled:a" }, "positions": positions });
    let found = it.client.request("textDocument/selectionRange", params)["result"].take();
    assert_eq!(found.as_array().unwrap().len(), 2);
    let (id, attribute) = (&found[0]["range"], &found[0]["parent"]["range"]);
    assert_eq!((&id["start"]["character"], &id["end"]["character"]), (&json!(18), &json!(20)));
    assert_eq!((&attribute["start"]["character"], &attribute["end"]["character"]), (&json!(17), &json!(20)));
    let mut last = &found[0];
    while last["parent"] != Value::Null {
        last = &last["parent"];
    }
    let file = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } });
    assert_eq!(last["range"], file);
    assert_eq!(it.client.leave(), Some(0));
}
