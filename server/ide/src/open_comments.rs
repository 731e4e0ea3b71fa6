//! Fixes that would insert text into a comment.
//!
//! Everything on a line after an unclosed `/*` is ignored, so a fix that inserts there has no effect and would be applied again and
//! again.

use crate::Analysis;
use base::{FileEdit, FileId, Finding, cancel};
use rustc_hash::FxHashMap;

/// Removes fixes that insert text behind a `/*` that is open on its line.
pub(crate) fn remove<'f>(analysis: &Analysis, findings: impl Iterator<Item = &'f mut Finding>) {
    let mut lines = OpenComments::default();
    for finding in findings {
        cancel::check();
        finding.fixes.retain(|fix| !fix.edits.iter().any(|edit| lines.holds(analysis, edit)));
    }
}

/// Where comments are open, by file and line: many fixes may be on one.
#[derive(Default)]
struct OpenComments(FxHashMap<(FileId, u32), Option<u32>>);

impl OpenComments {
    /// Whether an edit inserts something in an open comment.
    fn holds(&mut self, analysis: &Analysis, edit: &FileEdit) -> bool {
        let at = edit.edit.span.start;
        if !edit.edit.span.is_empty() || edit.edit.text.starts_with(['\n', '\r']) {
            return false;
        }
        let Some(file) = analysis.schema.file(edit.file) else { return false };
        let source = file.content.source().source();
        let line = source.line_of(at);
        let open = self.0.entry((edit.file, line)).or_insert_with(|| {
            let span = source.line_span(line);
            open_comment(&source.slice(span)).map(|offset| span.start.saturating_add(offset))
        });
        open.is_some_and(|open| open < at)
    }
}

/// The offset of the block comment that is open at the end of a line, in bytes.
fn open_comment(line: &str) -> Option<u32> {
    let mut at = 0;
    while let Some(length) = line.get(at..).and_then(|rest| rest.find(['"', '/'])) {
        at += length;
        let from = line.get(at..).unwrap_or_default();
        at += if let Some(string) = from.strip_prefix('"') {
            1 + string_length(string)
        } else if from.starts_with("//") {
            return None;
        } else if let Some(comment) = from.strip_prefix("/*") {
            match comment.find("*/") {
                Some(end) => end + 4,
                None => return u32::try_from(at).ok(),
            }
        } else {
            1
        };
    }
    None
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
