//! The dialect of Prisma 8.

use base::text::{Span, apply_edits};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed};
use syntax::format::{Align, EndOfLine, Indent, Options, format, format_range, format_typed};
use syntax::next::{Token, TokenKind, tokens};
use syntax::{Dialect, SourceFile};

fn options() -> Options {
    Options { dialect: Dialect::PrismaNext, ..Options::default() }
}

/// Formats a text; whatever it is, its tokens stay, and nothing changes the second time.
fn formatted(text: &str, options: &Options) -> String {
    let result = apply_edits(text, &format(text, options));
    assert_eq!(words(text), words(&result), "{text:?}");
    assert_eq!(format(&result, options), [], "formatting {text:?} again");
    result
}

/// The tokens of a text, then its comments: only those may move.
fn words(text: &str) -> Vec<&str> {
    let tokens = tokens(text);
    let is_space = |kind| matches!(kind, TokenKind::Whitespace | TokenKind::Newline);
    let is_comment = |token: &&Token| token.kind == TokenKind::Comment;
    let all = || tokens.iter().filter(|token| !is_space(token.kind));
    let words = all().filter(|token| !is_comment(token)).chain(all().filter(is_comment));
    words.map(|token| token.span.of(text)).collect()
}

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&formatted(text, &options()));
}

#[test]
fn blocks_are_separated_and_members_have_lines_of_their_own() {
    check(
        "// use prisma-8\n\nmodel A { id Int @id b String[] }\ntypes{X=VarChar( 3 )[]?}\nnamespace n {\n\n\n role r { }\n enum E { A B=1 }\n}",
        expect![[r#"
            // use prisma-8
            model A {
              id Int      @id
              b  String[]
            }

            types {
              X = VarChar(3)[]?
            }

            namespace n {
              role r {
              }

              enum E {
                A
                B = 1
              }
            }
        "#]],
    );
}

#[test]
fn fields_are_aligned_across_blank_lines_and_attributes_follow_one() {
    check(
        "view V {\n\n  id Int @id(map:\"x\")@x // t\n\n\n  // c\n\n  longer a:b.C[]?\n @@map( \"v\" )\n\n\n @@x([a,b,],{ })\n z pg.enum(X,)\n}",
        expect![[r#"
            view V {
              id     Int         @id(map: "x") @x // t

              // c
              longer a:b.C[]?

              @@map("v")

              @@x([a, b,], {})
              z      pg.enum(X,)
            }
        "#]],
    );
}

#[test]
fn a_declaration_may_be_spread_over_lines() {
    check(
        "model\nA\n{\n id\n Int\n @default(\n  1\n )\n @@index(\n  [a],\n  where: sql`a\n   > 1`,\n  x: {\n a: 1,\n \"b\": [ ] }\n )\n}",
        expect![[r#"
            model A {
              id Int @default(1)

              @@index([a], where: sql`a
               > 1`, x: { a: 1, "b": [] })
            }
        "#]],
    );
}

#[test]
fn comments_keep_their_lines() {
    check(
        "// a\n\n\n// b\nmodel A // c\n// d\n{ // e\n\n // f\n\n // g\n\n id Int // h\n // i\n @id @x(1, // j\n 2) @y\n short // k\n Int\n // l\n\n\n} // m\n// n\n\n// o",
        expect![[r#"
            // a

            // b
            model A { // c
              // d
              // e
              // f

              // g
              id Int // h
                // i
                  @id
                  @x(1, // j
                    2)
                    @y
              short // k
                Int
              // l
            } // m
            // n

            // o
        "#]],
    );
}

#[test]
fn a_text_with_errors_stays_unchanged() {
    for text in
        ["model A {\n  id   Int @id\n", "model A {\n  id\n}\n", "/* c */\n\n\n", "model   A {\n  # x\n}\n"]
    {
        assert_eq!(format(text, &options()), [], "{text:?}");
    }
}

#[test]
fn options_hold() {
    let text = "namespace n {\r\n model A { // c\r\n  id Int\n long Int @x(sql`a\nb`)\r\n}\r\n}\r\n";
    let tabs = Options { indent: Indent::Tab, align: Align::None, end_of_line: EndOfLine::Lf, ..options() };
    expect![[r#"
        namespace n {
        	model A { // c
        		id Int
        		long Int @x(sql`a
        b`)
        	}
        }
    "#]]
    .assert_eq(&formatted(text, &tabs));
    let kept = formatted(text, &options());
    assert_eq!(kept.matches("\r\n").count(), 6, "{kept:?}");
    assert_eq!(kept.matches('\n').count(), 7, "the string keeps its line end: {kept:?}");
}

#[test]
fn a_range_is_formatted_alone() {
    let text = "model   A {\n  a Int @id\n  name   Int\n}\n\n\nmodel   B {\n}\n";
    let at = text.find("name").unwrap() as u32;
    let edits = format_range(text, Span::at(at), &options());
    assert_eq!(apply_edits(text, &edits), text.replace("name   Int", "name Int"));
}

#[test]
fn the_line_of_the_cursor_stays_while_typing() {
    let text = "model   A {\n  a Int @id\n  name    String?\n      \n}\n\n\nmodel   B {\n}\n";
    let at = text.find("      \n}").unwrap() as u32 + 6;
    let edits = format_typed(&SourceFile::parse(text), at, &options());
    expect![[r#"
        model A {
          a    Int     @id
          name String?
              
        }


        model   B {
        }
    "#]]
    .assert_eq(&apply_edits(text, &edits));
}

#[rustfmt::skip]
const PIECES: &[&str] = &[
    "model A {\n", "enum E {\n", "types {\n", "namespace n {\n", "view V {", "role r {", "}\n", "}", "\n", "\n\n\n", "\r\n", " ", "\t",
    "// c\n", "/// 📅 doc  \n", "id Int @id\n", "straße String?", "@x", "@y(a: 1, [b(2), {c: \"d\"}])", "@@map(\"x\")", "A = \"b\"\n", "C\n",
    "T = VarChar(3)", "v a:b.C[]?", "sql`x\n  }y`", "= pg.enum(X)", "w Int @z( // d\n 1)\n", "(", "@@index([a, // e\n b])\n", "{ a: 1 }",
];

proptest! {
    #![proptest_config(Config {
        cases: 2000,
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(8),
        ..Config::default()
    })]

    #[test]
    fn tokens_stay_and_nothing_changes_the_second_time(
        head in prop::sample::select(&["", "model M {\n", "namespace n {\nmodel M {\n", "enum E {\n", "types {\n", "role r {\n"][..]),
        parts in prop::collection::vec(prop::sample::select(PIECES), 0..12),
        tail in prop::sample::select(&["", "}", "\n}\n", "}}", "}\n// end"][..]),
        align in prop_oneof![Just(Align::Block), Just(Align::None)],
        end_of_line in prop_oneof![Just(EndOfLine::Keep), Just(EndOfLine::Lf), Just(EndOfLine::CrLf)],
        typed in any::<prop::sample::Index>(),
    ) {
        let text = format!("{head}{}{tail}", parts.concat());
        formatted(&text, &Options { align, end_of_line, ..options() });
        let file = SourceFile::parse(&text);
        let at = (0..=text.len()).rev().find(|at| *at <= typed.index(text.len() + 1) && text.is_char_boundary(*at));
        let edits = format_typed(&file, at.unwrap_or(0) as u32, &options());
        let result = apply_edits(&text, &edits);
        prop_assert_eq!(words(&text), words(&result));
    }
}
