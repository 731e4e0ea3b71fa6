//! One session of an editor with a server, measured.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::client::{Arrived, Client};
use crate::schema::{middle, schema};

/// How many characters are typed one by one, and how many at once.
const TYPED: usize = 20;
const BURST: usize = 50;

/// How often each request is repeated.
const REPEATED: usize = 7;

/// What is measured, in the order of the columns.
pub const MEASURES: &[&str] = &[
    "start",
    "open",
    "edit",
    "KB sent per letter",
    "burst",
    "hover",
    "definition",
    "references",
    "completion",
    "symbols",
    "format",
    "rename",
    "memory",
];

/// One session: milliseconds, KB for what is sent, and MiB for the memory, in the order of [`MEASURES`]. `None` where the server has nothing to
/// say.
pub fn measure(command: &[String], folder: &Path, models: usize) -> Result<Vec<Option<f64>>> {
    let text = schema(models);
    let file = folder.join("schema.prisma");
    std::fs::write(&file, &text)?;
    let uri = format!("file://{}", file.display());
    let mut session = Session::start(command, folder, &uri)?;
    let mut results = vec![Some(session.started)];
    results.push(Some(session.open(&text)?));

    let place = Place::find(&text, models).context("the schema has no model in the middle")?;
    let (edit, sent) = session.type_one_by_one(place.title)?;
    results.extend([Some(edit), Some(sent)]);
    results.push(Some(session.type_at_once(place.title)?));
    session.client.settle()?;
    for (method, line, character, extra) in [
        ("hover", place.owner, place.owner_type, json!({})),
        ("definition", place.owner, place.owner_type, json!({})),
        ("references", place.owner, place.owner_type, json!({ "context": { "includeDeclaration": true } })),
        ("completion", place.owner, place.owner_type, json!({})),
        ("documentSymbol", 0, 0, json!({})),
        ("formatting", 0, 0, json!({ "options": { "tabSize": 2, "insertSpaces": true } })),
        ("rename", place.owner, place.owner_type, json!({ "newName": "Renamed" })),
    ] {
        let mut params = json!({
            "textDocument": { "uri": uri },
            "position": { "line": line, "character": character },
        });
        if let (Some(params), Some(extra)) = (params.as_object_mut(), extra.as_object()) {
            params.extend(extra.clone());
        }
        results.push(session.ask(&format!("textDocument/{method}"), &params)?);
    }
    // What a server gives back when it has nothing to do is not in use.
    session.client.settle()?;
    results.push(Some(session.client.memory() as f64 / 1024.0 / 1024.0));
    session.client.request("shutdown", &Value::Null)?;
    session.client.notify("exit", &Value::Null)?;
    Ok(results)
}

/// Where the session types and asks: lines and columns from 0.
struct Place {
    title: usize,
    owner: usize,
    owner_type: usize,
}

struct Session<'s> {
    client: Client,
    uri: &'s str,
    version: i64,
    /// Whether its diagnostics say of which version they are.
    tells_versions: bool,
    started: f64,
}

impl Place {
    fn find(text: &str, models: usize) -> Option<Place> {
        let opening = format!("model {} {{", middle(models));
        let mut lines = text.lines().enumerate().skip_while(|(_, line)| *line != opening);
        let (title, _) = lines.find(|(_, line)| line.starts_with("  title "))?;
        let (owner, line) = lines.find(|(_, line)| line.starts_with("  owner "))?;
        Some(Place { title, owner, owner_type: line.find("Entity")? + 2 })
    }
}

impl<'s> Session<'s> {
    fn start(command: &[String], folder: &Path, uri: &'s str) -> Result<Session<'s>> {
        let begun = Instant::now();
        let mut client = Client::start(command, folder)?;
        let root = format!("file://{}", folder.display());
        let (id, _) = client.post(
            "initialize",
            &json!({
                "processId": std::process::id(),
                "rootUri": root,
                "workspaceFolders": [{ "uri": root, "name": "measured" }],
                "capabilities": {
                    "textDocument": {
                        "publishDiagnostics": { "relatedInformation": true, "versionSupport": true },
                        "completion": { "completionItem": { "snippetSupport": true } },
                        "hover": { "contentFormat": ["markdown"] },
                        "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
                        "rename": { "prepareSupport": true },
                    },
                    "workspace": {
                        "configuration": true,
                        "workspaceFolders": true,
                        "workspaceEdit": { "documentChanges": true },
                    },
                },
            }),
        )?;
        let started = milliseconds(client.reply(id)?.at - begun);
        client.notify("initialized", &json!({}))?;
        Ok(Session { client, uri, version: 1, tells_versions: false, started })
    }

    fn open(&mut self, text: &str) -> Result<f64> {
        let document = json!({ "uri": self.uri, "languageId": "prisma", "version": 1, "text": text });
        let sent = self.client.notify("textDocument/didOpen", &json!({ "textDocument": document }))?;
        let took = self.diagnostics()?.at - sent;
        self.client.settle()?;
        Ok(milliseconds(took))
    }

    /// Milliseconds until the diagnostics of a letter are there, and their length in KB.
    fn type_one_by_one(&mut self, line: usize) -> Result<(f64, f64)> {
        let (mut took, mut sizes) = (Vec::new(), Vec::new());
        for typed in 0..TYPED {
            let sent = self.type_at(line, "  title".len() + typed)?;
            let arrived = self.diagnostics()?;
            took.push(milliseconds(arrived.at - sent));
            sizes.push(arrived.size as f64 / 1000.0);
        }
        median(&mut took).zip(median(&mut sizes)).context("nothing was typed")
    }

    /// Until the outline of the last text is there, and its diagnostics, where the server says what they are of. Both
    /// servers answer in this session's order, so the outline of one that does not say comes after them.
    fn type_at_once(&mut self, line: usize) -> Result<f64> {
        let sent = Instant::now();
        for _ in 0..BURST {
            self.type_at(line, "  title".len())?;
        }
        let (id, _) = self
            .client
            .post("textDocument/documentSymbol", &json!({ "textDocument": { "uri": self.uri } }))?;
        let (mut outline, mut diagnostics) = (None, None);
        let (uri, version) = (self.uri, self.version);
        while outline.is_none() || diagnostics.is_none() {
            let arrived = self.client.wait(|message| {
                message.get("id") == Some(&json!(id)) || is_diagnostics(message, uri, version)
            })?;
            if arrived.message.get("method").is_some() {
                diagnostics = Some(arrived.at);
            } else {
                outline = Some(arrived.at);
                // One that tells no versions has answered all changes by now.
                diagnostics = diagnostics.or((!self.tells_versions).then_some(arrived.at));
            }
        }
        let last = outline.max(diagnostics).context("nothing has come")?;
        Ok(milliseconds(last - sent))
    }

    fn ask(&mut self, method: &str, params: &Value) -> Result<Option<f64>> {
        let mut took = Vec::new();
        for _ in 0..REPEATED {
            let (time, result) = self.client.request(method, params)?;
            if result.is_null() {
                return Ok(None);
            }
            took.push(milliseconds(time));
        }
        Ok(median(&mut took))
    }

    fn type_at(&mut self, line: usize, character: usize) -> Result<Instant> {
        self.version += 1;
        let at = json!({ "line": line, "character": character });
        self.client.notify(
            "textDocument/didChange",
            &json!({
                "textDocument": { "uri": self.uri, "version": self.version },
                "contentChanges": [{ "range": { "start": at, "end": at }, "text": "x" }],
            }),
        )
    }

    /// The diagnostics of the last version.
    fn diagnostics(&mut self) -> Result<Arrived> {
        let (uri, version) = (self.uri, self.version);
        let arrived = self.client.wait(|message| is_diagnostics(message, uri, version))?;
        self.tells_versions = arrived.message.pointer("/params/version").is_some_and(Value::is_i64);
        Ok(arrived)
    }
}

fn is_diagnostics(message: &Value, uri: &str, version: i64) -> bool {
    let told = message.pointer("/params/version").and_then(Value::as_i64);
    message.get("method").is_some_and(|method| method == "textDocument/publishDiagnostics")
        && message.pointer("/params/uri").is_some_and(|of| of == uri)
        && (told.is_none() || told == Some(version))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The median of some figures, and `None` of none.
pub fn median(figures: &mut [f64]) -> Option<f64> {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied()
}
