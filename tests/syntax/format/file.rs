//! What stands between blocks.

use expect_test::expect;

use syntax::format::Options;

use super::{check, formatted};

#[test]
fn one_blank_line_between_blocks() {
    check(
        "model A {\n}\nmodel B {\n}\n\n\n\n  view C {\n}\n\n",
        expect![[r#"
        model A {
        }

        model B {
        }

        view C {
        }
    "#]],
    );
    check(
        "model A {\n} model B {\n}enum C {\n A\n} // c\ntype D {\n}",
        expect![[r#"
        model A {
        }

        model B {
        }

        enum C {
          A
        }

        // c
        type D {
        }
    "#]],
    );
}

#[test]
fn beginning_and_end() {
    for empty in ["", "\n", "\n\n", "  \n\t"] {
        assert_eq!(formatted(empty, &Options::default()), "\n");
    }
    check(
        "  \n\t\n model A {\n}   \n\n  ",
        expect![[r#"
        model A {
        }
    "#]],
    );
    check(
        "\u{feff}\n model   A {\n}",
        expect![[r#"
        ﻿model A {
        }
    "#]],
    );
}

#[test]
fn legacy_type_aliases_and_unknown_blocks_stay() {
    check(
        "type   Id =  Int   @id\nmodel A {\n}\n\ntype   X = String\n\n\nmodel B {\n}\n",
        expect![[r#"
        type   Id =  Int   @id
        model A {
        }

        type   X = String
        model B {
        }
    "#]],
    );
    check(
        "model A {\n}\nfoo {\n   x   y\n\n\n  }\n\nmodel B {\n}\n",
        expect![[r#"
        model A {
        }

        foo {
           x   y


          }
        model B {
        }
    "#]],
    );
    check(
        "modelUser {\n   id  Int\n}\n",
        expect![[r#"
        modelUser {
           id  Int
        }
    "#]],
    );
}

#[test]
fn other_white_space() {
    check(
        "model\u{a0}A {\n\u{3000}a\u{a0}\u{a0}Int @id\n bb\tInt\n\u{c}c   Int\n}\n",
        expect![[r#"
        model A {
          a  Int @id
          bb Int
          c   Int
        }
    "#]],
    );
}
