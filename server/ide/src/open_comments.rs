//! Fixes that would add to a comment.
//!
//! The rest of a line behind a `/*` that nothing closes is no code. What a fix adds there has no effect, so that it would be added
//! again and again.

use crate::Analysis;
use base::text::Span;
use base::{FileEdit, Finding, cancel};

/// Removes fixes that insert text behind a `/*` that is open on its line.
pub(crate) fn remove<'f>(analysis: &Analysis, findings: impl Iterator<Item = &'f mut Finding>) {
    for finding in findings {
        cancel::check();
        finding.fixes.retain(|fix| !fix.edits.iter().any(|edit| is_in_comment(analysis, edit)));
    }
}

fn is_in_comment(analysis: &Analysis, edit: &FileEdit) -> bool {
    let at = edit.edit.span.start;
    if !edit.edit.span.is_empty() || edit.edit.text.starts_with(['\n', '\r']) {
        return false;
    }
    let Some(file) = analysis.schema.file(edit.file) else { return false };
    let source = file.content.source().source();
    let line = source.line_span(source.line_of(at));
    let before = source.slice(Span::new(line.start, at));
    before.contains("/*") && is_open(&before)
}

/// Whether a block comment is open at the end of the beginning of a line.
fn is_open(mut rest: &str) -> bool {
    while let Some(at) = rest.find(['"', '/']) {
        let from = rest.get(at..).unwrap_or_default();
        let length = if let Some(string) = from.strip_prefix('"') {
            1 + string_length(string)
        } else if from.starts_with("//") {
            return false;
        } else if let Some(comment) = from.strip_prefix("/*") {
            match comment.find("*/") {
                Some(end) => end + 4,
                None => return true,
            }
        } else {
            1
        };
        rest = from.get(length..).unwrap_or_default();
    }
    false
}

/// The length of a string in bytes behind its opening quote, with the closing one.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, char) in text.char_indices() {
        match char {
            '"' if !is_escaped => return at + 1,
            '\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    text.len()
}
