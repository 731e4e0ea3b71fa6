//! Lines that are nothing stay as they are; the others are formatted.

use base::text::apply_edits;
use expect_test::expect;
use syntax::format::{Options, format};

use super::check;

#[test]
fn in_a_block() {
    check(
        "model A {\n   a   Int   @@id\n   bb Int @x\n  c   Int   ]]  \n dddd    String @default(\n @x\n}\n",
        expect![[r#"
            model A {
              a   Int   @@id
              bb Int @x
              c   Int   ]]  
              dddd    String @default(
              @x
            }
        "#]],
    );
    check(
        "enum A {\n  B   =   1\n  CC @map( \"x\" )\n}\ngenerator g {\n a   =  1  2\n bbb=1\n}\n",
        expect![[r#"
            enum A {
              B   =   1
              CC @map("x")
            }

            generator g {
              a   =  1  2
              bbb = 1
            }
        "#]],
    );
}

#[test]
fn between_blocks() {
    check(
        "  hello   world  \nmodel A {\n a   Int\n}\nfoo   \n\n\n  @@map(  1 )\n}\n",
        expect![[r#"
        hello   world  
        model A {
          a Int
        }

        foo   

        @@map(  1 )
        }
    "#]],
    );
}

#[test]
fn without_its_brace_a_block_is_none() {
    check(
        "model A {\n  a   Int\n\n\n  b Int\n",
        expect![[r#"
        model A {
        a   Int

        b Int
    "#]],
    );
    check(
        "model A {\n  a   Int\n\nmodel B {\n  b Int @id\n}\n",
        expect![[r#"
        model A {
          a Int

          model B {
          b Int @id
        }
    "#]],
    );
}

#[test]
fn the_line_end_of_a_broken_line_stays() {
    let options = Options { end_of_line: syntax::format::EndOfLine::Lf, ..Options::default() };
    let text = "model A {\r\n  a   Int\r\n ]]\r\n}\r\n";
    assert_eq!(apply_edits(text, &format(text, &options)), "model A {\n  a Int\n  ]]\r\n}\n");
}

#[test]
fn without_end() {
    // Each opens something that is closed nowhere; looking for the end again and again would take for ever.
    for part in ["model A {\n", "/* \n", "foo {\n", "model A {\n @@x([\n", "type T = Int @x(\n"] {
        format(&part.repeat(50_000), &Options::default());
    }
}

#[test]
fn what_follows_a_comment_of_several_lines() {
    check(
        "model A {\nx/* }\n */type T {\n  a Int\n}\n",
        expect![[r#"
            model A {
              x /* }
             */
              type T {
              a Int
            }
        "#]],
    );
}
