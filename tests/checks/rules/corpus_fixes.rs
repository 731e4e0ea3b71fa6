//! Fixes of what is found in real projects, where these are at hand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use base::{Finding, Fix, Level, Origin, Preset, Safety};
use checks::frame::RuleSet;
use checks::validate;
use ide::{Analysis, diagnostics, fix_all};
use model::schema::SchemaFile;

use super::corpus::{every_rule, hash, projects};

/// The variable that says how many fixes of each rule are tried, if more than [`SAMPLE`].
const MORE: &str = "PRISMA_LENS_FIXES";

/// What is said of a text that no longer parses.
const BROKEN: &str = "the text is broken";

/// How many fixes of each rule are tried.
const SAMPLE: usize = 8;

/// Schemas with more models are looked at only where more fixes are tried.
const MODELS: usize = 80;

/// The finding goes, and neither the text nor the schema breaks.
#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn each_fix_settles_its_finding_and_breaks_nothing() {
    let more: Option<usize> = std::env::var(MORE).ok().and_then(|text| text.parse().ok());
    let projects = within(projects(&every_rule()), more.is_some());
    let mut drawn: BTreeMap<&str, Vec<(u64, usize, Finding, Fix)>> = BTreeMap::new();
    for (at, (name, analysis)) in projects.iter().enumerate() {
        for finding in diagnostics(analysis, true).into_iter().flatten() {
            for fix in finding.fixes.iter().filter(|fix| fix.safety != Safety::Step && !fix.edits.is_empty())
            {
                let lot = hash(&(name, &finding.message, finding.item().unwrap().0, &fix.title));
                drawn.entry(finding.code).or_default().push((lot, at, finding.clone(), fix.clone()));
            }
        }
    }
    let mut count = 0;
    for lots in drawn.values_mut() {
        lots.sort_by_key(|(lot, ..)| *lot);
        lots.truncate(more.unwrap_or(SAMPLE));
        count += lots.len();
    }
    let mut wrong: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for (_, at, finding, fix) in drawn.values().flatten() {
        let (name, analysis) = &projects[*at];
        if let Err(what) = try_fix(analysis, finding, fix) {
            let sample = format!("{name}: {}\n    {}", finding.message, fix.title);
            wrong.entry((finding.code, what)).or_default().push(sample);
        }
    }
    println!("{count} fixes of {}", drawn.keys().copied().collect::<Vec<_>>().join(", "));
    let few = wrong
        .iter()
        .map(|(kind, all)| format!("{kind:?} {}\n  {}", all.len(), all[..all.len().min(4)].join("\n  ")));
    assert!(wrong.is_empty(), "{}", few.collect::<Vec<_>>().join("\n"));
}

/// All safe fixes at once leave nothing to do, and break nothing.
#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn fix_all_twice_is_fix_all_once() {
    let rules = Arc::new(RuleSet::preset(checks::registry(), Preset::Strict));
    let mut count = 0;
    for (name, analysis) in within(projects(&rules), std::env::var(MORE).is_ok()) {
        let fixed = fix_all(&analysis, |_, _| true);
        let again = fix_all(&fixed.analysis, |_, _| true);
        assert_eq!((again.count, again.changed), (0, Vec::new()), "{name}");
        assert_eq!(newly_wrong(&analysis, &fixed.analysis), None, "{name}");
        count += fixed.count;
    }
    println!("{count} findings settled");
}

fn within(mut projects: Vec<(String, Analysis)>, takes_large: bool) -> Vec<(String, Analysis)> {
    projects.retain(|(_, analysis)| takes_large || analysis.schema.models().count() <= MODELS);
    projects
}

fn try_fix(analysis: &Analysis, finding: &Finding, fix: &Fix) -> Result<(), &'static str> {
    let fixed = analysis.edited(&fix.edits);
    if found(&fixed, finding) >= found(analysis, finding) {
        return Err("the finding is still there");
    }
    // What was unknown to Prisma hides what is wrong behind it, and one error may be the way out of another.
    let reveals = finding.origin == Origin::Prisma && finding.level == Level::Error;
    match newly_wrong(analysis, &fixed) {
        Some(what) if what == BROKEN || !reveals => Err(what),
        _ => Ok(()),
    }
}

/// How many findings of this kind there are.
fn found(analysis: &Analysis, finding: &Finding) -> usize {
    let all = match finding.origin {
        Origin::Prisma => validate::check(&analysis.schema, false),
        Origin::PrismaLens => {
            let mut rules = (*every_rule()).clone();
            if finding.code != "unused-suppression" {
                rules.choose(&[finding.code.to_owned()], &[]);
            }
            let rules = Arc::new(rules);
            checks::rules::check(&analysis.schema, &analysis.facts, &|_| rules.clone(), false)
        }
    };
    all.iter().filter(|other| other.code == finding.code).count()
}

/// What is wrong after a change that was not before.
fn newly_wrong(before: &Analysis, after: &Analysis) -> Option<&'static str> {
    let trees = |file: &SchemaFile| {
        file.source().trees().filter_map(|tree| Some(tree.root()?.to_sexp())).collect::<BTreeSet<String>>()
    };
    let files = before.schema.files().iter().zip(after.schema.files());
    for (old, new) in files.filter(|(old, new)| !Arc::ptr_eq(&old.content, &new.content)) {
        let is_broken = |tree: &&String| {
            ["unexpected", "ERROR", "MISSING", "broken_line"].iter().any(|word| tree.contains(word))
        };
        let known = trees(&old.content);
        if trees(&new.content).iter().filter(is_broken).any(|tree| !known.contains(tree)) {
            return Some(BROKEN);
        }
    }
    let errors = |analysis: &Analysis| {
        let mut errors: BTreeMap<&str, usize> = BTreeMap::new();
        let all = validate::check(&analysis.schema, false);
        for error in all.iter().filter(|finding| finding.level == Level::Error) {
            *errors.entry(error.code).or_default() += 1;
        }
        errors
    };
    let known = errors(before);
    errors(after)
        .into_iter()
        .find(|(code, count)| *count > known.get(code).copied().unwrap_or(0))
        .map(|it| it.0)
}
