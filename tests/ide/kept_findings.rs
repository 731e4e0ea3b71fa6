//! After any edits, and any changes of files and settings, what is said of a schema is what a fresh look at it says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use base::{Anchor, FileId, Finding, ItemId};
use ide::{Analysis, Diagnosis, diagnostics};
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};

use support::corpus::real_schemas;

use crate::changing::{Changing, START};

/// Everything that a finding says, by places in files.
fn located(schema: &Schema, finding: &Finding) -> String {
    let at = |anchor: &Anchor| {
        let (file, span) = schema.locate_anchor(anchor).unwrap();
        format!("{}:{}..{}", schema.file(file).unwrap().name, span.start, span.end)
    };
    let related: Vec<String> =
        finding.related.iter().map(|it| format!("{} {}", at(&it.anchor), it.message)).collect();
    format!(
        "{} {:?} {:?} {} {} {related:?} {:?} {:?}",
        at(&finding.anchor),
        finding.origin,
        finding.level,
        finding.code,
        finding.message,
        finding.tags,
        finding.fixes
    )
}

fn sorted(schema: &Schema, found: impl IntoIterator<Item = Finding>) -> Vec<String> {
    let mut lines: Vec<String> = found.into_iter().map(|finding| located(schema, &finding)).collect();
    lines.sort();
    lines
}

struct Session {
    changing: Changing,
    analysis: Analysis,
    diagnosis: Diagnosis,
    known: BTreeMap<ItemId, Vec<Finding>>,
}

impl Session {
    fn new(texts: &[(String, String)], version: PrismaVersion, seed: u64) -> Session {
        let changing = Changing::new(texts, version, seed);
        let analysis = Analysis::new(Vec::new(), version, changing.facts.clone());
        Session { changing, analysis, diagnosis: Diagnosis::new(), known: BTreeMap::new() }
    }

    fn check(&mut self, what: &str, with_fixes: bool) {
        self.analysis = Analysis::after(
            Some(&self.analysis),
            self.changing.inputs(),
            self.changing.version,
            self.changing.facts.clone(),
        );
        let schema = self.analysis.schema.clone();
        let changed = self.diagnosis.update(&self.analysis);
        // With a schema read from nothing, ids and all.
        let files = self.changing.files.iter().map(|(name, content)| {
            let text = content.source().source().to_string();
            (name.clone(), Arc::new(SchemaFile::new(&text)))
        });
        let mut inputs = self.changing.inputs();
        for (input, (_, content)) in inputs.iter_mut().zip(files) {
            input.content = content;
        }
        let fresh = Analysis::new(inputs, self.changing.version, self.changing.facts.clone());
        let texts = || {
            let text = |(name, content): &(String, Arc<SchemaFile>)| {
                format!("--- {name}\n{}", content.source().source())
            };
            self.changing.files.iter().map(text).collect::<Vec<_>>().join("\n")
        };
        let expected = diagnostics(&fresh, with_fixes);
        for (at, expected) in expected.into_iter().enumerate() {
            let file = FileId(at as u32);
            let ids: Vec<ItemId> = schema.items_of(file).map(|(id, _)| id).collect();
            let kept = if with_fixes { self.diagnosis.fixable(&ids) } else { self.diagnosis.of_file(file) };
            let places: Vec<_> =
                kept.iter().map(|it| schema.locate_anchor(&it.anchor).unwrap().1.start).collect();
            assert!(places.is_sorted(), "in order of places");
            let (kept, expected) = (sorted(&schema, kept), sorted(&fresh.schema, expected));
            let kept_set: BTreeSet<&String> = kept.iter().collect();
            let expected_set: BTreeSet<&String> = expected.iter().collect();
            if kept != expected {
                let missing: Vec<_> = expected_set.difference(&kept_set).collect();
                let wrong: Vec<_> = kept_set.difference(&expected_set).collect();
                panic!(
                    "after {what}\nmissing: {missing:#?}\nwrong: {wrong:#?}\n({} against {})\n{}",
                    kept.len(),
                    expected.len(),
                    texts()
                );
            }
        }
        // What is not said to have changed has not.
        let ids: Vec<ItemId> = schema.items().map(|(id, _)| id).collect();
        self.known.retain(|id, _| schema.item(*id).is_some());
        for id in ids {
            let now = self.diagnosis.findings_in(id);
            let before = self.known.insert(id, now.clone()).unwrap_or_default();
            assert!(changed.contains(&id) || before == now, "{id:?} after {what}\n{before:#?}\n{now:#?}");
        }
    }
}

fn run(texts: &[(String, String)], version: PrismaVersion, seed: u64, steps: usize) {
    let mut session = Session::new(texts, version, seed);
    session.check("nothing", false);
    let mut done = Vec::new();
    for step in 0..steps {
        done.push(session.changing.change());
        if session.changing.random(6) == 0 {
            done.push(session.changing.change());
        }
        let last = &done[done.len().saturating_sub(3)..];
        session.check(&format!("seed {seed}, step {step}: {}", last.join("; ")), step % 8 == 7);
    }
}

#[test]
fn kept_findings_equal_fresh_ones() {
    let seeds: u64 = std::env::var("KEPT_SEEDS").ok().and_then(|it| it.parse().ok()).unwrap_or(12);
    for seed in 0..seeds {
        let version = if seed % 2 == 0 { PrismaVersion::NEWEST } else { PrismaVersion::new(6, 19, 3) };
        let provider =
            ["postgresql", "sqlserver", "mysql", "mongodb", "sqlite", "cockroachdb"][seed as usize % 6];
        let text = START.replace("postgresql", provider);
        let text = if seed % 4 == 3 { text.replace('\n', "\r\n") } else { text };
        let (head, tail) = text.split_at(text.find("model Post").unwrap());
        let files = if seed % 3 == 0 {
            vec![("/a.prisma".to_owned(), text.clone())]
        } else {
            vec![("/a.prisma".to_owned(), head.to_owned()), ("/b.prisma".to_owned(), tail.to_owned())]
        };
        run(&files, version, seed, 60);
    }
}

/// Schemas of real projects, as they are.
#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn kept_findings_of_real_schemas_equal_fresh_ones() {
    let files = real_schemas().into_iter().map(|real| real.files());
    let is_small = |files: &Vec<(String, String)>| {
        (2_000..12_000).contains(&files.iter().map(|(_, text)| text.len()).sum::<usize>())
    };
    for (files, seed) in files.filter(is_small).take(6).zip(1001..) {
        run(&files, PrismaVersion::NEWEST, seed, 12);
    }
}

/// The same in the Prisma 8 dialect, whose namespaces are several blocks.
#[test]
fn kept_findings_of_prisma_8_equal_fresh_ones() {
    let texts =
        [include_str!("../fixtures/prisma8/shop.prisma"), include_str!("../fixtures/prisma8/tenants.prisma")];
    for seed in 0..6 {
        let files = (0..).zip(&texts).map(|(at, text)| {
            let text = if seed % 3 == 2 { text.replace('\n', "\r\n") } else { (*text).to_owned() };
            (format!("/{at}.prisma"), text)
        });
        let files: Vec<_> = files.filter(|(name, _)| seed % 2 == 0 || name == "/1.prisma").collect();
        run(&files, PrismaVersion::new(8, 0, 0), seed, 25);
    }
}
