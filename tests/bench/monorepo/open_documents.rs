//! A session with many open documents, each in a schema of its own.

use std::path::Path;

use anyhow::Result;
use serde_json::json;

use crate::client::Client;
use crate::session::{at, change, findings};

/// How often one document is edited. The processor time of a process is counted in hundredths of a second.
const EDITS: usize = 200;

/// The processor time of an edit in one of so many documents, in milliseconds. Every tenth schema has a migration open, too. None
/// of the files is on the disk.
pub fn edit(folder: &Path, documents: usize) -> Result<f64> {
    let command = [env!("CARGO_BIN_EXE_prisma-lens").to_owned(), "lsp".to_owned()];
    let mut client = Client::start(&command, folder)?;
    client.request("initialize", &json!({ "capabilities": {} }))?;
    client.notify("initialized", &json!({}))?;
    let mut open = |path: String, language: &str, text: &str| {
        let uri = format!("file://{}/{path}", folder.display());
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        client.notify("textDocument/didOpen", &json!({ "textDocument": document })).map(|_| uri)
    };
    let schema = "\ndatasource db {\n  provider = \"postgresql\"\n}\n\nmodel A {\n  id Int @id\n  createdAt DateTime\n}\n";
    let mut uris = Vec::new();
    for number in 0..documents {
        uris.push(open(format!("open{number}/schema.prisma"), "prisma", schema)?);
        if number % 10 == 0 {
            let script = format!("open{number}/migrations/20240101000000_init/migration.sql");
            open(script, "sql", "CREATE TABLE \"A\" (\"id\" INTEGER NOT NULL PRIMARY KEY);\n")?;
        }
    }
    // An answer for the last document: all are taken in.
    for uri in &uris {
        client.request("textDocument/hover", &at(uri, 6, 3))?;
    }
    let Some(uri) = uris.get(documents / 2) else { return Ok(0.0) };
    let mut version = 2;
    let mut one = |client: &mut Client| {
        change(client, uri, version)?;
        findings(client, uri, version)?;
        version += 1;
        anyhow::Ok(())
    };
    one(&mut client)?;
    client.settle()?;
    let before = client.processor_time();
    for _ in 0..EDITS {
        one(&mut client)?;
    }
    client.settle()?;
    Ok((client.processor_time() - before) / EDITS as f64)
}
