//! A report in Markdown, for a pull request or a wiki.

use std::fmt::Write as _;

use crate::cli::check::report::{FileReport, Report, line_column};
use crate::cli::terminal::{count, name_in_line, one_line};
use base::text::markdown::{self, code_in_cell, message, message_in_cell};
use base::{Finding, Level, Origin};

/// The priority of a finding for planning.
const PRIORITIES: [(&str, &str); 3] =
    [("P0", "fails, or loses data"), ("P1", "hurts in production"), ("P2", "worth improving")];

/// The findings by priority, each in one line.
pub(super) fn render(report: &Report) -> String {
    let counts = report.counts();
    let checked = count(report.checked, "schema file");
    let mut out = format!("# Prisma schema report\n\n{} in {checked}.\n", count(counts.total(), "finding"));
    for schema in &report.schemas {
        let assumed = if schema.is_guess { " (assumed)" } else { "" };
        let _ = writeln!(out, "\n- {}: Prisma {}{assumed}", code(&schema.shown), schema.version);
    }
    for (at, (priority, meaning)) in PRIORITIES.iter().enumerate() {
        let found: Vec<(&FileReport, &Finding)> =
            report.findings().filter(|(_, finding)| priority_of(finding) == at).collect();
        if found.is_empty() {
            continue;
        }
        let _ = write!(out, "\n## {priority}: {meaning} ({})\n\n", found.len());
        out += "| Where | Code | Finding |\n|---|---|---|\n";
        for (file, finding) in found {
            let (line, _) = line_column(&file.text.source, finding.anchor.span().start);
            let place = format!("{}:{line}", file.text.shown);
            let (place, message) = (code_in_cell(&name_in_line(&place)), message_in_cell(&finding.message));
            let _ = writeln!(out, "| {place} | `{}` | {message} |", finding.code);
        }
    }
    for failure in &report.failures {
        let _ = writeln!(
            out,
            "\nNot checked: {}: {}",
            code(&failure.shown),
            message(&one_line(&failure.message))
        );
    }
    out
}

/// The topic whose rules are about reading the schema: nothing fails where they are broken.
const STYLE_TOPIC: &str = "Naming";

/// The index of a finding's priority.
fn priority_of(finding: &Finding) -> usize {
    let is_style = || ide::registry().find(finding.code).is_some_and(|entry| entry.topic == STYLE_TOPIC);
    match finding.level {
        _ if finding.origin == Origin::PrismaLens && is_style() => 2,
        Level::Error => 0,
        Level::Warning => 1,
        Level::Info | Level::Hint | Level::Off => 2,
    }
}

/// A name from elsewhere as a code span, whatever it holds.
fn code(name: &str) -> String {
    markdown::code(&name_in_line(name))
}
