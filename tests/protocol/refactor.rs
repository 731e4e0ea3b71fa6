//! Refactorings over the wire.

use serde_json::{Value, json};

use crate::workspace::Workspace;

/// A client that picks first and learns of the edit then, and can do these things with files.
fn able(operations: &[&str]) -> Value {
    json!({
        "textDocument": { "diagnostic": {}, "codeAction": { "dataSupport": true, "resolveSupport": { "properties": ["edit"] } } },
        "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": operations } },
    })
}

fn actions(it: &mut Workspace, path: &str, line: u32, only: &str) -> Vec<Value> {
    let at = json!({ "line": line, "character": 2 });
    let params = json!({
        "textDocument": { "uri": it.uri(path) },
        "range": { "start": at, "end": at },
        "context": { "diagnostics": [], "only": [only] },
    });
    it.client.request("textDocument/codeAction", params)["result"].as_array().unwrap().clone()
}

fn picked(it: &mut Workspace, all: &[Value], title: &str) -> Value {
    let titles: Vec<&Value> = all.iter().map(|action| &action["title"]).collect();
    let found = all.iter().find(|action| action["title"].as_str().unwrap().starts_with(title));
    let action = found.unwrap_or_else(|| panic!("no {title} among {titles:?}")).clone();
    assert!(action["edit"].is_null() && !action["data"].is_null(), "{action}");
    it.client.request("codeAction/resolve", action)["result"].clone()
}

#[test]
fn a_block_moves_to_a_new_file_and_to_one_that_is_there() {
    let mut it = Workspace::with_two_files(able(&["create", "delete"]));
    let (post, user) = (it.uri("schema/post.prisma"), it.uri("schema/user.prisma"));
    it.open("schema/post.prisma");
    it.change("schema/post.prisma", "model Post {\n  id Int @id\n}\n\nmodel Note {\n  id Int @id\n}\n");
    let all = actions(&mut it, "schema/post.prisma", 4, "refactor");
    assert!(all.iter().all(|action| action["kind"].as_str().unwrap().starts_with("refactor")), "{all:?}");
    let moved = picked(&mut it, &all, "Move `Note` to a new file");
    let changes = moved["edit"]["documentChanges"].as_array().unwrap();
    assert_eq!(
        (&changes[0]["kind"], &changes[0]["uri"]),
        (&json!("create"), &json!(it.uri("schema/note.prisma")))
    );
    assert_eq!(changes[1]["textDocument"], json!({ "uri": post, "version": 2 }));
    assert_eq!(changes[2]["edits"][0]["newText"], "model Note {\n  id Int @id\n}\n");
    let moved = picked(&mut it, &all, "Move `Note` to `user.prisma`");
    let changes = moved["edit"]["documentChanges"].as_array().unwrap();
    assert_eq!(changes[1]["textDocument"], json!({ "uri": user, "version": null }));
    // Only what the client can do, and what it asks for.
    let titles =
        |all: &[Value]| all.iter().filter(|it| it["title"].as_str().unwrap().contains("new file")).count();
    let mut it = Workspace::with_two_files(able(&[]));
    it.open("schema/post.prisma");
    assert_eq!(titles(&actions(&mut it, "schema/post.prisma", 0, "refactor")), 0);
    assert_eq!(actions(&mut it, "schema/post.prisma", 0, "refactor.extract"), Vec::<Value>::new());
}

#[test]
fn files_are_put_together() {
    let mut it = Workspace::with_two_files(able(&["create", "delete"]));
    it.open("schema/main.prisma");
    let all = actions(&mut it, "schema/main.prisma", 0, "refactor.move");
    let merged = picked(&mut it, &all, "Merge all 3 files");
    let changes = merged["edit"]["documentChanges"].as_array().unwrap();
    let kinds: Vec<&Value> = changes.iter().map(|change| &change["kind"]).collect();
    assert_eq!(kinds, [&Value::Null, &json!("delete"), &json!("delete")], "{changes:?}");
    let text = changes[0]["edits"][0]["newText"].as_str().unwrap();
    assert!(text.contains("model Post {") && text.contains("model User {"), "{text}");
}

#[test]
fn what_prisma_format_adds_is_a_source_action() {
    let mut it = Workspace::with_two_files(able(&[]));
    it.open("schema/post.prisma");
    it.change("schema/post.prisma", "model Post {\n  id Int @id\n  author User\n}\n");
    let all = actions(&mut it, "schema/post.prisma", 1, "source.fixAll.prisma");
    let [action] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(action["kind"], "source.fixAll.prisma");
    let resolved = picked(&mut it, &all, "Add the missing opposite fields");
    assert!(resolved["edit"].to_string().contains("@relation(fields: [authorId]"), "{resolved}");
}

/// Where something blocks the conversion to Prisma 8, a client that shows disabled actions gets it with the reason.
#[test]
fn a_blocked_conversion_says_what_blocks_it() {
    let schema = "datasource db {\n  provider = \"postgresql\"\n}\n\nmodel A {\n  id Int @id\n  a  Unsupported(\"x\")\n  b  Unsupported(\"y\")\n}\n";
    for (able, expected) in [(true, 1), (false, 0)] {
        let capabilities = json!({ "textDocument": { "codeAction": {
            "disabledSupport": able, "dataSupport": true, "resolveSupport": { "properties": ["edit"] },
        } } });
        let mut it = Workspace::new(&[("schema.prisma", schema)], capabilities);
        it.open("schema.prisma");
        let start = json!({ "line": 0, "character": 3 });
        let params = json!({
            "textDocument": { "uri": it.uri("schema.prisma") },
            "range": { "start": start, "end": start },
            "context": { "diagnostics": [], "only": ["refactor"] },
        });
        let reply = it.client.request("textDocument/codeAction", params);
        let actions = reply["result"].as_array().cloned().unwrap_or_default();
        let blocked: Vec<_> = actions.iter().filter(|action| action["disabled"].is_object()).collect();
        assert_eq!(blocked.len(), expected, "{reply}");
        for action in blocked {
            assert_eq!(action["title"], "Convert this schema to Prisma 8");
            let reason = action["disabled"]["reason"].as_str().unwrap();
            assert!(reason.contains("`convert") || reason.ends_with('.'), "{reason}");
            assert!(reason.contains("1 more: run `prisma-lens convert"), "{reason}");
        }
        assert_eq!(it.client.leave(), Some(0));
    }
}
