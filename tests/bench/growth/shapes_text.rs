//! What text alone is made of: nesting, comments, long lines, and what is broken.

use super::{Input, Shape, each, schema, shape};

pub(super) fn shapes() -> Vec<Shape> {
    vec![
        shape("nested parentheses", 100, |n| nested("f(", ")", n)),
        shape("nested brackets", 100, |n| nested("[", "]", n)),
        shape("parentheses that stay open", 100, |n| {
            schema(&format!("model A {{\n  id¦ Int @default({}\n}}\n", "f(".repeat(n)))
        }),
        shape("brackets that stay open", 100, |n| {
            schema(&format!("model A {{\n  id¦ Int @id\n  @@index([{}\n}}\n", "a([".repeat(n)))
        }),
        shape("braces", 100, |n| schema(&format!("model A {{\n  id¦ Int @id\n}}\n{}", "{".repeat(n)))),
        shape("comments", 300, |n| {
            schema(&format!("{}model A {{\n  id¦ Int @id\n}}\n", "// text\n".repeat(n)))
        }),
        shape("comments in a model", 300, |n| {
            schema(&format!("model A {{\n{}  id¦ Int @id\n}}\n", "  // text\n".repeat(n)))
        }),
        shape("documentation", 300, |n| {
            schema(&format!("{}model A¦ {{\n  id Int @id\n}}\n", "/// *text* `a` [b](c)\n".repeat(n)))
        }),
        shape("documentation of fields", 150, |n| {
            let fields = each(n, |i| format!("  /// Text of {i}.\n  f{i} Int\n"));
            schema(&format!("model A {{\n  id¦ Int @id\n{fields}}}\n"))
        }),
        shape("block comments", 100, |n| {
            schema(&format!("{}model A {{\n  id¦ Int @id\n}}\n", "/* a\n b */\n".repeat(n)))
        }),
        shape("block comments that stay open", 300, |n| {
            schema(&format!("model A {{\n  id¦ Int @id\n}}\n{}", "/*\n".repeat(n)))
        }),
        shape("byte order marks", 300, |n| {
            schema(&format!("model A {{\n  id¦ Int @id\n}}\n{}", "\u{feff}".repeat(n)))
        }),
        shape("lines with byte order marks", 100, |n| {
            schema(&format!("model A {{\n  id¦ Int @id\n{}}}\n", "  a\u{feff} Int\n".repeat(n)))
        }),
        shape("regions", 100, |n| {
            schema(&format!("{}model A {{\n  id¦ Int @id\n}}\n", "// #region x\n".repeat(n)))
        }),
        shape("suppressions", 80, |n| {
            let fields = each(n, |i| format!("  // prisma-lens-ignore float-money\n  price{i} Float\n"));
            schema(&format!("model A {{\n  id¦ Int @id\n{fields}}}\n"))
        }),
        shape("suppressions of nothing", 100, |n| {
            schema(&format!(
                "model A {{\n  id¦ Int @id\n{}  a Int\n}}\n",
                "  // prisma-lens-ignore float-money, naming, nothing\n".repeat(n)
            ))
        }),
        shape("codes of a suppression", 100, |n| {
            schema(&format!(
                "model A {{\n  id Int @id\n  // prisma-lens-ignore {}\n  a¦ Float\n}}\n",
                "float-money, ".repeat(n)
            ))
        }),
        shape("blank lines", 500, |n| schema(&format!("model A {{\n  id¦ Int @id\n}}\n{}", "\n".repeat(n)))),
        shape("blank lines in a model", 500, |n| {
            schema(&format!("model A {{\n  id¦ Int @id\n{}}}\n", "\r\n".repeat(n)))
        }),
        shape("length of a comment", 2_000, |n| {
            schema(&format!("model A {{\n  id¦ Int @id // {}\n}}\n", "word ".repeat(n)))
        }),
        shape("length of a string", 2_000, |n| {
            schema(&format!(
                "model A {{\n  id Int @id\n  a¦ String @default(\"{}\")\n}}\n",
                "\\\"a".repeat(n)
            ))
        }),
        shape("length of a string that stays open", 2_000, |n| {
            schema(&format!("model A {{\n  id Int @id\n  a¦ String @default(\"{}\n}}\n", "ab ".repeat(n)))
        }),
        shape("length of a name", 2_000, |n| {
            let name = "a".repeat(n);
            schema(&format!("model A{name} {{\n  id Int @id\n  {name}¦ {name}?\n}}\n"))
        }),
        shape("words of a line", 200, |n| {
            schema(&format!("model A {{\n  id Int @id\n  a¦ Int {}\n}}\n", "word ".repeat(n)))
        }),
        shape("characters of several bytes", 1_000, |n| {
            schema(&format!("model A {{\n  id¦ Int @id // {}\n}}\n", "ä😀 ".repeat(n)))
        }),
        shape("names of several bytes", 80, |n| {
            schema(&format!("model A {{\n  id¦ Int @id\n{}}}\n", each(n, |i| format!("  nä{i} Ünknown\n"))))
        }),
        shape("blocks that stay open", 40, |n| {
            schema(&each(n, |i| format!("model A{i} {{\n  id¦ Int @id\n\n")))
        }),
        shape("broken lines", 100, |n| {
            schema(&format!("model A {{\n  id¦ Int @id\n{}}}\n", "  a @ ( [ \" \n".repeat(n)))
        }),
        shape("words between blocks", 100, |n| {
            schema(&format!("{}model A {{\n  id¦ Int @id\n}}\n", "stray = word\n".repeat(n)))
        }),
        shape("unknown blocks", 60, |n| {
            schema(&format!("{}model A {{\n  id¦ Int @id\n}}\n", "modle B {\n  id Int @idd\n}\n".repeat(n)))
        }),
        shape("closing braces", 200, |n| {
            schema(&format!("{}model A {{\n  id¦ Int @id\n}}\n", "}\n".repeat(n)))
        }),
        shape("models in one line", 40, |n| {
            schema(&format!(
                "model Z {{\n  id¦ Int @id\n}}\n{}",
                each(n, |i| format!("model A{i} {{ id Int @id }} "))
            ))
        }),
        shape("dots", 200, |n| {
            schema(&format!(
                "model A {{\n  id¦ Int @{}\n  @@index([{}b])\n}}\n",
                "a.".repeat(n),
                "a.".repeat(n)
            ))
        }),
    ]
}

/// Something in an attribute that nests so deep.
fn nested(open: &str, close: &str, n: usize) -> Input {
    schema(&format!(
        "model A {{\n  id¦ Int @id\n  a Int @default({}1{})\n}}\n",
        open.repeat(n),
        close.repeat(n)
    ))
}
