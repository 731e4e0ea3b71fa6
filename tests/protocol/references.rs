//! References and highlights, as editors ask for them.

use serde_json::{Value, json};

use crate::workspace::{POST, USER, Workspace, range};

fn references(it: &mut Workspace, word: &str, include_declaration: bool) -> Value {
    let mut params = it.at("schema/post.prisma", POST, word);
    params["context"] = json!({ "includeDeclaration": include_declaration });
    it.client.request("textDocument/references", params)["result"].take()
}

#[test]
fn references_reach_into_files_that_are_not_open() {
    let mut it = Workspace::with_two_files(json!({}));
    assert_eq!(it.capabilities["referencesProvider"], true);
    it.open("schema/post.prisma");
    let (post, user) = (it.uri("schema/post.prisma"), it.uri("schema/user.prisma"));
    let uses = json!([{ "uri": post, "range": range(2, 11, 15) }]);
    let all = json!([uses[0], { "uri": user, "range": range(0, 6, 10) }]);
    assert_eq!(references(&mut it, "User", true), all);
    assert_eq!(references(&mut it, "User", false), uses);
    assert_eq!(references(&mut it, "@relation", true), Value::Null);

    it.open_with("schema/user.prisma", &format!("\n{USER}"));
    assert_eq!(references(&mut it, "User", true)[1]["range"], range(1, 6, 10));
    assert_eq!(it.client.leave(), Some(0));
}

#[test]
fn highlights_tell_declarations_from_uses() {
    let mut it = Workspace::with_two_files(json!({}));
    assert_eq!(it.capabilities["documentHighlightProvider"], true);
    it.open("schema/post.prisma");
    let params = it.at("schema/post.prisma", POST, "authorId]");
    let found = it.client.request("textDocument/documentHighlight", params)["result"].take();
    let (write, read) = (3, 2);
    let use_and_declaration =
        json!([{ "range": range(2, 35, 43), "kind": read }, { "range": range(3, 2, 10), "kind": write }]);
    assert_eq!(found, use_and_declaration);
    let params = it.at("schema/post.prisma", POST, "Int");
    assert_eq!(it.client.request("textDocument/documentHighlight", params)["result"], Value::Null);
}
