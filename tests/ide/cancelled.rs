//! Features whose work may be long stop once it is cancelled.

use base::cancel::{self, CancelToken, Cancelled};
use base::text::Span;
use base::{FileId, ItemId};
use ide::{Analysis, Diagnosis, DiagramOptions, HintKinds, diagnostics};

use crate::{PRISMA_6, analysis_of};

const FILE: FileId = FileId(0);
const WHOLE: Span = Span { start: 0, end: u32::MAX };

const TEXT: &str = "datasource db {\n  provider = \"postgresql\"\n}\n\nmodel A {\n  id Int @id\n  b B?\n}\n\nmodel B {\n  id Int @id\n  a A @relation(fields: [aId], references: [id])\n  aId Int @unique\n  createdAt DateTime\n}\n";

/// Whether the work ends by itself when it is cancelled while it runs.
fn stops<T>(work: impl Fn(&Analysis) -> T) -> bool {
    let analysis = analysis_of([("a.prisma".to_owned(), TEXT)].into_iter(), PRISMA_6);
    work(&analysis);
    let token = CancelToken::default();
    let ended = token.run(|| {
        token.cancel();
        work(&analysis);
    });
    ended == Err(Cancelled)
}

#[test]
fn answers_about_a_file_stop() {
    assert!(stops(|it| ide::semantic_tokens(it, FILE, None)));
    assert!(stops(|it| ide::folding(it, FILE)));
    assert!(stops(|it| ide::outline(it, FILE)));
    assert!(stops(|it| ide::document_links(it, FILE)));
    assert!(stops(|it| ide::lenses(it, FILE, |_| true)));
    let kinds = HintKinds {
        referential_actions: true,
        constraint_names: true,
        native_types: true,
        opposite_fields: true,
    };
    assert!(stops(|it| ide::hints(it, FILE, WHOLE, kinds)));
    assert!(stops(|it| ide::diagram(&it.schema, &DiagramOptions::default())));
}

#[test]
fn fixes_stop() {
    assert!(stops(|it| ide::fix_all(it, |_, _| true)));
    assert!(stops(|it| {
        let items: Vec<ItemId> = it.schema.items().map(|(id, _)| id).collect();
        ide::AnalysisHost::default().fixable(it, &items)
    }));
}

#[test]
fn checks_for_one_request_stop() {
    assert!(stops(|it| diagnostics(it, false)));
    assert!(stops(|it| ide::convert(&it.schema, &syntax::format::Options::default())));
}

/// Where there is much to check, other threads do a part of it.
#[test]
fn checks_of_many_models_stop() {
    let text: String = (0..200).map(|at| format!("model M{at} {{\n  id Int @id\n}}\n\n")).collect();
    let analysis = analysis_of([("a.prisma".to_owned(), text.as_str())].into_iter(), PRISMA_6);
    let token = CancelToken::default();
    let ended = token.run(|| {
        token.cancel();
        Diagnosis::new().update(&analysis)
    });
    assert_eq!(ended.map(|changed| changed.len()), Err(Cancelled));
}

/// What is kept for later requests is not left half done.
#[test]
fn findings_that_are_kept_are_completed() {
    assert!(!stops(|it| ide::AnalysisHost::default().findings(it)));
    cancel::check();
}

#[test]
fn refactorings_of_a_file_stop() {
    assert!(stops(|it| ide::refactorings(it, 0, FILE, WHOLE).len()));
}
