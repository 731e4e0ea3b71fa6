//! An editor with open documents, and what it was told of them.

use std::collections::BTreeMap;

use lsp_types::Url;
use serde_json::{Value, json};
use support::random::Random;

use crate::long_sessions::project::Project;
use crate::lsp_client::LspClient;

/// How an editor counts columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
    Utf32,
}

/// An open document.
#[derive(Clone, Debug)]
pub struct Document {
    pub text: String,
    pub version: i64,
}

/// The editor.
pub struct Editor {
    pub client: LspClient,
    pub encoding: Encoding,
    pub pulls: bool,
    pub documents: BTreeMap<String, Document>,
    settings: Value,
    root: Url,
    /// The newest diagnostics of each URI, as pushed or as pulled, with the id of the answer.
    known: BTreeMap<String, (Value, Value)>,
}

impl Editor {
    /// An editor of random abilities, without open documents.
    pub fn start(project: &Project, random: &mut Random) -> Editor {
        let encoding = *random.of(&[Encoding::Utf8, Encoding::Utf16, Encoding::Utf16, Encoding::Utf32]);
        Editor::connect(project, encoding, random.below(2) == 0, json!({}))
    }

    /// An editor that has just been started with the same documents and settings.
    pub fn fresh(&self, project: &Project) -> Editor {
        let mut fresh = Editor::connect(project, self.encoding, self.pulls, self.settings.clone());
        for (path, document) in &self.documents {
            fresh.open(path, document.text.clone(), document.version);
        }
        fresh
    }

    fn connect(project: &Project, encoding: Encoding, pulls: bool, settings: Value) -> Editor {
        let mut client = LspClient::spawn();
        let root = Url::from_directory_path(project.root()).unwrap();
        let name = match encoding {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16 => "utf-16",
            Encoding::Utf32 => "utf-32",
        };
        let mut text_document = json!({
            "hover": { "contentFormat": ["markdown"] },
            "completion": { "completionItem": { "snippetSupport": true } },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [""] } } },
            "semanticTokens": { "requests": { "full": true }, "tokenTypes": [], "tokenModifiers": [], "formats": ["relative"] },
            "rename": { "prepareSupport": true },
        });
        if pulls {
            text_document["diagnostic"] = json!({ "relatedDocumentSupport": true });
        }
        client.initialize(json!({
            "rootUri": root,
            "workspaceFolders": [{ "uri": root, "name": "project" }],
            "capabilities": { "general": { "positionEncodings": [name] }, "textDocument": text_document,
                "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] } } },
        }));
        let mut editor = Editor {
            client,
            encoding,
            pulls,
            documents: BTreeMap::new(),
            settings: Value::Null,
            root,
            known: BTreeMap::new(),
        };
        editor.set(settings);
        editor
    }

    /// The URI of a file of the project.
    pub fn uri(&self, path: &str) -> String {
        self.root.join(path).unwrap().to_string()
    }

    /// Sends settings.
    pub fn set(&mut self, settings: Value) {
        self.client
            .notify("workspace/didChangeConfiguration", json!({ "settings": { "prismaLens": settings } }));
        self.settings = settings;
    }

    /// Opens a document.
    pub fn open(&mut self, path: &str, text: String, version: i64) {
        let language = match path.rsplit_once('.') {
            Some((_, "ts")) => "typescript",
            Some((_, "toml")) => "toml",
            Some((_, "sql")) => "sql",
            Some((_, "json")) => "json",
            _ => "prisma",
        };
        let item = json!({ "uri": self.uri(path), "languageId": language, "version": version, "text": text });
        self.client.notify("textDocument/didOpen", json!({ "textDocument": item }));
        self.documents.insert(path.to_owned(), Document { text, version });
    }

    /// Closes a document.
    pub fn close(&mut self, path: &str) {
        let uri = self.uri(path);
        self.client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        self.documents.remove(path);
        self.known.remove(&uri);
    }

    /// Says that files came (1), changed (2) or went (3).
    pub fn files_changed(&mut self, changes: &[(&str, u8)]) {
        let changes: Vec<Value> =
            changes.iter().map(|(path, kind)| json!({ "uri": self.uri(path), "type": kind })).collect();
        self.client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    }

    /// Sends changes of a document. Each is a span of bytes and what takes its place, in the text after those before it; `None`
    /// replaces the whole text.
    pub fn change(&mut self, path: &str, changes: &[(Option<(usize, usize)>, String)]) {
        let uri = self.uri(path);
        let encoding = self.encoding;
        let document = self.documents.get_mut(path).unwrap();
        let mut sent = Vec::new();
        for (span, text) in changes {
            let Some((start, end)) = *span else {
                document.text.clone_from(text);
                sent.push(json!({ "text": text }));
                continue;
            };
            let range = json!({ "start": position(&document.text, start, encoding), "end": position(&document.text, end, encoding) });
            document.text.replace_range(start..end, text);
            sent.push(json!({ "range": range, "text": text }));
        }
        document.version += 1;
        let version = json!({ "uri": uri, "version": document.version });
        self.client
            .notify("textDocument/didChange", json!({ "textDocument": version, "contentChanges": sent }));
    }

    /// Puts half of an emoji into a document, as an editor does between its two halves.
    pub fn insert_half(&mut self, path: &str, at: usize) {
        let uri = self.uri(path);
        let document = self.documents.get_mut(path).unwrap();
        let place = position(&document.text, at, self.encoding);
        document.text.insert(at, char::REPLACEMENT_CHARACTER);
        document.version += 1;
        let body = format!(
            r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{{"uri":"{uri}","version":{}}},"contentChanges":[{{"range":{{"start":{place},"end":{place}}},"text":"\ud83d"}}]}}}}"#,
            document.version
        );
        self.client.send_raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// The newest diagnostics of an open document; `Null` where nothing was published yet.
    pub fn diagnostics(&mut self, path: &str) -> Value {
        let uri = self.uri(path);
        if self.pulls {
            let previous = self.known.get(&uri).map_or(Value::Null, |known| known.0.clone());
            let params = json!({ "textDocument": { "uri": uri }, "previousResultId": previous });
            let reply = self.client.request("textDocument/diagnostic", params);
            let report = reply.get("result").unwrap_or_else(|| panic!("no diagnostics of {path}: {reply}"));
            if report["kind"] == "full" {
                self.known.insert(uri.clone(), (report["resultId"].clone(), report["items"].clone()));
            }
            return self.known.get(&uri).map_or(Value::Null, |known| known.1.clone());
        }
        for published in self.client.taken("textDocument/publishDiagnostics") {
            let of = published["uri"].as_str().unwrap_or_default().to_owned();
            self.known.insert(of, (Value::Null, published["diagnostics"].clone()));
        }
        self.known.get(&uri).map_or(Value::Null, |known| known.1.clone())
    }
}

/// The line and column of a byte, as the protocol counts them: lines end with `\n`, `\r\n` or `\r`.
pub fn position(text: &str, at: usize, encoding: Encoding) -> Value {
    let before = &text[..at];
    let mut line = 0;
    let mut start = 0;
    for (index, byte) in before.bytes().enumerate() {
        let is_pair = byte == b'\r' && text.as_bytes().get(index + 1) == Some(&b'\n');
        if byte == b'\n' || byte == b'\r' && !is_pair {
            line += 1;
            start = index + 1;
        }
    }
    let column = &before[start..];
    let character = match encoding {
        Encoding::Utf8 => column.len(),
        Encoding::Utf16 => column.encode_utf16().count(),
        Encoding::Utf32 => column.chars().count(),
    };
    json!({ "line": line, "character": character })
}
