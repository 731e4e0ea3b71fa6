//! Comments, every one of which is kept.

use expect_test::expect;

use super::check;

#[test]
fn between_blocks() {
    check(
        "   // a  \n//b\n\n\n   /// c\nmodel A {\n}\n// d\n\n// e\nenum B {\n}\n// f",
        expect![[r#"
        // a  
        //b

        /// c
        model A {
        }

        // d

        // e
        enum B {
        }

        // f
    "#]],
    );
}

#[test]
fn in_blocks() {
    check(
        "model A {\n\n    // first\n\n\n // second\n   a Int\n\n // last\n\n}\n",
        expect![[r#"
        model A {
          // first

          // second
          a Int

          // last
        }
    "#]],
    );
    check(
        "model A {\n a Int\n @@map(\"a\")\n // behind an attribute\n}\n",
        expect![[r#"
        model A {
          a Int

          @@map("a")
          // behind an attribute
        }
    "#]],
    );
}

#[test]
fn of_several_lines() {
    check(
        "/**\n*  a\n\n   *b */\nmodel A {\n /**\n    * c\n  */\n a Int\n}\n",
        expect![[r#"
        /**
         * a
         * b
         */
        model A {
          /**
           * c
           */
          a Int
        }
    "#]],
    );
    // One without stars stays as it is.
    check(
        "   /* a\n      b */\nmodel A {\n    /* c\n    d\n  */\n a Int   /* e */\n b Int/* f\n   g */\n}\n",
        expect![[r#"
            /* a
                  b */
            model A {
              /* c
                d
              */
              a Int /* e */
              b Int /* f
               g */
            }
        "#]],
    );
    check(
        "model A {\n /* a */ b   Int\n /* c */ /* d */\n}\n",
        expect![[r#"
        model A {
          /* a */
          b Int
          /* c */
          /* d */
        }
    "#]],
    );
}

#[test]
fn in_strings() {
    check(
        "model A {\n a String @default( \"// no\" )   // yes\n bb String @default( \"/*\" )\n}\n",
        expect![[r#"
            model A {
              a  String @default("// no") // yes
              bb String @default("/*")
            }
        "#]],
    );
}
