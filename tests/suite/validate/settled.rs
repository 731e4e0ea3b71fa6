//! After a fix its finding is gone, over the reference validator's own inputs, where these are at hand.
//!
//! `PRISMA_LENS_FIXES=1000 cargo test --test suite validate::settled -- --nocapture` tries more of them, on real schemas as
//! well, and prints which bring new errors.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use expect_test::expect;
use prisma_lens::project::{Level, PrismaVersion};
use prisma_lens::schema::{Finding, Fix, Safety, Schema, SchemaFile};
use prisma_lens::syntax;
use prisma_lens::text::{TextEdit, apply_edits};
use prisma_lens::validate;
use rayon::prelude::*;
use serde_json::Value;

/// How many first fixes of each code are tried, and how many others.
const SAMPLE: usize = 20;

type Files = Vec<(Arc<str>, Arc<SchemaFile>)>;

struct Case {
    name: String,
    files: Files,
    version: PrismaVersion,
}

fn cases(file: &str) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance").join(file);
    let Ok(text) = std::fs::read_to_string(path) else { return Vec::new() };
    let cases: Value = serde_json::from_str(&text).unwrap();
    let case = |case: &Value| {
        let files = case["files"].as_array().unwrap().iter();
        let read = |text: &Value| Arc::new(SchemaFile::new(text.as_str().unwrap()));
        Case {
            name: format!("{} {}", case["name"].as_str().unwrap(), case["id"].as_str().unwrap()),
            files: files.map(|pair| (pair[0].as_str().unwrap().into(), read(&pair[1]))).collect(),
            version: PrismaVersion::new(if case["prisma"] == 6 { 6 } else { 7 }, 10, 0),
        }
    };
    cases.as_array().unwrap().iter().map(case).collect()
}

fn fixed(files: &Files, fix: &Fix, version: PrismaVersion) -> Schema {
    let ids = (0..).map(prisma_lens::schema::FileId);
    let files = files.iter().zip(ids).map(|((name, content), id)| {
        let edits = fix.edits.iter().filter(|edit| edit.file == id);
        let edits: Vec<TextEdit> = edits.map(|edit| edit.edit.clone()).collect();
        let content = match edits.is_empty() {
            true => content.clone(),
            false => Arc::new(SchemaFile::new(&apply_edits(&content.source().source().to_string(), &edits))),
        };
        (name.clone(), content)
    });
    let files: Files = files.collect();
    Schema::new(files, version)
}

fn faults(schema: &Schema) -> usize {
    let sources = schema.files().iter().map(|file| file.content.source());
    sources
        .flat_map(|source| {
            let blocks = source.blocks().iter().enumerate();
            blocks.map(|(index, block)| syntax::errors(block, || source.block_text(index)).len())
        })
        .sum()
}

fn alike(all: &[Finding], one: &Finding) -> usize {
    all.iter().filter(|it| it.code == one.code && it.message == one.message).count()
}

/// What is wrong with a fix, and what new errors it brings.
fn try_fix(case: &Case, before: &[Finding], finding: &Finding, fix: &Fix) -> Result<Vec<String>, String> {
    let schema = Schema::new(case.files.clone(), case.version);
    let after = fixed(&case.files, fix, case.version);
    let shown = || {
        let texts = after.files().iter().map(|file| file.content.source().source().to_string());
        texts.collect::<Vec<_>>().join("--\n")
    };
    let left = validate::check(&after, false);
    if faults(&after) > faults(&schema) {
        return Err(format!("broke the text:\n{}", shown()));
    }
    if fix.safety != Safety::Step && alike(&left, finding) >= alike(before, finding) {
        return Err(format!("left the finding in place:\n{}", shown()));
    }
    let is_new = |it: &&Finding| it.level == Level::Error && alike(&left, it) > alike(before, it);
    Ok(left.iter().filter(is_new).map(|it| format!("{}: {}", it.code, it.message)).collect())
}

#[test]
fn each_fix_settles_its_finding() {
    let more: Option<usize> = std::env::var("PRISMA_LENS_FIXES").ok().and_then(|n| n.parse().ok());
    let files = if more.is_some() { &["cases.json", "real.json"][..] } else { &["cases.json"][..] };
    let cases: Vec<Case> = files.iter().flat_map(|file| cases(file)).collect();
    let found: Vec<Vec<Finding>> = cases
        .par_iter()
        .map(|case| validate::check(&Schema::new(case.files.clone(), case.version), true))
        .collect();
    type Drawn<'f> = Vec<(usize, &'f Finding, &'f Fix)>;
    let mut drawn: BTreeMap<(&str, usize), Drawn<'_>> = BTreeMap::new();
    let mut without: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, findings) in found.iter().enumerate() {
        for finding in findings {
            if finding.fixes.is_empty() {
                *without.entry(finding.code).or_default() += 1;
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
    let results: Vec<_> =
        samples.par_iter().map(|&(at, finding, fix)| try_fix(&cases[at], &found[at], finding, fix)).collect();
    let mut wrong: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (&(at, finding, fix), result) in samples.iter().zip(&results) {
        let shown = |what: &str| {
            format!("{}: {}\n  {}\n  {}\n{what}", finding.code, cases[at].name, finding.message, fix.title)
        };
        match result {
            Err(what) => wrong.entry(finding.code).or_default().push(shown(what)),
            Ok(new) if !new.is_empty() && more.is_some() => println!("{}", shown(&format!("  NEW {new:?}"))),
            Ok(_) => {}
        }
    }
    println!("{} fixes tried; findings without one: {without:?}", samples.len());
    let never: Vec<&str> = without.keys().copied().filter(|code| !drawn.contains_key(&(*code, 0))).collect();
    if more.is_none() && !cases.is_empty() {
        expect![[r#"
            auto-outside-id
            autoincrement-several
            both-relation-modes
            composite-type-unsupported
            duplicate-constraint-name
            duplicate-database-name
            duplicate-name
            empty-block
            endless-composite-type
            fulltext-order
            many-to-many-arguments
            many-to-many-field-type
            many-to-many-reference
            many-to-many-unsupported
            many-to-many-with-view
            many-to-many-without-id
            missing-argument
            missing-attribute-name
            missing-condition
            missing-equals
            missing-name
            missing-type
            missing-value
            name-too-long
            object-value
            preview-feature-missing
            relation-arguments-split
            relation-field-count
            reserved-name
            several-clustered
            several-datasources
            several-modifiers
            space-in-name
            too-many-arguments
            type-alias
            unknown-provider
            unknown-referential-action
            url-same-as-shadow
            views-preview
            wrong-value
        "#]]
        .assert_eq(&format!("{}\n", never.join("\n")));
    }
    let few: Vec<&String> = wrong.values().flat_map(|all| all.iter().take(2)).collect();
    assert!(
        wrong.is_empty(),
        "{:?}\n{few:#?}",
        wrong.iter().map(|(code, all)| (code, all.len())).collect::<Vec<_>>()
    );
}
