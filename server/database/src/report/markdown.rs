//! Markdown.

use std::fmt::Write as _;

use super::Report;

pub(super) fn render(report: &Report) -> String {
    let mut out = format!("# {}\n\n", escaped(&report.title));
    for finding in &report.findings {
        let _ = writeln!(
            out,
            "- **{}** `{}` ({}): {}",
            finding.priority.name(),
            finding.subject.replace('`', "'"),
            finding.code,
            escaped(&finding.message)
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
            let cells: Vec<String> = row.iter().map(|cell| escaped(cell).replace('|', "\\|")).collect();
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
    }
    for note in &report.notes {
        let _ = writeln!(out, "\n> {}", escaped(note));
    }
    out
}

/// A text in which only backticks are markup.
fn escaped(text: &str) -> String {
    let parts = text.split('`').enumerate().map(|(at, part)| match at % 2 {
        0 => plain(part),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<String>>().join("`")
}

/// A text without markup. An underscore within a word is none.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut is_in_word = false;
    while let Some(character) = characters.next() {
        let is_before_word = characters.peek().is_some_and(|next| next.is_alphanumeric() || *next == '_');
        match character {
            '\\' | '<' | '*' | '[' => out.push('\\'),
            '_' if !(is_in_word && is_before_word) => out.push('\\'),
            _ => {}
        }
        out.push(character);
        is_in_word = character.is_alphanumeric() || character == '_';
    }
    out
}
