//! The checklist over real projects.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use base::{Finding, Level, Preset};
use checks::frame::RuleSet;
use checks::rules::{ProjectFacts, check};

use super::rules;
use ide::{Analysis, AnalysisFile};
use model::project::{Dialect, PrismaVersion};
use model::schema::SchemaFile;
use support::corpus::{RealSchema, real_schemas};

/// The variable that names rules, parted by commas, of which some findings are printed to be read.
const SHOW: &str = "PRISMA_LENS_SHOW";

/// How many findings of a rule are printed.
const SHOWN: usize = 100;

/// Each real schema with its name, under these rules.
pub(super) fn projects(rules: &Arc<RuleSet>) -> Vec<(String, Analysis)> {
    let read = |real: RealSchema| {
        let range = PrismaVersion::parse(real.range.trim_start_matches('^'));
        let is_7 = range.is_some_and(|version| version.is_7_or_later());
        let version = if is_7 { PrismaVersion::NEWEST } else { PrismaVersion::new(6, 19, 0) };
        let files = real.files().into_iter().map(|(name, text)| AnalysisFile {
            name: name.into(),
            content: Arc::new(SchemaFile::new(&text)),
            rules: rules.clone(),
            dialect: Dialect::of(&text),
        });
        let facts = ProjectFacts { has_migrations: real.has_migrations, ..ProjectFacts::default() };
        let analysis = Analysis::new(files.collect(), version, facts);
        (real.name, analysis)
    };
    real_schemas().into_iter().map(read).collect()
}

/// A schema of these files, each with its name, under these rules.
pub(super) fn analysis_of(files: &[(String, String)], rules: &Arc<RuleSet>) -> Analysis {
    let files = files.iter().map(|(name, text)| AnalysisFile {
        name: name.as_str().into(),
        content: Arc::new(SchemaFile::new(text)),
        rules: rules.clone(),
        dialect: Dialect::of(text),
    });
    Analysis::new(files.collect(), PrismaVersion::NEWEST, ProjectFacts::default())
}

/// The rules of `strict`, and all others as well.
pub(super) fn every_rule() -> Arc<RuleSet> {
    let mut set = RuleSet::preset(checks::registry(), Preset::Strict);
    for rule in rules().filter(|rule| rule.level(Preset::Strict) == Level::Off) {
        set.set_level(rule.code, Level::Hint);
    }
    Arc::new(set)
}

/// Every rule runs over every schema; each place lies in its item, each edit in its file.
#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn every_rule_runs_over_real_schemas() {
    let projects = projects(&every_rule());
    let mut count = 0;
    for (name, analysis) in &projects {
        let schema = &analysis.schema;
        for finding in found(analysis, true) {
            let inside = |item, end: u32| end <= schema.item(item).expect("an item").len;
            assert!(inside(finding.item().unwrap(), finding.anchor.span().end), "{name}: {finding:#?}");
            assert!(
                finding.related.iter().all(|it| inside(it.anchor.item().unwrap(), it.anchor.span().end)),
                "{name}: {finding:#?}"
            );
            for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
                let file = schema.file(edit.file).expect("a file");
                let len = file.content.source().source().to_string().len();
                assert!(edit.edit.span.end as usize <= len, "{name}: {finding:#?}");
            }
            count += 1;
        }
    }
    assert!(projects.is_empty() || count > 1000, "the corpus was read: {count}");
}

/// How many findings each rule has, in all and without those in copies of the same model: nothing that `recommended`
/// finds is missing in `strict`.
#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn strict_finds_all_that_recommended_finds() {
    let shown = std::env::var(SHOW).unwrap_or_default();
    let mut counts: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    let mut samples: BTreeMap<(&str, u64), String> = BTreeMap::new();
    for (at, preset) in [Preset::Recommended, Preset::Strict].into_iter().enumerate() {
        let mut seen = BTreeSet::new();
        for (name, analysis) in projects(&Arc::new(RuleSet::preset(checks::registry(), preset))) {
            for finding in found(&analysis, false) {
                let text = analysis.schema.text(finding.item().unwrap());
                let key = (finding.code, finding.message.clone(), finding.anchor.span().of(&text).to_owned());
                let count = counts.entry(finding.code).or_default();
                count[at] += 1;
                if seen.insert(key.clone()) {
                    count[at + 2] += 1;
                    if shown.split(',').any(|code| code == finding.code) {
                        let line = line(&text, finding.anchor.span().start);
                        let level = format!("{:?}", finding.level);
                        let sample = format!("{level} {}\n    {line}\n    {name}", finding.message);
                        samples.insert((finding.code, hash(&key)), sample);
                    }
                }
            }
        }
    }
    println!(
        "| rule | recommended | strict | distinct, recommended | distinct, strict |\n|---|---|---|---|---|"
    );
    let mut rows: Vec<_> = counts.iter().collect();
    rows.sort_by_key(|(code, count)| (std::cmp::Reverse(count[0]), std::cmp::Reverse(count[1]), **code));
    for (code, [recommended, strict, few, fewer]) in rows {
        // In `strict`, a rule about all columns reports what this one does not.
        assert!(recommended <= strict || *code == "inconsistent-mapping", "{code}");
        println!("| {code} | {recommended} | {strict} | {few} | {fewer} |");
    }
    let mut printed: BTreeMap<&str, usize> = BTreeMap::new();
    for ((code, _), sample) in &samples {
        let count = printed.entry(code).or_default();
        *count += 1;
        if *count <= SHOWN {
            println!("{code} {count}: {sample}");
        }
    }
}

fn found(analysis: &Analysis, wants_fixes: bool) -> Vec<Finding> {
    check(&analysis.schema, &analysis.facts, &|file| analysis.rules_of(file), wants_fixes)
}

fn line(text: &str, offset: u32) -> &str {
    let start = text[..offset as usize].rfind('\n').map_or(0, |at| at + 1);
    text[start..].lines().next().unwrap_or("").trim()
}

/// A number that is the same in each run, by which findings are drawn.
pub(super) fn hash(value: &impl Hash) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}
