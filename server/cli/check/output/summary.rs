//! What it all comes to: the rules that found most, and one line of numbers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::cli::check::output::Look;
use crate::cli::check::report::{Counts, Report};
use crate::cli::terminal::count;
use crate::project::Level;

/// From so many findings on, they are counted by rule as well.
const MANY: usize = 10;

/// From so many findings on, a way to begin with new ones only is worth a word.
const TOO_MANY: usize = 100;

/// The summary.
pub(super) fn render(report: &Report, look: &Look) -> String {
    let counts = report.counts();
    let mut out = String::new();
    if counts.total() > MANY {
        out += &by_code(report, look);
    }
    if look.settled > 0 {
        let verb = if look.is_dry { "would settle" } else { "settled" };
        let (settled, files) = (count(look.settled, "finding"), count(look.mended, "file"));
        let _ = writeln!(out, "Fixes {verb} {settled} in {files}.");
    }
    if look.known > 0 {
        let _ = writeln!(out, "{} known from the baseline.", count(look.known, "finding"));
    }
    if look.gone > 0 {
        let gone = count(look.gone, "finding");
        let _ = writeln!(out, "{gone} of the baseline no longer there; `--write-baseline` takes them out.");
    }
    if report.unknown_dialect > 0 {
        let files = count(report.unknown_dialect, "file");
        let _ = writeln!(out, "{files} written for Prisma 8, of which nothing is checked yet.");
    }
    out += &totals(report, counts, look);
    if counts.total() > TOO_MANY && look.known == 0 {
        let command =
            look.paint.code("prisma-lens check --baseline prisma-lens-baseline.json --write-baseline");
        let _ = writeln!(out, "To hear of new findings only, accept these: {command}");
    }
    out
}

fn totals(report: &Report, counts: Counts, look: &Look) -> String {
    let checked = count(report.checked, "schema file");
    if counts.total() == 0 {
        if report.checked == 0 {
            return String::new();
        }
        let words = if look.known > 0 { "Nothing new" } else { "Nothing to complain of" };
        return format!("{} in {checked}.\n", look.paint.good(words));
    }
    let parts = [
        (counts.errors, "error", Level::Error),
        (counts.warnings, "warning", Level::Warning),
        (counts.infos, "info", Level::Info),
        (counts.hints, "hint", Level::Hint),
    ];
    let parts = parts.iter().filter(|(number, ..)| *number > 0);
    let parts: Vec<String> =
        parts.map(|(number, word, level)| look.paint.level(*level, &count(*number, word))).collect();
    let fixable = report.findings().filter(|(_, finding)| finding.is_fixable()).count();
    let fixable = match fixable {
        0 => String::new(),
        some => format!("; {} {}", look.paint.code("--fix"), settles(some, counts.total())),
    };
    format!("Found {} in {checked}{fixable}.\n", list(&parts))
}

fn settles(fixable: usize, total: usize) -> String {
    match (fixable, total) {
        (1, 1) => "settles it".into(),
        (some, all) if some == all => format!("settles all {all}"),
        (some, _) => format!("settles {some} of them"),
    }
}

/// `a`, `a and b`, `a, b and c`.
fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A table of codes, the most frequent first, with how many `--fix` settles.
fn by_code(report: &Report, look: &Look) -> String {
    let mut rows: BTreeMap<&str, (usize, usize, Level)> = BTreeMap::new();
    for (_, finding) in report.findings() {
        let row = rows.entry(finding.code).or_insert((0, 0, finding.level));
        row.0 += 1;
        row.1 += usize::from(finding.is_fixable());
        row.2 = row.2.max(finding.level);
    }
    let mut rows: Vec<_> = rows.into_iter().collect();
    rows.sort_by(|(a, x), (b, y)| (y.2, y.0, a).cmp(&(x.2, x.0, b)));
    let width = rows.iter().map(|(code, _)| code.len()).max().unwrap_or(0);
    let mut out = String::new();
    for (code, (number, fixable, level)) in rows {
        let level = look.paint.level(level, &format!("{:<7}", level.name()));
        let fixable = match fixable {
            0 => String::new(),
            some => look.paint.good(&format!("  + {some} by --fix")),
        };
        let line = format!("{number:>7}  {level}  {code:<width$}{fixable}");
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out.push('\n');
    out
}
