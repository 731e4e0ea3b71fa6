//! The summary: findings by rule, and totals.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::cli::check::output::OutputOptions;
use crate::cli::check::report::{Counts, Report, SchemaNote, is_fixable};
use crate::cli::terminal::{count, name_in_line};
use base::Level;

/// From this number of findings on, the summary counts them by rule.
const MANY: usize = 10;

/// From this number of findings on, the summary suggests a baseline.
const TOO_MANY: usize = 100;

/// The summary.
pub(super) fn render(report: &Report, options: &OutputOptions) -> String {
    let counts = report.counts();
    let mut out = String::new();
    if counts.total() > MANY || (options.only_counts && counts.total() > 0) {
        out += &by_code(report, options);
    }
    out += &fixes(options);
    if options.fixed_findings > 0 && options.unwritten_files == 0 && options.locking_indexes > 0 {
        let (indexes, them) = match options.locking_indexes {
            1 => ("1 index".to_owned(), "it"),
            many => (format!("{many} indexes"), "them"),
        };
        let _ = writeln!(
            out,
            "The fixes add {indexes}: the migration locks writes to existing tables, unless it builds {them} \
             concurrently."
        );
    }
    if options.baselined > 0 {
        let _ = writeln!(out, "{} in the baseline.", count(options.baselined, "finding"));
    }
    if options.outdated_entries > 0 {
        let gone = count(options.outdated_entries, "finding");
        let _ = writeln!(out, "{gone} of the baseline no longer found; `--prune-baseline` removes them.");
    }
    if report.unknown_dialect > 0 {
        let files = count(report.unknown_dialect, "file");
        let _ = writeln!(
            out,
            "{files} in the Prisma 8 dialect for another database than PostgreSQL, on which the checklist does not run."
        );
    }
    let doubtful: Vec<&SchemaNote> =
        report.schemas.iter().filter(|it| it.is_guess && it.has_prisma_findings).collect();
    if let [first, ..] = doubtful.as_slice() {
        let which = if doubtful.len() == 1 {
            name_in_line(&first.shown).into_owned()
        } else {
            count(doubtful.len(), "schema")
        };
        let _ = writeln!(
            out,
            "Cannot determine the Prisma version of {which}; assuming {}. Set {} in prisma-lens.toml.",
            first.version,
            options.paint.code("prismaVersion")
        );
    }
    for note in report.schemas.iter().filter(|note| note.is_partial) {
        let _ = writeln!(
            out,
            "The search for the files of {} ended at its limit; name its folder as `schema` in prisma.config.ts.",
            name_in_line(&note.shown)
        );
    }
    out += &totals(report, counts, options);
    if counts.total() > TOO_MANY && options.baselined == 0 {
        let command =
            options.paint.code("prisma-lens check --baseline prisma-lens-baseline.json --write-baseline");
        let _ = writeln!(out, "To report only new findings from now on, create a baseline: {command}");
    }
    out
}

/// What fixes have done, on a line of its own; empty where there were none.
pub(in crate::cli::check) fn fixes(options: &OutputOptions) -> String {
    let files = count(options.changed_files, "file");
    match (options.unwritten_files, options.fixed_findings) {
        (0, 0) => String::new(),
        (0, fixed) => {
            let verb = if options.is_dry { "Would fix" } else { "Fixed" };
            format!("{verb} {} in {files}.\n", count(fixed, "finding"))
        }
        (unwritten, _) => format!("Fixes in {unwritten} of {files} could not be written.\n"),
    }
}

fn totals(report: &Report, counts: Counts, options: &OutputOptions) -> String {
    let checked = count(report.checked, "schema file");
    if counts.total() == 0 {
        if report.checked == 0 {
            return String::new();
        }
        let words = if options.baselined > 0 { "No new problems found" } else { "No problems found" };
        return format!("{} in {checked}.\n", options.paint.good(words));
    }
    let parts = [
        (counts.errors, "error", Level::Error),
        (counts.warnings, "warning", Level::Warning),
        (counts.infos, "info", Level::Info),
        (counts.hints, "hint", Level::Hint),
    ];
    let hidden: Vec<String> = parts
        .iter()
        .filter(|(number, _, level)| *number > 0 && *level < options.listed_from)
        .map(|(number, word, level)| {
            let shown = if *number == 1 { "shows it" } else { "shows them" };
            let option = options.paint.code(&format!("--level {}", level.name()));
            format!("{}: {option} {shown}.\n", options.paint.level(*level, &count(*number, word)))
        })
        .collect();
    let parts = parts.iter().filter(|(number, ..)| *number > 0);
    let parts: Vec<String> =
        parts.map(|(number, word, level)| options.paint.level(*level, &count(*number, word))).collect();
    let fixable = report.findings().filter(|(_, finding)| is_fixable(finding)).count();
    let fixable = match fixable {
        0 => String::new(),
        some => format!("; {some} fixable with {}", options.paint.code("--fix")),
    };
    format!("Found {} in {checked}{fixable}.\n{}", list(&parts), hidden.concat())
}

/// `a`, `a and b`, `a, b and c`.
fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A table of codes by level and count, with the number that `--fix` fixes.
fn by_code(report: &Report, options: &OutputOptions) -> String {
    let mut rows: BTreeMap<(Reverse<Level>, &str), (usize, usize)> = BTreeMap::new();
    for (_, finding) in report.findings() {
        let row = rows.entry((Reverse(finding.level), finding.code)).or_default();
        row.0 += 1;
        row.1 += usize::from(is_fixable(finding));
    }
    let mut rows: Vec<_> = rows.into_iter().map(|((Reverse(level), code), row)| (code, level, row)).collect();
    rows.sort_by_key(|(_, level, (number, _))| (Reverse(*level), Reverse(*number)));
    let width = rows.iter().map(|(code, ..)| code.len()).max().unwrap_or(0);
    let mut out = String::new();
    for (code, level, (number, fixable)) in rows {
        let level = options.paint.level(level, &format!("{:<7}", level.name()));
        let fixable = match fixable {
            0 => String::new(),
            some => options.paint.good(&format!("  {some} fixable")),
        };
        let line = format!("{number:>7}  {level}  {code:<width$}{fixable}");
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let explain = options.paint.code("prisma-lens explain CODE");
    let _ = writeln!(out, "{explain} says what a code means.\n");
    out
}
