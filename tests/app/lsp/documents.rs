//! Open documents, and changes to them.

use base::text::Encoding;
use model::project::scan;
use prisma_lens::lsp::documents::Documents;
use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

const URI: &str = "file:///z%3A/a.prisma";

fn open(documents: &Documents, text: &str) {
    let item = json!({ "uri": URI, "languageId": "prisma", "version": 1, "text": text });
    documents.open(serde_json::from_value(item).unwrap());
}

fn change(documents: &Documents, uri: &str, changes: &Value) -> bool {
    let params = json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": changes });
    documents.change(serde_json::from_value(params).unwrap(), Encoding::Utf16).is_some()
}

fn text(documents: &Documents) -> String {
    documents.get(&Url::parse("file:///Z:/a.prisma").unwrap()).unwrap().text().to_string()
}

fn check(before: &str, changes: Value, after: &str) {
    let documents = Documents::default();
    open(&documents, before);
    assert!(change(&documents, "file:///Z:/a.prisma", &changes));
    assert_eq!(text(&documents), after, "{changes}");
}

fn at(start: (u32, u32), end: (u32, u32), text: &str) -> Value {
    let place = |(line, character): (u32, u32)| json!({ "line": line, "character": character });
    json!({ "range": { "start": place(start), "end": place(end) }, "text": text })
}

#[test]
fn changes_are_made_one_after_the_other() {
    check("abc\n", json!([]), "abc\n");
    check("abc\n", json!([at((0, 1), (0, 2), "X")]), "aXc\n");
    check("abc\n", json!([at((0, 0), (0, 0), "\n"), at((1, 3), (1, 3), "d")]), "\nabcd\n");
    check("abc\n", json!([at((0, 0), (1, 0), "")]), "");
    check("\u{1F600}x", json!([at((0, 2), (0, 3), "y")]), "\u{1F600}y");
    check("a\r\nb", json!([at((0, 1), (1, 0), "")]), "ab");
    check("a\rb", json!([at((1, 0), (1, 1), "c")]), "a\rc");
}

#[test]
fn the_whole_text_may_be_replaced_between_other_changes() {
    check("abc", json!([{ "text": "new" }]), "new");
    check("abc", json!([at((0, 0), (0, 3), "x"), { "text": "new" }, at((0, 3), (0, 3), "er")]), "newer");
    check("abc", json!([{ "text": "one" }, { "text": "" }]), "");
}

#[test]
fn places_far_outside_are_moved_to_the_end() {
    check("abc\n", json!([at((9, 9), (u32::MAX, u32::MAX), "d")]), "abc\nd");
    check("abc\nd", json!([at((0, 99), (0, 999), "X")]), "abcX\nd");
    check("abc", json!([at((0, 2), (0, 1), "X")]), "aXc");
}

#[test]
fn keeps_the_spelling_of_the_client() {
    let documents = Documents::default();
    open(&documents, "abc");
    change(&documents, "file:///Z:/a.prisma", &json!([{ "text": "new" }]));
    let document = documents.get(&Url::parse("file:///z:/a.prisma").unwrap()).unwrap();
    assert_eq!(document.uri.as_str(), URI);
    assert_eq!(document.version, 2);
    assert_eq!(documents.all().len(), 1);
}

#[test]
fn an_unknown_document_cannot_change() {
    let documents = Documents::default();
    assert!(!change(&documents, URI, &json!([{ "text": "new" }])));
    open(&documents, "abc");
    assert!(documents.close(&Url::parse("file:///Z:/a.prisma").unwrap()).is_some());
    assert!(!change(&documents, URI, &json!([{ "text": "new" }])));
    assert!(documents.all().is_empty());
}

#[test]
fn what_is_taken_out_stays_as_it_was() {
    let documents = Documents::default();
    open(&documents, "abc");
    let before = documents.all();
    change(&documents, URI, &json!([{ "text": "new" }]));
    assert_eq!(&*before.values().next().unwrap().text(), "abc");
}

/// Whether the change of the text from `before` to `after` may mean that other files form a schema.
fn changes_layout(name: &str, before: &str, after: &str) -> bool {
    let documents = Documents::default();
    let item = json!({ "uri": format!("file:///{name}"), "languageId": "", "version": 1, "text": before });
    let before = documents.open(serde_json::from_value(item).unwrap());
    let uri = before.uri.clone();
    assert!(change(&documents, uri.as_str(), &json!([{ "text": after }])));
    documents.get(&uri).unwrap().changes_layout(&before)
}

#[test]
fn what_is_typed_in_a_model_leaves_the_layout() {
    let base = "datasource db {\n  url = \"x\"\n}\ngenerator g {\n  output = \"o\"\n}\n";
    let with = |text: &str| format!("{base}{text}");
    assert!(!changes_layout("a.prisma", &with("model A {\n}\n"), &with("model A {\n  id Int\n}\n")));
    assert!(!changes_layout("a.prisma", base, &base.replace("\"x\"", "\"y\"")));
    assert!(!changes_layout("a.prisma", base, base));
}

#[test]
fn what_decides_on_the_files_of_a_schema_changes_the_layout() {
    let base = "datasource db {\n  url = \"x\"\n}\ngenerator g {\n  output = \"o\"\n}\n";
    for after in [
        "",
        &base.replace("datasource", "model"),
        &base.replace("\"o\"", "\"p\""),
        &format!("{base}datasource other {{\n}}\n"),
        &format!("// use prisma-next\n{base}"),
    ] {
        assert!(changes_layout("a.prisma", base, after), "{after}");
        assert!(changes_layout("a.prisma", after, base), "{after}");
    }
    for name in ["prisma.config.ts", "prisma-lens.toml", "package.json"] {
        assert!(changes_layout(name, "a", "b"), "{name}");
    }
}

#[test]
fn what_decides_on_the_files_of_a_schema_is_the_same_in_a_document_as_in_a_text() {
    for text in [
        "",
        "datasource db {\n  provider = \"sqlite\"\n}\n",
        "datasource db\n",
        "datasource db\n{\n}\n",
        "datasource a { // {\r} datasource b {\r}\r",
        "// datasource a {\n/* datasource b {\n} */\ndatasource c {\r\n",
        "generator client {\n  output = \"../\u{e9}\"\n}\ngenerator other {\n  output = env(\"X\")\n}\n",
        "generator client {\n  output = \"a\\\\b\\nc\"\n  output = \"d\"\n}\n",
        "\u{feff}// use prisma-next\nmodel A {\n}\n",
        "\n\n// use prisma-next\n",
    ] {
        let documents = Documents::default();
        open(&documents, text);
        let document = documents.get(&Url::parse("file:///Z:/a.prisma").unwrap()).unwrap();
        assert_eq!(document.scan(), scan(text), "{text:?}");
    }
}
