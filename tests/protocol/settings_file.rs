//! A `prisma-lens.toml` as a document of its own.

use serde_json::{Value, json};

use crate::code_actions::apply;
use crate::workspace::{FINDING, Workspace, has, pulling, range};

const FILE: &str = "prisma-lens.toml";

const TEXT: &str = "# été 😀\npresett = \"strict\" # 😀\n[rules]\nfk-mising-index = \"eror\"\n";

fn ask(it: &mut Workspace, method: &str, params: Value) -> Value {
    let reply = it.client.request(method, params);
    reply.get("result").unwrap_or_else(|| panic!("no result in {reply}")).clone()
}

fn actions(it: &mut Workspace, about: &Value) -> Vec<Value> {
    let params = json!({
        "textDocument": { "uri": it.uri(FILE) },
        "range": about["range"],
        "context": { "diagnostics": [about] },
    });
    ask(it, "textDocument/codeAction", params).as_array().unwrap().clone()
}

#[test]
fn problems_are_found_without_a_schema() {
    for text in [TEXT.to_owned(), TEXT.replace('\n', "\r\n")] {
        let mut it = Workspace::new(&[(FILE, "")], pulling());
        it.open_with(FILE, &text);
        let items = it.pull(FILE, None)["items"].clone();
        let messages: Vec<&str> =
            items.as_array().unwrap().iter().map(|it| it["message"].as_str().unwrap()).collect();
        let [setting, rule, level] = messages.as_slice() else { panic!("{messages:?}") };
        assert!(setting.starts_with("Unknown setting `presett`. Did you mean `preset`?"));
        assert!(rule.starts_with("Unknown rule `fk-mising-index`. Did you mean `fk-missing-index`?"));
        assert!(level.starts_with("Unknown level `eror`. Did you mean `error`?"));
        assert_eq!(items[0]["range"], range(1, 0, 7));
        assert_eq!(items[1]["range"], range(3, 0, 15));
        // Every one is settled by its preferred action.
        let mut edits = Vec::new();
        for item in items.as_array().unwrap() {
            let offered = actions(&mut it, item);
            assert_eq!(offered[0]["isPreferred"], true, "{offered:?}");
            assert_eq!(offered[0]["diagnostics"], json!([item]));
            edits.extend(offered[0]["edit"]["changes"][it.uri(FILE)].as_array().unwrap().clone());
        }
        let mended = apply(&text, &edits);
        assert_eq!(
            mended,
            text.replace("presett", "preset").replace("mising", "missing").replace("eror", "error")
        );
        it.change(FILE, &mended);
        assert_eq!(it.pull(FILE, None)["items"], json!([]));
    }
}

#[test]
fn problems_are_pushed_to_clients_that_do_not_ask() {
    let mut it = Workspace::new(&[(FILE, "")], json!({}));
    it.open_with(FILE, "[rules]\n\"fk-*\" = 1\n");
    let pushed = it.pushed(FILE);
    assert!(has(&pushed["diagnostics"], "settings"), "{pushed}");
    it.change(FILE, "[rules]\n\"fk-*\" = \"off\"\n");
    assert_eq!(it.pushed_for(FILE, 2)["diagnostics"], json!([]));
    // Another file of the same language is none of our business.
    it.open_with("Cargo.toml", "presett = 1\n[");
    assert_eq!(it.pushed("Cargo.toml")["diagnostics"], json!([]));
}

#[test]
fn a_wrong_entry_can_be_removed() {
    let mut it = Workspace::new(&[(FILE, "")], pulling());
    let text = "colour = 3\npreset = \"strict\"\n";
    it.open_with(FILE, text);
    let items = it.pull(FILE, None)["items"].clone();
    let offered = actions(&mut it, &items[0]);
    let titles: Vec<&Value> = offered.iter().map(|action| &action["title"]).collect();
    assert_eq!(titles, ["Remove `colour`"]);
    let edits = offered[0]["edit"]["changes"][it.uri(FILE)].as_array().unwrap().clone();
    assert_eq!(apply(text, &edits), "preset = \"strict\"\n");
    it.change(FILE, "[broken\n");
    let items = it.pull(FILE, None)["items"].clone();
    let is_syntax_error = |item: &Value| item["message"].as_str().unwrap().starts_with("Invalid TOML: ");
    assert!(items.as_array().unwrap().iter().any(is_syntax_error), "{items}");
    // The table that a header opens would be lost with it.
    assert_eq!(actions(&mut it, &items[0]), Vec::<Value>::new());
}

#[test]
fn keys_rules_and_values_are_completed_and_explained() {
    let mut it = Workspace::new(
        &[(FILE, "")],
        json!({
            "textDocument": { "completion": { "completionItem": {
                "snippetSupport": true, "documentationFormat": ["markdown"],
            } }, "hover": { "contentFormat": ["markdown"] } },
        }),
    );
    let text = "# 😀\npres\n[rules]\nfk-missing-index = \"w\"\n";
    it.open_with(FILE, text);
    let completed = |it: &mut Workspace, word: &str, label: &str| {
        let mut params = it.at(FILE, text, word);
        let column = params["position"]["character"].as_u64().unwrap() + word.len() as u64;
        params["position"]["character"] = json!(column);
        let list = ask(it, "textDocument/completion", params);
        let items = list["items"].as_array().unwrap().clone();
        items
            .into_iter()
            .find(|item| item["label"] == label)
            .unwrap_or_else(|| panic!("no {label} in {list}"))
    };
    let preset = completed(&mut it, "pres", "preset");
    assert_eq!(
        preset["textEdit"],
        json!({ "range": range(1, 0, 4), "newText": "preset = \"${1:recommended}\"" })
    );
    let resolved = ask(&mut it, "completionItem/resolve", preset);
    assert!(resolved["documentation"]["value"].as_str().unwrap().contains("Values: "), "{resolved}");
    let rule = completed(&mut it, "fk-missing-index", "fk-missing-index");
    let resolved = ask(&mut it, "completionItem/resolve", rule);
    assert!(resolved["documentation"]["value"].as_str().unwrap().contains("```prisma"), "{resolved}");
    let level = completed(&mut it, "\"w", "warning");
    assert_eq!(level["textEdit"], json!({ "range": range(3, 20, 21), "newText": "warning" }));
    let params = it.at(FILE, text, "fk-missing-index");
    let hover = ask(&mut it, "textDocument/hover", params);
    assert_eq!(hover["range"], range(3, 0, 16));
    assert!(hover["contents"]["value"].as_str().unwrap().contains("rule of"), "{hover}");
}

#[test]
fn an_unsaved_text_counts_for_the_schema() {
    let mut it = Workspace::with_two_files(pulling());
    it.open("schema/post.prisma");
    assert!(has(&it.pull("schema/post.prisma", None)["items"], FINDING));
    it.open_with(FILE, "[rules]\nfk-missing-index = \"off\"\n");
    assert!(!has(&it.pull("schema/post.prisma", None)["items"], FINDING));
    it.change(FILE, "[rules]\nfk-missing-index = \"error\"\n");
    let items = it.pull("schema/post.prisma", None)["items"].clone();
    let found = items.as_array().unwrap().iter().find(|one| one["code"] == FINDING).unwrap();
    assert_eq!(found["severity"], 1);
    it.close(FILE);
    assert!(has(&it.pull("schema/post.prisma", None)["items"], FINDING));
}

#[test]
fn it_is_never_taken_for_a_schema() {
    let mut it = Workspace::with_two_files(json!({}));
    it.open_with(FILE, "[rules]\nnaming = \"off\"\n");
    let document = json!({ "textDocument": { "uri": it.uri(FILE) } });
    for method in ["textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/codeLens"] {
        let answer = ask(&mut it, method, document.clone());
        assert!(answer.is_null() || answer == json!([]), "{method}: {answer}");
    }
    let mut params = document;
    params["options"] = json!({ "tabSize": 2, "insertSpaces": true });
    let formatted = ask(&mut it, "textDocument/formatting", params);
    assert!(formatted.is_null() || formatted == json!([]), "{formatted}");
    // An address leads to the file that it names.
    it.change(FILE, "extends = \"schema/base.toml\"\n");
    let document = json!({ "textDocument": { "uri": it.uri(FILE) } });
    let links = ask(&mut it, "textDocument/documentLink", document);
    let link =
        links.as_array().unwrap().iter().find(|link| link["range"] == range(0, 10, 28)).unwrap().clone();
    let target = ask(&mut it, "documentLink/resolve", link)["target"].clone();
    assert_eq!(target, it.uri("schema/base.toml"));
}

#[test]
fn the_schema_in_a_prisma_configuration_is_a_link() {
    let mut it = Workspace::with_two_files(json!({}));
    let text = "// é 😀\nexport default {\n  schema: \"schema/main.prisma\",\n};\n";
    for (name, is_config) in
        [("prisma.config.ts", true), (".config/prisma.ts", true), ("other.config.ts", false)]
    {
        it.open_with(name, text);
        let params = json!({ "textDocument": { "uri": it.uri(name) } });
        let links = ask(&mut it, "textDocument/documentLink", params);
        let Some(link) = links.as_array().and_then(|links| links.first()).cloned() else {
            assert!(!is_config, "{name}");
            continue;
        };
        assert!(is_config, "{name}");
        assert_eq!(link["range"], range(2, 10, 30));
        let target = ask(&mut it, "documentLink/resolve", link)["target"].clone();
        assert!(target.as_str().unwrap().ends_with("schema/main.prisma"), "{target}");
        it.close(name);
    }
}
