//! After any edits, the file is what parsing its text anew gives.

use base::text::{Encoding, Span, TextEdit};
use proptest::prelude::*;
use syntax::SourceFile;

const PIECES: &[&str] = &[
    "model A {\n",
    "}\n",
    "}",
    "{",
    "\n",
    "\r\n",
    "\r",
    "/* ",
    " */",
    "/",
    "*",
    "// c\n",
    "/// 📅 doc\n",
    "  id Int @id\n",
    "  straße String? @default(\"é\")\n",
    "enum B {\n",
    "namespace n {\n",
    "\"",
    "(",
    "[a, b",
    "@@index([a])\n",
    "model ",
    "model X",
    " ",
    "x",
    "type T {\n  a Int\n}\n",
    "datasource db {\n  url = \"x\"\n}\n",
    "types {\n",
    "\0",
    "\u{feff}",
    "@",
    "@db.",
    "model A {} model B {\n",
    "#",
    "// use prisma-8\n",
    "sql`",
    "`",
    "}`)\n",
    "@x({\n",
    "}\n)",
    "enum E { A B }\n",
    "role r {\n",
    "namespace m {\n\n}\n",
    "model C {\n  a Int\n}\n",
    "\\",
];

/// What two files must agree in: the text, the cuts, and the tree of each block.
fn drawn(file: &SourceFile) -> Vec<(String, String)> {
    file.trees()
        .enumerate()
        .map(|(index, tree)| {
            let nodes = tree.root().into_iter().flat_map(|root| root.descendants());
            let tree: String = nodes.map(|node| format!("{node:?} ")).collect();
            let closed = file.blocks()[index].is_settled();
            (
                file.block_text(index).into_owned(),
                format!("{closed} {} {:?} {tree}", file.block_start(index), file.blocks()[index].nesting()),
            )
        })
        .collect()
}

/// Edits the text: at a place and over a length, as far as the text goes, a piece is put.
pub(crate) fn check(text: &str, edits: &[(u16, u16, usize)]) {
    let mut file = SourceFile::parse(text);
    for &(start, len, piece) in edits {
        let piece = PIECES[piece % PIECES.len()];
        let size = file.source().len();
        let start = if size == 0 { 0 } else { u32::from(start) % (size + 1) };
        let span = Span::new(start, (start + u32::from(len % 40)).min(size));
        let before = file.clone();
        let change = file.edit(&TextEdit::replace(span, piece));
        let fresh = SourceFile::parse(&file.source().to_string());
        let (ours, whole) = (drawn(&file), drawn(&fresh));
        let differ = ours.iter().zip(&whole).position(|(a, b)| a != b).unwrap_or(ours.len().min(whole.len()));
        assert_eq!(ours.get(differ), whole.get(differ), "block {differ} after {piece:?} at {span:?}");
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let searched = file.block_starts().iter().map(|&start| file.source().position(start, encoding));
            assert_eq!(file.block_positions(encoding), searched.collect::<Vec<_>>(), "{encoding:?}");
        }
        // What the change does not name is the very same block.
        assert!(change.old.start == change.new.start);
        let (old, new) = (before.blocks(), file.blocks());
        assert_eq!(old.len() - change.old.end, new.len() - change.new.end);
        assert!((0..change.old.start).all(|i| std::sync::Arc::ptr_eq(&old[i], &new[i])));
        assert!(
            old[change.old.end..]
                .iter()
                .zip(&new[change.new.end..])
                .all(|(a, b)| std::sync::Arc::ptr_eq(a, b))
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn edits_equal_a_fresh_parse(
        is_next in any::<bool>(),
        start in prop::collection::vec(0..PIECES.len(), 0..40),
        edits in prop::collection::vec((any::<u16>(), 0u16..60, 0..PIECES.len()), 1..12),
    ) {
        let text: String = start.iter().map(|&piece| PIECES[piece]).collect();
        let directive = if is_next { "// use prisma-next\n" } else { "" };
        check(&format!("{directive}{text}"), &edits);
    }
}

#[test]
fn a_line_that_becomes_a_comment() {
    let text = "model A {} model B {\n// use prisma-8\nmodel C {\n  a Int\n}\n  id Int @id\n";
    check(text, &[(35213, 2, 2), (19180, 47, 2), (12352, 50, 2), (30678, 11, 34)]);
    check("model C {\n  a Int\n}\n  id Int @i}", &[(22, 11, 34)]);
}

/// Long enough that the splitter's first window does not reach the end of the file.
#[test]
fn edits_in_long_files_equal_a_fresh_parse() {
    let text = long_file(|_| "");
    check(&text, &random_edits());
}

#[test]
fn edits_in_long_files_of_prisma_8_equal_a_fresh_parse() {
    let text = long_file(|i| match i % 50 {
        0 => "namespace a {\n",
        20 => "}\n",
        30 => "policy_select p {\n  using = sql`a\n}`\n}\n",
        _ => "",
    });
    check(&format!("// use prisma-8\n{text}"), &random_edits());
}

/// More than the parser looks for the end of.
#[test]
fn edits_among_many_open_comments_equal_a_fresh_parse() {
    let open = "  id Int /* ä\n".repeat(90);
    check(&format!("model A {{\n{open}}}\n"), &random_edits());
    let closed = format!("model A {{\n{open}  a Int */\n{open}}}\n");
    check(&closed, &random_edits());
    // The comments are closed by what is typed at the end, and open again without it.
    let mut file = SourceFile::parse(&open);
    let fresh = |file: &SourceFile| drawn(&SourceFile::parse(&file.source().to_string()));
    for text in ["*", "/", "\n", " /* ", "*/"] {
        file.edit(&TextEdit::insert(file.source().len(), text));
        assert_eq!(drawn(&file), fresh(&file), "{text:?}");
    }
    file.edit(&TextEdit::delete(Span::new(file.source().len() - 8, file.source().len())));
    assert_eq!(drawn(&file), fresh(&file));
}

fn long_file(before: impl Fn(usize) -> &'static str) -> String {
    let mut text = String::new();
    for i in 0..400 {
        text.push_str(before(i));
        text.push_str(&format!("/// Model {i}\nmodel M{i} {{\n  id Int @id\n  näme String // 📅\n}}\n\n"));
    }
    // A block so long that its tree is kept for the next edit.
    let fields: String = (0..900).map(|i| format!("  field{i} String? @map(\"ñ{i}\")\n")).collect();
    text.insert_str(0, &format!("model Long {{\n{fields}}}\n"));
    text
}

fn random_edits() -> Vec<(u16, u16, usize)> {
    let mut edits = Vec::new();
    let mut seed = 7u32;
    for _ in 0..150 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        edits.push(((seed >> 16) as u16, (seed >> 8) as u16 % 7, (seed >> 3) as usize));
    }
    edits
}
