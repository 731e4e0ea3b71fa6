//! Semantic tokens over the wire: the legend, columns, deltas.

use serde_json::{Value, json};

use crate::workspace::Workspace;

const TEXT: &str = "model Ä {\n  /* 📅\n  é */ id Int @id /* 📅 */ @map(\"x\") // 📅\n}\n";

fn client(extra: Value) -> Value {
    let mut tokens = json!({
        "requests": { "range": true, "full": { "delta": true } },
        "tokenTypes": [], "tokenModifiers": [], "formats": ["relative"],
    });
    for (name, value) in extra.as_object().unwrap() {
        tokens[name] = value.clone();
    }
    json!({ "textDocument": { "semanticTokens": tokens } })
}

fn opened(capabilities: Value) -> Workspace {
    let mut it = Workspace::new(&[], capabilities);
    it.open_with("untitled:a", TEXT);
    it
}

fn full(it: &mut Workspace) -> Value {
    let params = json!({ "textDocument": { "uri": "untitled:a" } });
    it.client.request("textDocument/semanticTokens/full", params)["result"].take()
}

fn delta(it: &mut Workspace, previous: &Value) -> Value {
    let params = json!({ "textDocument": { "uri": "untitled:a" }, "previousResultId": previous });
    it.client.request("textDocument/semanticTokens/full/delta", params)["result"].take()
}

/// One token a line: place, length, type and modifiers by the names of the legend.
fn drawn(it: &Workspace, data: &Value) -> Vec<String> {
    let legend = &it.capabilities["semanticTokensProvider"]["legend"];
    let (mut line, mut column) = (0, 0);
    let numbers: Vec<u64> = data.as_array().unwrap().iter().map(|it| it.as_u64().unwrap()).collect();
    let one = |token: &[u64]| {
        line += token[0];
        column = if token[0] == 0 { column + token[1] } else { token[1] };
        let kind = legend["tokenTypes"][token[3] as usize].as_str().unwrap();
        let modifiers = legend["tokenModifiers"].as_array().unwrap().iter().enumerate();
        let modifiers = modifiers.filter(|(bit, _)| token[4] >> bit & 1 == 1);
        let modifiers: String = modifiers.map(|(_, name)| format!(" {}", name.as_str().unwrap())).collect();
        format!("{line}:{column}+{} {kind}{modifiers}", token[2])
    };
    numbers.chunks(5).map(one).collect()
}

#[test]
fn in_utf_16_and_with_comments_line_by_line() {
    let mut it = opened(client(json!({})));
    assert_eq!(it.capabilities["semanticTokensProvider"]["full"], json!({ "delta": true }));
    assert_eq!(it.capabilities["semanticTokensProvider"]["range"], true);
    let found = full(&mut it);
    assert_eq!(
        drawn(&it, &found["data"]),
        [
            "0:0+5 keyword",
            "0:6+1 class declaration",
            "1:2+5 comment",
            "2:0+6 comment",
            "2:7+2 property declaration primaryKey",
            "2:10+3 type defaultLibrary",
            "2:14+3 decorator",
            "2:18+8 comment",
            "2:27+4 decorator",
            "2:32+3 string",
            "2:37+5 comment",
        ]
    );
    let range = json!({ "start": { "line": 2, "character": 9 }, "end": { "line": 2, "character": 16 } });
    let params = json!({ "textDocument": { "uri": "untitled:a" }, "range": range });
    let found = it.client.request("textDocument/semanticTokens/range", params)["result"].take();
    assert_eq!(drawn(&it, &found["data"]), ["2:10+3 type defaultLibrary", "2:14+3 decorator"]);
    assert_eq!(it.client.leave(), Some(0));
}

#[test]
fn in_bytes_and_beside_a_grammar() {
    let mut capabilities = client(json!({ "augmentsSyntaxTokens": true }));
    capabilities["general"] = json!({ "positionEncodings": ["utf-8"] });
    let mut it = opened(capabilities);
    let found = full(&mut it);
    assert_eq!(
        drawn(&it, &found["data"]),
        [
            "0:6+2 class declaration",
            "2:8+2 property declaration primaryKey",
            "2:11+3 type defaultLibrary",
            "2:15+3 decorator",
            "2:30+4 decorator",
        ]
    );
}

#[test]
fn only_what_has_changed() {
    let mut it = opened(client(json!({})));
    let first = full(&mut it);
    let same = delta(&mut it, &first["resultId"]);
    assert_eq!(same["edits"], json!([]));

    it.change("untitled:a", &TEXT.replace("Int", "Int?"));
    let changed = delta(&mut it, &same["resultId"]);
    // The field, its type and what follows the latter on its line.
    let edits = changed["edits"].as_array().unwrap();
    assert_eq!((edits.len(), &edits[0]["start"]), (1, &json!(20)));
    let mut numbers = first["data"].as_array().unwrap().clone();
    let (start, count) = (20, edits[0]["deleteCount"].as_u64().unwrap() as usize);
    numbers.splice(start..start + count, edits[0]["data"].as_array().unwrap().iter().cloned());
    let fresh = full(&mut it);
    assert_eq!(json!(numbers), fresh["data"]);

    // One answer back is still known, one before it is not, and none after the document was closed.
    let older = delta(&mut it, &changed["resultId"]);
    assert_eq!(older["edits"], json!([]));
    assert_eq!(delta(&mut it, &first["resultId"])["data"], fresh["data"]);
    assert_eq!(delta(&mut it, &json!("x"))["data"], fresh["data"]);
    let last = full(&mut it);
    it.close("untitled:a");
    assert_eq!(full(&mut it), Value::Null);
    it.open_with("untitled:a", TEXT);
    assert_eq!(delta(&mut it, &last["resultId"])["data"], first["data"]);
}

#[test]
fn only_for_clients_that_know_them() {
    let provider = |capabilities| {
        let mut it = Workspace::new(&[], capabilities);
        assert_eq!(it.client.leave(), Some(0));
        it.capabilities["semanticTokensProvider"].clone()
    };
    assert_eq!(provider(json!({})), Value::Null);
    let full = provider(client(json!({ "requests": { "full": true } })));
    assert_eq!((&full["full"], &full["range"]), (&json!(true), &Value::Null));
    let range = provider(client(json!({ "requests": { "range": true, "full": false } })));
    assert_eq!((&range["full"], &range["range"]), (&Value::Null, &json!(true)));
}
