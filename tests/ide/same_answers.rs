//! Answers depend on the text alone: after any edits, every feature says what it says of a schema that was just opened.

use std::fmt::Write as _;
use std::sync::Arc;

use base::text::Span;
use base::{FileId, Place};
use ide::{Analysis, HintKinds};
use model::project::PrismaVersion;
use model::schema::SchemaFile;
use model::schema::rename::DatabaseNames;

use crate::changing::{Changing, START};

/// All that is answered about a place, file by file and item by item, without anything that is numbered internally.
fn answers_at(analysis: &Analysis, file: FileId, offset: u32) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "definition {:?}", ide::definition(analysis, file, offset));
    let _ = writeln!(out, "references {:?}", ide::references(analysis, file, offset));
    let _ = writeln!(out, "highlights {:?}", ide::highlights(analysis, file, offset));
    let _ = writeln!(out, "hover {:?}", ide::hover(analysis, file, offset).map(|it| (it.markdown, it.span)));
    let _ = writeln!(out, "selection {:?}", ide::selection(analysis, file, offset));
    let _ = writeln!(out, "linked {:?}", ide::linked_editing(analysis, file, offset));
    let _ = writeln!(out, "signature {:?}", ide::signature_help(analysis, file, offset));
    let found = ide::completions(analysis, file, offset, true);
    let labels: Vec<String> = found.items.iter().map(|it| it.label.to_string()).collect();
    let _ = writeln!(out, "completions {labels:?}");
    for keep in [DatabaseNames::Keep, DatabaseNames::Follow] {
        let edits = ide::rename(analysis, file, offset, "Other", keep);
        let _ = writeln!(out, "rename {edits:?}");
    }
    if let Some(block) = ide::hierarchy_item_at(analysis, file, offset) {
        let _ = writeln!(
            out,
            "incoming {:?}",
            ide::incoming(analysis, block.file, block.focus.start, &block.name)
        );
        let _ = writeln!(
            out,
            "outgoing {:?}",
            ide::outgoing(analysis, block.file, block.focus.start, &block.name)
        );
    }
    for offered in ide::refactorings(analysis, 1, file, Span::at(offset)) {
        let _ = writeln!(out, "refactoring {} {} {:?}", offered.code, offered.title, offered.change());
    }
    out
}

/// All that is answered about a whole file.
fn answers_about(analysis: &Analysis, file: FileId) -> String {
    let mut out = String::new();
    let all = HintKinds {
        referential_actions: true,
        constraint_names: true,
        native_types: true,
        opposite_fields: true,
    };
    let _ = writeln!(out, "hints {:?}", ide::hints(analysis, file, Span::new(0, u32::MAX), all));
    for lens in ide::lenses(analysis, file, |_| true) {
        let places = ide::lens_places(analysis, lens.kind, lens.item, &[]);
        let places: Vec<_> = places.into_iter().map(|place: Place| analysis.schema.locate(place)).collect();
        let _ = writeln!(out, "lens {:?} {:?} {places:?}", lens.kind, lens.focus);
    }
    let _ = writeln!(out, "outline {:?}", ide::outline(analysis, file));
    let _ = writeln!(out, "links {:?}", ide::document_links(analysis, file));
    let _ = writeln!(out, "tokens {:?}", ide::semantic_tokens(analysis, file, None));
    let _ = writeln!(out, "folds {:?}", ide::folding(analysis, file));
    out
}

fn run(texts: &[(String, String)], seed: u64, steps: usize) {
    let mut changing = Changing::new(texts, PrismaVersion::NEWEST, seed);
    let mut analysis = Analysis::new(Vec::new(), PrismaVersion::NEWEST, changing.facts.clone());
    let mut last = String::new();
    for step in 0..steps {
        let inputs = changing.inputs();
        let mut anew = changing.inputs();
        for input in &mut anew {
            input.content = Arc::new(SchemaFile::new(&input.content.source().source().to_string()));
        }
        let facts = changing.facts.clone();
        analysis = Analysis::after(Some(&analysis), inputs, changing.version, facts.clone());
        let fresh = Analysis::new(anew, changing.version, facts);
        let at = FileId(changing.random(changing.files.len()) as u32);
        let text = fresh.schema.file(at).unwrap().content.source().source().to_string();
        let what = || format!("seed {seed}, step {step}, {last}\n{text}");
        assert_eq!(answers_about(&analysis, at), answers_about(&fresh, at), "{}", what());
        for _ in 0..4 {
            let mut offset = changing.random(text.len() + 1);
            while !text.is_char_boundary(offset) {
                offset -= 1;
            }
            let offset = offset as u32;
            let (kept, fresh) = (answers_at(&analysis, at, offset), answers_at(&fresh, at, offset));
            assert_eq!(kept, fresh, "at {offset}, {}", what());
        }
        last = changing.change();
    }
}

#[test]
fn answers_do_not_depend_on_what_came_before() {
    let seeds: u64 = std::env::var("KEPT_SEEDS").ok().and_then(|it| it.parse().ok()).unwrap_or(4);
    for seed in 0..seeds {
        let (head, tail) = START.split_at(START.find("model Post").unwrap());
        let files = match seed % 2 {
            0 => vec![("/a.prisma".to_owned(), START.to_owned())],
            _ => vec![("/a.prisma".to_owned(), head.to_owned()), ("/b.prisma".to_owned(), tail.to_owned())],
        };
        run(&files, seed, 30);
    }
}
