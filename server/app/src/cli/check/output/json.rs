//! JSON output.

use serde_json::{Value, json};

use crate::cli::check::output::OutputOptions;
use crate::cli::check::report::{FileReport, Report, is_fixable, line_column};
use base::text::{Source, Span};
use base::{Finding, Fix};

/// The whole report, with lines and columns from 1 (columns in characters) and offsets in bytes.
pub(super) fn render(report: &Report, options: &OutputOptions) -> String {
    let counts = report.counts();
    let failures = report.failures.iter().map(|it| json!({ "file": it.shown, "message": it.message }));
    let findings = report
        .files
        .iter()
        .flat_map(|file| file.findings.iter().map(move |(it, element)| finding(report, file, it, element)));
    let schemas = report.schemas.iter().map(|it| {
        json!({
            "root": it.shown,
            "prismaVersion": it.version.to_string(),
            "versionIsGuess": it.is_guess,
            "versionSource": it.version_source,
            "versionFile": it.version_file,
            "isPartial": it.is_partial,
        })
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
            "fixable": report.findings().filter(|(_, it)| is_fixable(it)).count(),
            "fixed": if options.is_dry || options.unwritten_files > 0 { 0 } else { options.fixed_findings },
            "baseline": options.baselined,
        },
    });
    format!("{value:#}\n")
}

fn finding(report: &Report, file: &FileReport, finding: &Finding, element: &str) -> Value {
    let related = report.related(finding).map(|(text, span, message)| {
        json!({ "file": text.shown, "range": range(&text.source, span), "message": message })
    });
    json!({
        "file": file.text.shown,
        "range": range(&file.text.source, finding.anchor.span()),
        "level": finding.level.name(),
        "source": finding.origin.name(),
        "code": finding.code,
        "message": finding.message,
        "element": element,
        "related": related.collect::<Vec<Value>>(),
        "fixes": finding.fixes.iter().map(|it| fix(report, it)).collect::<Vec<Value>>(),
    })
}

fn fix(report: &Report, fix: &Fix) -> Value {
    let edits = report.edits(fix).map(|(text, edit)| {
        json!({ "file": text.shown, "range": range(&text.source, edit.span), "text": edit.text })
    });
    json!({ "title": fix.title, "safe": fix.is_automatic(), "edits": edits.collect::<Vec<Value>>() })
}

fn range(source: &Source, span: Span) -> Value {
    let place = |offset: u32| {
        let (line, column) = line_column(source, offset);
        json!({ "line": line, "column": column, "offset": offset })
    };
    json!({ "start": place(span.start), "end": place(span.end) })
}
