//! Markdown.

use std::fmt::Write as _;

use super::Report;

pub(super) fn render(report: &Report) -> String {
    let mut out = format!("# {}\n\n", report.title);
    for finding in &report.findings {
        let _ = writeln!(
            out,
            "- **{}** `{}` ({}): {}",
            finding.priority.name(),
            finding.subject,
            finding.code,
            finding.message
        );
        for detail in &finding.details {
            let _ = writeln!(out, "  - `{}`", detail.replace('`', "'"));
        }
    }
    if report.findings.is_empty() {
        out.push_str("No problems found.\n");
    }
    for section in report.sections.iter().filter(|section| !section.rows.is_empty()) {
        let _ = writeln!(out, "\n## {}\n\n| {} |", section.title, section.columns.join(" | "));
        let _ = writeln!(out, "|{}", "---|".repeat(section.columns.len()));
        for row in &section.rows {
            let cells: Vec<String> =
                row.iter().map(|cell| cell.replace('|', "\\|").replace(['\n', '\r'], " ")).collect();
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
    }
    for note in &report.notes {
        let _ = writeln!(out, "\n> {note}");
    }
    out
}
