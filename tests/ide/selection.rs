//! What is selected step by step.

use base::FileId;
use base::text::Span;
use expect_test::{Expect, expect};
use ide::selection;

use crate::{PRISMA_6, analysis, analysis_of};
use support::fixture::Fixture;

/// One step a line; long ones by their ends.
fn steps(fixture: &Fixture) -> String {
    let (analysis, file, offset) = analysis(fixture, PRISMA_6);
    let text = &fixture.files[0].text;
    let mut out = String::new();
    let mut inner: Option<Span> = None;
    for span in selection(&analysis, file, offset) {
        assert!(span.start <= offset && offset <= span.end);
        assert!(inner.is_none_or(|inner| span.encloses(inner) && span != inner));
        inner = Some(span);
        let shown = span.of(text).replace("\r\n", "\n").replace('\n', "⏎");
        let count = shown.chars().count();
        let cut: String = match count {
            0..60 => shown,
            _ => shown.chars().take(28).chain(" … ".chars()).chain(shown.chars().skip(count - 28)).collect(),
        };
        out.push_str(&format!("{cut}|\n"));
    }
    out
}

fn check(fixture: &str, expected: Expect) {
    let fixture = Fixture::parse(fixture);
    let found = steps(&fixture);
    assert_eq!(steps(&fixture.with_crlf()), found, "with CRLF");
    expected.assert_eq(&found);
}

#[test]
fn from_a_word_to_the_file() {
    check(
        r#"
        // Loose

        /// Who
        model User {
          /// The boss
          boss User? @relation("Boss 📅", fields: [boss$0Id, x], references: [id]) // up
          bossId Int?
        }
        model B {
        }
        "#,
        expect![[r#"
            bossId|
            bossId, x|
            [bossId, x]|
            fields: [bossId, x]|
            "Boss 📅", fields: [bossId, x], references: [id]|
            ("Boss 📅", fields: [bossId, x], references: [id])|
            @relation("Boss 📅", fields: [bossId, x], references: [id])|
            boss User? @relation("Boss 📅 … ossId, x], references: [id])|
            /// The boss⏎  boss User? @r …  x], references: [id]) // up|
            /// The boss⏎  boss User? @r … s: [id]) // up⏎  bossId Int?|
            {⏎  /// The boss⏎  boss User …  [id]) // up⏎  bossId Int?⏎}|
            model User {⏎  /// The boss⏎ …  [id]) // up⏎  bossId Int?⏎}|
            /// Who⏎model User {⏎  /// T …  [id]) // up⏎  bossId Int?⏎}|
            // Loose⏎⏎/// Who⏎model User …  [id]) // up⏎  bossId Int?⏎}|
            // Loose⏎⏎/// Who⏎model User …   bossId Int?⏎}⏎model B {⏎}⏎|
        "#]],
    );
}

#[test]
fn in_strings_comments_and_names() {
    check(
        "model A {\n  a String @default(\"one tw$0o\")\n}",
        expect![[r#"
        two|
        one two|
        "one two"|
        ("one two")|
        @default("one two")|
        a String @default("one two")|
        {⏎  a String @default("one two")⏎}|
        model A {⏎  a String @default("one two")⏎}|
    "#]],
    );
    check(
        "model A {\n  a String // one tw$0o\n}",
        expect![[r#"
        two|
        // one two|
        a String // one two|
        {⏎  a String // one two⏎}|
        model A {⏎  a String // one two⏎}|
    "#]],
    );
    check(
        "// one\n// t$0wo\nmodel A {\n}",
        expect![[r#"
        two|
        // two|
        // one⏎// two⏎|
        // one⏎// two⏎model A {⏎}|
    "#]],
    );
    check(
        "model A {\n  größe$0 Int\n}",
        expect![[r#"
        größe|
        größe Int|
        {⏎  größe Int⏎}|
        model A {⏎  größe Int⏎}|
    "#]],
    );
    check(
        "model A$0 {\n}\n",
        expect![[r#"
        A|
        model A {⏎}|
        model A {⏎}⏎|
    "#]],
    );
    check(
        "model A {\n  a Int @$0db.Integer\n}\n",
        expect![[r#"
        db|
        db.Integer|
        @db.Integer|
        a Int @db.Integer|
        {⏎  a Int @db.Integer⏎}|
        model A {⏎  a Int @db.Integer⏎}|
        model A {⏎  a Int @db.Integer⏎}⏎|
    "#]],
    );
}

#[test]
fn where_something_is_missing() {
    check(
        "model A {\n  a Int\n $0 \n  b Int\n}\n",
        expect![[r#"
        a Int⏎  ⏎  b Int|
        {⏎  a Int⏎  ⏎  b Int⏎}|
        model A {⏎  a Int⏎  ⏎  b Int⏎}|
        model A {⏎  a Int⏎  ⏎  b Int⏎}⏎|
    "#]],
    );
    check(
        "model A {\n  a Int @default(\"x$0\n  b Int\n",
        expect![[r#"
        x|
        "x|
        ("x|
        @default("x|
        a Int @default("x|
        a Int @default("x⏎  b Int|
        {⏎  a Int @default("x⏎  b Int|
        model A {⏎  a Int @default("x⏎  b Int⏎|
    "#]],
    );
    check(
        "model A {\n  a Int @relation(fields: [$0\n}\n",
        expect![[r#"
            [|
            fields: [|
            (fields: [|
            @relation(fields: [|
            a Int @relation(fields: [|
            {⏎  a Int @relation(fields: [⏎}|
            model A {⏎  a Int @relation(fields: [⏎}|
            model A {⏎  a Int @relation(fields: [⏎}⏎|
        "#]],
    );
    check(
        "$0",
        expect![[r#"
        |
    "#]],
    );
    check(
        "model A {\n}\n$0",
        expect![[r#"
        model A {⏎}⏎|
    "#]],
    );
    check(
        "x$0 {\n  a {\n",
        expect![[r#"
        x|
        x {⏎  a {⏎|
    "#]],
    );
}

#[test]
fn every_offset_has_growing_steps() {
    let text = "/* é */ model Ä {\r\n  a B? @c(d: [\"e\\\"\", { f: g(1) }]) /// h\r}\n\n}\nenum {\n  📅\n";
    let analysis = analysis_of([("/a.prisma".to_owned(), text)].into_iter(), PRISMA_6);
    for offset in 0..=text.len() as u32 + 1 {
        let found = selection(&analysis, FileId(0), offset);
        assert!(
            found.windows(2).all(|two| two[1].encloses(two[0]) && two[0] != two[1]),
            "{offset}: {found:?}"
        );
        assert_eq!(found.last(), Some(&Span::new(0, text.len() as u32)));
    }
}
