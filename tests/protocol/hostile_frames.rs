//! Nothing that a client writes ends the server: broken frames, bytes that are no text, and mutants of messages.
//!
//! After each piece the server answers a request, which shows that the session goes on. `PRISMA_LENS_MUTANT_MINUTES=30 cargo test
//! --release --test protocol hostile_frames` runs for longer, as `support::mutants` says.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Value, json};
use support::mutants::{for_each_seed, mutant};
use support::random::Random;

use crate::lsp_client::{LspClient, framed};

/// How many pieces one session gets.
const PIECES: usize = 40;

/// The most bytes that a piece may announce and that the server waits for.
const MOST_ANNOUNCED: usize = 3_000;

/// Messages that mutants are made of. None of them ends a session.
const MESSAGES: [&str; 14] = [
    r#"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///nowhere/a.prisma","languageId":"prisma","version":1,"text":"model A {\n  id Int @id\n}\n"}}}"#,
    r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///nowhere/a.prisma","version":2},"contentChanges":[{"range":{"start":{"line":1,"character":2},"end":{"line":1,"character":4}},"text":"äöü\ud83d\ude00"},{"text":""}]}}"#,
    r#"{"jsonrpc":"2.0","method":"textDocument/didClose","params":{"textDocument":{"uri":"file:///nowhere/a.prisma"}}}"#,
    r#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"m"}}"#,
    r#"{"jsonrpc":"2.0","method":"workspace/didChangeConfiguration","params":{"settings":{"prismaLens":{"rules":{"naming":"off"}}}}}"#,
    r#"{"jsonrpc":"2.0","method":"workspace/didChangeWatchedFiles","params":{"changes":[{"uri":"file:///nowhere/b.prisma","type":1}]}}"#,
    r#"{"jsonrpc":"2.0","method":"workspace/didChangeWorkspaceFolders","params":{"event":{"added":[],"removed":[{"uri":"file:///x","name":"x"}]}}}"#,
    r#"{"jsonrpc":"2.0","id":"m","method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}"#,
    r#"{"jsonrpc":"2.0","id":"m","method":"textDocument/hover","params":{"textDocument":{"uri":"file:///nowhere/a.prisma"},"position":{"line":1,"character":6}}}"#,
    r#"{"jsonrpc":"2.0","id":"m","method":"textDocument/codeAction","params":{"textDocument":{"uri":"file:///nowhere/a.prisma"},"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0}},"context":{"diagnostics":[],"only":["quickfix"]}}}"#,
    r#"{"jsonrpc":"2.0","id":"m","method":"workspace/executeCommand","params":{"command":"prismaLens.diagram","arguments":[{"uri":"file:///nowhere/a.prisma","depth":4294967295}]}}"#,
    r#"{"jsonrpc":"2.0","id":"m","method":"textDocument/semanticTokens/full/delta","params":{"textDocument":{"uri":"file:///nowhere/a.prisma"},"previousResultId":"1"}}"#,
    r#"{"jsonrpc":"2.0","id":"m","method":"codeLens/resolve","params":{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}},"data":{"uri":"file:///nowhere/a.prisma","kind":"references","name":"A"}}}"#,
    r#"{"jsonrpc":"2.0","id":4711,"result":[{"x":1}]}"#,
];

/// Values of `Content-Length` that are no length, or not that of what follows.
const LENGTHS: [&str; 16] = [
    "",
    " ",
    "-1",
    "+5",
    "0",
    "00012",
    "1e3",
    "0x10",
    "12 34",
    "134217729",
    "4294967296",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775808",
    "NaN",
    "１２",
];

const HEADERS: [&str; 8] = [
    "Content-Length",
    "content-length",
    "Content-Type",
    "Content-Length: 5\r\nContent-Length",
    "X-Content-Length",
    "\u{feff}Content-Length",
    "Content-Length\0",
    "",
];

const ENDS: [&str; 7] = ["\r\n\r\n", "\n\n", "\r\r", "\r\n", "\n", "", "\r\n \r\n"];

/// Bytes that a client may write by a fault of its own.
fn piece(random: &mut Random) -> Vec<u8> {
    let message = mutant(MESSAGES[random.below(MESSAGES.len())], random);
    let message = message.get(..message.floor_char_boundary(MOST_ANNOUNCED)).unwrap_or_default();
    match random.below(8) {
        // A message that is broken only inside.
        0..3 => frame(&message.len().to_string(), "\r\n\r\n", message.as_bytes()),
        // One in which bytes are no text.
        3 => {
            let mut bytes = message.as_bytes().to_vec();
            for _ in 0..1 + random.below(4) {
                let at = random.below(bytes.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = random.below(256) as u8;
                }
            }
            frame(&bytes.len().to_string(), "\r\n\r\n", &bytes)
        }
        // A length that is wrong by a little.
        4 => {
            let length = (message.len() + random.below(9)).saturating_sub(4).min(MOST_ANNOUNCED);
            frame(&length.to_string(), "\r\n\r\n", message.as_bytes())
        }
        5 => frame(one(random, &LENGTHS), one(random, &ENDS), message.as_bytes()),
        6 => {
            let length = message.len().to_string();
            let length = if random.below(2) == 0 { one(random, &LENGTHS) } else { &length };
            let (name, end) = (one(random, &HEADERS), one(random, &ENDS));
            [format!("{name}: {length}{end}").as_bytes(), message.as_bytes()].concat()
        }
        _ => (0..random.below(MOST_ANNOUNCED)).map(|_| random.below(256) as u8).collect(),
    }
}

fn one(random: &mut Random, texts: &[&'static str]) -> &'static str {
    texts[random.below(texts.len())]
}

fn frame(length: &str, end: &str, body: &[u8]) -> Vec<u8> {
    [format!("Content-Length: {length}{end}").as_bytes(), body].concat()
}

/// Sends bytes in pieces of any size.
fn send(client: &mut LspClient, mut bytes: &[u8], random: &mut Random) {
    while !bytes.is_empty() {
        let longest = [3, 100, bytes.len()][random.below(3)];
        let (now, later) = bytes.split_at((1 + random.below(longest)).min(bytes.len()));
        client.send_raw(now);
        bytes = later;
    }
}

fn session(seed: u64) {
    let mut random = Random::new(seed);
    let mut client = LspClient::spawn();
    client.initialize(json!({}));
    for at in 0..PIECES {
        let bytes = piece(&mut random);
        send(&mut client, &bytes, &mut random);
        // What a body takes that was announced too long.
        client.send_raw(&[b'\n'; MOST_ANNOUNCED]);
        let id = format!("probe {at}");
        client.send_raw(&framed(&json!({ "jsonrpc": "2.0", "id": id, "method": "prismaLens/probe" })));
        let reply = client.reply(&json!(id));
        assert_eq!(reply["error"]["code"], -32601, "after {:?}", String::from_utf8_lossy(&bytes));
    }
    for message in client.leftovers() {
        let code = &message["error"]["code"];
        assert!(message.get("error").is_none() || code.as_i64().is_some_and(|it| it < 0), "{message}");
        assert_ne!(*code, -32603, "an internal error: {message}");
    }
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_session_survives_any_bytes() {
    for_each_seed("sessions", 6, |seed| {
        let ended = catch_unwind(AssertUnwindSafe(|| session(seed)));
        assert!(ended.is_ok(), "the session of seed {seed} does not survive");
    });
}

/// Whatever comes before the end of the input, the process ends.
#[test]
fn an_input_that_ends_anywhere_ends_the_session() {
    for_each_seed("inputs that end", 6, |seed| {
        let mut random = Random::new(seed);
        let mut client = LspClient::spawn();
        if random.below(2) == 0 {
            client.initialize(json!({}));
        }
        let bytes = piece(&mut random);
        client.send_raw(&bytes[..random.below(bytes.len())]);
        client.close_input();
        assert_eq!(client.exit_code(), Some(1), "seed {seed}");
        assert!(
            client.leftovers().iter().all(|it| it.get("error").is_some() || it["id"] == Value::Null),
            "seed {seed}"
        );
    });
}
