//! Odd line ends, odd characters, and texts that are very long or very deep.

use std::fmt::Write;

use expect_test::{Expect, expect};

use super::{failures, nodes, parse};

/// Draws the named nodes that hold no others, each with its text.
fn check(text: &str, expected: Expect) {
    let tree = parse(text);
    assert_eq!(failures(&tree), Vec::<String>::new(), "in {text:?}");
    let mut drawn = String::new();
    for node in nodes(tree.root_node()).filter(|node| node.is_named() && node.named_child_count() == 0) {
        writeln!(drawn, "{} {:?}", node.kind(), &text[node.byte_range()]).unwrap();
    }
    expected.assert_eq(&drawn);
}

/// Parses a text that is only to be survived: no failures, no crash.
fn survive(text: &str) -> tree_sitter::Tree {
    let tree = parse(text);
    assert_eq!(failures(&tree), Vec::<String>::new());
    assert_eq!(tree.root_node().end_byte(), text.len());
    tree
}

#[test]
fn all_line_ends_are_the_same() {
    let text = "/// doc\nmodel A {\n  id Int // c\n\n  s String @default(\"x\n}\nmodel B {\n  /* c */ model Int\n/// d\nmodel C {";
    let tree = parse(text).root_node().to_sexp();
    for newline in ["\r\n", "\r"] {
        assert_eq!(parse(&text.replace('\n', newline)).root_node().to_sexp(), tree, "with {newline:?}");
    }
}

#[test]
fn a_byte_order_mark_is_white_space() {
    check(
        "\u{feff}model A {\r\n  id Int\r\n}\r\n",
        expect![[r#"
            identifier "A"
            identifier "id"
            identifier "Int"
        "#]],
    );
}

#[test]
fn control_characters_cost_their_line_only() {
    check(
        "model A {\n  a Int \0 b\n  \u{c}\n  c Int // \0 d\n  e String @default(\"\0\")\n  /* \0 */\n}\n\0",
        expect![[r#"
            identifier "A"
            identifier "a"
            identifier "Int"
            identifier "b"
            unexpected "\u{c}"
            identifier "c"
            identifier "Int"
            comment "// \0 d"
            identifier "e"
            identifier "String"
            identifier "default"
            string_content "\0"
            block_comment "/* \0 */"
            unexpected "\0"
        "#]],
    );
}

#[test]
fn names_are_letters_and_ascii_digits() {
    check(
        "model Ж {\n  名前 1d\n  a² Int\n  aʰ-1 é\n}\n",
        expect![[r#"
            identifier "Ж"
            identifier "名前"
            identifier "1d"
            identifier "a"
            identifier "Int"
            identifier "aʰ-1"
            identifier "é"
        "#]],
    );
}

#[test]
fn comment_marks_in_strings_are_text() {
    check(
        "datasource db {\n  url = \"//x /* y\" // z\n  b = \"/*\"\n  c = \"*/\n}\n",
        expect![[r#"
            identifier "db"
            identifier "url"
            string_content "//x /* y"
            comment "// z"
            identifier "b"
            string_content "/*"
            identifier "c"
            string_content "*/"
        "#]],
    );
}

#[test]
fn deep_brackets() {
    for open in ["[", "(", "{", "a(", "{a:{"] {
        let text = format!("model A {{\n  a Int @x({})\n  b Int\n}}\n", open.repeat(10_000));
        let tree = survive(&text);
        let body = tree.root_node().child(0).and_then(|model| model.child_by_field_name("body")).unwrap();
        assert_eq!(body.named_child_count(), 2, "members below {open:?}");
    }
    let closed = format!("model A {{\n  @@x({}{})\n}}\n", "[".repeat(10_000), "]".repeat(10_000));
    survive(&closed);
    survive(&"namespace n {\n".repeat(10_000));
    survive(&"model n {\n".repeat(10_000));
    survive(&format!("namespace n {{\n{}", "enum A {} // ".repeat(1000)));
    survive(&format!("namespace n {{\n{}", "enum A {} ".repeat(20_000)));
}

#[test]
fn lines_of_a_mebibyte() {
    for piece in ["a", "a ", "[a,", "\"", "// ", "/* ", "📅"] {
        survive(&format!("model A {{\n  a Int {}\n  b Int\n}}\n", piece.repeat((1 << 20) / piece.len())));
    }
    for piece in ["@", "@a ", "{", "}", "/", "\\", "a.", "- ", "\0"] {
        survive(&piece.repeat((1 << 16) / piece.len()));
    }
}

#[test]
fn comments_that_nothing_closes() {
    let text = format!("model A {{\n{}}}\n", "  a Int /* open\n".repeat(300));
    let tree = survive(&text);
    let body = tree.root_node().child(0).and_then(|model| model.child_by_field_name("body")).unwrap();
    assert_eq!(body.named_child_count(), 300);
}

#[test]
fn long_runs_of_comments() {
    survive(&format!("model A {{\n{}}}\n", "  // model B {\n".repeat(20_000)));
    survive(&format!("model A {{\n  a Int\n{}model B {{\n}}\n", "/// more\n".repeat(20_000)));
}
