//! After a fix its finding is gone, over the reference validator's own inputs.
//!
//! `PRISMA_LENS_FIXES=1000 cargo test -p prisma-lens-tests --test checks validate::settled -- --nocapture` tries more of them, on real schemas as
//! well, and prints what has no fix.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::{Finding, Fix};
use checks::validate;
use checks::validate::codes::codes;
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};
use rayon::prelude::*;
use serde_json::Value;
use support::corpus::recorded;

use super::settling::try_fix;

/// How many first fixes of each code are tried, and how many others.
const SAMPLE: usize = 60;

/// The codes that have no fix, each with the reason.
const NEVER: &[(&str, &str)] = &[
    ("many-to-many-with-view", "which side is to be linked to which, and by what, only the user knows"),
    ("reserved-name", "the other name is for the user to choose"),
];

type Files = Vec<(Arc<str>, Arc<SchemaFile>)>;

struct Case {
    name: String,
    files: Files,
    version: PrismaVersion,
}

impl Case {
    fn schema(&self) -> Schema {
        Schema::new(self.files.clone(), self.version)
    }
}

fn cases(file: &str) -> Vec<Case> {
    let case = |case: &Value| {
        let files = case["files"].as_array().unwrap().iter();
        let read = |text: &Value| Arc::new(SchemaFile::new(text.as_str().unwrap()));
        Case {
            name: format!("{} {}", case["name"].as_str().unwrap(), case["id"].as_str().unwrap()),
            files: files.map(|pair| (pair[0].as_str().unwrap().into(), read(&pair[1]))).collect(),
            version: PrismaVersion::new(if case["prisma"] == 6 { 6 } else { 7 }, 10, 0),
        }
    };
    recorded(file).iter().map(case).collect()
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn each_fix_settles_its_finding() {
    let more: Option<usize> = std::env::var("PRISMA_LENS_FIXES").ok().and_then(|n| n.parse().ok());
    let files = if more.is_some() { &["cases.json", "real.json"][..] } else { &["cases.json"][..] };
    let cases: Vec<Case> = files.iter().flat_map(|file| cases(file)).collect();
    let found: Vec<Vec<Finding>> =
        cases.par_iter().map(|case| validate::check(&case.schema(), true)).collect();
    type Drawn<'f> = Vec<(usize, &'f Finding, &'f Fix)>;
    let mut drawn: BTreeMap<(&str, usize), Drawn<'_>> = BTreeMap::new();
    let mut without: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, findings) in found.iter().enumerate() {
        for finding in findings {
            if finding.fixes.is_empty() {
                *without.entry(finding.code).or_default() += 1;
                if more.is_some() {
                    let schema = cases[at].schema();
                    let place = finding.anchor.span().of(&schema.text(finding.item().unwrap())).to_owned();
                    println!("NONE {} {}: {}\n  {place:?}", finding.code, cases[at].name, finding.message);
                }
            }
            for (rank, fix) in finding.fixes.iter().enumerate() {
                drawn.entry((finding.code, rank.min(1))).or_default().push((at, finding, fix));
            }
        }
    }
    let samples: Vec<(usize, &Finding, &Fix)> = drawn
        .values()
        .flat_map(|all| {
            let step = all.len().div_ceil(more.unwrap_or(SAMPLE)).max(1);
            all.iter().step_by(step).copied()
        })
        .collect();
    let results: Vec<_> = samples
        .par_iter()
        .map(|&(at, finding, fix)| try_fix(&cases[at].schema(), &found[at], finding, fix))
        .collect();
    let mut wrong: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (&(at, finding, fix), result) in samples.iter().zip(&results) {
        let shown = |what: &str| {
            format!("{}: {}\n  {}\n  {}\n{what}", finding.code, cases[at].name, finding.message, fix.title)
        };
        if let Err(what) = result {
            wrong.entry(finding.code).or_default().push(shown(what));
        }
    }
    println!("{} fixes tried; findings without one: {without:?}", samples.len());
    let never: Vec<&str> = without.keys().copied().filter(|code| !drawn.contains_key(&(*code, 0))).collect();
    if more.is_none() {
        let known: Vec<&str> = NEVER.iter().map(|(code, _)| *code).collect();
        assert_eq!(never, known, "codes of which no finding has a fix");
    }
    if more.is_some() {
        let is_unseen = |code: &&str| !without.contains_key(code) && !drawn.contains_key(&(*code, 0));
        let unseen: Vec<&str> = codes().map(|(_, code)| code.metadata.code).filter(is_unseen).collect();
        println!("never found: {unseen:?}");
    }
    let few: Vec<&String> = wrong.values().flat_map(|all| all.iter().take(2)).collect();
    assert!(
        wrong.is_empty(),
        "{:?}\n{few:#?}",
        wrong.iter().map(|(code, all)| (code, all.len())).collect::<Vec<_>>()
    );
}
