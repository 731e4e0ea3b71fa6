//! Open documents, and changes to them.

use std::path::PathBuf;

use base::text::Encoding;
use model::project::scan;
use prisma_lens::host::{DocumentKind, Documents};
use prisma_lens::lsp::{from_proto, uri};
use serde_json::{Value, json};
use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, Url};

const URI: &str = "file:///z%3A/a.prisma";

fn path(uri: &str) -> PathBuf {
    uri::to_path(&Url::parse(uri).unwrap())
}

fn open(documents: &Documents, text: &str) {
    documents.open(URI, path(URI), "prisma", 1, text);
}

fn change(documents: &Documents, uri: &str, changes: &Value) -> bool {
    let changes: Vec<TextDocumentContentChangeEvent> = serde_json::from_value(changes.clone()).unwrap();
    let changes = changes.into_iter().map(from_proto::change).collect();
    documents.change(&path(uri), 2, changes, Encoding::Utf16).is_some()
}

fn text(documents: &Documents) -> String {
    documents.at(&path("file:///Z:/a.prisma")).unwrap().text().to_string()
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
    let document = documents.at(&path("file:///z:/a.prisma")).unwrap();
    assert_eq!(&*document.name, URI);
    assert_eq!(document.version, 2);
    assert_eq!(documents.all().len(), 1);
}

#[test]
fn an_unknown_document_cannot_change() {
    let documents = Documents::default();
    assert!(!change(&documents, URI, &json!([{ "text": "new" }])));
    open(&documents, "abc");
    assert!(documents.close(&path("file:///Z:/a.prisma")).is_some());
    assert!(!change(&documents, URI, &json!([{ "text": "new" }])));
    assert!(documents.all().is_empty());
}

#[test]
fn what_is_taken_out_stays_as_it_was() {
    let documents = Documents::default();
    open(&documents, "abc");
    let before = documents.all();
    change(&documents, URI, &json!([{ "text": "new" }]));
    assert_eq!(&*before.iter().next().unwrap().text(), "abc");
}

/// Whether the change of the text from `before` to `after` may mean that other files form a schema.
fn changes_layout(name: &str, before: &str, after: &str) -> bool {
    let documents = Documents::default();
    let uri = format!("file:///{name}");
    let before = documents.open(&uri, path(&uri), "", 1, before);
    assert!(change(&documents, &uri, &json!([{ "text": after }])));
    documents.at(&path(&uri)).unwrap().changes_layout(&before)
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
        let document = documents.at(&path("file:///Z:/a.prisma")).unwrap();
        assert_eq!(document.scan(), scan(text), "{text:?}");
    }
}

/// Only schemas are split into blocks; what the others are says who looks at them.
#[test]
fn documents_are_of_a_kind() {
    let documents = Documents::default();
    let kind = |language: &str, uri: &str| {
        let document = documents.open(uri, path(uri), language, 1, "model A {\n}\n");
        assert_eq!(document.schema().is_some(), document.kind == DocumentKind::Prisma);
        assert_eq!(&*document.text(), "model A {\n}\n");
        document.kind
    };
    assert_eq!(kind("prisma", "untitled:Untitled-1"), DocumentKind::Prisma);
    assert_eq!(kind("plaintext", "file:///a/schema.prisma"), DocumentKind::Prisma);
    assert_eq!(kind("sql", "untitled:Untitled-2"), DocumentKind::Sql);
    assert_eq!(kind("", "file:///a/migrations/1/migration.sql"), DocumentKind::Sql);
    assert_eq!(kind("typescript", "file:///a/b.ts"), DocumentKind::TypeScript);
    assert_eq!(kind("typescript", "file:///a/prisma.config.ts"), DocumentKind::Configuration);
    assert_eq!(kind("toml", "file:///a/prisma-lens.toml"), DocumentKind::Configuration);
    assert_eq!(kind("json", "file:///a/package.json"), DocumentKind::Configuration);
    assert_eq!(kind("markdown", "file:///a/README.md"), DocumentKind::Other);
}
