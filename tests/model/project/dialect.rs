//! The directive that chooses the Prisma 8 dialect.

use model::project::{Dialect, directive};

fn check(text: &str, expected: Option<&str>) {
    let found = directive(text).map(|span| &text[span.range()]);
    assert_eq!(found, expected, "{text:?}");
    let dialect = if expected.is_some() { Dialect::PrismaNext } else { Dialect::Classic };
    assert_eq!(Dialect::of(text), dialect, "{text:?}");
}

#[test]
fn a_first_line_comment_chooses() {
    check("// use prisma-next\nmodel A {}", Some("// use prisma-next"));
    check("// use prisma-8", Some("// use prisma-8"));
    check("\n \r\n// use prisma-8\r\nmodel A {}", Some("// use prisma-8"));
    check("\u{feff}// use prisma-next  \n", Some("// use prisma-next"));
    check("  //  use  prisma-8\n", Some("//  use  prisma-8"));
}

#[test]
fn nothing_else_does() {
    check("", None);
    check("\n\n", None);
    check("/* use prisma-next */\n", None);
    check("/* x */\n// use prisma-next\n", None);
    check("/// use prisma-next\n", None);
    check("model A {}\n// use prisma-next\n", None);
    check("// another comment\n// use prisma-next\n", None);
    check("// use prisma-9\n", None);
    check("// use prisma-next please\n", None);
    check("//\n", None);
}
