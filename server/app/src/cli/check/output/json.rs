//! One JSON object for programs.

use serde_json::{Value, json};

use crate::cli::check::output::Look;
use crate::cli::check::report::{Report, Reported, ReportedFix, line_column};
use base::text::{Source, Span};

/// Everything that is known, with lines and columns from 1 (columns in characters) and offsets in bytes.
pub(super) fn render(report: &Report, look: &Look) -> String {
    let counts = report.counts();
    let failures = report.failures.iter().map(|it| json!({ "file": it.shown, "message": it.message }));
    let findings = report.findings().map(|(file, it)| finding(&file.shown, &file.source, it));
    let schemas = report.schemas.iter().map(|it| {
        json!({ "root": it.shown, "prismaVersion": it.version.to_string(), "versionIsGuess": it.is_guess })
    });
    let value = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "schemas": schemas.collect::<Vec<Value>>(),
        "findings": findings.collect::<Vec<Value>>(),
        "failures": failures.collect::<Vec<Value>>(),
        "summary": {
            "files": report.checked,
            "errors": counts.errors,
            "warnings": counts.warnings,
            "infos": counts.infos,
            "hints": counts.hints,
            "fixable": report.findings().filter(|(_, it)| it.is_fixable()).count(),
            "fixed": if look.is_dry || look.unwritten > 0 { 0 } else { look.settled },
            "baseline": look.known,
        },
    });
    format!("{value:#}\n")
}

fn finding(file: &str, source: &Source, finding: &Reported) -> Value {
    let related = finding
        .related
        .iter()
        .map(|it| json!({ "file": it.shown, "range": range(&it.source, it.span), "message": it.message }));
    json!({
        "file": file,
        "range": range(source, finding.span),
        "level": finding.level.name(),
        "source": finding.speaker(),
        "code": finding.code,
        "message": finding.message,
        "element": finding.element,
        "related": related.collect::<Vec<Value>>(),
        "fixes": finding.fixes.iter().map(fix).collect::<Vec<Value>>(),
    })
}

fn fix(fix: &ReportedFix) -> Value {
    let edits = fix.edits.iter().map(
        |(file, source, edit)| json!({ "file": file, "range": range(source, edit.span), "text": edit.text }),
    );
    json!({ "title": fix.title, "safe": fix.is_applied, "edits": edits.collect::<Vec<Value>>() })
}

fn range(source: &Source, span: Span) -> Value {
    let place = |offset: u32| {
        let (line, column) = line_column(source, offset);
        json!({ "line": line, "column": column, "offset": offset })
    };
    json!({ "start": place(span.start), "end": place(span.end) })
}
