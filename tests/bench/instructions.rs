//! What a keystroke costs as the schema grows, in instructions, which repeat from run to run: from the edit of the text to
//! the diagnostics as they are sent, but for the sending.
//!
//! `cargo bench --bench instructions` runs itself below `valgrind --tool=callgrind` for each size and prints a table.
//! `cargo bench --bench instructions -- edits MODELS COUNT` makes COUNT edits in a schema of MODELS models, for use below
//! other tools.

#![allow(clippy::print_stdout, reason = "a program that prints what it measured")]

mod schema;

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use base::Preset;
use base::text::{Span, TextEdit};
use checks::frame::RuleSet;
use checks::rules::ProjectFacts;
use ide::{Analysis, AnalysisFile, AnalysisHost};
use model::project::{Dialect, PrismaVersion};
use model::schema::SchemaFile;
use prisma_lens::lsp::diagnostics::{DiagnosticCache, DiagnosticList, Scope};
use prisma_lens::lsp::session::Session;
use prisma_lens::lsp::uri;

const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// How many edits are counted, and how many are made before them.
const EDITS: usize = 20;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["edits", models, count] => {
            let (models, count) = (models.parse().unwrap_or(100), count.parse().unwrap_or(0));
            edits(models, count, true);
        }
        _ => table(),
    }
}

/// Types a name, letter by letter and back again, into a field in the middle of a schema.
fn edits(models: usize, count: usize, is_loud: bool) {
    let text = schema::schema(models);
    let rules = Arc::new(RuleSet::preset(ide::registry(), Preset::Recommended));
    let started = Instant::now();
    let mut content = Arc::new(SchemaFile::new(&text));
    let analysis = |before: Option<&Analysis>, content: &Arc<SchemaFile>| {
        let file = AnalysisFile {
            name: "/schema.prisma".into(),
            content: content.clone(),
            rules: rules.clone(),
            dialect: Dialect::of(&content.source().source().slice(Span::new(0, 4096))),
        };
        Analysis::after(before, vec![file], PrismaVersion::NEWEST, ProjectFacts::default())
    };
    let host = AnalysisHost::default();
    let mut current = analysis(None, &content);
    let session = Session::default();
    let mut cache = DiagnosticCache::default();
    let mut publish = |current: &Analysis| {
        let uri_of = |_| uri::from_path("/schema.prisma".as_ref());
        let scope = Scope { session: &session, schema: &current.schema, uri_of: &uri_of };
        let lists = host.with_findings(current, |findings| cache.lists(&scope, findings, 1000));
        lists.iter().map(DiagnosticList::len).sum::<usize>()
    };
    let mut found = publish(&current);
    let opened = started.elapsed();
    let block = format!("model {} {{", schema::middle(models));
    let at = text.find(&block).and_then(|start| Some(start + text[start..].find("title ")? + 5));
    let mut at = u32::try_from(at.unwrap_or_default()).unwrap_or_default();
    let started = Instant::now();
    for round in 0..count {
        let is_typing = round % 10 < 5;
        let edit = if is_typing {
            at += 1;
            TextEdit::insert(at - 1, "x")
        } else {
            at -= 1;
            TextEdit::delete(Span::new(at, at + 1))
        };
        let mut source = content.source().clone();
        let change = source.edit(&edit);
        content = Arc::new(content.edited(source, &change));
        current = analysis(Some(&current), &content);
        found = publish(&current);
    }
    if is_loud {
        let each = started.elapsed() / u32::try_from(count.max(1)).unwrap_or(1);
        println!("{models} models: open {opened:?}, edit {each:?} ({found})");
    }
}

fn table() {
    println!("{:>8} {:>16} {:>8}", "models", "instructions", "ratio");
    let mut first = None;
    for models in SIZES {
        // Not from none on: what is let go of at the end is far more where there was no edit.
        let (Some(fewer), Some(more)) = (counted(models, EDITS), counted(models, 2 * EDITS)) else {
            println!("valgrind is not there, or does not run");
            return;
        };
        let each = more.saturating_sub(fewer) / EDITS as u64;
        let first = *first.get_or_insert(each);
        println!("{models:>8} {each:>16} {:>8.2}", each as f64 / first.max(1) as f64);
    }
}

/// The instructions that a run takes.
fn counted(models: usize, edits: usize) -> Option<u64> {
    let out = tempfile::NamedTempFile::new().ok()?;
    let this = std::env::current_exe().ok()?;
    let run = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", out.path().display()))
        .arg(this)
        .args(["edits", &models.to_string(), &edits.to_string()])
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .ok()?;
    run.status.success().then(|| total(out.path()))?
}

fn total(path: &Path) -> Option<u64> {
    let text = std::fs::read_to_string(path).ok()?;
    let line = text.lines().rev().find(|line| line.starts_with("totals:") || line.starts_with("summary:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
