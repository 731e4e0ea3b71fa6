//! A session that is led astray, and what became of it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::client::Client;

/// How long a server has for an answer, also on a machine with other things to do.
const PATIENCE: Duration = Duration::from_secs(30);

/// The schema that every session opens in the end. The hover asks for `Role`.
const SCHEMA: &str = "datasource db {\n  provider = \"postgresql\"\n}\n\nenum Role {\n  ADMIN\n}\n\n/// Who uses it.\nmodel User {\n  id   Int  @id\n  role Role\n}\n";

/// What became of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It goes on as if nothing had been.
    Passed,
    /// What it answers is not what the protocol asks for, or is of another text.
    Wrong,
    /// It does not answer in time.
    Silent,
    /// The server has ended.
    Ended,
}

impl Outcome {
    /// The word in the table.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Passed => "passed",
            Outcome::Wrong => "wrong",
            Outcome::Silent => "no answer",
            Outcome::Ended => "ends",
        }
    }
}

/// What is done to a session. Returns whether the server has answered as the protocol asks for; an error where it could not be asked.
pub type Case = fn(&mut Session) -> Result<bool>;

/// A session with a server.
pub struct Session {
    client: Client,
    command: Vec<String>,
    /// The folder that the editor has opened.
    pub folder: PathBuf,
    next: i64,
}

/// Leads a new server through a case.
pub fn run_case(command: &[String], case: Case) -> Result<Outcome> {
    let outer = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let folder = outer.path().join("project");
    std::fs::create_dir(&folder)?;
    let client = Client::start(command, &folder)?;
    let mut session = Session { client, command: command.to_vec(), folder, next: 0 };
    let is_right = case(&mut session);
    let found = is_right.and_then(|is_right| Ok(is_right && session.is_in_order()?));
    Ok(match found {
        Ok(true) => Outcome::Passed,
        Ok(false) => Outcome::Wrong,
        Err(_) => {
            std::thread::sleep(Duration::from_millis(300));
            if session.client.has_ended() { Outcome::Ended } else { Outcome::Silent }
        }
    })
}

impl Session {
    /// The name of a file of the folder in the protocol.
    pub fn uri(&self, name: &str) -> String {
        format!("file://{}", self.folder.join(name).display())
    }

    /// Starts the server anew.
    pub fn restart(&mut self) -> Result<()> {
        self.client = Client::start(&self.command, &self.folder)?;
        Ok(())
    }

    /// Begins the session.
    pub fn initialize(&mut self) -> Result<()> {
        let root = self.uri("");
        let root = root.trim_end_matches('/');
        let parameters = json!({
            "processId": std::process::id(),
            "rootUri": root,
            "workspaceFolders": [{ "uri": root, "name": "project" }],
            "capabilities": {
                "textDocument": { "hover": { "contentFormat": ["markdown"] } },
                "workspace": { "configuration": true, "workspaceFolders": true },
            },
        });
        self.ask("initialize", &parameters)?;
        self.tell("initialized", &json!({}))
    }

    /// Sends a notification.
    pub fn tell(&mut self, method: &str, parameters: &Value) -> Result<()> {
        self.client.notify(method, parameters).map(drop)
    }

    /// Sends a request without waiting. Returns its id.
    pub fn post(&mut self, method: &str, parameters: &Value) -> Result<Value> {
        self.client.post(method, parameters).map(|(id, _)| json!(id))
    }

    /// Waits for the answer to a request.
    pub fn reply(&mut self, id: &Value) -> Result<Value> {
        self.client.reply_within(id, PATIENCE).context("no answer")
    }

    /// Sends a request and waits for the answer: result or error.
    pub fn ask(&mut self, method: &str, parameters: &Value) -> Result<Value> {
        let id = self.post(method, parameters)?;
        self.reply(&id)
    }

    /// Sends bytes, whatever they are.
    pub fn send(&mut self, bytes: &[u8]) -> Result<()> {
        self.client.send_bytes(bytes)
    }

    /// Sends a body in a frame of its own.
    pub fn send_body(&mut self, body: &str) -> Result<()> {
        self.send(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes())
    }

    /// An id that no other request has.
    pub fn new_id(&mut self) -> i64 {
        self.next += 1;
        1_000_000 + self.next
    }

    /// Opens a document.
    pub fn open(&mut self, uri: &str, text: &str) -> Result<()> {
        let document = json!({ "uri": uri, "languageId": "prisma", "version": 1, "text": text });
        self.tell("textDocument/didOpen", &json!({ "textDocument": document }))
    }

    /// Changes a document: a range from line and column to line and column, and the text that takes its place.
    pub fn change(&mut self, uri: &str, range: [i64; 4], text: &str) -> Result<()> {
        let [line, character, end_line, end_character] = range;
        let range = json!({
            "start": { "line": line, "character": character },
            "end": { "line": end_line, "character": end_character },
        });
        let parameters = json!({
            "textDocument": { "uri": uri, "version": 2 },
            "contentChanges": [{ "range": range, "text": text }],
        });
        self.tell("textDocument/didChange", &parameters)
    }

    /// The parameters of a request about a place in a document.
    pub fn at(uri: &str, line: i64, character: i64) -> Value {
        json!({
            "textDocument": { "uri": uri },
            "position": { "line": line, "character": character },
            "options": { "tabSize": 2, "insertSpaces": true },
            "newName": "Renamed",
            "context": { "includeDeclaration": true, "diagnostics": [] },
            "range": { "start": { "line": line, "character": 0 }, "end": { "line": line, "character": character } },
        })
    }

    /// The names in the outline of a document.
    pub fn outline(&mut self, uri: &str) -> Result<Vec<String>> {
        let reply = self.ask("textDocument/documentSymbol", &json!({ "textDocument": { "uri": uri } }))?;
        let symbols = reply["result"].as_array().cloned().unwrap_or_default();
        Ok(symbols.iter().filter_map(|it| it["name"].as_str().map(str::to_owned)).collect())
    }

    /// Whether a document that is opened now has its outline and a hover.
    fn is_in_order(&mut self) -> Result<bool> {
        let path: &Path = &self.folder.join("probe/schema.prisma");
        std::fs::create_dir_all(path.parent().context("no folder")?)?;
        std::fs::write(path, SCHEMA)?;
        let uri = self.uri("probe/schema.prisma");
        self.open(&uri, SCHEMA)?;
        let names = self.outline(&uri)?;
        let hover = self.ask("textDocument/hover", &Session::at(&uri, 11, 8))?;
        Ok(names.iter().any(|name| name.contains("User")) && hover["result"].to_string().contains("Role"))
    }
}
