//! Hover and the ways to a declaration, as editors ask for them.

use serde_json::{Value, json};

use crate::workspace::{POST, USER, Workspace, range};

/// Asks about the first occurrence of `word` in a file, from its first character on.
fn ask(it: &mut Workspace, method: &str, path: &str, text: &str, word: &str) -> Value {
    let params = it.at(path, text, word);
    it.client.request(method, params)["result"].take()
}

#[test]
fn hover() {
    let mut it = Workspace::with_two_files(json!({
        "textDocument": { "hover": { "contentFormat": ["markdown", "plaintext"] } },
    }));
    assert_eq!(it.capabilities["hoverProvider"], true);
    it.open("schema/post.prisma");
    let found = ask(&mut it, "textDocument/hover", "schema/post.prisma", POST, "author ");
    assert_eq!(found["range"], range(2, 2, 8));
    assert_eq!(found["contents"]["kind"], "markdown");
    let value = found["contents"]["value"].as_str().unwrap();
    assert!(value.starts_with("```prisma\nmodel Post {\n  author User"), "{value}");
    assert!(value.contains("Foreign key `Post.authorId` → `User.id`"), "the other file is known: {value}");
    let nothing = ask(&mut it, "textDocument/hover", "schema/post.prisma", POST, "}");
    assert_eq!(nothing, Value::Null);
    assert_eq!(it.client.leave(), Some(0));
}

#[test]
fn hover_for_clients_that_show_plain_text() {
    let mut it = Workspace::with_two_files(json!({}));
    it.open("schema/post.prisma");
    let found = ask(&mut it, "textDocument/hover", "schema/post.prisma", POST, "author ");
    assert_eq!(found["contents"]["kind"], "plaintext");
    let value = found["contents"]["value"].as_str().unwrap();
    assert!(value.starts_with("model Post {\n  author User"), "{value}");
    assert!(value.contains("- Many-to-one: each Post has one User"), "{value}");
}

#[test]
fn definition_declaration_and_type_definition_lead_to_the_same_place() {
    for method in ["definition", "declaration", "typeDefinition"] {
        for links in [false, true] {
            let mut it = Workspace::with_two_files(json!({
                "textDocument": { method: { "linkSupport": links } },
            }));
            assert_eq!(it.capabilities[format!("{method}Provider")], true);
            it.open("schema/post.prisma");
            let request = format!("textDocument/{method}");
            let found = ask(&mut it, &request, "schema/post.prisma", POST, "User");
            let user = it.uri("schema/user.prisma");
            let expected = match links {
                false => json!([{ "uri": user, "range": range(0, 6, 10) }]),
                true => json!([{
                    "originSelectionRange": range(2, 11, 15),
                    "targetUri": user,
                    "targetRange": { "start": { "line": 0, "character": 0 }, "end": { "line": 3, "character": 1 } },
                    "targetSelectionRange": range(0, 6, 10),
                }]),
            };
            assert_eq!(found, expected, "{method}");
            let nothing = ask(&mut it, &request, "schema/post.prisma", POST, "Int");
            assert_eq!(nothing, Value::Null, "{method}");
        }
    }
}

#[test]
fn columns_are_counted_in_what_was_agreed() {
    let text = "model A {\n  /* 📅é */ größe Int\n  @@index([/* 📅 */ größe])\n}\n";
    let mut it = Workspace::new(&[], json!({}));
    it.open_with("untitled:a", text);
    let found = ask(&mut it, "textDocument/definition", "untitled:a", text, "größe])");
    assert_eq!(found, json!([{ "uri": "untitled:a", "range": range(1, 12, 17) }]));
}

#[test]
fn text_that_was_just_typed_is_what_counts() {
    let mut it = Workspace::with_two_files(json!({}));
    it.open("schema/post.prisma");
    it.open("schema/user.prisma");
    let moved = format!("\n\n{USER}");
    it.change("schema/user.prisma", &moved);
    let found = ask(&mut it, "textDocument/definition", "schema/post.prisma", POST, "User");
    assert_eq!(found[0]["range"], range(2, 6, 10));
    it.close("schema/user.prisma");
    let found = ask(&mut it, "textDocument/definition", "schema/post.prisma", POST, "User");
    assert_eq!(found[0]["range"], range(0, 6, 10));
}

#[test]
fn odd_questions_have_empty_answers() {
    let mut it = Workspace::with_two_files(json!({}));
    it.open("schema/post.prisma");
    for (path, line, character) in [
        ("schema/post.prisma", 4_000_000_000_u32, 4_000_000_000_u32),
        ("schema/post.prisma", 5, 0),
        ("schema/user.prisma", 0, 7),
        ("no/such.prisma", 0, 0),
        ("untitled:none", 0, 0),
    ] {
        for method in
            ["hover", "definition", "declaration", "typeDefinition", "references", "documentHighlight"]
        {
            let params = json!({
                "textDocument": { "uri": it.uri(path) },
                "position": { "line": line, "character": character },
                "context": { "includeDeclaration": true },
            });
            let reply = it.client.request(&format!("textDocument/{method}"), params);
            assert_eq!(reply["result"], Value::Null, "{method} {path}: {reply}");
            assert_eq!(reply["error"], Value::Null, "{method} {path}");
        }
    }
    assert_eq!(it.client.leave(), Some(0));
}
