//! Where the parser of ordinary blocks does not give up, it gives the tree that the grammar gives.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed};
use syntax::{Node, SourceFile, find_errors, quick};
use tree_sitter::Tree;

use crate::grammar::parse;
use crate::grammar::real::{accepted_cases, accepted_projects};

/// Lines of a body, as people write them and a little off.
#[rustfmt::skip]
const LINES: &[&str] = &[
    "id Int @id", "  id    Int     @id @default(autoincrement()) // c", "  name String? @db.VarChar(255)", "  a B[] /// d",
    "  // alone", "/// doc", "////", "//", "", "  \t", "  u Unsupported(\"x y\")?", "  t DateTime @default(now()) @updatedAt",
    "  r B @relation(\"x\", fields: [a.b, c], references: [id], onDelete: Cascade)", "  lone", "  d Decimal @default(-1.50)",
    "  b Boolean @default(true)", "  n Json? @default(null)", "  l String[] @default([\"a\", \"b\\n\\\"\"])", "@@id([a, b])",
    "  @@index([a(sort: Desc, ops: raw(\"x\")), b.c], map: \"é📅\", where: { a: true, \"b\": [1, 2,] })", "  @@map(\"\") // c",
    "key = \"v\"", "  url=env(\"X\") @x", "  output = [\"a\", b]", "A @map(\"a\")", "A", "A-b_1", "1a Int", "é Int", "true Boolean",
    "  x Int @default(1d)", "  x Int @@map", "  a: Int", "  a [Int]", "  a Int!", "  a Int ?", "  a Int? []", "x @", "x Int @a.b.c(d.e(f: g))",
    "  x Int @map(name : \"a\" , b)", "@@x(true: 1, false, null)", "@@x({true: 1})", "x String @default(\"\\u00e9\\q\")", "}",
    "x Int @default(now ())", "x Int @a (1)", "x Int /* c */", "x y z", "x = ", "= x", "x = 1.2.3", "x = -", "x @b @c@d", "@@x([],{},())",
    "model B {", "enum C {", "x Int }", "@@x(a b, , c)", "x = 1-2", "x Int\u{a0}@id", "x \"", "@@fulltext([a,b,])",
    "@@index([a.true, null.b, false(sort: Desc), true])", "@@x(null.a: 1, b.null(c), {a: true.b})", "x = true.a", "12 = x", "0 = \"\"",
    "types Int", "model String", "x types.y.z", "\u{feff}x Int", "x Int @a(\u{0}) // \u{0}", "// \u{10ffff}", "@@ignore @x",
];

const HEADS: &[&str] = &[
    "model A {",
    "view V { // c",
    "type  T\t{",
    "enum E {",
    "datasource db {",
    "generator g {",
    "  model B{",
    "model",
    "foo {",
    "model model {",
    "model A {}",
    "enum E { } // c",
    "type T = Int",
    "model A",
    "/// d",
    "types {",
    "} model C {",
    "model é {",
];

/// What is put into text at random places.
const SIGNS: &[&str] = &[
    "", "@", "\"", "{", "}", "(", ")", "[", "]", ",", ":", "=", ".", "?", " ", "\n", "\r", "/", "a", "1",
    "-", "é",
];

type Drawn<'t> = (String, &'t str, std::ops::Range<usize>, bool, bool);

fn of_quick(root: Node<'_>) -> Vec<Drawn<'_>> {
    let field = |node: Node<'_>| node.field_name().unwrap_or_default().to_owned();
    root.descendants()
        .map(|node| (field(node), node.kind(), node.byte_range(), node.is_named(), node.has_error()))
        .collect()
}

/// The same of tree-sitter's own tree.
fn of_grammar(tree: &Tree) -> Vec<Drawn<'_>> {
    let mut cursor = tree.walk();
    let mut drawn = Vec::new();
    loop {
        let node = cursor.node();
        let field = cursor.field_name().unwrap_or_default().to_owned();
        drawn.push((field, node.kind(), node.byte_range(), node.is_named(), node.has_error()));
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return drawn;
            }
        }
    }
}

/// Whether the quick parser took the text, whose tree is then the grammar's.
fn check(text: &str) -> bool {
    let Some(quick::Ordinary { tree, is_faultless }) = quick::parse(text) else { return false };
    let whole = parse(text);
    let (ours, theirs) = (of_quick(tree.root().unwrap()), of_grammar(&whole));
    let differ = ours.iter().zip(&theirs).position(|(a, b)| a != b).unwrap_or(ours.len().min(theirs.len()));
    assert_eq!(ours.get(differ), theirs.get(differ), "in {text:?}");
    // The children of each node are found by the sizes: each must end where its parent does or before.
    let root = tree.root().unwrap();
    if is_faultless {
        assert_eq!(find_errors(root, text), [], "in {text:?}");
    }
    for node in root.descendants() {
        let inside = node.children().map(|child| child.descendants().count()).sum::<usize>();
        assert_eq!(inside + 1, node.descendants().count(), "in {text:?}");
    }
    true
}

/// Nearly all blocks of real files are ordinary; the rest are those with text that Prisma refuses and a few rarities.
#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn real_blocks_are_read_alike() {
    let (mut quick, mut all) = (0, 0);
    for file in accepted_cases().into_iter().chain(accepted_projects()) {
        let parsed = SourceFile::parse(&file.text);
        for index in 0..parsed.blocks().len() {
            let text = parsed.block_text(index);
            quick += usize::from(check(&text));
            quick += usize::from(check(&text.replace('\n', "\r\n")));
            all += 2;
        }
    }
    println!("{quick} of {all} blocks are ordinary");
    assert!(quick * 100 >= all * 97, "{quick} of {all}");
}

proptest! {
    #![proptest_config(Config {
        cases: 20_000,
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(11),
        ..Config::default()
    })]

    #[test]
    fn generated_blocks_are_read_alike(
        before in prop::collection::vec(prop::sample::select(LINES), 0..2),
        head in prop::sample::select(HEADS),
        lines in prop::collection::vec(prop::sample::select(LINES), 0..4),
        newline in prop::sample::select(&["\n", "\r\n", "\r"][..]),
        end in prop::sample::select(&["}", "}\n", "} // c", "", "}\n\n// c", "}\n// c\n"][..]),
        broken in prop::option::of((any::<prop::sample::Index>(), 0usize..3, prop::sample::select(SIGNS))),
    ) {
        let mut parts = before;
        parts.push(head);
        parts.extend(lines);
        parts.push(end);
        let mut text = parts.join(newline);
        if let Some((at, length, sign)) = broken {
            let near = |at: usize| (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
            let start = near(at.index(text.len() + 1));
            let end = near((start + length).min(text.len()));
            text.replace_range(start..end, sign);
        }
        check(&text);
    }

    #[test]
    fn each_line_alone_is_read_alike(
        head in prop::sample::select(&["model A {", "enum E {", "datasource db {", "type T {"][..]),
        line in prop::sample::select(LINES),
        broken in (any::<prop::sample::Index>(), 0usize..3, prop::sample::select(SIGNS)),
    ) {
        let (at, length, sign) = broken;
        let mut line = line.to_owned();
        let near = |at: usize| (at..=line.len()).find(|at| line.is_char_boundary(*at)).unwrap_or(line.len());
        let start = near(at.index(line.len() + 1));
        let end = near((start + length).min(line.len()));
        line.replace_range(start..end, sign);
        check(&format!("{head}\n{line}\n}}\n"));
    }
}
