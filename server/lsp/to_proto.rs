//! From our places to the protocol's. With `from_proto`, the only place where bytes meet lines and columns.

use tower_lsp::lsp_types::{Position, Range, TextEdit};

use crate::text::{self, Encoding, Source, Span};

/// The place of a byte offset.
pub fn position(source: &Source, offset: u32, encoding: Encoding) -> Position {
    let text::Position { line, column } = source.position(offset, encoding);
    Position { line, character: column }
}

/// The range of some bytes.
pub fn range(source: &Source, span: Span, encoding: Encoding) -> Range {
    Range { start: position(source, span.start, encoding), end: position(source, span.end, encoding) }
}

/// An edit, for the text as it stands in `source`.
pub fn text_edit(source: &Source, edit: &text::TextEdit, encoding: Encoding) -> TextEdit {
    TextEdit { range: range(source, edit.span, encoding), new_text: edit.text.clone() }
}
