//! The order of a session, and how the process ends.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::lsp_client::{Answers, LspClient, framed};

fn error_code(reply: &Value) -> i64 {
    reply["error"]["code"].as_i64().unwrap_or_else(|| panic!("no error in {reply}"))
}

fn hover() -> Value {
    json!({ "textDocument": { "uri": "file:///a.prisma" }, "position": { "line": 0, "character": 0 } })
}

#[test]
fn says_who_it_is_and_ends_well() {
    let mut client = LspClient::spawn();
    let result = client.initialize(json!({}));
    assert_eq!(result["serverInfo"]["name"], "prisma-lens");
    assert_eq!(result["serverInfo"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(result["capabilities"]["textDocumentSync"]["change"], 2);
    assert_eq!(client.leave(), Some(0));
    assert_eq!(client.leftovers(), Vec::<Value>::new(), "quiet where nothing is wrong");
}

#[test]
fn accepts_a_bare_stdio_argument() {
    let mut client = LspClient::spawn_with(&["--stdio"], Answers::default());
    client.initialize(json!({}));
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn refuses_other_transports_with_a_message() {
    let mut client = LspClient::spawn_with(&["--node-ipc"], Answers::default());
    assert_eq!(client.exit_code(), Some(2));
}

#[test]
fn exits_with_1_when_nobody_said_shutdown() {
    for initialized in [false, true] {
        let mut client = LspClient::spawn();
        if initialized {
            client.initialize(json!({}));
        }
        client.notify("exit", Value::Null);
        assert_eq!(client.exit_code(), Some(1), "initialized: {initialized}");
    }
}

#[test]
fn the_end_of_input_is_an_exit() {
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    client.close_input();
    assert_eq!(client.exit_code(), Some(1));

    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    client.request("shutdown", Value::Null);
    client.close_input();
    assert_eq!(client.exit_code(), Some(0));
}

#[test]
fn answers_all_before_the_end_of_input() {
    let mut client = LspClient::spawn();
    let first = client.post("initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} }));
    client.notify("initialized", json!({}));
    let unknown = client.post("prismaLens/none", json!({}));
    let last = client.post("shutdown", Value::Null);
    client.close_input();
    assert!(client.reply(&json!(first)).get("result").is_some());
    assert_eq!(error_code(&client.reply(&json!(unknown))), -32601);
    assert!(client.reply(&json!(last)).get("result").is_some());
    assert_eq!(client.exit_code(), Some(0));
}

#[test]
fn refuses_requests_before_initialize() {
    let mut client = LspClient::spawn();
    for method in ["textDocument/hover", "shutdown", "prismaLens/none", "$/none"] {
        assert_eq!(error_code(&client.request(method, hover())), -32002, "{method}");
    }
    client.notify("textDocument/didOpen", json!({}));
    client.notify("initialized", json!({}));
    client.initialize(json!({}));
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn refuses_a_second_initialize() {
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    assert_eq!(error_code(&client.request("initialize", json!({ "capabilities": {} }))), -32600);
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_failed_initialize_may_be_tried_again() {
    let mut client = LspClient::spawn();
    assert_eq!(error_code(&client.request("initialize", json!({ "capabilities": 7 }))), -32602);
    assert_eq!(error_code(&client.request("textDocument/hover", hover())), -32002);
    client.initialize(json!({}));
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn refuses_requests_after_shutdown() {
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    assert_eq!(
        client.request("shutdown", json!({}))["result"],
        Value::Null,
        "with parameters that it has not"
    );
    for method in ["textDocument/hover", "shutdown", "initialize", "prismaLens/none", "$/none"] {
        assert_eq!(error_code(&client.request(method, hover())), -32600, "{method}");
    }
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), Some(0));
}

#[test]
fn knows_what_it_does_not_know() {
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    assert_eq!(error_code(&client.request("prismaLens/none", json!({}))), -32601);
    assert_eq!(error_code(&client.request("$/none", json!({}))), -32601);
    assert_eq!(error_code(&client.request("textDocument/hover", json!({ "position": 3 }))), -32602);
    client.notify("prismaLens/none", json!({}));
    client.notify("$/none", json!({}));
    client.notify("$/setTrace", json!({ "value": "verbose" }));
    client.notify("$/cancelRequest", json!({ "id": 12345 }));
    client.notify("$/cancelRequest", json!({}));
    client.notify("workDoneProgress/cancel", json!([1]));
    assert_eq!(client.leave(), Some(0));
    assert_eq!(client.leftovers(), Vec::<Value>::new());
}

#[test]
fn ids_may_be_strings_and_come_back_as_they_are() {
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    for id in [json!("a\u{1F600}\"b"), json!(""), json!(-7), json!(i64::MAX), json!(0)] {
        client.send(&json!({ "jsonrpc": "2.0", "id": id, "method": "prismaLens/none" }));
        assert_eq!(error_code(&client.reply(&id)), -32601);
    }
    assert_eq!(client.leave(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn ends_when_the_client_process_is_gone() {
    let mut editor = std::process::Command::new("sleep").arg("600").spawn().unwrap();
    let mut client = LspClient::spawn();
    client.initialize(json!({ "processId": editor.id() }));
    editor.kill().unwrap();
    editor.wait().unwrap();
    assert_eq!(client.exit_code(), Some(1), "although the input is open");
}

#[test]
fn messages_are_logged_on_demand() {
    let mut server = Command::new(env!("CARGO_BIN_EXE_prisma-lens"))
        .args(["lsp", "--log", "trace"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = server.stdin.take().unwrap();
    for message in [
        json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "capabilities": {} } }),
        json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }),
        json!({ "jsonrpc": "2.0", "id": "last", "method": "shutdown" }),
        json!({ "jsonrpc": "2.0", "method": "exit" }),
    ] {
        input.write_all(&framed(&message)).unwrap();
    }
    let output = server.wait_with_output().unwrap();
    let log = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0));
    for said in [
        r#"<- {"jsonrpc":"2.0","id":1,"method":"initialize""#,
        r#"-> {"jsonrpc":"2.0","result":{"capabilities""#,
    ] {
        assert!(log.contains(said), "no {said} in {log}");
    }
}

#[test]
fn nothing_is_answered_before_initialize() {
    for _ in 0..20 {
        let mut server = Command::new(env!("CARGO_BIN_EXE_prisma-lens"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = server.stdin.take().unwrap();
        let initialize =
            json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "capabilities": {} } });
        input.write_all(&[framed(&initialize), framed(&json!([]))].concat()).unwrap();
        drop(input);
        let output = String::from_utf8(server.wait_with_output().unwrap().stdout).unwrap();
        let place = |text: &str| output.find(text).unwrap_or_else(|| panic!("no {text} in {output}"));
        assert!(place("capabilities") < place("-32600"), "{output}");
    }
}
