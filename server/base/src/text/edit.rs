//! Text edits.

use crate::text::Span;

/// A replacement of some bytes of a file by other text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TextEdit {
    /// The replaced bytes of the file; empty for an insertion.
    pub span: Span,
    /// The new text.
    pub text: String,
}

impl TextEdit {
    /// Inserts `text` at the byte `offset`.
    pub fn insert(offset: u32, text: impl Into<String>) -> TextEdit {
        TextEdit { span: Span::at(offset), text: text.into() }
    }

    /// Replaces `span` by `text`.
    pub fn replace(span: Span, text: impl Into<String>) -> TextEdit {
        TextEdit { span, text: text.into() }
    }

    /// Deletes `span`.
    pub fn delete(span: Span) -> TextEdit {
        TextEdit { span, text: String::new() }
    }
}

/// Applies `edits` to `text`; all offsets are those of the original text. Skips edits that overlap an earlier one (by
/// position, then in the given order), and edits that split a character.
pub fn apply_edits(text: &str, edits: &[TextEdit]) -> String {
    let mut order: Vec<&TextEdit> = edits.iter().collect();
    order.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len());
    let mut done = 0usize;
    for edit in order {
        let range = edit.span.range();
        let Some(between) = (range.start >= done).then(|| text.get(done..range.start)).flatten() else {
            continue;
        };
        if text.get(range.clone()).is_none() {
            continue;
        }
        out.push_str(between);
        out.push_str(&edit.text);
        done = range.end;
    }
    out.push_str(text.get(done..).unwrap_or(""));
    out
}
