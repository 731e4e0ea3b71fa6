//! Text may nest as deep as a file is long: no feature runs out of stack, or takes more than a moment.

use std::thread;

use base::FileId;
use base::text::Span;
use checks::frame::RuleSet;
use checks::rules::ProjectFacts;
use ide::{Analysis, AnalysisFile, Diagnosis, HintKinds, diagnostics};
use model::project::{Dialect, PrismaVersion};
use model::schema::SchemaFile;
use model::schema::rename::DatabaseNames;
use syntax::format;

/// A quarter of what a thread that answers requests has, as the depth is that of a short file.
const STACK: usize = 512 * 1024;

const DEPTH: usize = 3_000;

/// Texts in which something nests.
fn texts() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for (open, close) in [("[", "]"), ("f(x: ", ")"), ("{a:", "}")] {
        let deep = format!("{}1{}", open.repeat(DEPTH), close.repeat(DEPTH));
        let unclosed = open.repeat(DEPTH);
        texts.push((format!("{open} in an attribute"), format!("model A {{\n  id Int @id @x({deep})\n}}\n")));
        texts.push((format!("{open} in a key"), format!("model A {{\n  @@index([id({unclosed})])\n}}\n")));
        texts.push((format!("{open} as a setting"), format!("datasource db {{\n  url = {unclosed}\n}}\n")));
        texts.push((format!("{open} as a type"), format!("model A {{\n  id Unsupported({deep})\n}}\n")));
        let next = format!("// use prisma-next\ntypes {{\n  A = B.c({deep})\n}}\n");
        texts.push((format!("{open} in Prisma 8"), next));
    }
    let many = DEPTH / 30;
    texts.push(("namespaces".into(), format!("// use prisma-next\n{}", "namespace n {\n".repeat(many))));
    texts.push(("blocks".into(), "model n {\n".repeat(many)));
    texts.push(("comments".into(), format!("model A {{\n{}}}\n", "/* ".repeat(DEPTH))));
    texts.push(("regions".into(), "// #region x\n".repeat(DEPTH)));
    texts.push((
        "dots".into(),
        format!("model A {{\n  id Int @{}\n  @@index([{}b])\n}}\n", "a.".repeat(DEPTH), "a.".repeat(DEPTH)),
    ));
    texts.push(("modifiers".into(), format!("model A {{\n  id Int{}\n}}\n", "[]?".repeat(DEPTH))));
    let composite = |at: usize| format!("type T{at} {{\n  next T{}\n}}\n", at + 1);
    texts.push((
        "composite types".into(),
        format!(
            "datasource db {{\n  provider = \"mongodb\"\n}}\n{}",
            (0..many).map(composite).collect::<String>()
        ),
    ));
    let relation = |at: usize| {
        format!(
            "model M{at} {{\n  id Int @id\n  next M{} @relation(fields: [nextId], references: [id], onDelete: Cascade)\n  nextId Int @unique\n  back M{}?\n}}\n",
            at + 1,
            at.wrapping_sub(1) as u32
        )
    };
    for provider in ["postgresql", "sqlserver"] {
        let chain: String = (0..many).map(relation).collect();
        texts.push((
            format!("relations {provider}"),
            format!("datasource db {{\n  provider = \"{provider}\"\n}}\n{chain}"),
        ));
    }
    texts
}

fn analysis(text: &str) -> Analysis {
    let file = AnalysisFile {
        name: "/a.prisma".into(),
        content: std::sync::Arc::new(SchemaFile::new(text)),
        rules: std::sync::Arc::new(RuleSet::preset(ide::registry(), base::Preset::Strict)),
        dialect: Dialect::of(text),
    };
    Analysis::new(vec![file], PrismaVersion::NEWEST, ProjectFacts::default())
}

/// Asks for everything, at the beginning, in the middle and near the end.
fn ask(text: &str) {
    let analysis = analysis(text);
    let file = FileId(0);
    let length = text.len() as u32;
    diagnostics(&analysis, true);
    Diagnosis::new().update(&analysis);
    format::format(text, &format::Options::default());
    ide::outline(&analysis, file);
    ide::folding(&analysis, file);
    ide::semantic_tokens(&analysis, file, None);
    ide::document_links(&analysis, file);
    let hints = HintKinds {
        referential_actions: true,
        constraint_names: true,
        native_types: true,
        opposite_fields: true,
    };
    ide::hints(&analysis, file, Span::new(0, length), hints);
    for lens in ide::lenses(&analysis, file, |_| true) {
        ide::lens_places(&analysis, lens.kind, lens.item, &[]);
    }
    let line = text.find("Int").or(text.find("url")).unwrap_or(0) as u32;
    for mut offset in [0, line, line + 10, length / 2, length.saturating_sub(4)] {
        while !text.is_char_boundary(offset as usize) {
            offset -= 1;
        }
        ide::definition(&analysis, file, offset);
        ide::references(&analysis, file, offset);
        ide::hover(&analysis, file, offset);
        ide::selection(&analysis, file, offset);
        ide::linked_editing(&analysis, file, offset);
        ide::signature_help(&analysis, file, offset);
        ide::completions(&analysis, file, offset, false);
        let _ = ide::rename(&analysis, file, offset, "other", DatabaseNames::Keep);
        for offered in ide::refactorings(&analysis, 1, file, Span::at(offset)) {
            offered.change();
        }
    }
}

#[test]
fn every_feature_survives_any_depth() {
    for (name, text) in texts() {
        let thread = thread::Builder::new().stack_size(STACK).spawn(move || ask(&text)).unwrap();
        assert!(thread.join().is_ok(), "{name}");
    }
}
