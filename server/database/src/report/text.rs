//! Plain text.

use std::fmt::Write as _;

use super::{Report, Section};

/// The most characters of a value.
const WIDEST: usize = 80;

pub(super) fn render(report: &Report) -> String {
    let mut out = format!("{}\n", report.title);
    for finding in &report.findings {
        let _ = writeln!(
            out,
            "\n{} {} [{}]\n   {}",
            finding.priority.name(),
            finding.subject,
            finding.code,
            finding.message
        );
        for detail in &finding.details {
            let _ = writeln!(out, "   {detail}");
        }
    }
    if report.findings.is_empty() {
        out.push_str("\nNo problems found.\n");
    }
    for section in report.sections.iter().filter(|section| !section.rows.is_empty()) {
        table(&mut out, section);
    }
    for note in &report.notes {
        let _ = writeln!(out, "\nNote: {note}");
    }
    out
}

fn table(out: &mut String, section: &Section) {
    let _ = writeln!(out, "\n{}", section.title);
    let cut = |text: &str| match text.chars().count() > WIDEST {
        true => text.chars().take(WIDEST - 1).chain(['…']).collect(),
        false => text.to_owned(),
    };
    let head: Vec<String> = section.columns.iter().map(|name| (*name).to_owned()).collect();
    let rows: Vec<Vec<String>> = std::iter::once(head)
        .chain(section.rows.iter().map(|row| row.iter().map(|cell| cut(cell)).collect()))
        .collect();
    let width = |at: usize| {
        rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..section.columns.len()).map(width).collect();
    for row in &rows {
        let mut line = String::from(" ");
        for (cell, width) in row.iter().zip(&widths) {
            let _ = write!(line, " {cell}{} ", " ".repeat(width.saturating_sub(cell.chars().count())));
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
}
