//! Each editor's own first message, answered by the real server.

use std::fs;
use std::path::Path;

use lsp_types::Url;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::lsp_client::{Answers, LspClient};

/// Where the fixtures say that the project is.
const RECORDED_FOLDER: &str = "/home/user/project";

/// What suits one editor.
struct Expected {
    /// The unit of columns: the first that both sides like.
    encoding: &'static str,
    /// Whether the editor asks for diagnostics, or gets them pushed.
    pulls_diagnostics: bool,
    /// What the server registers after the start.
    registered: &'static [&'static str],
}

/// A session with an editor, in a project of its own.
struct Session {
    client: LspClient,
    capabilities: Value,
    _project: TempDir,
}

const WATCHED_FILES: &str = "workspace/didChangeWatchedFiles";
const CONFIGURATION: &str = "workspace/didChangeConfiguration";

const NEOVIM: Expected = Expected {
    encoding: "utf-8",
    // Neovim can ask, but cannot be told to ask again.
    pulls_diagnostics: false,
    // On Linux, Neovim offers neither: watching a tree is too dear there.
    registered: &[],
};
// The extension sends schemas and migrations; documents of code are asked for.
const VSCODE: Expected = Expected {
    encoding: "utf-16",
    pulls_diagnostics: true,
    registered: &[
        WATCHED_FILES,
        CONFIGURATION,
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didClose",
        "textDocument/codeAction",
    ],
};
const HELIX: Expected =
    Expected { encoding: "utf-8", pulls_diagnostics: false, registered: &[WATCHED_FILES] };

fn check(editor: &str, expected: &Expected) {
    let mut session = start(editor);
    let capabilities = &session.capabilities;
    assert_eq!(capabilities["positionEncoding"], expected.encoding, "{editor}");
    assert_eq!(capabilities["textDocumentSync"]["openClose"], true, "{editor}");
    assert_eq!(capabilities["textDocumentSync"]["change"], 2, "{editor}: changes are incremental");
    assert_eq!(capabilities["workspace"]["workspaceFolders"]["supported"], true, "{editor}");

    assert_eq!(capabilities["diagnosticProvider"].is_object(), expected.pulls_diagnostics, "{editor}");

    // All three can be asked for settings, which comes after the registrations.
    let asked = session.client.asked("workspace/configuration");
    assert_eq!(asked["items"][0]["section"], "prismaLens", "{editor}");
    if !expected.registered.is_empty() {
        let registration = session.client.asked("client/registerCapability");
        assert_eq!(methods(&registration), expected.registered, "{editor}");
    }

    assert_eq!(session.client.leave(), Some(0), "{editor}");
    let asked_twice = session.client.leftovers();
    assert!(
        asked_twice.iter().all(|message| message["method"] != "client/registerCapability"),
        "{asked_twice:?}"
    );
}

/// Replays the editor's `initialize` in a project with one schema.
fn start(editor: &str) -> Session {
    let project = tempfile::tempdir().unwrap();
    fs::create_dir(project.path().join("prisma")).unwrap();
    fs::write(project.path().join("package.json"), r#"{ "devDependencies": { "prisma": "6.19.0" } }"#)
        .unwrap();
    let settings = json!({ "prismaLens": { "preset": "recommended" } });
    let mut client = LspClient::spawn_with(&[], Answers { settings, ..Answers::default() });
    let result = client.initialize(parameters(editor, project.path()));
    assert_eq!(result["serverInfo"]["name"], "prisma-lens");
    Session { client, capabilities: result["capabilities"].clone(), _project: project }
}

/// The recorded parameters with `folder` in place of the recorded one.
fn parameters(editor: &str, folder: &Path) -> Value {
    let path = support::root().join(format!("tests/fixtures/initialize/{editor}.json"));
    let text = fs::read_to_string(path).unwrap();
    let uri = Url::from_directory_path(folder).unwrap();
    let escaped = json!(folder).to_string();
    let text = text
        .replace(&format!("file://{RECORDED_FOLDER}"), uri.as_str().trim_end_matches('/'))
        .replace(RECORDED_FOLDER, escaped.trim_matches('"'));
    let mut parameters: Value = serde_json::from_str(&text).unwrap();
    // The server ends with the process that it is told, so this has to be one that lives.
    parameters["processId"] = json!(std::process::id());
    parameters
}

fn methods(registration: &Value) -> Vec<&str> {
    let registrations = registration["registrations"].as_array().unwrap();
    registrations.iter().map(|one| one["method"].as_str().unwrap()).collect()
}

#[test]
fn neovim() {
    check("neovim", &NEOVIM);
}

#[test]
fn vscode() {
    check("vscode", &VSCODE);
}

#[test]
fn helix() {
    check("helix", &HELIX);
}
