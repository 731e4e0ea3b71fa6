//! JSON.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{Report, Section};

pub(super) fn render(report: &Report) -> String {
    let findings = report.findings.iter().map(|finding| {
        json!({
            "priority": finding.priority.name(),
            "code": finding.code,
            "subject": finding.subject,
            "message": finding.message,
            "details": finding.details,
        })
    });
    let row = |section: &Section, row: &Vec<String>| {
        let cells = section
            .columns
            .iter()
            .zip(row)
            .map(|(name, cell)| ((*name).to_owned(), Value::from(cell.as_str())));
        Value::Object(cells.collect())
    };
    let sections: Map<String, Value> = report
        .sections
        .iter()
        .map(|section| (section.title.to_owned(), section.rows.iter().map(|it| row(section, it)).collect()))
        .collect();
    let value = json!({
        "title": report.title,
        "findings": findings.collect::<Vec<Value>>(),
        "sections": sections,
        "notes": report.notes,
    });
    escaped(&format!("{value:#}\n"))
}

/// JSON whose strings have no control characters, also none that JSON allows and a terminal obeys.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out
}
