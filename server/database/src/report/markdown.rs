//! Markdown.

use std::fmt::Write as _;

use base::text::markdown::{code, message, message_in_cell};

use super::Report;

pub(super) fn render(report: &Report) -> String {
    let mut out = format!("# {}\n\n", message(&report.title));
    for finding in &report.findings {
        let _ = writeln!(
            out,
            "- **{}** {} ({}): {}",
            finding.priority.name(),
            code(&finding.subject),
            finding.code,
            message(&finding.message)
        );
        for detail in &finding.details {
            let _ = writeln!(out, "  - {}", code(detail));
        }
    }
    if report.findings.is_empty() {
        out.push_str("No problems found.\n");
    }
    for section in report.sections.iter().filter(|section| !section.rows.is_empty()) {
        let _ = writeln!(out, "\n## {}\n\n| {} |", section.title, section.columns.join(" | "));
        let _ = writeln!(out, "|{}", "---|".repeat(section.columns.len()));
        for row in &section.rows {
            let cells: Vec<String> = row.iter().map(|cell| message_in_cell(cell)).collect();
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
    }
    for note in &report.notes {
        let _ = writeln!(out, "\n> {}", message(note));
    }
    out
}
