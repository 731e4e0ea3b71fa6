//! The search for all schemas of a workspace: what is told of it, and that nothing waits for it.

use serde_json::{Value, json};

use crate::workspace::Workspace;

const SCHEMA: &str = "datasource db {\n  provider = \"sqlite\"\n}\nmodel Needle {\n  id Int @id\n}\n";

fn progress(it: &mut Workspace) -> Value {
    it.client.notification("$/progress")
}

fn names(answer: &Value) -> Vec<&str> {
    answer["result"].as_array().unwrap().iter().map(|symbol| symbol["name"].as_str().unwrap()).collect()
}

#[test]
fn a_token_of_the_request_is_told_of_the_search_before_the_answer() {
    let mut it = Workspace::new(&[("a/schema.prisma", SCHEMA), ("b/schema.prisma", SCHEMA)], json!({}));
    assert_eq!(it.capabilities["workspaceSymbolProvider"]["workDoneProgress"], true);
    let answer = it.client.request("workspace/symbol", json!({ "query": "Needle", "workDoneToken": "mine" }));
    assert_eq!(names(&answer), ["Needle", "Needle"]);
    let begun = progress(&mut it);
    assert_eq!((&begun["token"], &begun["value"]["kind"]), (&json!("mine"), &json!("begin")));
    assert!(begun["value"]["title"].as_str().is_some_and(|title| !title.is_empty()), "{begun}");
    loop {
        let told = progress(&mut it);
        assert_eq!(told["token"], "mine");
        if told["value"]["kind"] == "end" {
            break;
        }
        assert_eq!(told["value"]["kind"], "report");
    }
    assert_eq!(it.client.leave(), Some(0));
    assert!(!it.client.leftovers().iter().any(|message| message["method"] == "$/progress"));
}

#[test]
fn the_end_of_a_progress_is_told_before_the_answer() {
    let mut it = Workspace::new(&[("schema.prisma", SCHEMA)], json!({}));
    for token in 0..40 {
        it.client.request("workspace/symbol", json!({ "query": "Needle", "workDoneToken": token }));
        let told = it.client.leftovers();
        let is_end = |it: &Value| it["params"]["token"] == token && it["params"]["value"]["kind"] == "end";
        assert!(told.iter().any(is_end), "{token}: {told:?}");
    }
    assert_eq!(it.client.leave(), Some(0));
}

#[test]
fn a_client_that_shows_no_progress_is_not_asked_to() {
    let mut it = Workspace::new(&[("schema.prisma", SCHEMA)], json!({}));
    let answer = it.client.request("workspace/symbol", json!({ "query": "Needle" }));
    assert_eq!(names(&answer), ["Needle"]);
    assert_eq!(it.client.leave(), Some(0));
    let progress = ["$/progress", "window/workDoneProgress/create"];
    let told = it.client.leftovers();
    assert!(
        !told.iter().any(|message| progress.iter().any(|method| message["method"] == *method)),
        "{told:?}"
    );
}

#[test]
fn what_git_ignores_is_not_searched() {
    let files = [
        (".gitignore", "made/\n*.copy.prisma\n!kept.copy.prisma\n"),
        (".git/info/exclude", "secret\n"),
        ("app/schema.prisma", SCHEMA),
        ("app/kept.copy.prisma", "model NeedleKept {\n  id Int @id\n}\n"),
        ("app/left.copy.prisma", "model NeedleCopy {\n  id Int @id\n}\n"),
        ("app/made/deep/kept.copy.prisma", "model NeedleBuilt {\n  id Int @id\n}\n"),
        ("app/secret/schema.prisma", "model NeedleSecret {\n  id Int @id\n}\n"),
        ("other/.gitignore", "/own\n"),
        ("other/own/schema.prisma", "model NeedleOwn {\n  id Int @id\n}\n"),
        ("other/deeper/own/schema.prisma", "model NeedleDeeper {\n  id Int @id\n}\n"),
    ];
    let mut it = Workspace::new(&files, json!({}));
    let answer = it.client.request("workspace/symbol", json!({ "query": "Needle" }));
    let mut found = names(&answer);
    found.sort_unstable();
    assert_eq!(found, ["Needle", "NeedleDeeper", "NeedleKept"]);

    // What was found is kept, but not against what the client says has changed.
    it.write(".gitignore", "");
    let answer = it.client.request("workspace/symbol", json!({ "query": "NeedleBuilt" }));
    assert_eq!(names(&answer), ["NeedleBuilt"]);
    assert_eq!(it.client.leave(), Some(0));
}

#[test]
fn typing_does_not_wait_for_the_search() {
    let mut files = vec![("open.prisma".to_owned(), "model Here {\n  id Int @id\n}\n".to_owned())];
    for package in 0..300 {
        let models: String =
            (0..10).map(|model| format!("model M{model} {{\n  id Int @id\n  name String?\n}}\n")).collect();
        files.push((format!("packages/p{package}/package.json"), "{}".into()));
        files.push((format!("packages/p{package}/prisma/schema.prisma"), format!("{SCHEMA}{models}")));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut it = Workspace::new(&files, json!({}));
    it.open("open.prisma");
    let document = json!({ "uri": it.uri("open.prisma") });
    let at = json!({ "textDocument": document, "position": { "line": 0, "character": 8 } });
    it.client.request("textDocument/hover", at.clone());

    let search = it.client.post("workspace/symbol", json!({ "query": "Needle" }));
    it.change("open.prisma", "model Changed {\n  id Int @id\n}\n");
    let hover = it.client.request("textDocument/hover", at);
    assert!(hover.to_string().contains("Changed"), "{hover}");
    let replied = it.client.leftovers();
    assert!(!replied.iter().any(|message| message["id"] == json!(search)), "the search was over before");
    assert_eq!(names(&it.client.reply(&json!(search))).len(), 256);
    assert_eq!(it.client.leave(), Some(0));
}
