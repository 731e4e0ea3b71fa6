//! Random steps of a session.

use serde_json::{Value, json};
use support::random::Random;

use crate::long_sessions::editor::{Editor, Encoding, position};
use crate::long_sessions::pieces::{PIECES, SETTINGS};
use crate::long_sessions::project::{Project, all_paths, any_text};

/// Takes one step, and says which.
pub fn step(project: &mut Project, editor: &mut Editor, random: &mut Random) -> String {
    let open: Vec<String> = editor.documents.keys().cloned().collect();
    if open.is_empty() {
        return open_one(project, editor, random);
    }
    let path = random.of(&open).clone();
    match random.below(40) {
        0..=22 => edit(editor, &path, random),
        23 => {
            let text = any_text(&path, random);
            editor.change(&path, &[(None, text.clone())]);
            format!("{path}: whole text {text:?}")
        }
        24 if editor.encoding == Encoding::Utf16 => {
            let at = place(&editor.documents[&path].text, random);
            editor.insert_half(&path, at);
            format!("{path}: half an emoji at {at}")
        }
        24..=27 => open_one(project, editor, random),
        28 => {
            editor.close(&path);
            format!("close {path}")
        }
        29 => {
            let text = editor.documents[&path].text.clone();
            let kind = if project.write(&path, &text) { 1 } else { 2 };
            editor
                .client
                .notify("textDocument/didSave", json!({ "textDocument": { "uri": editor.uri(&path) } }));
            editor.files_changed(&[(&path, kind)]);
            format!("save {path}")
        }
        30..=33 => on_disk(project, editor, random),
        34 | 35 => {
            let settings = *random.of(&SETTINGS);
            editor.set(serde_json::from_str(settings).unwrap());
            format!("settings {settings}")
        }
        _ => cancelled(editor, &path, random),
    }
}

fn open_one(project: &Project, editor: &mut Editor, random: &mut Random) -> String {
    let closed: Vec<String> =
        project.files.iter().filter(|path| !editor.documents.contains_key(*path)).cloned().collect();
    if closed.is_empty() {
        return "nothing to open".to_owned();
    }
    let path = random.of(&closed).clone();
    editor.open(&path, project.text(&path), 1);
    format!("open {path}")
}

fn on_disk(project: &mut Project, editor: &mut Editor, random: &mut Random) -> String {
    let files: Vec<String> = project.files.iter().cloned().collect();
    let paths = all_paths();
    let path = *random.of(&paths);
    match random.below(4) {
        0 if files.len() > 3 => {
            let path = random.of(&files).clone();
            project.delete(&path);
            editor.files_changed(&[(&path, 3)]);
            format!("delete {path}")
        }
        1 if files.len() > 1 => {
            let from = random.of(&files).clone();
            let to = *random.of(&paths);
            if from == to || project.files.contains(to) {
                return "nothing to move".to_owned();
            }
            project.rename(&from, to);
            editor.files_changed(&[(&from, 3), (to, 1)]);
            format!("move {from} to {to}")
        }
        _ => {
            let text = any_text(path, random);
            let kind = if project.write(path, &text) { 1 } else { 2 };
            editor.files_changed(&[(path, kind)]);
            format!("write {path}: {text:?}")
        }
    }
}

/// A place between two characters, with a preference for those beside brackets, quotes and line ends. Never inside of `\r\n`.
pub fn place(text: &str, random: &mut Random) -> usize {
    let start = random.below(text.len() + 1);
    let mut at = start;
    if random.below(3) > 0 {
        let found = text.bytes().enumerate().skip(start).find(|(_, byte)| b"{}\"/*()[]\n\r@".contains(byte));
        at = found.map_or(start, |(index, _)| index + random.below(2));
    }
    while !text.is_char_boundary(at)
        || (at > 0 && text.as_bytes()[at - 1] == b'\r' && text.as_bytes().get(at) == Some(&b'\n'))
    {
        at += 1;
    }
    at
}

fn edit(editor: &mut Editor, path: &str, random: &mut Random) -> String {
    let mut text = editor.documents[path].text.clone();
    let mut changes = Vec::new();
    for _ in 0..if random.below(5) == 0 { 1 + random.below(4) } else { 1 } {
        let (one, other) = (place(&text, random), place(&text, random));
        let length = *random.of(&[0, 0, 1, 1, 1, 3, 12, 60]);
        let mut end = (one + length).min(text.len());
        if random.below(30) == 0 {
            end = other.max(one);
        }
        while !text.is_char_boundary(end)
            || (end > 0 && text.as_bytes()[end - 1] == b'\r' && text.as_bytes().get(end) == Some(&b'\n'))
        {
            end += 1;
        }
        let piece = (*random.of(&PIECES)).to_owned();
        text.replace_range(one..end, &piece);
        changes.push((Some((one, end)), piece));
    }
    editor.change(path, &changes);
    format!("{path}: {changes:?}")
}

/// Requests that are taken back at once: each has to be answered all the same.
fn cancelled(editor: &mut Editor, path: &str, random: &mut Random) -> String {
    let document = json!({ "uri": editor.uri(path) });
    let at = place(&editor.documents[path].text, random);
    let at = position(&editor.documents[path].text, at, editor.encoding);
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9999, "character": 0 } });
    let mut ids = Vec::new();
    for _ in 0..1 + random.below(8) {
        let method = *random.of(&[
            "textDocument/codeAction",
            "textDocument/hover",
            "textDocument/references",
            "textDocument/documentSymbol",
            "textDocument/completion",
            "textDocument/semanticTokens/full",
            "prismaLens/migrationPreview",
        ]);
        let params = json!({
            "textDocument": document, "position": at, "range": whole, "context": { "diagnostics": [], "includeDeclaration": true, "triggerKind": 1 },
        });
        ids.push(editor.client.post(method, params));
    }
    let cancelled: Vec<i64> = ids.iter().copied().filter(|_| random.below(3) > 0).collect();
    for id in &cancelled {
        editor.client.notify("$/cancelRequest", json!({ "id": id }));
    }
    for id in ids {
        let reply: Value = editor.client.reply(&json!(id));
        let is_cancelled = [json!(-32800), json!(-32801), json!(-32802)].contains(&reply["error"]["code"]);
        assert!(reply.get("result").is_some() || is_cancelled, "{reply}");
    }
    format!("cancel requests about {path}")
}
