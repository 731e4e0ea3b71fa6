//! Much at once.

use serde_json::{Value, json};

use crate::support::lsp_client::{Answers, LspClient};

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

#[test]
fn a_large_message_goes_through() {
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    let large = "ä\u{1F600}\n".repeat(10 * 1024 * 1024 / 7);
    let reply = client.request("prismaLens/none", json!({ "text": large }));
    assert_eq!(reply["error"]["code"], -32601);
    assert_eq!(client.leave(), Some(0));
}
