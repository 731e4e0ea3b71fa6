//! What the single features cost, without a process or a protocol around them.
//!
//! `cargo bench --bench features [FILTER]`. Each is measured on generated schemas of 10, 100, 1,000 and 10,000 models, and
//! on the largest real one where `../shared/corpus` is there.

#![allow(clippy::expect_used, reason = "a bench fails like this")]

mod schema;

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use base::text::{Span, TextEdit};
use base::{FileId, Preset};
use checks::frame::RuleSet;
use checks::rules::ProjectFacts;
use divan::{Bencher, Divan, black_box};
use ide::{self, Analysis, AnalysisFile, AnalysisHost, Diagnosis, NewMigrations, ProjectHistory};
use migrations::history::{History, MigrationFile};
use migrations::{DiffOptions, diff, render};
use model::database::Database;
use model::project::{Dialect, PrismaVersion};
use model::schema::SchemaFile;
use syntax::format;

fn main() {
    Divan::from_args().main();
}

/// A schema to measure on.
#[derive(Clone, Copy)]
enum Case {
    Models(usize),
    LargestReal,
}

/// A schema made ready, and the place in its middle that requests are about: the type of a relation field.
struct Ready {
    text: String,
    file: Arc<SchemaFile>,
    rules: Arc<RuleSet>,
    analysis: Analysis,
    place: u32,
}

static READY: LazyLock<Vec<(String, Ready)>> =
    LazyLock::new(|| cases().into_iter().map(|case| (case.to_string(), Ready::new(&case.text()))).collect());

static LARGEST_REAL: LazyLock<Option<String>> = LazyLock::new(|| {
    let corpus = support::shared().join("corpus");
    let mut folders = vec![corpus];
    let mut largest: Option<(u64, PathBuf)> = None;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let size = entry.metadata().map_or(0, |metadata| metadata.len());
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "prisma")
                && largest.as_ref().is_none_or(|(largest, _)| size > *largest)
            {
                largest = Some((size, path));
            }
        }
    }
    std::fs::read_to_string(largest?.1).ok()
});

fn cases() -> Vec<Case> {
    let real = LARGEST_REAL.is_some().then_some(Case::LargestReal);
    [10, 100, 1_000, 10_000].map(Case::Models).into_iter().chain(real).collect()
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Case::Models(count) => write!(f, "{count} models"),
            Case::LargestReal => f.write_str("largest real schema"),
        }
    }
}

impl Case {
    fn text(self) -> String {
        match self {
            Case::Models(count) => schema::schema(count),
            Case::LargestReal => LARGEST_REAL.clone().unwrap_or_default(),
        }
    }

    fn ready(self) -> &'static Ready {
        let name = self.to_string();
        let found = READY.iter().find(|(other, _)| *other == name);
        &found.expect("all cases are made ready").1
    }
}

impl Ready {
    fn new(text: &str) -> Ready {
        let file = Arc::new(SchemaFile::new(text));
        let rules = Arc::new(RuleSet::preset(ide::registry(), Preset::Recommended));
        let analysis = analysis(None, &file, &rules);
        let schema = &analysis.schema;
        let fields = schema.models().flat_map(|(id, _, model)| {
            let written = model.fields.iter().filter(|field| field.relation.is_some());
            written.filter_map(move |field| Some(schema.start(id) + field.ty.as_ref()?.name.span.start + 1))
        });
        let places: Vec<u32> = fields.collect();
        let place = places.get(places.len() / 2).copied().unwrap_or(0);
        Ready { text: text.to_owned(), file, rules, analysis, place }
    }
}

fn analysis(before: Option<&Analysis>, file: &Arc<SchemaFile>, rules: &Arc<RuleSet>) -> Analysis {
    let file = AnalysisFile {
        name: "schema.prisma".into(),
        content: file.clone(),
        rules: rules.clone(),
        dialect: Dialect::default(),
    };
    Analysis::after(before, vec![file], PrismaVersion::new(7, 1, 0), ProjectFacts::default())
}

#[divan::bench(args = cases())]
fn parse(bencher: Bencher<'_, '_>, case: Case) {
    let ready = case.ready();
    bencher.bench(|| SchemaFile::new(black_box(&ready.text)));
}

#[divan::bench(args = cases())]
fn check(bencher: Bencher<'_, '_>, case: Case) {
    let ready = case.ready();
    bencher.bench(|| {
        let file = Arc::new(SchemaFile::new(black_box(&ready.text)));
        ide::diagnostics(&analysis(None, &file, &ready.rules), false)
    });
}

/// One letter into the name of a type, or out of it again: from the edit to the findings of the whole schema.
#[divan::bench(args = cases())]
fn edit_to_diagnostics(bencher: Bencher<'_, '_>, case: Case) {
    let ready = case.ready();
    let mut diagnosis = Diagnosis::new();
    diagnosis.update(&ready.analysis);
    let (mut file, mut analysed) = (ready.file.clone(), ready.analysis.clone());
    let mut is_there = false;
    bencher.bench_local(move || {
        let mut source = file.source().clone();
        let edit = match is_there {
            true => TextEdit::replace(Span::new(ready.place, ready.place + 1), ""),
            false => TextEdit::replace(Span::at(ready.place), "x"),
        };
        is_there = !is_there;
        let change = source.edit(&edit);
        file = Arc::new(file.edited(source, &change));
        analysed = analysis(Some(&analysed), &file, &ready.rules);
        diagnosis.update(&analysed)
    });
}

/// One letter into the name of a type, or out of it again: from the edited schema to the steps of the next migration.
#[divan::bench(args = cases())]
fn edit_to_next_migration(bencher: Bencher<'_, '_>, case: Case) {
    let ready = case.ready();
    let Some(database) = Database::of(&ready.analysis.schema) else { return };
    let first = diff(&Database::empty(database.provider), &database, &DiffOptions::default());
    let script = MigrationFile {
        name: "1_init".to_owned(),
        path: "/migrations/1_init/migration.sql".into(),
        sql: render::script(&first, &[]).into(),
        rollback: None,
    };
    let history = Arc::new(History { migrations: vec![script], ..History::default() });
    let host = AnalysisHost::default();
    let read = history.clone();
    let project =
        Arc::new(ProjectHistory::new(DiffOptions::default(), NewMigrations::default(), true, move || {
            Some(read.clone())
        }));
    let (mut file, mut analysed) = (ready.file.clone(), ready.analysis.clone());
    let mut is_there = false;
    bencher
        .with_inputs(move || {
            let mut source = file.source().clone();
            let edit = match is_there {
                true => TextEdit::replace(Span::new(ready.place, ready.place + 1), ""),
                false => TextEdit::replace(Span::at(ready.place), "x"),
            };
            is_there = !is_there;
            let change = source.edit(&edit);
            file = Arc::new(file.edited(source, &change));
            analysed = analysis(Some(&analysed), &file, &ready.rules);
            analysed.history = Some(project.clone());
            analysed.clone()
        })
        .bench_local_values(|analysed| host.next_effects(&analysed));
}

#[divan::bench(args = cases())]
fn hover(bencher: Bencher<'_, '_>, case: Case) {
    let ready = case.ready();
    bencher.bench(|| ide::hover(&ready.analysis, FileId(0), black_box(ready.place)));
}

#[divan::bench(args = cases())]
fn completion(bencher: Bencher<'_, '_>, case: Case) {
    let ready = case.ready();
    bencher.bench(|| ide::completions(&ready.analysis, FileId(0), black_box(ready.place), false));
}

#[divan::bench(args = cases())]
fn references(bencher: Bencher<'_, '_>, case: Case) {
    let ready = case.ready();
    bencher.bench(|| ide::references(&ready.analysis, FileId(0), black_box(ready.place)));
}

#[divan::bench(args = cases())]
fn format_document(bencher: Bencher<'_, '_>, case: Case) {
    let ready = case.ready();
    let options = format::Options::default();
    bencher.bench(|| format::format(black_box(&ready.text), &options));
}
