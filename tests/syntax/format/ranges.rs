//! Some lines only.

use base::text::{Span, apply_edits};
use expect_test::{Expect, expect};
use syntax::format::{Options, format, format_range, join};

use support::fixture::Fixture;

fn check(fixture: &str, expected: Expect) {
    let fixture = Fixture::parse(fixture);
    let (_, range) = fixture.cursor.clone().expect("a range");
    let text = &fixture.files[0].text;
    let edits = format_range(text, Span::from(range), &Options::default());
    expected.assert_eq(&apply_edits(text, &edits));
}

#[test]
fn only_their_lines_change() {
    check(
        r#"
        model   A {
            a   Int @id
            bb $0Int   @x
            ccc   Str$0ing
            d   Int
        }
        model   B {
        }
        "#,
        expect![[r#"
            model   A {
                a   Int @id
              bb  Int    @x
              ccc String
                d   Int
            }
            model   B {
            }
        "#]],
    );
    // The line behind the selection is none of it.
    check(
        "model   A {\n$0    a   Int @id\n$0    bb   Int\n}\n",
        expect![[r#"
        model   A {
          a  Int @id
            bb   Int
        }
    "#]],
    );
    check(
        "model   A {\n    a $0  Int @id\n    bb   Int\n}\n",
        expect![[r#"
        model   A {
          a  Int @id
            bb   Int
        }
    "#]],
    );
}

#[test]
fn very_many_edits_become_one_a_block() {
    let block = "model   A {\n    a   Int @id\n    bb   Int   @x({a:1})\n    cccc   Int\n}\n\n";
    for blocks in [1, 1_000] {
        let text = block.repeat(blocks);
        let edits = format(&text, &Options::default());
        let joined = join(&text, edits.clone());
        assert_eq!(apply_edits(&text, &joined), apply_edits(&text, &edits));
        match blocks {
            1 => assert_eq!(joined, edits),
            _ => assert!(joined.len() <= blocks + 1, "{} edits of {}", joined.len(), edits.len()),
        }
    }
}
