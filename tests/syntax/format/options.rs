//! What can be set.

use expect_test::expect;
use syntax::format::{Align, EndOfLine, Indent, Options};

use super::formatted;

const TEXT: &str = "model A {\r\n id Int   @id\n name String @x // c\r  /**\n * d\n */\n\n @@map(\"a\")\n}\r\nenum B {\n C\n}";

fn drawn(options: Options) -> String {
    formatted(TEXT, &options).replace('\r', "␍").replace('\t', "→")
}

#[test]
fn line_ends() {
    expect![[r#"
        model A {␍
          id   Int    @id
          name String @x // c␍  /**
           * d
           */

          @@map("a")
        }␍
        ␍
        enum B {
          C
        }␍
    "#]]
    .assert_eq(&drawn(Options::default()));
    expect![[r#"
        model A {
          id   Int    @id
          name String @x // c
          /**
           * d
           */

          @@map("a")
        }

        enum B {
          C
        }
    "#]]
    .assert_eq(&drawn(Options { end_of_line: EndOfLine::Lf, ..Options::default() }));
    expect![[r#"
        model A {␍
          id   Int    @id␍
          name String @x // c␍
          /**␍
           * d␍
           */␍
        ␍
          @@map("a")␍
        }␍
        ␍
        enum B {␍
          C␍
        }␍
    "#]]
    .assert_eq(&drawn(Options { end_of_line: EndOfLine::CrLf, ..Options::default() }));
}

#[test]
fn new_lines_are_as_the_first() {
    let keep = Options::default();
    assert_eq!(formatted("model A {\r\n} model B {\r\n}", &keep), "model A {\r\n}\r\n\r\nmodel B {\r\n}\r\n");
    assert_eq!(
        formatted("model A {\r  a Int @x\r bb   Int\r}\r", &keep),
        "model A {\r  a  Int @x\r  bb Int\r}\r"
    );
}

#[test]
fn indentation() {
    let lf = Options { end_of_line: EndOfLine::Lf, ..Options::default() };
    expect![[r#"
        model A {
        →id   Int    @id
        →name String @x // c
        →/**
        → * d
        → */

        →@@map("a")
        }

        enum B {
        →C
        }
    "#]]
    .assert_eq(&drawn(Options { indent: Indent::Tab, ..lf }));
    expect![[r#"
        model A {
            id   Int    @id
            name String @x // c
            /**
             * d
             */

            @@map("a")
        }

        enum B {
            C
        }
    "#]]
    .assert_eq(&drawn(Options { indent: Indent::Spaces(4), ..lf }));
}

#[test]
fn no_columns() {
    let options = Options { align: Align::None, end_of_line: EndOfLine::Lf, ..Options::default() };
    expect![[r#"
        model A {
          id Int @id
          name String @x // c
          /**
           * d
           */

          @@map("a")
        }

        enum B {
          C
        }
    "#]]
    .assert_eq(&drawn(options));
    let text = "model A {\n a   Int @x\n bbb @y\n}\ngenerator g {\n a =  1\n bbb = 2\n}\n";
    expect![[r#"
        model A {
          a Int @x
          bbb @y
        }

        generator g {
          a = 1
          bbb = 2
        }
    "#]]
    .assert_eq(&formatted(text, &options));
}

#[test]
fn objects_are_broken_lines_to_prisma_6() {
    let text = "model A {\n a   Int @x({a:1})\n bb   Int\n}\n";
    let old = Options { objects: false, ..Options::default() };
    assert_eq!(formatted(text, &old), "model A {\n  a   Int @x({a:1})\n  bb Int\n}\n");
    assert_eq!(formatted(text, &Options::default()), "model A {\n  a  Int @x({ a: 1 })\n  bb Int\n}\n");
}
