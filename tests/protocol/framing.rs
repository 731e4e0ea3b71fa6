//! What is no message costs that message, and not the session.

use serde_json::{Value, json};

use crate::lsp_client::{LspClient, framed};

/// Sends `bytes` in the middle of a session and gives the error codes that come back for them. The session must go on.
fn codes(bytes: &[u8]) -> Vec<i64> {
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    client.send_raw(bytes);
    let probe = client.request("prismaLens/probe", json!({}));
    assert_eq!(probe["error"]["code"], -32601, "after {:?}", String::from_utf8_lossy(bytes));
    let mut codes: Vec<i64> =
        client.leftovers().iter().map(|message| message["error"]["code"].as_i64().unwrap()).collect();
    assert_eq!(client.leave(), Some(0));
    codes.sort_unstable();
    codes
}

fn body(text: &[u8]) -> Vec<u8> {
    [format!("Content-Length: {}\r\n\r\n", text.len()).as_bytes(), text].concat()
}

#[test]
fn bad_headers_are_skipped() {
    let message = r#"{"jsonrpc":"2.0","id":"lost","method":"x"}"#;
    for header in [
        "",
        "\r\n\r\n",
        "garbage\r\n",
        "Content-Length\r\n\r\n",
        "Content-Length: \r\n\r\n",
        "Content-Length: x\r\n\r\n",
        "Content-Length: -5\r\n\r\n",
        "Content-Length: 1.5\r\n\r\n",
        "Content-Length: 99999999999999999999999999\r\n\r\n",
        "Content-Length: 99999999999\r\n\r\n",
        "Content-Type: application/json\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "\0\u{1}\u{2}\r\n\r\n",
    ] {
        assert_eq!(codes(format!("{header}{message}").as_bytes()), [0i64; 0], "{header:?}");
        assert_eq!(codes(header.as_bytes()), [0i64; 0], "{header:?} alone");
    }
    let long = vec![b'x'; 300_000];
    assert_eq!(codes(&long), [0i64; 0]);
    assert_eq!(codes(&[0xff, 0xfe, b'\n', 0x80]), [0i64; 0]);
}

#[test]
fn unusual_headers_are_understood() {
    let message = r#"{"jsonrpc":"2.0","id":"asked","method":"prismaLens/none"}"#;
    let n = message.len();
    for header in [
        format!("content-length: {n}\r\n\r\n"),
        format!("CONTENT-LENGTH:{n}\r\n\r\n"),
        format!("Content-Length: {n}\n\n"),
        format!("Content-Length:    {n}   \r\n\r\n"),
        format!("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: {n}\r\n\r\n"),
        format!(
            "Content-Length: {n}\r\nContent-Type: text/plain; charset=latin-1\r\nX-One: 1\r\nX-Two: 2\r\n\r\n"
        ),
        format!("noise Content-Length: {n}\r\n\r\n"),
        format!("\r\n\r\nContent-Length: {n}\r\n\r\n"),
    ] {
        assert_eq!(codes(format!("{header}{message}").as_bytes()), [-32601], "{header:?}");
    }
}

#[test]
fn bodies_that_are_no_json_are_answered() {
    for text in [
        &b"{"[..],
        b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":",
        b"not json",
        b"",
        b"   ",
        b"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\xfe\"}",
        b"\xff\xfe\x00",
        b"{} {}",
        b"{'jsonrpc':'2.0'}",
        b"\"\\ud800\"",
    ] {
        assert_eq!(codes(&body(text)), [-32700], "{:?}", String::from_utf8_lossy(text));
    }
    let nested = [vec![b'['; 10_000], vec![b']'; 10_000]].concat();
    assert_eq!(codes(&body(&nested)), [-32700]);
}

#[test]
fn json_that_is_no_request_is_answered() {
    for text in [
        "null",
        "1",
        "\"text\"",
        "[]",
        r#"[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]"#,
        r#"["2.0","exit"]"#,
        r#" ["2.0","shutdown",null,1]"#,
        "{}",
        r#"{"jsonrpc":"2.0"}"#,
        r#"{"jsonrpc":"2.0","id":77}"#,
        r#"{"id":77,"method":"prismaLens/none"}"#,
        r#"{"jsonrpc":"1.0","id":77,"method":"prismaLens/none"}"#,
        r#"{"jsonrpc":2.0,"id":77,"method":"prismaLens/none"}"#,
        r#"{"jsonrpc":"2.0","id":[77],"method":"prismaLens/none"}"#,
        r#"{"jsonrpc":"2.0","id":7.5,"method":"prismaLens/none"}"#,
        r#"{"jsonrpc":"2.0","id":99999999999999999999,"method":"prismaLens/none"}"#,
        r#"{"jsonrpc":"2.0","id":77,"method":null}"#,
        r#"{"jsonrpc":"2.0","id":77,"method":{"a":1}}"#,
    ] {
        assert_eq!(codes(&body(text.as_bytes())), [-32600], "{text}");
    }
}

#[test]
fn answers_to_questions_nobody_asked_are_dropped() {
    for text in [
        r#"{"jsonrpc":"2.0","id":4711,"result":null}"#,
        r#"{"jsonrpc":"2.0","id":null,"result":null}"#,
        r#"{"jsonrpc":"2.0","id":"x","error":{"code":1,"message":"m"}}"#,
        r#"{"jsonrpc":"2.0","id":4711,"error":{"message":7}}"#,
        r#"{"jsonrpc":"2.0","result":{}}"#,
        r#"{"jsonrpc":"2.0","id":4711,"result":1,"error":null}"#,
    ] {
        assert_eq!(codes(&body(text.as_bytes())), [0i64; 0], "{text}");
    }
}

#[test]
fn members_given_twice_do_not_end_the_session() {
    let twice =
        r#"{"jsonrpc":"2.0","jsonrpc":"2.0","id":1,"id":"asked","method":"a","method":"prismaLens/none"}"#;
    assert_eq!(codes(&body(twice.as_bytes())), [-32601]);
    let both = r#"{"jsonrpc":"2.0","id":"asked","method":"prismaLens/none","result":1,"error":2}"#;
    assert_eq!(codes(&body(both.as_bytes())), [-32601]);
}

#[test]
fn a_wrong_length_costs_the_message() {
    let text = r#"{"jsonrpc":"2.0","id":"lost","method":"prismaLens/none"}"#;
    for length in [0, 1, text.len() - 1] {
        let bytes = format!("Content-Length: {length}\r\n\r\n{text}");
        assert_eq!(codes(bytes.as_bytes()), [-32700], "{length}");
    }
}

#[test]
fn input_may_come_in_any_pieces() {
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    let all: Vec<u8> = (0..3)
        .flat_map(|i| {
            framed(&json!({ "jsonrpc": "2.0", "id": format!("piece{i}"), "method": "prismaLens/none" }))
        })
        .collect();
    for byte in all {
        client.send_raw(&[byte]);
    }
    for i in 0..3 {
        assert_eq!(client.reply(&json!(format!("piece{i}")))["error"]["code"], -32601);
    }
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn an_input_that_ends_inside_a_message_ends_the_session() {
    for piece in ["Content-Len", "Content-Length: 10\r\n", "Content-Length: 10\r\n\r\n{\"a\""] {
        let mut client = LspClient::spawn();
        client.initialize(json!({}));
        client.send_raw(piece.as_bytes());
        client.close_input();
        assert_eq!(client.exit_code(), Some(1), "{piece:?}");
        assert_eq!(client.leftovers(), Vec::<Value>::new());
    }
}
