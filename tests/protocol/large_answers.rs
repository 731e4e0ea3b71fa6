//! Long answers reach the client whole, whatever way they take.

use serde_json::{Value, json};

use crate::workspace::Workspace;

const MODELS: usize = 150;

fn opened() -> Workspace {
    let models: String = (0..MODELS).map(|at| format!("model Nä{at} {{\n  id   Int  @id\n}}\n\n")).collect();
    let text = format!("datasource db {{\n  provider = \"sqlite\"\n}}\n\n{models}");
    let mut it = Workspace::new(
        &[("schema.prisma", &text)],
        json!({ "textDocument": {
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "semanticTokens": { "requests": { "full": { "delta": true } }, "tokenTypes": ["class"], "tokenModifiers": [], "formats": ["relative"] },
        } }),
    );
    it.open("schema.prisma");
    it
}

fn params(it: &Workspace) -> Value {
    json!({
        "textDocument": { "uri": it.uri("schema.prisma") },
        "position": { "line": 5, "character": 8 },
        "options": { "tabSize": 2, "insertSpaces": true },
    })
}

#[test]
fn they_are_whole() {
    let mut it = opened();
    let params = params(&it);
    // Several at once, so that none can be taken for another.
    let methods = ["documentSymbol", "foldingRange", "semanticTokens/full", "completion", "formatting"];
    let ids: Vec<i64> = methods
        .iter()
        .map(|method| it.client.post(&format!("textDocument/{method}"), params.clone()))
        .collect();
    let mut results =
        ids.iter().map(|id| it.client.reply(&json!(id))["result"].take()).collect::<Vec<_>>().into_iter();
    let symbols = results.next().unwrap();
    assert_eq!(symbols.as_array().unwrap().len(), MODELS + 1);
    assert_eq!(symbols[MODELS]["name"], format!("Nä{}", MODELS - 1));
    assert_eq!(symbols[MODELS]["children"][0]["name"], "id");
    assert_eq!(results.next().unwrap().as_array().unwrap().len(), MODELS + 1);
    let tokens = results.next().unwrap();
    assert!(tokens["data"].as_array().unwrap().len() >= 5 * 2 * MODELS, "{tokens}");
    let id = tokens["resultId"].as_str().unwrap().to_owned();
    let items = results.next().unwrap();
    let items = items["items"].as_array().or(items.as_array()).unwrap();
    assert!(items.iter().any(|item| item["label"] == "Nä7"), "{items:?}");
    assert!(results.next().unwrap().as_array().unwrap().len() > 1);
    let delta = json!({ "textDocument": params["textDocument"], "previousResultId": id });
    let delta = it.client.request("textDocument/semanticTokens/full/delta", delta);
    assert_eq!(delta["result"]["edits"], json!([]), "{delta}");
    assert_eq!(it.client.leave(), Some(0));
}

#[test]
fn so_are_long_lists_of_findings() {
    let lines: String = (0..300).map(|at| format!("  näme{at} Nowhere{at}\n")).collect();
    let mut it = Workspace::new(&[("schema.prisma", &format!("model A {{\n{lines}}}\n"))], json!({}));
    it.open("schema.prisma");
    let told = it.client.notification("textDocument/publishDiagnostics");
    let unknown = told["diagnostics"].as_array().unwrap().iter().filter(|it| it["code"] == "unknown-type");
    assert_eq!(unknown.count(), 300);
    assert_eq!(told["uri"], it.uri("schema.prisma"));
    assert_eq!(it.client.leave(), Some(0));
}

#[test]
fn and_those_that_are_asked_for() {
    let lines: String = (0..300).map(|at| format!("  näme{at} Nowhere{at}\n")).collect();
    let texts = [
        ("a.prisma", format!("datasource db {{\n  provider = \"sqlite\"\n}}\nmodel A {{\n{lines}}}\n")),
        ("b.prisma", "model B {\n  id Int\n}\n".into()),
    ];
    let files = texts.each_ref().map(|(name, text)| (*name, text.as_str()));
    let mut it = Workspace::new(
        &files,
        json!({ "textDocument": { "diagnostic": { "relatedDocumentSupport": true } } }),
    );
    let count = |items: &Value| {
        let items = items.as_array().unwrap_or_else(|| panic!("no list: {items}"));
        items.iter().filter(|it| it["code"] == "unknown-type").count()
    };
    it.open("a.prisma");
    let own = it.pull("a.prisma", None);
    assert_eq!((&own["kind"], count(&own["items"])), (&json!("full"), 300));
    let again = it.pull("a.prisma", Some(&own["resultId"]));
    assert_eq!(again, json!({ "kind": "unchanged", "resultId": own["resultId"] }));
    let all = it.client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let items = all["result"]["items"].as_array().unwrap();
    let about = |uri: &str| items.iter().find(|item| item["uri"] == uri).unwrap_or_else(|| panic!("{all}"));
    assert_eq!(count(&about(&it.uri("a.prisma"))["items"]), 300);
    it.open("b.prisma");
    let other = it.pull("b.prisma", None);
    assert_eq!(count(&other["relatedDocuments"][it.uri("a.prisma")]["items"]), 300, "{other}");
    assert_eq!(it.client.leave(), Some(0));
}
