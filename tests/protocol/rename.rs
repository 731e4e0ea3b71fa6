//! Renaming, as editors ask for it.

use serde_json::{Value, json};

use crate::workspace::{POST, USER, Workspace, range};

fn rename(it: &mut Workspace, word: &str, new_name: &str) -> Value {
    let mut params = it.at("schema/post.prisma", POST, word);
    params["newName"] = json!(new_name);
    it.client.request("textDocument/rename", params)
}

fn edit(range: Value, text: &str) -> Value {
    json!({ "range": range, "newText": text })
}

/// Behind the last field of `USER`.
const MAPPED: &str = "\n  @@map(\"User\")\n";

#[test]
fn edits_name_the_versions_of_open_documents() {
    let mut it =
        Workspace::with_two_files(json!({ "workspace": { "workspaceEdit": { "documentChanges": true } } }));
    assert_eq!(it.capabilities["renameProvider"], true);
    it.open("schema/post.prisma");
    it.change("schema/post.prisma", POST);
    let changes = rename(&mut it, "User", "Person")["result"].take();
    let expected = json!({ "documentChanges": [
        {
            "textDocument": { "uri": it.uri("schema/post.prisma"), "version": 2 },
            "edits": [edit(range(2, 11, 15), "Person")],
        },
        {
            "textDocument": { "uri": it.uri("schema/user.prisma"), "version": null },
            "edits": [edit(range(0, 6, 10), "Person"), edit(range(3, 0, 0), MAPPED)],
        },
    ] });
    assert_eq!(changes, expected);
    assert_eq!(it.client.leave(), Some(0));
}

#[test]
fn edits_for_simple_clients() {
    let mut it = Workspace::with_two_files(json!({}));
    it.open("schema/post.prisma");
    let changes = rename(&mut it, "authorId]", "writerId")["result"].take();
    let expected = json!({ "changes": { it.uri("schema/post.prisma"): [
        edit(range(2, 35, 43), "writerId"),
        edit(range(3, 2, 10), "writerId"),
        edit(range(3, 14, 14), " @map(\"authorId\")"),
    ] } });
    assert_eq!(changes, expected);
    assert_eq!(rename(&mut it, "User", "User")["result"], Value::Null);
    assert_eq!(it.client.leave(), Some(0));
}

#[test]
fn edits_that_keep_names_are_annotated() {
    let mut it = Workspace::with_two_files(json!({ "workspace": { "workspaceEdit": {
        "documentChanges": true,
        "changeAnnotationSupport": { "groupsOnLabel": true },
    } } }));
    it.open("schema/post.prisma");
    let changes = rename(&mut it, "User", "Person")["result"].take();
    let edits = &changes["documentChanges"][1]["edits"];
    assert_eq!(edits[0], edit(range(0, 6, 10), "Person"));
    let annotation = edits[1]["annotationId"].as_str().unwrap();
    assert_eq!(edits[1]["newText"], MAPPED);
    assert_eq!(changes["changeAnnotations"][annotation]["needsConfirmation"], false);
    assert_eq!(changes["changeAnnotations"][annotation]["label"], "Keep the database names");

    let changes = rename(&mut it, "author ", "writer")["result"].take();
    assert_eq!(changes["changeAnnotations"], Value::Null, "a relation field needs no mapping");
}

#[test]
fn what_cannot_be_renamed_is_said_with_a_reason() {
    let mut it =
        Workspace::with_two_files(json!({ "textDocument": { "rename": { "prepareSupport": true } } }));
    assert_eq!(it.capabilities["renameProvider"], json!({ "prepareProvider": true }));
    it.open("schema/post.prisma");
    let prepare = |it: &mut Workspace, word: &str| {
        let params = it.at("schema/post.prisma", POST, word);
        it.client.request("textDocument/prepareRename", params)
    };
    let found = prepare(&mut it, "authorId]");
    assert_eq!(found["result"], json!({ "range": range(2, 35, 43), "placeholder": "authorId" }));
    assert_eq!(prepare(&mut it, "}")["result"], Value::Null);
    for reply in [prepare(&mut it, "Int"), rename(&mut it, "Int", "x")] {
        assert_eq!(reply["error"]["code"], -32803);
        assert!(
            reply["error"]["message"].as_str().unwrap().starts_with("`Int` is a built-in type"),
            "{reply}"
        );
    }
    let reply = rename(&mut it, "User", "Post");
    assert_eq!(reply["error"]["code"], -32803);
    assert_eq!(reply["error"]["message"], "`Post` exists already. Choose another name.");
    let mut params = it.at("schema/post.prisma", POST, "User");
    params["newName"] = json!("x");
    params["textDocument"]["uri"] = json!("untitled:none");
    assert_eq!(it.client.request("textDocument/rename", params)["result"], Value::Null);
    assert_eq!(it.client.leave(), Some(0));
}

#[test]
fn the_database_follows_if_the_settings_say_so() {
    let off = "[rename]\nkeepDatabaseNames = false\n";
    let files = [("schema.prisma", POST), ("user.prisma", USER), ("prisma-lens.toml", off)];
    let mut it = Workspace::new(&files, json!({}));
    it.open("schema.prisma");
    let mut params = it.at("schema.prisma", POST, "authorId");
    params["newName"] = json!("writerId");
    let changes = it.client.request("textDocument/rename", params.clone())["result"].take();
    assert_eq!(changes["changes"][it.uri("schema.prisma")].as_array().unwrap().len(), 2);

    it.remove("prisma-lens.toml");
    let settings = json!({ "prismaLens": { "rename": { "keepDatabaseNames": true } } });
    it.client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    let changes = it.client.request("textDocument/rename", params)["result"].take();
    assert_eq!(changes["changes"][it.uri("schema.prisma")].as_array().unwrap().len(), 3);
}
