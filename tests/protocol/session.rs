//! What is agreed at the beginning, and what the server asks of its client.

use serde_json::{Value, json};

use crate::lsp_client::{Answers, LspClient};
use crate::workspace::Workspace;

fn encoding(offered: Value) -> Value {
    let mut client = LspClient::spawn();
    let result =
        client.initialize(json!({ "capabilities": { "general": { "positionEncodings": offered } } }));
    assert_eq!(client.leave(), Some(0));
    result["capabilities"]["positionEncoding"].clone()
}

#[test]
fn agrees_on_an_encoding() {
    assert_eq!(encoding(Value::Null), "utf-16");
    assert_eq!(encoding(json!([])), "utf-16");
    assert_eq!(encoding(json!(["utf-7"])), "utf-16");
    assert_eq!(encoding(json!(["utf-16"])), "utf-16");
    assert_eq!(encoding(json!(["utf-32"])), "utf-32");
    assert_eq!(encoding(json!(["utf-32", "utf-16"])), "utf-32");
    assert_eq!(encoding(json!(["utf-16", "utf-32"])), "utf-16");
    assert_eq!(encoding(json!(["utf-16", "utf-8"])), "utf-8");
}

#[test]
fn asks_only_clients_that_can_answer() {
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    assert_eq!(client.leave(), Some(0));
    assert_eq!(client.leftovers(), Vec::<Value>::new());
}

fn able() -> Value {
    json!({ "capabilities": { "workspace": {
        "configuration": true,
        "didChangeConfiguration": { "dynamicRegistration": true },
        "didChangeWatchedFiles": { "dynamicRegistration": true },
    } } })
}

#[test]
fn asks_for_files_and_settings() {
    let mut client = LspClient::spawn();
    client.initialize(able());
    let registered = client.asked("client/registerCapability");
    let methods: Vec<&str> = registered["registrations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|registration| registration["method"].as_str().unwrap())
        .collect();
    assert_eq!(methods, ["workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration"]);
    let watchers = registered["registrations"][0]["registerOptions"]["watchers"].as_array().unwrap();
    for pattern in [
        "**/*.prisma",
        "**/prisma.config.*",
        "**/package.json",
        "**/prisma-lens.toml",
        "**/.prismalintrc*",
        "**/.gitignore",
    ] {
        assert!(watchers.contains(&json!({ "globPattern": pattern })), "{pattern}");
    }
    assert_eq!(client.asked("workspace/configuration")["items"], json!([{ "section": "prismaLens" }]));

    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    client.asked("workspace/configuration");
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn survives_any_answer_to_its_questions() {
    for settings in [
        json!({}),
        json!({ "prismaLens": null }),
        json!({ "prismaLens": 7 }),
        json!({ "prismaLens": [] }),
        json!({ "prismaLens": { "trace": ["x"] } }),
        json!({ "prismaLens": { "trace": { "server": 3 } } }),
    ] {
        let mut client = LspClient::spawn_with(&[], Answers { settings, refuse_registrations: true });
        client.initialize(able());
        client.asked("workspace/configuration");
        client.asked("client/registerCapability");
        let refused = client.notification("window/logMessage");
        assert_eq!(refused["type"], 2);
        assert!(refused["message"].as_str().unwrap().ends_with("not here"), "{refused}");
        assert_eq!(client.leave(), Some(0));
    }
}

#[test]
fn accepts_settings_from_everywhere() {
    let mut client = LspClient::spawn();
    client.initialize(json!({ "initializationOptions": { "prismaLens": { "trace": "verbose" } } }));
    for settings in [
        json!(null),
        json!({}),
        json!({ "prismaLens": { "trace": "off" } }),
        json!({ "trace": { "server": "messages" } }),
        json!("x"),
    ] {
        client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    }
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn forgives_what_does_not_matter_in_initialize() {
    for extra in [
        json!({ "trace": "compact" }),
        json!({ "processId": -1 }),
        json!({ "processId": "x" }),
        json!({ "rootUri": "no uri" }),
        json!({ "rootPath": 7 }),
        json!({ "workspaceFolders": [{ "uri": "", "name": "w" }, { "uri": "untitled:x", "name": "v" }] }),
        json!({ "workspaceFolders": [] }),
        json!({ "initializationOptions": [] }),
        json!({ "locale": "de", "clientInfo": { "name": "x" } }),
    ] {
        let mut client = LspClient::spawn();
        client.initialize(extra);
        assert_eq!(client.leave(), Some(0));
    }
}

#[test]
fn folders_come_and_go() {
    let mut client = LspClient::spawn();
    client.initialize(json!({ "workspaceFolders": [{ "uri": "file:///a", "name": "a" }] }));
    let event = json!({
        "added": [{ "uri": "file:///b", "name": "b" }, { "uri": "vscode-vfs://github/c", "name": "c" }],
        "removed": [{ "uri": "file:///a", "name": "a" }, { "uri": "file:///never", "name": "n" }],
    });
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    assert_eq!(client.leave(), Some(0));
}

/// A change of a script that a configuration imports is one of the configuration, on the disk and in the editor.
#[test]
fn scripts_of_a_configuration_are_watched() {
    let files = [
        ("prisma.config.ts", "import { schema } from './scripts/[paths]';\nexport default { schema };\n"),
        ("scripts/[paths].ts", "export const schema = 'one';\n"),
        ("one/a.prisma", "model A {\n  id Int @id\n}\n"),
    ];
    let mut capabilities = able()["capabilities"].clone();
    capabilities["textDocument"] = json!({ "diagnostic": {} });
    let mut it = Workspace::new(&files, capabilities);
    it.open("one/a.prisma");
    it.pull("one/a.prisma", None);
    it.client.asked("client/registerCapability");
    let registered = it.client.asked("client/registerCapability");
    let watchers = &registered["registrations"][0]["registerOptions"]["watchers"];
    assert_eq!(*watchers, json!([{ "globPattern": "**/?paths?.ts" }]));
    it.write("scripts/[paths].ts", "export const schema = 'missing';\n");
    it.open("prisma.config.ts");
    assert!(!it.pull("prisma.config.ts", None)["items"].as_array().unwrap().is_empty());
    it.open("scripts/[paths].ts");
    it.change("scripts/[paths].ts", "export const schema = 'one'; // again\n");
    assert_eq!(it.pull("prisma.config.ts", None)["items"], json!([]));
}
