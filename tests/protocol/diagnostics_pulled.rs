//! Diagnostics for clients that ask for them.

use serde_json::{Value, json};

use crate::workspace::{FINDING, POST, USER, Workspace, has, pulling};

#[test]
fn the_same_list_is_not_sent_twice() {
    let mut it = Workspace::with_two_files(pulling());
    let provider = &it.capabilities["diagnosticProvider"];
    assert_eq!(provider["interFileDependencies"], true);
    assert_eq!(provider["workspaceDiagnostics"], true);
    it.open("schema/post.prisma");
    let first = it.pull("schema/post.prisma", None);
    assert_eq!(first["kind"], "full");
    assert!(has(&first["items"], FINDING), "{first}");
    assert_eq!(first["relatedDocuments"], Value::Null, "the client takes none");
    let again = it.pull("schema/post.prisma", Some(&first["resultId"]));
    assert_eq!(again, json!({ "kind": "unchanged", "resultId": first["resultId"] }));
    it.change("schema/post.prisma", &format!("// above\n{POST}"));
    let moved = it.pull("schema/post.prisma", Some(&first["resultId"]));
    assert_eq!(moved["kind"], "full");
    assert_ne!(moved["resultId"], first["resultId"]);
    for odd in [json!(""), json!("x"), json!(".."), json!("ffffffffffffffffffff.1")] {
        assert_eq!(it.pull("schema/post.prisma", Some(&odd))["kind"], "full", "{odd}");
    }
    assert_eq!(it.client.leave(), Some(0));
    assert_eq!(it.pushes_left(), Vec::<Value>::new());
}

#[test]
fn documents_that_are_not_open_have_nothing_wrong() {
    let mut it = Workspace::with_two_files(pulling());
    for path in ["schema/post.prisma", "no/such.prisma", "untitled:none"] {
        assert_eq!(it.pull(path, None)["items"], json!([]), "{path}");
    }
    it.open("schema/post.prisma");
    it.close("schema/post.prisma");
    assert_eq!(it.pull("schema/post.prisma", None)["items"], json!([]));
}

#[test]
fn every_document_is_seen_as_it_was_when_it_was_asked_for() {
    let mut it = Workspace::new(&[], pulling());
    it.open_with("untitled:a", USER);
    let mut asked = Vec::new();
    for i in 0..50 {
        let has_finding = i % 2 == 0;
        let text = if has_finding { format!("{POST}{USER}") } else { USER.to_owned() };
        it.change("untitled:a", &text);
        let params = json!({ "textDocument": { "uri": "untitled:a" } });
        asked.push((it.client.post("textDocument/diagnostic", params), has_finding));
    }
    for (id, expected) in asked {
        let reply = it.client.reply(&json!(id));
        assert_eq!(has(&reply["result"]["items"], FINDING), expected, "{reply}");
    }
}

#[test]
fn related_documents_come_along_when_they_are_new() {
    let mut it = Workspace::with_two_files(json!({
        "textDocument": { "diagnostic": { "relatedDocumentSupport": true } },
    }));
    let post = it.uri("schema/post.prisma");
    it.open("schema/user.prisma");
    let first = it.pull("schema/user.prisma", None);
    assert!(has(&first["relatedDocuments"][&post]["items"], FINDING), "{first}");
    let again = it.pull("schema/user.prisma", Some(&first["resultId"]));
    assert_eq!(again["kind"], "unchanged");
    assert_eq!(again["relatedDocuments"], Value::Null);
    // A change that matters in the other file only.
    it.change("schema/user.prisma", &USER.replace("model User", "model Pers"));
    let second = it.pull("schema/user.prisma", Some(&first["resultId"]));
    let related = second["relatedDocuments"].as_object().unwrap();
    assert_eq!(related.keys().collect::<Vec<_>>(), [&post], "{second}");
    assert!(!has(&related[&post]["items"], FINDING));
    // The client never saw the second answer.
    let third = it.pull("schema/user.prisma", Some(&first["resultId"]));
    assert_eq!(third, second);
}

#[test]
fn a_configuration_that_is_mended_is_told_of() {
    let mut it = Workspace::with_two_files(json!({
        "textDocument": { "diagnostic": { "relatedDocumentSupport": true } },
    }));
    let settings = it.uri("prisma-lens.toml");
    std::fs::write(it.path("prisma-lens.toml"), "presett = \"strict\"\n").unwrap();
    it.open("schema/user.prisma");
    let first = it.pull("schema/user.prisma", None);
    assert_eq!(first["relatedDocuments"][&settings]["items"][0]["code"], "settings", "{first}");
    it.write("prisma-lens.toml", "preset = \"recommended\"\n");
    let second = it.pull("schema/user.prisma", Some(&first["resultId"]));
    assert_eq!(second["relatedDocuments"][&settings]["items"], json!([]), "{second}");
}

#[test]
fn the_client_is_asked_to_ask_again_when_another_file_is_the_cause() {
    // As the protocol spells it.
    let mut it = Workspace::with_two_files(json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    }));
    it.open("schema/user.prisma");
    it.open("schema/post.prisma");
    it.pull("schema/user.prisma", None);
    assert!(has(&it.pull("schema/post.prisma", None)["items"], FINDING));
    it.change("schema/user.prisma", &USER.replace("model User", "model Person"));
    it.client.asked("workspace/diagnostic/refresh");
    assert!(!has(&it.pull("schema/post.prisma", None)["items"], FINDING));
    it.pull("schema/user.prisma", None);
    let settings = json!({ "prismaLens": { "preset": "strict" } });
    it.client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    it.client.asked("workspace/diagnostic/refresh");
    assert_eq!(it.client.leave(), Some(0));
    assert_eq!(it.pushes_left(), Vec::<Value>::new());
}

fn of_workspace(it: &mut Workspace, previous: &[Value]) -> Vec<Value> {
    let ids: Vec<Value> =
        previous.iter().map(|item| json!({ "uri": item["uri"], "value": item["resultId"] })).collect();
    let reply = it.client.request("workspace/diagnostic", json!({ "previousResultIds": ids }));
    reply["result"]["items"].as_array().unwrap_or_else(|| panic!("no items in {reply}")).clone()
}

fn about(items: &[Value], uri: &str) -> Value {
    items.iter().find(|item| item["uri"] == json!(uri)).unwrap_or_else(|| panic!("no {uri}")).clone()
}

#[test]
fn all_files_of_open_schemas_can_be_asked_for_at_once() {
    let mut it = Workspace::with_two_files(pulling());
    let (post, user) = (it.uri("schema/post.prisma"), it.uri("schema/user.prisma"));
    assert_eq!(of_workspace(&mut it, &[]), Vec::<Value>::new());
    it.open("schema/user.prisma");
    let first = of_workspace(&mut it, &[]);
    assert_eq!(first.len(), 3);
    assert!(has(&about(&first, &post)["items"], FINDING));
    assert_eq!(about(&first, &post)["version"], Value::Null);
    assert_eq!(about(&first, &user)["version"], 1);
    it.change("schema/user.prisma", &USER.replace("model User", "model Person"));
    let second = of_workspace(&mut it, &first);
    assert_eq!(about(&second, &post)["kind"], "full");
    assert!(!has(&about(&second, &post)["items"], FINDING));
    it.close("schema/user.prisma");
    let closed = of_workspace(&mut it, &first);
    assert_eq!(about(&closed, &post)["items"], json!([]));
}

#[test]
fn a_client_is_answered_about_the_workspace_when_something_is_new() {
    let mut it = Workspace::with_two_files(pulling());
    let post = it.uri("schema/post.prisma");
    it.open("schema/user.prisma");
    let first = of_workspace(&mut it, &[]);
    let ids = |items: &[Value]| -> Vec<Value> {
        items.iter().map(|item| json!({ "uri": item["uri"], "value": item["resultId"] })).collect()
    };
    let params = json!({ "previousResultIds": ids(&first) });
    let held = it.client.post("workspace/diagnostic", params.clone());
    // Other requests are answered meanwhile, and a change without effect is none.
    it.change("schema/user.prisma", &format!("{USER}\n"));
    it.pull("schema/user.prisma", None);
    std::thread::sleep(std::time::Duration::from_millis(400));
    assert!(it.client.leftovers().iter().all(|message| message["id"] != json!(held)));
    it.change("schema/user.prisma", &USER.replace("model User", "model Person"));
    let reply = it.client.reply(&json!(held));
    let second = reply["result"]["items"].as_array().unwrap().clone();
    assert_eq!(about(&second, &post)["kind"], "full", "{reply}");
    assert!(!has(&about(&second, &post)["items"], FINDING));
    // A newer request ends the wait of the one before.
    let merged = |items: &[Value]| -> Vec<Value> {
        first
            .iter()
            .map(|item| items.iter().find(|new| new["uri"] == item["uri"]).unwrap_or(item).clone())
            .collect()
    };
    let params = json!({ "previousResultIds": ids(&merged(&second)) });
    let older = it.client.post("workspace/diagnostic", params.clone());
    let newer = it.client.post("workspace/diagnostic", params.clone());
    let reply = it.client.reply(&json!(older));
    let items = reply["result"]["items"].as_array().unwrap();
    assert!(items.iter().all(|item| item["kind"] == "unchanged"), "{reply}");
    // So does the client, and then the session ends at once.
    it.client.notify("$/cancelRequest", json!({ "id": newer }));
    assert_eq!(it.client.reply(&json!(newer))["error"]["code"], -32800);
    let last = it.client.post("workspace/diagnostic", params);
    assert_eq!(it.client.request("shutdown", Value::Null)["result"], Value::Null);
    assert!(it.client.reply(&json!(last)).get("result").is_some());
    it.client.notify("exit", Value::Null);
    assert_eq!(it.client.exit_code(), Some(0));
}

#[test]
fn a_held_request_does_not_outlive_the_input() {
    let mut it = Workspace::with_two_files(pulling());
    of_workspace(&mut it, &[]);
    it.client.post("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let start = std::time::Instant::now();
    it.client.close_input();
    it.client.exit_code();
    assert!(start.elapsed() < std::time::Duration::from_secs(8), "{:?}", start.elapsed());
}
