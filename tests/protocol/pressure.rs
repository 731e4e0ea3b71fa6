//! Much at once.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::lsp_client::{Answers, LspClient, framed};

#[test]
fn a_client_that_reads_nothing_until_the_end() {
    let mut client = LspClient::spawn_deaf(&[]);
    let first = client.post("initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} }));
    client.notify("initialized", json!({}));
    // Long ids make the answers more than any pipe holds.
    let padding = "x".repeat(500);
    for i in 0..3000 {
        let id = format!("{i}{padding}");
        client.send(&json!({ "jsonrpc": "2.0", "id": id, "method": "prismaLens/none", "params": {} }));
    }
    let last = client.post("shutdown", Value::Null);
    client.start_reading(Answers::default());
    assert!(client.reply(&json!(first)).get("result").is_some());
    for i in 0..3000 {
        assert_eq!(client.reply(&json!(format!("{i}{padding}")))["error"]["code"], -32601);
    }
    assert!(client.reply(&json!(last)).get("result").is_some());
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), Some(0));
}

#[test]
fn a_client_that_never_reads_can_leave() {
    let mut client = LspClient::spawn_deaf(&[]);
    client.post("initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} }));
    for i in 0..3000 {
        let id = format!("{i}{}", "x".repeat(500));
        client.send(&json!({ "jsonrpc": "2.0", "id": id, "method": "prismaLens/none", "params": {} }));
    }
    client.post("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), Some(0));
}

/// The most memory that a process has had so far, in MiB.
#[cfg(target_os = "linux")]
fn most_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.split_whitespace().next().unwrap().parse::<u64>().unwrap() / 1024
}

/// Only what is in `/proc` tells it.
#[cfg(not(target_os = "linux"))]
fn most_memory(_: u32) -> u64 {
    unreachable!("the tests that need it are ignored here")
}

/// Sends the messages over and over, in order, faster than they can be handled, and looks at the memory of the server.
fn flood(what: &str, capabilities: &Value, is_deaf: bool, messages: &[Value], count: usize) {
    let mut client = LspClient::spawn_deaf(&[]);
    if !is_deaf {
        client.start_reading(Answers::default());
    }
    let parameters = json!({ "processId": null, "rootUri": null, "capabilities": capabilities });
    client.post("initialize", parameters);
    client.notify("initialized", json!({}));
    open(&mut client, "file:///flood.prisma", "model A {\n  id Int\n}\n");
    let frames: Vec<Vec<u8>> = messages.iter().map(framed).collect();
    frames.iter().cycle().take(count).for_each(|frame| client.send_raw(frame));
    let most = most_memory(client.process());
    assert!(most < 120, "{count} times {what}, deaf {is_deaf}: {most} MiB");
    if is_deaf {
        client.start_reading(Answers::default());
    }
    assert!(tree(&mut client, "file:///flood.prisma").is_string());
    assert_eq!(client.leave(), Some(0));
}

fn notification(method: &str, params: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": params })
}

/// Edits come faster than they can be handled, whether the client reads or not: they wait where they are sent, not in the memory of
/// the server.
#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "the memory of a process is read from /proc")]
fn a_flood_of_edits_piles_up_nowhere() {
    let text = "model A {\n  id Int\n  at DateTime\n}\n\n".repeat(200);
    // What is not known of a message takes no time, and much memory: a number in a list sixteen times its two bytes.
    let edit = |text: &str| {
        let document = json!({ "uri": "file:///flood.prisma", "version": 2 });
        let changes = json!([{ "text": text, "unknown": vec![0; 4_000] }]);
        let params = json!({ "textDocument": document, "contentChanges": changes });
        notification("textDocument/didChange", &params)
    };
    let edits = [edit(&text), edit(&text.replace("DateTime", "Datetime"))];
    for is_deaf in [false, true] {
        flood("an edit", &json!({}), is_deaf, &edits, 1_500);
    }
}

/// What leads to a question to the client leads to one question at a time.
#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "the memory of a process is read from /proc")]
fn a_flood_of_settings_piles_up_nowhere() {
    let capabilities = |asks: bool| {
        json!({ "workspace": {
            "configuration": asks,
            "didChangeConfiguration": { "dynamicRegistration": true },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
            "inlayHint": { "refreshSupport": true },
            "codeLens": { "refreshSupport": true },
        } })
    };
    let changed =
        |settings: Value| notification("workspace/didChangeConfiguration", &json!({ "settings": settings }));
    let hints = |are_shown: bool| {
        changed(json!({ "prismaLens": { "inlayHints": { "referentialActions": are_shown } } }))
    };
    flood("new settings", &capabilities(true), true, &[changed(Value::Null)], 300_000);
    flood("hints on and off", &capabilities(false), true, &[hints(true), hints(false)], 300_000);
    flood("initialized", &capabilities(true), true, &[notification("initialized", &json!({}))], 40_000);
}

fn open(client: &mut LspClient, uri: &str, text: &str) {
    let item = json!({ "uri": uri, "languageId": "prisma", "version": 1, "text": text });
    client.notify("textDocument/didOpen", json!({ "textDocument": item }));
}

fn tree(client: &mut LspClient, uri: &str) -> Value {
    let reply = client.request("prismaLens/syntaxTree", json!({ "textDocument": { "uri": uri } }));
    reply.get("result").unwrap_or_else(|| panic!("no answer in {reply}")).clone()
}

#[test]
fn texts_of_unusual_shape_are_taken_in() {
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    let names = "ä\u{1F600} ".repeat(1024 * 1024 / 7);
    for (name, text) in [
        (
            "nested",
            format!("model A {{\n  a Int @default({}{})\n}}\n", "[".repeat(10_000), "]".repeat(10_000)),
        ),
        ("parens", format!("model A {{\n  a Int @default({}\n}}\n", "a(".repeat(10_000))),
        ("braces", "{".repeat(10_000)),
        ("line", format!("model A {{\n  a Int // {names}\n}}\n")),
        ("word", format!("model {} {{\n}}\n", "a".repeat(1024 * 1024))),
        ("string", format!("model A {{\n  a String @map(\"{}\n}}\n", "x".repeat(1024 * 1024))),
        ("lines", "\n".repeat(1024 * 1024)),
        ("zeros", "\0".repeat(10_000)),
        ("empty", String::new()),
    ] {
        let uri = format!("file:///{name}.prisma");
        open(&mut client, &uri, &text);
        let tree = tree(&mut client, &uri);
        let last =
            tree.as_str().unwrap().lines().last().map_or("0..0", |line| line.split(' ').next().unwrap());
        assert!(last.ends_with(&format!("..{}", text.len())), "{name}: {last}");
    }
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_request_can_be_taken_back() {
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    let model = "model A {\n  id Int @id\n  name String? @default(\"x\")\n}\n\n";
    open(&mut client, "file:///large.prisma", &model.repeat(100_000));
    let params = json!({ "textDocument": { "uri": "file:///large.prisma" } });
    let request =
        json!({ "jsonrpc": "2.0", "id": "slow", "method": "prismaLens/syntaxTree", "params": params });
    let cancel = json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": "slow" } });
    client.send_raw(&[framed(&request), framed(&cancel)].concat());
    assert_eq!(client.reply(&json!("slow"))["error"]["code"], -32800);
    assert_eq!(tree(&mut client, "file:///other.prisma"), Value::Null);
    assert_eq!(client.leave(), Some(0));
}

/// Cancelled requests are answered behind many that run, and their work ends: the next request does not wait for it.
#[test]
fn cancelled_requests_make_room_for_others() {
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    let model = "model A {\n  id Int @id\n  createdAt DateTime\n  name String? @default(\"x\")\n}\n\n";
    open(&mut client, "file:///large.prisma", &model.repeat(3_000));
    open(&mut client, "file:///small.prisma", "enum A {\n  B\n}\n");
    client.notification_that("textDocument/publishDiagnostics", |it| it["uri"] == "file:///large.prisma");
    let document = json!({ "uri": "file:///large.prisma" });
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99_999, "character": 0 } });
    let about = json!({ "textDocument": document });
    let in_range = json!({ "textDocument": document, "range": whole });
    let context = json!({ "diagnostics": [], "only": ["source.fixAll"] });
    let actions = json!({ "textDocument": document, "range": whole, "context": context });
    let kinds = [
        ("textDocument/codeAction", &actions),
        ("prismaLens/syntaxTree", &about),
        ("textDocument/documentSymbol", &about),
        ("textDocument/foldingRange", &about),
        ("textDocument/semanticTokens/full", &about),
        ("textDocument/inlayHint", &in_range),
    ];
    let ids: Vec<i64> = kinds
        .iter()
        .cycle()
        .take(180)
        .map(|(method, params)| client.post(method, (*params).clone()))
        .collect();
    for id in &ids {
        client.notify("$/cancelRequest", json!({ "id": id }));
    }
    let start = Instant::now();
    assert!(tree(&mut client, "file:///small.prisma").is_string());
    let waited = start.elapsed();
    for id in ids {
        // A request that was quick may be answered before it is cancelled.
        let reply = client.reply(&json!(id));
        assert!(reply["error"]["code"] == -32800 || reply.get("result").is_some(), "{reply}");
    }
    assert!(waited < Duration::from_secs(2), "{waited:?}");
    assert_eq!(client.leave(), Some(0));
}

/// What an open document costs does not grow with the number of the others.
#[test]
fn many_schemas_are_open_at_once() {
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    let uri = |at: i32| format!("file:///nowhere/package{at}/schema.prisma");
    for at in 0..1_000 {
        open(&mut client, &uri(at), "model A {\n  id Int @id\n  createdAt DateTime\n}\n");
    }
    let start = Instant::now();
    for at in 0..1_000 {
        client.notification_that("textDocument/publishDiagnostics", |it| it["uri"] == uri(at).as_str());
    }
    let waited = start.elapsed();
    assert!(waited < Duration::from_secs(30), "{waited:?}");
    assert_eq!(client.leave(), Some(0));
}

/// What the server holds of its own in memory, in KiB.
#[cfg(target_os = "linux")]
fn held(client: &LspClient) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", client.process())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// What a client does not read takes little memory, however much it asks for, and is answered when it reads.
#[test]
#[cfg(target_os = "linux")]
fn answers_wait_for_the_client_to_read() {
    let mut client = LspClient::spawn_deaf(&[]);
    client.post("initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} }));
    client.notify("initialized", json!({}));
    let uri = "file:///nowhere/large.prisma";
    let model = |at: usize| format!("model A{at} {{\n  id Int @id\n  name String? @default(\"x\")\n}}\n\n");
    open(&mut client, uri, &(0..2_000).map(model).collect::<String>());
    let about = json!({ "textDocument": { "uri": uri } });
    let trees: Vec<i64> = (0..200).map(|_| client.post("prismaLens/syntaxTree", about.clone())).collect();
    // They are answered at once, with the name of the method.
    let unknown = format!("prismaLens/{}", "x".repeat(30_000));
    let unknown: Vec<i64> = (0..300).map(|_| client.post(&unknown, json!({}))).collect();
    // What comes behind is read all the same.
    let (running, waiting) = (trees[199], unknown[299]);
    client.notify("$/cancelRequest", json!({ "id": running }));
    client.notify("$/cancelRequest", json!({ "id": waiting }));
    let at = json!({ "line": 0, "character": 0 });
    let change = json!({ "range": { "start": at, "end": at }, "text": "// A line more\n" });
    let params = json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [change] });
    client.notify("textDocument/didChange", params);
    let newer = client.post("prismaLens/syntaxTree", about);
    let mut most = 0;
    for _ in 0..40 {
        most = most.max(held(&client));
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!((1024..100 * 1024).contains(&most), "{most} KiB");
    client.start_reading(Answers::default());
    let mut lengths = Vec::new();
    for id in trees {
        let reply = client.reply(&json!(id));
        if id == running {
            assert_eq!(reply["error"]["code"], -32800);
        } else {
            lengths.push(reply["result"].as_str().unwrap().len());
        }
    }
    assert!(lengths[0] > 500_000 && lengths.iter().all(|it| *it == lengths[0]), "{lengths:?}");
    for id in unknown {
        let code = &client.reply(&json!(id))["error"]["code"];
        assert_eq!(*code, if id == waiting { -32800 } else { -32601 });
    }
    let newer = client.reply(&json!(newer));
    assert!(newer["result"].as_str().unwrap().len() > lengths[0]);
    assert_eq!(client.leave(), Some(0));
}

/// 64 MiB are enough for a thousand models, edits, and what an editor asks of all of them.
#[test]
#[cfg(target_os = "linux")]
fn a_thousand_models_take_little_memory() {
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    let model = |at: usize| {
        format!(
            "/// The model {at}.\nmodel Model{at} {{\n  id        Int      @id @default(autoincrement())\n  email     String   @unique\n  createdAt DateTime @default(now())\n  parentId  Int?\n  parent    Model{at}? @relation(\"r{at}\", fields: [parentId], references: [id])\n  children  Model{at}[] @relation(\"r{at}\")\n}}\n\n"
        )
    };
    let text: String = (0..1_000).map(model).collect();
    let uri = "file:///nowhere/schema.prisma";
    open(&mut client, uri, &format!("datasource db {{\n  provider = \"postgresql\"\n}}\n\n{text}"));
    for version in 2..60 {
        let at = json!({ "line": version * 50, "character": 0 });
        let change = json!({ "range": { "start": at, "end": at }, "text": "x" });
        let params =
            json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [change] });
        client.notify("textDocument/didChange", params);
    }
    client.notification_that("textDocument/publishDiagnostics", |it| it["version"] == 59);
    for method in ["documentSymbol", "semanticTokens/full", "foldingRange"] {
        let reply =
            client.request(&format!("textDocument/{method}"), json!({ "textDocument": { "uri": uri } }));
        assert!(reply.get("result").is_some(), "{reply}");
    }
    let held = held(&client);
    assert!((1024..64 * 1024).contains(&held), "{held} KiB");
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_document_may_outlive_its_folder() {
    let folder = tempfile::TempDir::new().unwrap();
    let uri = format!("file://{}/a.prisma", folder.path().display());
    let mut client = LspClient::spawn();
    client.initialize(json!({ "rootUri": format!("file://{}", folder.path().display()) }));
    open(&mut client, &uri, "enum A {\n  B\n}\n");
    folder.close().unwrap();
    let changes = json!({ "changes": [{ "uri": uri, "type": 3 }] });
    client.notify("workspace/didChangeWatchedFiles", changes);
    assert!(tree(&mut client, &uri).is_string());
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(tree(&mut client, &uri), Value::Null);
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn changes_far_outside_of_the_text_move_inside() {
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    let uri = "untitled:Untitled-1";
    open(&mut client, uri, "");
    let far = json!({ "line": u32::MAX, "character": u32::MAX });
    for (version, text) in ["enum A {\n", "  B\n", "}\n"].into_iter().enumerate() {
        let change = json!({ "range": { "start": far, "end": far }, "text": text });
        let document = json!({ "uri": uri, "version": version + 2 });
        client.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [change] }),
        );
    }
    let drawn = tree(&mut client, uri);
    assert!(drawn.as_str().unwrap().starts_with("0..15 "), "{drawn}");
    // Numbers that are no places of the protocol's are moved to the nearest place.
    let start = json!({ "line": -1, "character": 0.2 });
    let odd = json!({ "range": { "start": start, "end": start }, "text": "// x\n" });
    let params = json!({ "textDocument": { "uri": uri, "version": null }, "contentChanges": [odd] });
    client.notify("textDocument/didChange", params);
    let drawn = tree(&mut client, uri);
    assert!(drawn.as_str().unwrap().starts_with("0..20 "), "{drawn}");
    assert_eq!(client.leave(), Some(0));
}

/// A change that cannot be understood leaves no text that later changes would land in.
#[test]
fn a_change_that_cannot_be_read_closes_the_document() {
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    let uri = "untitled:Untitled-1";
    let change = |client: &mut LspClient, change: Value| {
        let params = json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [change] });
        client.notify("textDocument/didChange", params);
    };
    for broken in
        [json!({ "text": 1 }), json!({ "range": { "start": {}, "end": null }, "text": "" }), json!(null)]
    {
        open(&mut client, uri, "enum A {\n  B\n}\n");
        assert!(tree(&mut client, uri).is_string());
        change(&mut client, broken);
        assert_eq!(tree(&mut client, uri), Value::Null);
        // The whole text opens it again.
        change(&mut client, json!({ "text": "enum A {\n}\n" }));
        let drawn = tree(&mut client, uri);
        assert!(drawn.as_str().unwrap_or_default().starts_with("0..11 "), "{drawn}");
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }
    assert_eq!(client.leave(), Some(0));
}

/// An editor may send the two halves of an emoji one after the other; both sides count them alike.
#[test]
fn half_a_character_is_a_change() {
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    let uri = "untitled:Untitled-1";
    open(&mut client, uri, "// \nenum A {\n  B\n}\n");
    for (version, half) in ["\\ud83d", "\\ude00"].into_iter().enumerate() {
        let at = format!(r#"{{"line":0,"character":{}}}"#, 3 + version);
        let body = format!(
            r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{{"uri":"{uri}","version":{}}},"contentChanges":[{{"range":{{"start":{at},"end":{at}}},"text":"{half}"}}]}}}}"#,
            version + 2
        );
        client.send_raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }
    let at = |line: u32, character: u32| json!({ "line": line, "character": character });
    let change = json!({ "range": { "start": at(0, 5), "end": at(1, 0) }, "text": " x\n" });
    let params = json!({ "textDocument": { "uri": uri, "version": 4 }, "contentChanges": [change] });
    client.notify("textDocument/didChange", params);
    let drawn = tree(&mut client, uri);
    // Two replacement characters, three bytes each.
    assert!(drawn.as_str().unwrap().starts_with("0..27 "), "{drawn}");
    assert_eq!(client.leave(), Some(0));
}

/// A version that is none, no language, and control characters as they are: the document is open all the same.
#[test]
fn documents_are_opened_and_changed_by_messages_with_faults() {
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    let uri = "file:///nowhere/a.prisma";
    for more in
        [json!({ "version": 9_999_999_999_i64 }), json!({ "version": null }), json!({ "languageId": null })]
    {
        let mut item = json!({ "uri": uri, "languageId": "prisma", "version": 1, "text": "enum A {\n}\n" });
        for (name, value) in more.as_object().unwrap() {
            item[name] = value.clone();
        }
        client.notify("textDocument/didOpen", json!({ "textDocument": item }));
        let drawn = tree(&mut client, uri);
        assert!(drawn.as_str().is_some_and(|it| it.starts_with("0..11 ")), "{more} {drawn}");
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }
    open(&mut client, uri, "enum A {\n}\n");
    let body = format!(
        "{{\"jsonrpc\":\"2.0\",\n\t\"method\":\"textDocument/didChange\",\"params\":{{\"textDocument\":{{\"uri\":\"{uri}\",\"version\":2}},\"contentChanges\":[{{\"text\":\"// \\\\\\\"\u{1}\t\nenum A {{\n}}\n\"}}]}}}}"
    );
    client.send_raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    let drawn = tree(&mut client, uri);
    assert!(drawn.as_str().is_some_and(|it| it.starts_with("0..19 ")), "{drawn}");
    assert_eq!(client.leave(), Some(0));
}

/// Of the diagnostics that a client has not read only the newest are kept.
#[test]
fn unread_diagnostics_are_replaced_by_newer_ones() {
    let mut client = LspClient::spawn_deaf(&[]);
    let first = client.post("initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} }));
    client.notify("initialized", json!({}));
    let uri = "file:///nowhere/a.prisma";
    let lines: String = (0..600).map(|at| format!("  field{at} Nowhere{at}\n")).collect();
    open(&mut client, uri, &format!("model A {{\n{lines}}}\n"));
    let at = json!({ "line": 1, "character": 2 });
    for version in 2..300 {
        let change = json!({ "range": { "start": at, "end": at }, "text": "x" });
        let params =
            json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [change] });
        client.notify("textDocument/didChange", params);
        if version % 30 == 0 {
            std::thread::sleep(std::time::Duration::from_millis(30));
        }
    }
    client.start_reading(Answers::default());
    assert!(client.reply(&json!(first)).get("result").is_some());
    let mut count = 1;
    while client.notification("textDocument/publishDiagnostics")["version"] != 299 {
        count += 1;
    }
    assert!(count < 6, "{count} lists");
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_large_message_goes_through() {
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    let large = "ä\u{1F600}\n".repeat(10 * 1024 * 1024 / 7);
    let reply = client.request("prismaLens/none", json!({ "text": large }));
    assert_eq!(reply["error"]["code"], -32601);
    assert_eq!(client.leave(), Some(0));
}
