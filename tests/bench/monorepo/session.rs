//! The session of an editor in the repository.

use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use serde_json::{Value, json};

use crate::client::{Arrived, Client};

/// How many times what is short is repeated.
const REPEATED: usize = 9;

/// Milliseconds, and MiB for the memory, each with its name.
pub fn measure(folder: &Path, schema: &Path) -> Result<Vec<(&'static str, f64)>> {
    let command = [env!("CARGO_BIN_EXE_prisma-lens").to_owned(), "lsp".to_owned()];
    let (root, uri) = (format!("file://{}", folder.display()), format!("file://{}", schema.display()));
    let text = std::fs::read_to_string(schema)?;
    let document = json!({ "textDocument": { "uri": uri } });
    let mut results = Vec::new();

    let begun = Instant::now();
    let mut client = Client::start(&command, folder)?;
    let folders = json!([{ "uri": root, "name": "repository" }]);
    let capabilities = json!({ "window": { "workDoneProgress": true } });
    let initialize = json!({ "rootUri": root, "workspaceFolders": folders, "capabilities": capabilities });
    client.request("initialize", &initialize)?;
    results.push(("start", since(begun, Instant::now())));
    client.notify("initialized", &json!({}))?;

    let (took, _) = client.request("textDocument/hover", &at(&uri, 0, 0))?;
    results.push(("first answer after that", took.as_secs_f64() * 1000.0));

    let opened = json!({ "uri": uri, "languageId": "prisma", "version": 1, "text": text });
    let begun = client.notify("textDocument/didOpen", &json!({ "textDocument": opened }))?;
    let arrived = findings(&mut client, &uri, 1)?;
    results.push(("open to diagnostics", since(begun, arrived.at)));

    let mut edits = Vec::new();
    for version in 2..2 + REPEATED {
        client.settle()?;
        let begun = change(&mut client, &uri, version)?;
        let arrived = findings(&mut client, &uri, version)?;
        edits.push(since(begun, arrived.at));
    }
    results.push(("edit to diagnostics", median(edits)));

    let query = json!({ "query": "Entity1" });
    for name in ["workspace symbols, first", "workspace symbols, again"] {
        let (took, _) = client.request("workspace/symbol", &query)?;
        results.push((name, took.as_secs_f64() * 1000.0));
    }

    // While all is looked for again, what is typed is answered.
    told_of_files(&mut client, &root)?;
    let (search, _) = client.post("workspace/symbol", &query)?;
    let begun = change(&mut client, &uri, 2 + REPEATED)?;
    let arrived = findings(&mut client, &uri, 2 + REPEATED)?;
    results.push(("edit to diagnostics during a search", since(begun, arrived.at)));
    client.reply(search)?;

    let mut hovers = Vec::new();
    for _ in 0..REPEATED {
        client.settle()?;
        told_of_files(&mut client, &root)?;
        hovers.push(client.request("textDocument/hover", &at(&uri, 2, 3))?.0.as_secs_f64() * 1000.0);
    }
    results.push(("hover after a change of files", median(hovers)));
    told_of_files(&mut client, &root)?;
    let (took, _) = client.request("workspace/symbol", &query)?;
    results.push(("workspace symbols after a change of files", took.as_secs_f64() * 1000.0));

    client.notify("textDocument/didClose", &document)?;
    client.settle()?;
    results.push(("memory", client.memory() as f64 / 1024.0 / 1024.0));
    client.request("shutdown", &Value::Null)?;
    client.notify("exit", &Value::Null)?;
    Ok(results)
}

fn told_of_files(client: &mut Client, root: &str) -> Result<()> {
    let change = json!({ "uri": format!("{root}/package.json"), "type": 2 });
    client.notify("workspace/didChangeWatchedFiles", &json!({ "changes": [change] }))?;
    Ok(())
}

/// Types a newline at the top.
pub fn change(client: &mut Client, uri: &str, version: usize) -> Result<Instant> {
    let top = json!({ "line": 0, "character": 0 });
    let change = json!({ "range": { "start": top, "end": top }, "text": "\n" });
    let document = json!({ "uri": uri, "version": version });
    let params = json!({ "textDocument": document, "contentChanges": [change] });
    client.notify("textDocument/didChange", &params)
}

pub fn findings(client: &mut Client, uri: &str, version: usize) -> Result<Arrived> {
    client.wait(|message| {
        message.get("method") == Some(&json!("textDocument/publishDiagnostics"))
            && message.pointer("/params/uri") == Some(&json!(uri))
            && message.pointer("/params/version") == Some(&json!(version))
    })
}

pub fn at(uri: &str, line: usize, character: usize) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}

fn since(begun: Instant, at: Instant) -> f64 {
    at.saturating_duration_since(begun).as_secs_f64() * 1000.0
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}
