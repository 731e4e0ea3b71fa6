//! From the protocol's places to ours. With `to_proto`, the only place where lines and columns meet bytes.
//!
//! A place outside a text is moved to the nearest one inside: what a client sends is never a reason to fail.

use tower_lsp::lsp_types::{Position, Range, TextDocumentContentChangeEvent};

use base::text::{self, Encoding, Source, Span, TextEdit};

/// The byte offset of a place.
pub fn offset(source: &Source, position: Position, encoding: Encoding) -> u32 {
    source.offset(text::Position { line: position.line, column: position.character }, encoding)
}

/// The bytes of a range. One that ends before it begins is turned round.
pub fn span(source: &Source, range: Range, encoding: Encoding) -> Span {
    let (start, end) = (offset(source, range.start, encoding), offset(source, range.end, encoding));
    Span::new(start.min(end), start.max(end))
}

/// What a change does to the text as it was before it; without a range it replaces all of it.
pub fn edit(source: &Source, change: TextDocumentContentChangeEvent, encoding: Encoding) -> TextEdit {
    let span = match change.range {
        Some(range) => span(source, range, encoding),
        None => Span::new(0, source.len()),
    };
    TextEdit::replace(span, change.text)
}
