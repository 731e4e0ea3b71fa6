//! Documents as they go through the protocol: what the server holds is what the editor shows.

use prisma_lens::lsp::handlers::syntax_tree::render;
use serde_json::{Value, json};
use support::corpus::real_schemas;
use support::random::Random;
use syntax::SourceFile;

use crate::lsp_client::LspClient;

/// How many edits, and how many of them are sent before the answers are looked at.
const EDITS: usize = 10_000;
const BATCH: usize = 250;

/// A real schema in several files.
const REAL: &str = "KUN1007__kun-galgame-patch-next/apps/next-web/prisma/schema/";

const INSERTED: &[&str] = &[
    "model Added {\n  id Int @id\n}\n",
    "  straße String? @default(\"é\u{1F600}\")\r\n",
    "/// \u{1F4C5}\n",
    "// note\n",
    "/*",
    "*/",
    "}",
    "{",
    "\n",
    "\r",
    "x",
    "@",
    "\"",
    "enum E { A }\n",
];

/// A schema in three files.
const SMALL: [(&str, &str); 3] = [
    (
        "main.prisma",
        "datasource db {\n  provider = \"postgresql\"\n}\n\ngenerator client {\n  provider = \"prisma-client\"\n}\n",
    ),
    (
        "user.prisma",
        "/// Who pays.\r\nmodel User {\r\n  id    Int    @id\r\n  größe String?\r\n  posts Post[]\r\n\r\n  @@index([größe])\r\n}\r\n",
    ),
    (
        "post.prisma",
        "model Post {\n  id       Int  @id\n  author   User @relation(fields: [authorId], references: [id])\n  authorId Int\n}\n\nenum Kind {\n  A\n  B\n}\n",
    ),
];

/// One open file as the editor has it.
struct Buffer {
    uri: String,
    text: String,
    version: i32,
}

#[test]
fn edits_leave_the_same_trees_as_fresh_parses() {
    let files = SMALL.map(|(name, text)| (name.to_owned(), text.to_owned()));
    edit_in_every_encoding(&files);
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn edits_of_a_real_schema_leave_the_same_trees_as_fresh_parses() {
    let real = real_schemas().into_iter().find(|real| real.name == REAL).unwrap();
    let name = |path: String| path.rsplit('/').next().unwrap().to_owned();
    let files: Vec<_> = real.files().into_iter().map(|(path, text)| (name(path), text)).collect();
    edit_in_every_encoding(&files);
}

fn edit_in_every_encoding(files: &[(String, String)]) {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        edit_at_random(files, encoding, EDITS / 3 + 1);
    }
}

fn edit_at_random(files: &[(String, String)], encoding: &str, edits: usize) {
    let mut random = Random::new(0x9E37);
    let mut client = LspClient::spawn();
    client.initialize(json!({ "capabilities": { "general": { "positionEncodings": [encoding] } } }));
    let mut buffers: Vec<Buffer> = files
        .iter()
        .map(|(name, text)| Buffer { uri: format!("file:///w/{name}"), text: text.clone(), version: 1 })
        .collect();
    for buffer in &buffers {
        let item = json!({ "uri": buffer.uri, "languageId": "prisma", "version": 1, "text": buffer.text });
        client.notify("textDocument/didOpen", json!({ "textDocument": item }));
    }
    let mut asked: Vec<(i64, String)> = Vec::new();
    for i in 0..edits {
        let count = buffers.len();
        let buffer = &mut buffers[random.below(count)];
        let changes: Vec<Value> =
            (0..=random.below(2)).map(|_| random_change(&mut buffer.text, &mut random, encoding)).collect();
        buffer.version += 1;
        let document = json!({ "uri": buffer.uri, "version": buffer.version });
        client
            .notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
        let id = client.post("prismaLens/syntaxTree", json!({ "textDocument": { "uri": buffer.uri } }));
        asked.push((id, buffer.text.clone()));
        if asked.len() == BATCH || i + 1 == edits {
            for (id, text) in asked.drain(..) {
                let reply = client.reply(&json!(id));
                let tree = reply["result"].as_str().unwrap_or_else(|| panic!("no tree in {reply}"));
                assert_eq!(tree, render(&SourceFile::parse(&text)), "{encoding}, edit {i}, for {text:?}");
            }
        }
    }
    assert_eq!(client.leave(), Some(0));
}

/// Changes the text, and gives the change as the protocol has it.
fn random_change(text: &mut String, random: &mut Random, encoding: &str) -> Value {
    let start = boundary(text, random.below(text.len() + 1));
    let longest = if random.below(10) == 0 { 200 } else { 8 };
    let end = boundary(text, (start + random.below(longest)).min(text.len())).max(start);
    // Keeps the files at about their size.
    let inserted = if random.below(3) == 0 { "" } else { INSERTED[random.below(INSERTED.len())] };
    let range = json!({ "start": place(text, start, encoding), "end": place(text, end, encoding) });
    text.replace_range(start..end, inserted);
    json!({ "range": range, "text": inserted })
}

/// The nearest place at or before `offset` that a client can name: no column lies inside a line break.
fn boundary(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset)
        || (text[..offset].ends_with('\r') && text[offset..].starts_with('\n'))
    {
        offset -= 1;
    }
    offset
}

/// Counted from the start of the text each time: slow, and plainly right.
fn place(text: &str, offset: usize, encoding: &str) -> Value {
    let before = text[..offset].replace("\r\n", "\n").replace('\r', "\n");
    let (lines, last) = before.rsplit_once('\n').unwrap_or(("", &before));
    let line = if before.contains('\n') { lines.matches('\n').count() + 1 } else { 0 };
    let character = match encoding {
        "utf-8" => last.len(),
        "utf-16" => last.encode_utf16().count(),
        _ => last.chars().count(),
    };
    json!({ "line": line, "character": character })
}
