//! Relations as a call hierarchy, names that are typed together, and links, as editors ask for them.

use serde_json::{Value, json};

use crate::workspace::{POST, Workspace, range};

#[test]
fn calls_reach_into_files_that_are_not_open() {
    let mut it = Workspace::with_two_files(json!({}));
    assert_eq!(it.capabilities["callHierarchyProvider"], true);
    it.open("schema/post.prisma");
    let params = it.at("schema/post.prisma", POST, "User");
    let root = it.client.request("textDocument/prepareCallHierarchy", params)["result"][0].take();
    assert_eq!(root["name"], "User");
    assert_eq!(root["uri"], it.uri("schema/user.prisma"));
    assert_eq!(root["selectionRange"], range(0, 6, 10));
    let found = it.client.request("callHierarchy/incomingCalls", json!({ "item": root }))["result"].take();
    assert_eq!(found[0]["from"]["name"], "Post");
    assert_eq!(found[0]["from"]["detail"], "author");
    assert_eq!(found[0]["fromRanges"], json!([range(2, 2, 8)]));
    let found = it.client.request("callHierarchy/outgoingCalls", json!({ "item": root }))["result"].take();
    assert_eq!(found, json!([]));
    let params = json!({ "item": found_item(&mut it) });
    let found = it.client.request("callHierarchy/outgoingCalls", params)["result"].take();
    assert_eq!(found[0]["to"]["name"], "User");
    assert_eq!(found[0]["fromRanges"], json!([range(2, 2, 8)]));
    assert_eq!(it.client.leave(), Some(0));
}

fn found_item(it: &mut Workspace) -> Value {
    let params = it.at("schema/post.prisma", POST, "Post");
    it.client.request("textDocument/prepareCallHierarchy", params)["result"][0].take()
}

#[test]
fn relation_names_are_typed_together() {
    let text = "model A {\n  id Int @id\n  up A? @relation(\"T\", fields: [id], references: [id])\n  down A[] @relation(\"T\")\n}\n";
    let mut it = Workspace::new(&[], json!({}));
    assert_eq!(it.capabilities["linkedEditingRangeProvider"], true);
    it.open_with("untitled:a", text);
    let params = it.at("untitled:a", text, "T\"");
    let found = it.client.request("textDocument/linkedEditingRange", params)["result"].take();
    assert_eq!(found["ranges"], json!([range(2, 19, 20), range(3, 22, 23)]));
    let params = it.at("untitled:a", text, "id Int");
    assert_eq!(it.client.request("textDocument/linkedEditingRange", params)["result"], Value::Null);
}

#[test]
fn links_lead_to_the_file_to_show_of_a_folder() {
    let schema = "// https://example.com\ngenerator client {\n  output = \"../client\"\n}\n";
    let config = "export default { schema: \"./prisma\" };\n";
    let mut it = Workspace::new(
        &[
            ("prisma/schema.prisma", schema),
            ("client/client.ts", "export {};\n"),
            ("client/a.ts", "export {};\n"),
            ("prisma.config.ts", config),
        ],
        json!({}),
    );
    assert_eq!(it.capabilities["documentLinkProvider"], json!({ "resolveProvider": true }));
    it.open("prisma/schema.prisma");
    it.open("prisma.config.ts");
    let links = |it: &mut Workspace, path: &str| {
        let params = json!({ "textDocument": { "uri": it.uri(path) } });
        it.client.request("textDocument/documentLink", params)["result"].take()
    };
    let found = links(&mut it, "prisma/schema.prisma");
    assert_eq!(found[0], json!({ "range": range(0, 3, 22), "target": "https://example.com/" }));
    assert_eq!(found[1]["range"], range(2, 12, 21));
    let followed = it.client.request("documentLink/resolve", found[1].clone())["result"].take();
    assert_eq!(followed["target"], it.uri("client/client.ts"));
    let found = links(&mut it, "prisma.config.ts");
    let followed = it.client.request("documentLink/resolve", found[0].clone())["result"].take();
    assert_eq!(followed["target"], it.uri("prisma/schema.prisma"));
    assert_eq!(it.client.leave(), Some(0));
}
