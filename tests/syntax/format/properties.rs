//! What holds for every text.

use std::path::Path;

use base::text::{Span, apply_edits};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed};
use support::corpus::{corpus, schema_files};
use syntax::SourceFile;
use syntax::format::{Align, EndOfLine, Indent, Options, format, format_range, format_typed};

use super::{formatted, words};

const PIECES: &[&str] = &[
    "model A {\n",
    "}\n",
    "}",
    "{",
    "\n",
    "\n\n\n",
    "\r\n",
    "\r",
    "/* ",
    " */",
    "/**\n",
    " * s\n",
    "// c\n",
    "/// 📅 doc  \n",
    "  id Int @id\n",
    "  straße   String? @default(\"é\")\n",
    "enum B {\n",
    "foo {\n",
    "\"",
    "(",
    "[a, b",
    "@@index([a])\n",
    "model ",
    "   ",
    "\t",
    "\u{a0}",
    "x",
    "type T {\n  a Int\n}\n",
    "type T = Int @x(1)\n",
    "datasource db {\n  url=\"x\"\n}\n",
    "\u{feff}",
    "@",
    "@db.",
    "a:",
    "model A {} model B {\n",
    "@x({a:1,b:[c(1)]})",
    "= 1\n",
    ",",
    ")",
    "\u{c}",
];

fn options() -> impl Strategy<Value = Options> {
    let align = prop_oneof![Just(Align::Block), Just(Align::None)];
    let indent = prop_oneof![Just(Indent::Spaces(2)), Just(Indent::Spaces(0)), Just(Indent::Tab)];
    let ends = prop_oneof![Just(EndOfLine::Keep), Just(EndOfLine::Lf), Just(EndOfLine::CrLf)];
    (align, indent, ends, any::<bool>()).prop_map(|(align, indent, end_of_line, objects)| Options {
        align,
        indent,
        end_of_line,
        objects,
        ..Options::default()
    })
}

proptest! {
    #![proptest_config(Config {
        cases: 512,
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(11),
        ..Config::default()
    })]

    #[test]
    fn only_white_space_changes_and_only_once(
        parts in prop::collection::vec(prop::sample::select(PIECES), 0..40),
        options in options(),
    ) {
        formatted(&parts.concat(), &options);
    }

    #[test]
    fn parts_of_a_file_change_in_white_space_only(
        parts in prop::collection::vec(prop::sample::select(PIECES), 0..40),
        at in 0usize..400,
        len in 0usize..100,
    ) {
        let text = parts.concat();
        let (start, end) = (at.min(text.len()), (at + len).min(text.len()));
        let range = format_range(&text, Span::from(start..end), &Options::default());
        let result = apply_edits(&text, &range);
        prop_assert_eq!(words(&result), words(&text));
        let typed = format_typed(&SourceFile::parse(&text), start as u32, &Options::default());
        let result = apply_edits(&text, &typed);
        prop_assert_eq!(words(&result), words(&text));
    }
}

/// The leaves of the trees, line ends aside.
fn leaves(text: &str) -> Vec<String> {
    let file = SourceFile::parse(text);
    let mut leaves = Vec::new();
    for (index, tree) in file.trees().enumerate() {
        let text = file.block_text(index);
        let Some(root) = tree.root() else { continue };
        for leaf in root.descendants().filter(|node| node.is_leaf()) {
            let content = text[leaf.byte_range()].trim();
            if !content.is_empty() {
                leaves.push(format!("{} {}", leaf.kind(), words(content).join(" ")));
            }
        }
    }
    leaves
}

fn assert_tokens_stay(folder: &Path) {
    for path in schema_files(folder) {
        let text = std::fs::read_to_string(path).unwrap();
        let result = formatted(&text, &Options::default());
        // As if no one had ever pressed the space bar twice.
        let squeezed = text.replace("  ", " ");
        assert_eq!(leaves(&text), leaves(&result));
        assert_eq!(leaves(&squeezed), leaves(&formatted(&squeezed, &Options::default())));
        assert!(format(&result, &Options::default()).is_empty());
    }
}

#[test]
fn fixtures_keep_their_tokens() {
    assert_tokens_stay(&support::root().join("tests/fixtures"));
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn real_schemas_keep_their_tokens() {
    assert_tokens_stay(&corpus());
}
