//! While somebody types.

use base::text::apply_edits;
use expect_test::{Expect, expect};
use syntax::SourceFile;
use syntax::format::{Options, format_typed};

use support::fixture::Fixture;

/// The text behind what was typed last at `$0`, with the cursor where it is then.
fn check(fixture: &str, expected: Expect) {
    let fixture = Fixture::parse(fixture);
    let (_, range) = fixture.cursor.clone().expect("a cursor");
    let text = &fixture.files[0].text;
    let edits = format_typed(&SourceFile::parse(text), range.start as u32, &Options::default());
    for edit in &edits {
        let inside = edit.span.start < range.start as u32 && (range.start as u32) < edit.span.end;
        assert!(!inside, "the cursor is carried away: {edit:?}");
    }
    let before: usize = edits
        .iter()
        .filter(|edit| edit.span.end <= range.start as u32)
        .fold(range.start, |at, edit| at + edit.text.len() - edit.span.len() as usize);
    let mut result = apply_edits(text, &edits);
    result.insert_str(before, "$0");
    expected.assert_eq(&result);
}

#[test]
fn behind_a_line_the_block_is_formatted_but_for_the_line_of_the_cursor() {
    check(
        "model   A {\n  a Int @id\n  name    String?\n      $0\n  b   Int\n}\n\n\nmodel   B {\n}\n",
        expect![[r#"
            model A {
              a    Int     @id
              name String?
                  $0
              b    Int
            }


            model   B {
            }
        "#]],
    );
    // Two blank lines are being made.
    check(
        "model A {\n  a   Int\n\n\n    $0\n\n  b   Int\n}\n",
        expect![[r#"
        model A {
          a Int


            $0

          b Int
        }
    "#]],
    );
    // A line was cut in two.
    check(
        "model A {\n  a   Int\n  $0  @id   @x\n  bb   Int @x\n}\n",
        expect![[r#"
        model A {
          a  Int
          $0  @id   @x
          bb Int @x
        }
    "#]],
    );
}

#[test]
fn behind_a_brace_the_block_is_formatted() {
    check(
        "model   X {\n}\nenum   A {\n    B  @map( \"b\" )\n  CC @map(\"c\")\n  }$0\nmodel   Y {\n}\n",
        expect![[r#"
            model   X {
            }
            enum A {
              B  @map("b")
              CC @map("c")
            }$0
            model   Y {
            }
        "#]],
    );
}

#[test]
fn nothing_happens_where_no_closed_block_is() {
    check(
        "model   A {\n  a   Int\n  $0\n",
        expect![[r#"
        model   A {
          a   Int
          $0
    "#]],
    );
    check(
        "hello   world\n$0\nmodel   A {\n}\n",
        expect![[r#"
        hello   world
        $0
        model   A {
        }
    "#]],
    );
    check("$0", expect!["$0"]);
}
