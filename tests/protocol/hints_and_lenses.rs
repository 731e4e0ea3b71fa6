//! Inlay hints and code lenses: off, turned on, turned off again.

use serde_json::{Value, json};

use crate::workspace::{POST, USER, Workspace};

fn range(line: u32, from: u32, to: u32) -> Value {
    json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": to } })
}

fn opened() -> Workspace {
    let mut it = Workspace::with_two_files(json!({
        "textDocument": { "inlayHint": {}, "codeLens": {} },
        "workspace": { "inlayHint": { "refreshSupport": true }, "codeLens": { "refreshSupport": true } },
        "window": { "showDocument": { "support": true } },
    }));
    it.open("schema/post.prisma");
    it
}

fn set(it: &mut Workspace, settings: Value) {
    it.client.notify("workspace/didChangeConfiguration", json!({ "settings": { "prismaLens": settings } }));
}

fn hints(it: &mut Workspace) -> Value {
    let all = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let params = json!({ "textDocument": { "uri": it.uri("schema/post.prisma") }, "range": all });
    it.client.request("textDocument/inlayHint", params)["result"].take()
}

fn lenses(it: &mut Workspace) -> Value {
    let params = json!({ "textDocument": { "uri": it.uri("schema/post.prisma") } });
    it.client.request("textDocument/codeLens", params)["result"].take()
}

#[test]
fn hints_come_when_they_are_turned_on() {
    let mut it = opened();
    assert_eq!(it.capabilities["inlayHintProvider"], true);
    assert_eq!(hints(&mut it), Value::Null);
    set(&mut it, json!({ "inlayHints": { "referentialActions": true, "oppositeFields": true } }));
    it.client.asked("workspace/inlayHint/refresh");
    let found = hints(&mut it);
    let end = POST.lines().nth(2).unwrap().len() as u32;
    let labels: Vec<Value> = found.as_array().unwrap().iter().map(|it| it["label"].clone()).collect();
    let user = it.uri("schema/user.prisma");
    assert_eq!(
        json!(labels),
        json!([
            ", onDelete: Restrict",
            ", onUpdate: Cascade",
            [{ "value": "↔ User.posts", "location": { "uri": user, "range": range(2, 2, 7) } }],
        ])
    );
    let at = json!({ "line": 2, "character": end - 1 });
    assert_eq!(found[0]["position"], at);
    let edit = json!([{ "range": { "start": at, "end": at }, "newText": ", onDelete: Restrict" }]);
    assert_eq!(found[0]["textEdits"], edit);
    assert_eq!(found[2]["position"], json!({ "line": 2, "character": end }));

    set(&mut it, json!({ "preset": "minimal" }));
    it.client.asked("workspace/inlayHint/refresh");
    assert_eq!(hints(&mut it), Value::Null);
    assert_eq!(it.client.leave(), Some(0));
}

#[test]
fn lenses_count_when_they_are_seen() {
    let mut it = opened();
    assert_eq!(it.capabilities["codeLensProvider"], json!({ "resolveProvider": true }));
    assert_eq!(lenses(&mut it), Value::Null);
    set(&mut it, json!({ "codeLens": { "references": true, "findings": true } }));
    it.client.asked("workspace/codeLens/refresh");
    let found = lenses(&mut it);
    assert_eq!(found.as_array().unwrap().len(), 2);
    assert_eq!((&found[0]["range"], &found[0]["command"]), (&range(0, 6, 10), &Value::Null));
    let resolved = it.client.request("codeLens/resolve", found[0].clone())["result"].take();
    let (uri, user) = (it.uri("schema/post.prisma"), it.uri("schema/user.prisma"));
    let places = json!([{ "uri": user, "range": range(2, 8, 12) }]);
    let command = json!({
        "title": "1 reference", "command": "prismaLens.showReferences",
        "arguments": [uri, { "line": 0, "character": 6 }, places],
    });
    assert_eq!(resolved["command"], command);
    let counted = it.client.request("codeLens/resolve", found[1].clone())["result"].take();
    assert!(counted["command"]["title"].as_str().unwrap().contains(" findings: "), "{counted}");

    // An editor without our glue has the server run the command.
    it.client.request("workspace/executeCommand", command);
    let shown = it.client.asked("window/showDocument");
    assert_eq!((&shown["uri"], &shown["selection"]), (&json!(user), &range(2, 8, 12)));

    // A block that is gone counts nothing.
    it.change("schema/post.prisma", "model Other {\n}\n");
    let gone = it.client.request("codeLens/resolve", found[0].clone())["result"].take();
    assert_eq!(gone["command"]["title"], "no references");
    for odd in [json!({}), json!([]), json!({ "uri": 1 })] {
        let lens = json!({ "range": range(0, 0, 0), "data": odd });
        assert_eq!(it.client.request("codeLens/resolve", lens)["result"]["range"], range(0, 0, 0));
    }
    assert_eq!(it.client.leave(), Some(0));
}

/// What is shown in one document is asked for again where another one makes it outdated, and only then.
#[test]
fn an_edit_elsewhere_is_seen_after_a_while() {
    let mut it = Workspace::with_two_files(json!({
        "textDocument": { "codeLens": {}, "semanticTokens": {
            "requests": { "full": true }, "tokenTypes": ["class"], "tokenModifiers": [], "formats": ["relative"],
        } },
        "workspace": { "semanticTokens": { "refreshSupport": true }, "codeLens": { "refreshSupport": true } },
    }));
    it.open("schema/post.prisma");
    it.open("schema/user.prisma");
    set(&mut it, json!({ "codeLens": { "references": true } }));
    it.client.asked("workspace/codeLens/refresh");
    let version = it.change("schema/user.prisma", &format!("// nothing else\n{USER}"));
    it.pushed_for("schema/user.prisma", version);
    // A field of another name changes no colours.
    let text = USER.replace("posts ", "texts ");
    let version = it.change("schema/user.prisma", &text);
    it.pushed_for("schema/user.prisma", version);
    it.client.asked("workspace/codeLens/refresh");
    let version = it.change("schema/user.prisma", &text.replace("model User", "model Person"));
    it.pushed_for("schema/user.prisma", version);
    it.client.asked("workspace/semanticTokens/refresh");
    it.client.asked("workspace/codeLens/refresh");
    assert_eq!(it.client.leave(), Some(0));
    let left = it.client.leftovers();
    assert!(
        left.iter().all(|one| !one["method"].as_str().unwrap_or_default().ends_with("refresh")),
        "{left:?}"
    );
}
