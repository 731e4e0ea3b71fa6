//! A Code Quality report, which GitLab shows in merge requests.

use std::fmt::Write;

use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::cli::check::report::{Report, line_column};
use base::Level;

/// One entry per finding. GitLab tells new findings from old ones by their fingerprints, which are independent of lines.
pub(super) fn render(report: &Report) -> String {
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    let mut entries = Vec::new();
    for file in &report.files {
        for (finding, element) in &file.findings {
            let identity = format!("{}\n{}\n{element}", file.text.shown, finding.code);
            let count = seen.entry(identity.clone()).or_default();
            *count += 1;
            let severity = match finding.level {
                Level::Error => "critical",
                Level::Warning => "major",
                Level::Info => "minor",
                Level::Hint | Level::Off => "info",
            };
            let (line, _) = line_column(&file.text.source, finding.anchor.span().start);
            entries.push(json!({
                "description": finding.message,
                "check_name": finding.code,
                "fingerprint": fingerprint(&format!("{identity}\n{count}")),
                "severity": severity,
                "location": { "path": file.text.shown, "lines": { "begin": line } },
            }));
        }
    }
    format!("{:#}\n", Value::Array(entries))
}

/// A hash in hexadecimal digits.
fn fingerprint(identity: &str) -> String {
    Sha256::digest(identity).iter().take(16).fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
