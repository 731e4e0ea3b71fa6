//! Our findings against the recorded ones of the reference validator.
//!
//! `CASES=/path.json` takes cases of one's own; `SHOW=20 ONLY=name cargo test -p prisma-lens-tests --test checks validate::conformance -- --nocapture` prints what differs.

use std::sync::Arc;

use base::Level;
use base::text::Span;
use checks::validate;
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};
use support::corpus::recorded;

#[derive(Debug, Default)]
struct Score {
    cases: usize,
    verdict: usize,
    errors: usize,
    found: usize,
    valid: usize,
    alarms: usize,
    extra: usize,
    warnings: usize,
    warned: usize,
}

/// A place and what is said of it.
type Mark = (String, Span, String);

fn overlaps(a: Span, b: Span) -> bool {
    a.start < b.end.max(b.start + 1) && b.start < a.end.max(a.start + 1)
}

fn hits(marks: &[Mark], others: &[Mark]) -> usize {
    marks
        .iter()
        .filter(|(file, span, _)| others.iter().any(|(f, s, _)| f == file && overlaps(*s, *span)))
        .count()
}

fn check(file: &str) -> Score {
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut show: usize = std::env::var("SHOW").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let mut score = Score::default();
    for case in recorded(file) {
        let name = format!("{} {}", case["name"].as_str().unwrap(), case["id"].as_str().unwrap());
        if !name.contains(&only) {
            continue;
        }
        let version = if case["prisma"] == 6 { "6.19.0" } else { "7.10.0" };
        let files: Vec<(Arc<str>, Arc<SchemaFile>)> = case["files"]
            .as_array()
            .unwrap()
            .iter()
            .map(|pair| {
                (pair[0].as_str().unwrap().into(), Arc::new(SchemaFile::new(pair[1].as_str().unwrap())))
            })
            .collect();
        let schema = Schema::new(files, PrismaVersion::parse(version).unwrap());
        let found = validate::check(&schema, true);
        let ours = |level: Level| -> Vec<Mark> {
            let of_level = found.iter().filter(|finding| finding.level == level);
            of_level
                .map(|finding| {
                    let (file, span) = schema.locate_anchor(&finding.anchor).unwrap();
                    let name = schema.file(file).unwrap().name.to_string();
                    (name, span, format!("{}: {}", finding.code, finding.message))
                })
                .collect()
        };
        let theirs = |severity: &str| -> Vec<Mark> {
            let of_severity =
                case["expect"].as_array().unwrap().iter().filter(|it| it["severity"] == severity);
            of_severity
                .map(|it| {
                    let span =
                        Span::new(it["start"].as_u64().unwrap() as u32, it["end"].as_u64().unwrap() as u32);
                    (
                        it["file"].as_str().unwrap().to_owned(),
                        span,
                        it["message"].as_str().unwrap_or("").to_owned(),
                    )
                })
                .collect()
        };
        let (mut ours_errors, mut their_errors) = (ours(Level::Error), theirs("error"));
        let (our_warnings, their_warnings) = (ours(Level::Warning), theirs("warning"));
        score.cases += 1;
        let verdict = ours_errors.is_empty() == their_errors.is_empty();
        score.verdict += usize::from(verdict);
        if case["loose"] == true {
            ours_errors.truncate(usize::from(verdict));
            their_errors.truncate(0);
        }
        let hit = hits(&their_errors, &ours_errors);
        score.errors += their_errors.len();
        score.found += hit;
        score.warnings += their_warnings.len();
        score.warned += hits(&their_warnings, &our_warnings);
        let is_valid = case["expect"].as_array().unwrap().iter().all(|it| it["severity"] != "error");
        if is_valid {
            score.valid += 1;
            score.alarms += usize::from(!ours_errors.is_empty());
        } else if case["loose"] != true {
            score.extra += ours_errors.len() - hits(&ours_errors, &their_errors);
        }
        let missed = hit < their_errors.len();
        let unwarned = hits(&their_warnings, &our_warnings) < their_warnings.len();
        let overwarned = hits(&our_warnings, &their_warnings) < our_warnings.len();
        if show > 0
            && (!verdict
                || missed
                || unwarned
                || overwarned
                || (is_valid && !ours_errors.is_empty())
                || (std::env::var("EXTRA").is_ok()
                    && case["loose"] != true
                    && hits(&ours_errors, &their_errors) < ours_errors.len()))
        {
            show -= 1;
            println!("-- {name} (Prisma {})", case["prisma"]);
            for (label, marks, others) in [
                ("  missed error", &their_errors, &ours_errors),
                ("  missed warning", &their_warnings, &our_warnings),
                ("  extra error", &ours_errors, &their_errors),
                ("  extra warning", &our_warnings, &their_warnings),
            ] {
                for mark in marks.iter().filter(|mark| hits(std::slice::from_ref(mark), others) == 0) {
                    let text = schema.file_named(&mark.0).and_then(|id| schema.file(id)).unwrap();
                    let text = text.content.source().source().to_string();
                    println!(
                        "{label} {:?} {} {}",
                        mark.1,
                        mark.2,
                        mark.1.of(&text).lines().next().unwrap_or("")
                    );
                }
            }
            if std::env::var("TEXT").is_ok() {
                case["files"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .for_each(|pair| println!("{}", pair[1].as_str().unwrap()));
            }
        }
    }
    score
}

/// What may be missed in each file, verdicts, errors and warnings: the best so far. Lower a number as soon as it can be.
const MOST_MISSED: &[(&str, [usize; 3])] = &[("cases.json", [0, 0, 0]), ("real.json", [0, 9, 0])];

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn nothing_that_the_reference_accepts_is_refused() {
    let mut alarms = Vec::new();
    let own = std::env::var("CASES").ok();
    for file in own.as_deref().map_or(vec!["cases.json", "real.json"], |own| vec![own]) {
        let score = check(file);
        let part = |a: usize, b: usize| 100.0 * a as f64 / b.max(1) as f64;
        println!(
            "{file}: {} cases, verdict {:.2}%, recall {:.2}%, false alarms {} of {}, extra {}, warnings {:.2}%",
            score.cases,
            part(score.verdict, score.cases),
            part(score.found, score.errors),
            score.alarms,
            score.valid,
            score.extra,
            part(score.warned, score.warnings),
        );
        if score.alarms > 0 {
            alarms.push(format!("{file}: {}", score.alarms));
        }
        let missed = [score.cases - score.verdict, score.errors - score.found, score.warnings - score.warned];
        if let Some((_, most)) = MOST_MISSED.iter().find(|(name, _)| *name == file) {
            let worse = missed.iter().zip(most).any(|(missed, most)| missed > most);
            assert!(!worse, "{file}: verdicts, errors and warnings missed are {missed:?}, and were {most:?}");
        }
    }
    assert!(alarms.is_empty(), "false alarms in {}", alarms.join(", "));
}
