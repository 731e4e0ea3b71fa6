//! Formatting, as editors ask for it.

use serde_json::{Value, json};

use crate::workspace::{Workspace, range};

const DATASOURCE: &str = "datasource db {\n  provider = \"postgresql\"\n}\n";

/// Two spaces are too many behind a character that takes two columns in UTF-16.
const UGLY: &str = "model A {\n  a  String @x(\"📅\",  1)\n  bb Int\n}\n";

fn opened(text: &str, capabilities: Value) -> Workspace {
    let mut it = Workspace::new(&[("a/db.prisma", DATASOURCE), ("a/a.prisma", text)], capabilities);
    it.open("a/a.prisma");
    it
}

fn ask(it: &mut Workspace, method: &str, more: Value) -> Value {
    let mut params = json!({
        "textDocument": { "uri": it.uri("a/a.prisma") },
        "options": { "tabSize": 8, "insertSpaces": false },
    });
    for (key, value) in more.as_object().unwrap() {
        params[key] = value.clone();
    }
    it.client.request(&format!("textDocument/{method}"), params)["result"].take()
}

#[test]
fn only_what_differs_is_sent_in_the_units_of_the_client() {
    for (encoding, column) in [("utf-8", 23), ("utf-16", 21), ("utf-32", 20)] {
        let mut it = opened(UGLY, json!({ "general": { "positionEncodings": [encoding] } }));
        assert_eq!(it.capabilities["documentFormattingProvider"], true);
        let edits = ask(&mut it, "formatting", json!({}));
        assert_eq!(edits, json!([{ "range": range(1, column, column + 1), "newText": "" }]), "{encoding}");
        assert_eq!(it.client.leave(), Some(0));
    }
}

#[test]
fn a_file_that_is_formatted_has_no_edits() {
    let mut it = opened(DATASOURCE, json!({}));
    assert_eq!(ask(&mut it, "formatting", json!({})), json!([]));
    let unknown = json!({ "textDocument": { "uri": "file:///nowhere.prisma" } });
    assert_eq!(ask(&mut it, "formatting", unknown), Value::Null);
}

#[test]
fn a_range_and_what_is_typed() {
    let mut it = opened("model A {\n    a Int\n    b   Int\n  }\n", json!({}));
    let edit = |line, from, to| json!({ "range": range(line, from, to), "newText": "" });
    let of_line =
        json!({ "range": { "start": { "line": 2, "character": 6 }, "end": { "line": 2, "character": 6 } } });
    assert_eq!(ask(&mut it, "rangeFormatting", of_line), json!([edit(2, 2, 4), edit(2, 6, 8)]));
    let typed = json!({ "position": { "line": 3, "character": 3 }, "ch": "}" });
    assert_eq!(
        ask(&mut it, "onTypeFormatting", typed),
        json!([edit(1, 2, 4), edit(2, 2, 4), edit(2, 6, 8), edit(3, 0, 2)])
    );
    let typed = json!({ "position": { "line": 2, "character": 4 }, "ch": "\n" });
    assert_eq!(ask(&mut it, "onTypeFormatting", typed), json!([edit(1, 2, 4)]));
}

#[test]
fn settings_count_and_the_editors_tabs_do_not() {
    let text = "model A {\r\n  a Int\r\n}\r\n";
    let mut it = opened(text, json!({}));
    let edits = ask(&mut it, "formatting", json!({}));
    assert_eq!(edits.as_array().unwrap().len(), 3, "the line ends become as Prisma has them: {edits}");
    it.client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "prismaLens": { "format": { "indent": "tab", "endOfLine": "keep" } } } }),
    );
    let edits = ask(&mut it, "formatting", json!({}));
    assert_eq!(edits, json!([{ "range": range(1, 0, 2), "newText": "\t" }]));
}
