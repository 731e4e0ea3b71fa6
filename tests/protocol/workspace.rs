//! A project on the disk and an editor that works in it.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use lsp_types::Url;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::lsp_client::LspClient;

/// A model whose foreign key has no index, for `schema/post.prisma`.
pub const POST: &str = "model Post {\n  id       Int  @id\n  author   User @relation(fields: [authorId], references: [id])\n  authorId Int\n}\n";

/// The model that it names, for `schema/user.prisma`.
pub const USER: &str = "model User {\n  id    Int    @id\n  posts Post[]\n}\n";

/// The finding that [`POST`] has as long as the schema holds [`USER`].
pub const FINDING: &str = "fk-missing-index";

/// What makes a client one that asks for diagnostics.
pub fn pulling() -> Value {
    json!({ "textDocument": { "diagnostic": {} } })
}

/// The project and the editor.
pub struct Workspace {
    /// The editor's side of the session.
    pub client: LspClient,
    /// What the server said that it can do.
    pub capabilities: Value,
    dir: TempDir,
    versions: HashMap<String, i64>,
}

impl Workspace {
    /// Writes the files and starts the server on their folder.
    pub fn new(files: &[(&str, &str)], capabilities: Value) -> Workspace {
        let dir = tempfile::tempdir().unwrap();
        for (path, text) in files {
            write(&dir.path().join(path), text);
        }
        let mut client = LspClient::spawn();
        let folder = Url::from_directory_path(dir.path()).unwrap();
        let result = client.initialize(json!({
            "rootUri": folder,
            "workspaceFolders": [{ "uri": folder, "name": "project" }],
            "capabilities": capabilities,
        }));
        let capabilities = result["capabilities"].clone();
        Workspace { client, capabilities, dir, versions: HashMap::new() }
    }

    /// A schema of two files and its datasource.
    pub fn with_two_files(capabilities: Value) -> Workspace {
        Workspace::new(
            &[
                ("schema/main.prisma", "datasource db {\n  provider = \"postgresql\"\n}\n"),
                ("schema/post.prisma", POST),
                ("schema/user.prisma", USER),
            ],
            capabilities,
        )
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    /// The URI of a file of the project; what is a URI already stays it.
    pub fn uri(&self, path: &str) -> String {
        if path.starts_with("untitled:") {
            return path.to_owned();
        }
        Url::from_file_path(self.path(path)).unwrap().to_string()
    }

    /// Opens a file with the text that it has on the disk.
    pub fn open(&mut self, path: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        self.open_with(path, &text);
    }

    pub fn open_with(&mut self, path: &str, text: &str) {
        let uri = self.uri(path);
        let language = match path.rsplit_once('.') {
            Some((_, "ts")) => "typescript",
            Some((_, "toml")) => "toml",
            Some((_, "sql")) => "sql",
            _ => "prisma",
        };
        let item = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.client.notify("textDocument/didOpen", json!({ "textDocument": item }));
        self.versions.insert(uri, 1);
    }

    /// Gives an open document another text, and says its new version.
    pub fn change(&mut self, path: &str, text: &str) -> i64 {
        let uri = self.uri(path);
        let version = self.versions.get_mut(&uri).unwrap();
        *version += 1;
        let version = *version;
        let document = json!({ "uri": uri, "version": version });
        let changes = json!([{ "text": text }]);
        self.client
            .notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
        version
    }

    pub fn close(&mut self, path: &str) {
        let uri = self.uri(path);
        self.client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// Writes a file and tells the server that it was changed.
    pub fn write(&mut self, path: &str, text: &str) {
        write(&self.path(path), text);
        self.file_event(path, 2);
    }

    /// Takes a file or folder away and tells the server.
    pub fn remove(&mut self, path: &str) {
        let place = self.path(path);
        if place.is_dir() {
            fs::remove_dir_all(place).unwrap();
        } else {
            fs::remove_file(place).unwrap();
        }
        self.file_event(path, 3);
    }

    /// The parameters of a request about the first occurrence of `word` in a file, from its first character on.
    pub fn at(&self, path: &str, text: &str, word: &str) -> Value {
        let at = text.find(word).unwrap();
        let line = text[..at].matches('\n').count();
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let character = text[start..at].encode_utf16().count();
        json!({
            "textDocument": { "uri": self.uri(path) },
            "position": { "line": line, "character": character },
        })
    }

    /// The next list that is pushed for a file.
    pub fn pushed(&mut self, path: &str) -> Value {
        let uri = self.uri(path);
        self.client.notification_that("textDocument/publishDiagnostics", |it| it["uri"] == json!(uri))
    }

    /// The next list that is pushed for this version of an open document.
    pub fn pushed_for(&mut self, path: &str, version: i64) -> Value {
        let uri = self.uri(path);
        let is_it = |it: &Value| it["uri"] == json!(uri) && it["version"] == json!(version);
        self.client.notification_that("textDocument/publishDiagnostics", is_it)
    }

    /// What was pushed and not waited for.
    pub fn pushes_left(&self) -> Vec<Value> {
        let mut left = self.client.leftovers();
        left.retain(|message| message["method"] == "textDocument/publishDiagnostics");
        left
    }

    /// The answer to `textDocument/diagnostic`.
    pub fn pull(&mut self, path: &str, previous: Option<&Value>) -> Value {
        let mut params = json!({ "textDocument": { "uri": self.uri(path) } });
        if let Some(previous) = previous {
            params["previousResultId"] = previous.clone();
        }
        let reply = self.client.request("textDocument/diagnostic", params);
        reply.get("result").unwrap_or_else(|| panic!("no answer in {reply}")).clone()
    }

    fn file_event(&mut self, path: &str, kind: u8) {
        let change = json!({ "uri": self.uri(path), "type": kind });
        self.client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
    }
}

/// A range within a line.
pub fn range(line: u32, from: u32, to: u32) -> Value {
    json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": to } })
}

/// Whether a list of diagnostics has one of this code.
pub fn has(diagnostics: &Value, code: &str) -> bool {
    let list = diagnostics.as_array().unwrap_or_else(|| panic!("no list: {diagnostics}"));
    list.iter().any(|diagnostic| diagnostic["code"] == code)
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
