//! JSON.

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
    format!("{value:#}\n")
}
