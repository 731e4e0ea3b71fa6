//! Replacing parts of a text.

use crate::text::Span;

/// A replacement of some bytes of a file by other text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TextEdit {
    /// What is replaced, in bytes of the file; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl TextEdit {
    /// Puts `text` before the byte at `offset`.
    pub fn insert(offset: u32, text: impl Into<String>) -> TextEdit {
        TextEdit { span: Span::at(offset), text: text.into() }
    }

    /// Puts `text` in the place of `span`.
    pub fn replace(span: Span, text: impl Into<String>) -> TextEdit {
        TextEdit { span, text: text.into() }
    }

    /// Takes `span` away.
    pub fn delete(span: Span) -> TextEdit {
        TextEdit { span, text: String::new() }
    }
}

/// Applies `edits` to `text`, all of them in the text's own offsets. Edits that overlap an earlier one (in the order
/// of their places, then in the order given), or that do not fall between two characters of the text, are left out.
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
