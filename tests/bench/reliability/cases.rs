//! How sessions are led astray.

use std::process::Command;

use anyhow::Result;
use serde_json::{Value, json};

use crate::session::{Case, Session};

const MODEL: &str = "model A {\n  id Int @id\n}\n";

/// All cases by name.
pub const CASES: &[(&str, Case)] = &[
    ("an undisturbed session", |session| session.initialize().map(|()| true)),
    ("a header without a length", |session| framed(session, b"Content-Type: x\r\n\r\n")),
    ("a length that is no number", |session| framed(session, b"Content-Length: abc\r\n\r\n")),
    ("a length below zero", |session| framed(session, b"Content-Length: -5\r\n\r\n")),
    ("bytes that are no header", |session| framed(session, b"\x00\xff\xfe\r\n\r\n")),
    ("a body that is no JSON", |session| framed(session, b"Content-Length: 3\r\n\r\n{{{")),
    ("a body that is no UTF-8", |session| framed(session, b"Content-Length: 4\r\n\r\n\"\xff\xfe\"")),
    ("a body that is cut off by its length", |session| {
        framed(
            session,
            b"Content-Length: 30\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"textDocument/hover\"}",
        )
    }),
    ("JSON that is a number", |session| framed(session, b"Content-Length: 2\r\n\r\n42")),
    ("JSON that is a list", |session| framed(session, b"Content-Length: 2\r\n\r\n[]")),
    ("JSON nested 100,000 deep", |session| {
        session.initialize()?;
        session.send_body(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)))?;
        Ok(true)
    }),
    ("a message without a method", |session| {
        session.initialize()?;
        session.send_body("{\"jsonrpc\":\"2.0\",\"id\":77}")?;
        Ok(true)
    }),
    ("an answer to no question", |session| {
        session.initialize()?;
        session.send_body("{\"jsonrpc\":\"2.0\",\"id\":4711,\"result\":null}")?;
        Ok(true)
    }),
    ("an unknown request", |session| {
        session.initialize()?;
        Ok(session.ask("no/such", &json!({}))?["error"]["code"] == -32601)
    }),
    ("a request before the session begins", |session| {
        let reply = session.ask("textDocument/hover", &Session::at("file:///a.prisma", 0, 0))?;
        session.initialize()?;
        Ok(reply["error"]["code"] == -32002)
    }),
    ("a second beginning of the session", |session| {
        session.initialize()?;
        Ok(session.ask("initialize", &json!({ "capabilities": {} }))?.get("error").is_some())
    }),
    ("parameters that are missing", |session| {
        session.initialize()?;
        for method in ["textDocument/didOpen", "textDocument/didChange", "textDocument/didClose"] {
            session.tell(method, &json!({}))?;
        }
        Ok(session.ask("textDocument/hover", &json!({}))?.get("error").is_some())
    }),
    ("a document that is no URI", |session| {
        session.initialize()?;
        session.open("no uri", MODEL)?;
        session.open("file:///%ff%fe.prisma", MODEL)?;
        Ok(true)
    }),
    ("a change of a document that is not open", |session| {
        session.initialize()?;
        let uri = session.uri("closed.prisma");
        session.change(&uri, [0, 0, 0, 1], "x")?;
        session.tell("textDocument/didClose", &json!({ "textDocument": { "uri": uri } }))?;
        Ok(true)
    }),
    ("a change far outside of the text", |session| {
        session.initialize()?;
        let uri = session.uri("a.prisma");
        session.open(&uri, MODEL)?;
        session.change(&uri, [1_000_000, 5, 2_000_000, 0], "model B {\n  id Int @id\n}\n")?;
        let names = session.outline(&uri)?;
        Ok(["A", "B"].iter().all(|model| names.iter().any(|name| name == model)))
    }),
    ("a change at a place below zero", |session| {
        session.initialize()?;
        let uri = session.uri("a.prisma");
        session.open(&uri, MODEL)?;
        session.change(&uri, [-1, -5, -1, -1], "x")?;
        Ok(true)
    }),
    ("half a character, then the other half", |session| {
        session.initialize()?;
        let uri = session.uri("a.prisma");
        session.open(&uri, "// \nmodel A {\n  id Int @id\n}\n")?;
        let half = |escape: &str, at: usize| {
            format!(
                "{{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\",\"params\":{{\"textDocument\":{{\"uri\":\"{uri}\",\"version\":2}},\
                 \"contentChanges\":[{{\"range\":{{\"start\":{{\"line\":0,\"character\":{at}}},\"end\":{{\"line\":0,\"character\":{at}}}}},\
                 \"text\":\"{escape}\"}}]}}}}"
            )
        };
        session.send_body(&half("\\ud83d", 3))?;
        session.send_body(&half("\\ude00", 4))?;
        session.change(&uri, [1, 6, 1, 7], "Renamed")?;
        Ok(session.outline(&uri)?.iter().any(|name| name.contains("Renamed")))
    }),
    ("a hover outside of the text", |session| {
        session.initialize()?;
        let uri = session.uri("a.prisma");
        session.open(&uri, MODEL)?;
        session.ask("textDocument/hover", &Session::at(&uri, 1_000_000, 1_000_000)).map(|_| true)
    }),
    ("every request about a closed document", |session| {
        session.initialize()?;
        let uri = session.uri("closed.prisma");
        every_request(session, &uri, 0, 0)
    }),
    ("every request about an empty document", |session| {
        session.initialize()?;
        let uri = session.uri("empty.prisma");
        session.open(&uri, "")?;
        every_request(session, &uri, 0, 0)
    }),
    ("every request about 100,000 nested parentheses", |session| {
        session.initialize()?;
        let uri = session.uri("deep.prisma");
        session.open(&uri, &format!("model A {{\n  id Int @default({}\n}}\n", "f(".repeat(100_000)))?;
        every_request(session, &uri, 1, 40)
    }),
    ("every request about 100,000 nested brackets", |session| {
        session.initialize()?;
        let uri = session.uri("deep.prisma");
        session.open(&uri, &format!("model A {{\n  id Int @default({}\n}}\n", "[".repeat(100_000)))?;
        every_request(session, &uri, 1, 40)
    }),
    ("every request about a line of a million characters", |session| {
        session.initialize()?;
        let uri = session.uri("long.prisma");
        session.open(&uri, &format!("model A {{\n  id Int @id @map(\"{}\")\n}}\n", "x".repeat(1_000_000)))?;
        every_request(session, &uri, 1, 6)
    }),
    ("every request about 10,000 blocks without an end", |session| {
        session.initialize()?;
        let uri = session.uri("open.prisma");
        session.open(&uri, &"model A {\n".repeat(10_000))?;
        every_request(session, &uri, 5_000, 7)
    }),
    ("a document in a folder that is deleted", |session| {
        session.initialize()?;
        let folder = session.folder.join("gone");
        std::fs::create_dir(&folder)?;
        std::fs::write(folder.join("a.prisma"), MODEL)?;
        let uri = session.uri("gone/a.prisma");
        session.open(&uri, MODEL)?;
        std::fs::remove_dir_all(folder)?;
        every_request(session, &uri, 0, 7)
    }),
    ("a pipe among the schemas", |session| {
        let pipe = session.folder.join("pipe.prisma");
        Command::new("mkfifo").arg(pipe).status()?;
        std::fs::write(session.folder.join("a.prisma"), MODEL)?;
        session.initialize()?;
        let uri = session.uri("a.prisma");
        session.open(&uri, MODEL)?;
        every_request(session, &uri, 0, 7)
    }),
    ("folders that link to each other", |session| {
        for (one, other) in [("x", "y"), ("y", "x")] {
            std::fs::create_dir(session.folder.join(one))?;
            #[cfg(unix)]
            for link in 0..3 {
                let at = session.folder.join(one).join(format!("l{link}"));
                std::os::unix::fs::symlink(format!("../{other}"), at)?;
            }
        }
        session.initialize()?;
        let uri = session.uri("a.prisma");
        session.open(&uri, MODEL)?;
        every_request(session, &uri, 0, 7)
    }),
    ("a hundred requests at once, all taken back", |session| {
        session.initialize()?;
        let uri = session.uri("a.prisma");
        session.open(&uri, MODEL)?;
        for _ in 0..100 {
            let id =
                session.post("textDocument/documentSymbol", &json!({ "textDocument": { "uri": uri } }))?;
            session.tell("$/cancelRequest", &json!({ "id": id }))?;
        }
        Ok(true)
    }),
    ("a new name that is none", |session| {
        session.initialize()?;
        let uri = session.uri("a.prisma");
        session.open(&uri, MODEL)?;
        let mut parameters = Session::at(&uri, 0, 6);
        parameters["newName"] = json!("1 \u{0} x");
        let reply = session.ask("textDocument/rename", &parameters)?;
        Ok(reply.get("error").is_some() || reply["result"].is_null())
    }),
    ("ids that are texts", |session| {
        session.initialize()?;
        let uri = session.uri("a.prisma");
        session.open(&uri, MODEL)?;
        let id = format!("id-{}", session.new_id());
        session.send_body(
            &json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/documentSymbol", "params": { "textDocument": { "uri": uri } } })
                .to_string(),
        )?;
        Ok(session.reply(&json!(id))?["result"].is_array())
    }),
    ("a request after the end of the session", |session| {
        session.initialize()?;
        session.ask("shutdown", &Value::Null)?;
        let reply = session.ask("textDocument/hover", &Session::at("file:///a.prisma", 0, 0))?;
        // That is the end, so a new session follows for the probe.
        session.restart()?;
        session.initialize()?;
        Ok(reply["error"]["code"] == -32600)
    }),
];

/// Sends bytes between two messages of a session.
fn framed(session: &mut Session, bytes: &[u8]) -> Result<bool> {
    session.initialize()?;
    session.send(bytes)?;
    Ok(true)
}

/// Asks whatever editors ask. Each request must be answered, with a result or an error.
fn every_request(session: &mut Session, uri: &str, line: i64, character: i64) -> Result<bool> {
    for method in [
        "hover",
        "completion",
        "definition",
        "references",
        "documentSymbol",
        "formatting",
        "codeAction",
        "rename",
    ] {
        session.ask(&format!("textDocument/{method}"), &Session::at(uri, line, character))?;
    }
    Ok(true)
}
