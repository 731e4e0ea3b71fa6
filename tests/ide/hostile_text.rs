//! No text ends the program: mutants of schemas, SQL and code go through everything that reads them.
//!
//! `PRISMA_LENS_MUTANTS=100000 cargo test --release -p prisma-lens-tests --test ide hostile_text` runs longer;
//! `PRISMA_LENS_MUTANT_SEED` begins at another seed, which a failure names.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use base::text::apply_edits;
use base::{FileId, Preset};
use checks::frame::RuleSet;
use checks::rules::ProjectFacts;
use ide::{Analysis, AnalysisFile, diagnostics, fix_all, fix_each};
use migrations::replay::{Replay, Scope};
use migrations::{DiffOptions, diff, render};
use model::catalog::Provider;
use model::project::{Dialect, PrismaVersion};
use model::schema::SchemaFile;
use support::random::Random;
use syntax::format::{Options, format};

/// How long one mutant of a few kilobytes may take, on a machine that has other things to do as well.
const PATIENCE: Duration = Duration::from_secs(20);

/// What mutants get put in.
const PIECES: [&str; 34] = [
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "'",
    "`",
    "$$",
    "//",
    "/*",
    "*/",
    "--",
    "@",
    "@@",
    "\\",
    ";",
    ",",
    ".",
    ":",
    "\n",
    "\r",
    "\r\n",
    "\0",
    "\u{feff}",
    "\u{2028}",
    "😀",
    "ä",
    "9999999999999999999999",
    "-",
    "=>",
    "${",
    "BEGIN",
];

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// The fixtures with one of these endings below a folder.
fn seeds(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![support::root().join("tests/fixtures").join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == ending) {
                found.push(fs::read_to_string(path).unwrap());
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no {ending} in {folder}");
    found
}

/// A place between two characters.
fn place(text: &str, random: &mut Random) -> usize {
    let mut at = random.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// A text with a few changes: parts are left out, doubled, moved, or replaced.
fn mutant(seed: &str, random: &mut Random) -> String {
    let mut text = seed.to_owned();
    for _ in 0..1 + random.below(6) {
        let (one, other) = (place(&text, random), place(&text, random));
        let (start, end) = (one.min(other), one.max(other));
        let near = (start + random.below(20)).min(end);
        let near = (near..=end).find(|at| text.is_char_boundary(*at)).unwrap_or(end);
        match random.below(8) {
            0 => text.replace_range(start..end, ""),
            1 | 2 => text.replace_range(start..near, ""),
            3 => {
                let part = text[start..near].to_owned();
                text.insert_str(place(seed, random).min(start), &part.repeat(1 + random.below(3)));
            }
            4 => text.truncate(end),
            5 => {
                let part = text[start..near].to_owned();
                text.replace_range(start..near, "");
                text.insert_str(place(&text, random), &part);
            }
            _ => {
                let end = [start, near][random.below(2)];
                text.replace_range(start..end, PIECES[random.below(PIECES.len())]);
            }
        }
    }
    text
}

/// Runs `work` on mutants of the seeds, and fails with the text that it does not survive.
fn survives(seeds: &[String], work: impl Fn(&str, &mut Random)) {
    let first = number("PRISMA_LENS_MUTANT_SEED", 1);
    for seed in first..first + number("PRISMA_LENS_MUTANTS", 60) {
        let mut random = Random::new(seed);
        let text = mutant(&seeds[random.below(seeds.len())], &mut random);
        let start = Instant::now();
        let ended = catch_unwind(AssertUnwindSafe(|| work(&text, &mut random)));
        assert!(ended.is_ok(), "seed {seed} does not survive {text:?}");
        assert!(start.elapsed() < PATIENCE, "seed {seed} takes {:?} for {text:?}", start.elapsed());
    }
}

fn analysis(text: &str) -> Analysis {
    let file = AnalysisFile {
        name: "/a.prisma".into(),
        content: Arc::new(SchemaFile::new(text)),
        rules: Arc::new(RuleSet::preset(ide::registry(), Preset::Strict)),
        dialect: Dialect::of(text),
    };
    Analysis::new(vec![file], PrismaVersion::NEWEST, ProjectFacts::default())
}

fn schemas() -> Vec<String> {
    ["shop", "prisma8", "queries"].iter().flat_map(|folder| seeds(folder, "prisma")).collect()
}

/// All rules, their fixes, and what an editor asks at a place.
#[test]
fn schemas_are_checked_fixed_and_asked_about() {
    survives(&schemas(), |text, random| {
        let analysis = analysis(text);
        let count: usize = diagnostics(&analysis, true).iter().map(Vec::len).sum();
        let fixed = fix_all(&analysis, |_, _| true);
        assert!(fixed.changed.is_empty() || count > 0);
        diagnostics(&fixed.analysis, false);
        fix_each(&analysis, |_, finding| finding.code.len() % 3 == 0);
        for _ in 0..5 {
            let offset = u32::try_from(place(text, random)).unwrap();
            ide::hover(&analysis, FileId(0), offset);
            ide::completions(&analysis, FileId(0), offset, true);
            ide::references(&analysis, FileId(0), offset);
            ide::signature_help(&analysis, FileId(0), offset);
        }
        ide::outline(&analysis, FileId(0));
        ide::semantic_tokens(&analysis, FileId(0), None);
        ide::folding(&analysis, FileId(0));
    });
}

/// Formatting a formatted text changes nothing.
#[test]
fn schemas_are_formatted_once() {
    survives(&schemas(), |text, _| {
        let options = Options { dialect: Dialect::of(text), ..Options::default() };
        let once = apply_edits(text, &format(text, &options));
        let twice = apply_edits(&once, &format(&once, &options));
        assert_eq!(once, twice, "formatting twice differs");
    });
}

/// Scripts are read and replayed in each dialect of SQL, and the difference of two databases leads from one to the other.
#[test]
fn scripts_are_replayed_and_compared() {
    let seeds = seeds("undo", "sql");
    survives(&seeds, |text, random| {
        for provider in [
            Provider::Postgresql,
            Provider::Mysql,
            Provider::Sqlite,
            Provider::Sqlserver,
            Provider::Cockroachdb,
        ] {
            let database = |sql: &str| {
                let mut replay = Replay::new(provider, Scope::default());
                replay.apply("1", sql);
                replay
            };
            let (from, to) = (database(&seeds[random.below(seeds.len())]), database(text));
            let migration = diff(&from.clone().finish().0, &to.finish().0, &DiffOptions::default());
            let script = render::script(&migration, &[]);
            let mut replay = from;
            replay.apply("2", &script);
            replay.finish();
        }
    });
}

#[test]
fn code_is_read() {
    let seeds = seeds("queries/read", "ts");
    survives(&seeds, |text, random| {
        let name = *random.of(&["a.ts", "a.tsx", "a.mjs", "a.cjs", "a.vue", "a.svelte"]);
        queries::read::read(Path::new(name), text);
    });
}
