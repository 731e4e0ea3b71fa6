//! Text that is no schema language, and what Prisma makes of the rest.

use super::{codes, refuses, refuses_all};

#[test]
fn lines_that_are_no_fields() {
    refuses("postgresql", "b :Int", "legacy-colon");
    refuses("postgresql", "b Int!", "legacy-required");
    refuses("postgresql", "b [Int]", "legacy-list");
    refuses("postgresql", "b Int[]?", "several-modifiers");
    refuses("postgresql", "b Int[", "unclosed-bracket");
    refuses("postgresql", "b Int[ ]", "space-in-list");
    refuses_all("postgresql", "b Int []", &[]);
    refuses("postgresql", "b a.Int", "dotted-type");
    refuses("postgresql", "b Int(3)", "type-with-arguments");
    refuses("postgresql", "b", "missing-type");
    refuses("postgresql", "b Int;", "unexpected-text");
    refuses("postgresql", "b Int:", "dotted-type");
    refuses("postgresql", "b Int @", "missing-attribute-name");
    refuses("postgresql", "b Int @db..Integer", "missing-name");
}

#[test]
fn commas_and_values() {
    refuses("postgresql", "b Int @default(1,)", "trailing-comma");
    refuses_all("postgresql", "b String @db.VarChar(10,)", &[]);
    refuses("postgresql", "b Int ; @@unique([b,])", "stray-comma");
    // A comma would be in the bracket that is open.
    assert_eq!(codes("postgresql", "b Int ; @@unique({ [id b])", "7.10.0"), ["unclosed-bracket"]);
    refuses("postgresql", "b Int ; @@unique([id b])", "missing-comma");
    refuses("postgresql", "b Int @map(name:)", "missing-value");
    refuses_all("postgresql", "b Int @map(name: ,)", &["missing-value", "trailing-comma"]);
}

#[test]
fn escapes_in_texts() {
    refuses_all("postgresql", r#"b String @default("\u56e7 \ud83d\ude44 \n \\")"#, &[]);
    refuses("postgresql", r#"b String @default("\q")"#, "unknown-escape");
    refuses("postgresql", r#"b String @default("\ud83d")"#, "unknown-escape");
    refuses("postgresql", r#"b String @default("\ude44x\n")"#, "unknown-escape");
}

#[test]
fn control_characters_in_strings() {
    refuses("postgresql", "b String @default(\"a\tb\")", "control-character");
    refuses("postgresql", "b String @default(dbgenerated(\"now()\u{1}\"))", "control-character");
    refuses("postgresql", "b String @map(\"\0\")", "control-character");
    refuses("postgresql", "b Unsupported(\"a\tb\")", "control-character");
    refuses("postgresql", "b Unsupported(\"\\q\")", "unknown-escape");
    // Prisma skips the line, and minds no other characters.
    refuses_all("postgresql", "b Int @map(\"\t\") ; @@index([b])", &["control-character", "unknown-field"]);
    refuses_all("postgresql", "b String @default(\"\u{7f}\u{85}\u{a0}\u{feff}\u{2028}\") // \t\u{1}", &[]);
}

#[test]
fn byte_order_marks_inside_a_file() {
    for line in ["\u{feff}b Int", "b\u{feff} Int", "b Int\u{feff}", "b Int @map(\u{feff}\"c\") // x"] {
        refuses("postgresql", line, "unexpected-text");
    }
    refuses_all("postgresql", "\u{feff}b Int ; @@index([b])", &["unexpected-text", "unknown-field"]);
    refuses_all("postgresql", "b Int // \u{feff}", &[]);
    refuses_all("postgresql", "/// \u{feff}\u{feff} ; b Int", &[]);
    let of = |text: &str| super::codes_of(text, "7.10.0");
    let datasource = "datasource db {\n  provider = \"postgresql\"\n}\n";
    let joined =
        format!("{datasource}\u{feff}model A {{\n  id Int @id\n}}\n\n\u{feff}// next\nenum E {{\n  A\n}}\n");
    assert_eq!(of(&joined), ["unexpected-text", "unexpected-text"]);
    // At its start, and after `{`, where Prisma skips the rest of the line.
    let first = format!("\u{feff}{datasource}model A {{\u{feff} x\n  id Int @id\n}}\n");
    assert!(of(&first).is_empty());
    assert_eq!(of("\u{feff}"), of(""));
}

#[test]
fn what_cannot_be_read_is_not_there() {
    refuses_all("postgresql", "b Int! ; @@index([b])", &["legacy-required", "unknown-field"]);
    refuses_all("postgresql", "1b Int ; @@index([b])", &["invalid-name", "unknown-field"]);
    for value in [
        "@db.Char(8é)",
        "@db.Char(3-)",
        "@default(2024-01-01)",
        "@default(_A)",
        "@map(é._b)",
        "@default(f(1d.x))",
    ] {
        let lines = format!("b String {value} ; @@index([b])");
        refuses_all("postgresql", &lines, &["unknown-field", "unreadable-value"]);
    }
    refuses("postgresql", "b Int ; @@index([_b])", "unreadable-value");
    // Digits in front are read where a bracket or a dot is behind them or in front.
    refuses("postgresql", "b Int @default(1f()) ; @@index([b])", "unknown-function");
    refuses("postgresql", "b Int ; @@index([b.1d])", "unknown-field");
    // These are refused, and yet known.
    refuses("postgresql", "b Int @default(1,) ; @@index([b])", "trailing-comma");
    refuses("postgresql", "b Int @map(name:) ; @@index([b])", "missing-value");
    refuses("postgresql", "b Int @db. ; @@index([b])", "missing-name");
    // Of a line with two faults the graver one counts.
    refuses_all(
        "postgresql",
        "b Int @default(value:)) ; @@index([b])",
        &["missing-value", "unexpected-text", "unknown-field"],
    );
}

#[test]
fn heads() {
    for (head, code) in [
        ("modelN {", "unknown-block"),
        ("generator1 {", "unknown-block"),
        ("model N @{", "unexpected-in-head"),
        ("generator {", "unnamed-block"),
    ] {
        assert!(
            super::codes("postgresql", &format!("b Int\n}}\n{head}"), "7.10.0").contains(&code),
            "{head}"
        );
    }
}

#[test]
fn values_in_braces_came_late() {
    let lines = "b Int @unique(where: { b: 1 }) ; @@index([b])";
    let database = "postgresql previewFeatures=partialIndexes";
    assert_eq!(super::codes("postgresql", lines, "6.19.0"), ["object-value", "unknown-field"]);
    assert_eq!(super::codes(database, lines, "7.10.0"), [""; 0]);
}

#[test]
fn a_block_goes_on_to_the_next_brace() {
    let unclosed = "b Int\n\nmodel É {\n  id Int @id\n  c É";
    refuses_all(
        "postgresql",
        unclosed,
        &["duplicate-member", "missing-brace", "several-ids", "unknown-type"],
    );
    let of_other_kind = "b Int\n\nenum E {\n  X Int";
    refuses_all("postgresql", of_other_kind, &["missing-brace", "unexpected-text"]);
}

#[test]
fn comments_behind_the_brace() {
    for (text, expected) in [
        ("enum E { /* a\n  B\n  */\n  C\n}\n", &["comment-inside-line"][..]),
        ("generator g { x /* a\n*/\n  provider = \"x\"\n}\n", &["comment-inside-line"]),
        ("enum E { /* a */\n  C\n}\n", &[]),
        ("enum E {\n  /* a\n  */\n  C\n}\n", &[]),
    ] {
        assert_eq!(super::codes_of(text, "7.10.0"), expected, "{text}");
        assert_eq!(super::codes_of(&text.replace('\n', "\r\n"), "6.19.0"), expected, "CRLF: {text}");
    }
}

#[test]
fn a_field_called_role_opens_no_block() {
    refuses("postgresql", "role Role{ ; b Int", "unexpected-text");
    refuses("postgresql", "policy_x Int {", "unexpected-text");
}
