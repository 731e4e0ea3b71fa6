//! After any edits, what is said of the structure of a file is what a fresh reading of its text says.

use std::sync::Arc;

use base::FileId;
use base::text::{Span, TextEdit};
use checks::frame::RuleSet;
use checks::rules::ProjectFacts;
use ide::{Analysis, AnalysisFile, folding, outline, semantic_tokens};
use model::project::{Dialect, PrismaVersion};
use model::schema::SchemaFile;
use proptest::prelude::*;

const PIECES: &[&str] = &[
    "model A {\n",
    "}\n",
    "\r\n",
    "// #region x\n",
    "// #endregion\n",
    "// c\n/// 📅 doc\n",
    "/* a\n b */",
    "  id Int @id @ignore\n",
    "  straße String? @default(\"é\n",
    "  a A[] @relation(\"x\", fields: [id], references: [id])\n",
    "  b B?\n",
    "enum B {\n  X\n}\n",
    "namespace n {\n  model C {\n    d Int\n  }\n",
    "@@index([a, id])\n",
    "/// @deprecated\n",
    "(",
    "x",
    "\"",
    "type T {\n  a Int\n}\n",
];

fn analysis(content: &Arc<SchemaFile>) -> Analysis {
    let other = "model B {\n  a A[]\n  id Int @id\n}\n";
    let file = |name: &str, content: &Arc<SchemaFile>| AnalysisFile {
        name: name.into(),
        content: content.clone(),
        rules: Arc::new(RuleSet::none(ide::registry())),
        dialect: Dialect::default(),
    };
    let files = vec![file("/a.prisma", content), file("/b.prisma", &Arc::new(SchemaFile::new(other)))];
    Analysis::new(files, PrismaVersion::NEWEST, ProjectFacts::default())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn edits_equal_a_fresh_reading(
        start in prop::collection::vec(0..PIECES.len(), 0..25),
        edits in prop::collection::vec((any::<u16>(), 0u32..30, 0..PIECES.len()), 1..8),
    ) {
        let text: String = start.iter().map(|&piece| PIECES[piece]).collect();
        let mut content = Arc::new(SchemaFile::new(&text));
        for (at, len, piece) in edits {
            let mut source = content.source().clone();
            let size = source.source().len();
            let from = u32::from(at) % (size + 1);
            let span = Span::new(from, (from + len).min(size));
            let change = source.edit(&TextEdit::replace(span, PIECES[piece]));
            content = Arc::new(content.edited(source, &change));
            let edited = analysis(&content);
            let fresh = analysis(&Arc::new(SchemaFile::new(&content.source().source().to_string())));
            prop_assert_eq!(outline(&edited, FileId(0)), outline(&fresh, FileId(0)));
            prop_assert_eq!(
                semantic_tokens(&edited, FileId(0), None),
                semantic_tokens(&fresh, FileId(0), None)
            );
            prop_assert_eq!(folding(&edited, FileId(0)), folding(&fresh, FileId(0)));
        }
    }
}
