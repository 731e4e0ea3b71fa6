//! From the protocol's places to ours. Lines and columns become bytes in `base::text`, which knows all three encodings; here
//! the protocol's types are only taken apart.
//!
//! A place outside a text is moved to the nearest one inside: what a client sends is never a reason to fail.

use tower_lsp::lsp_types::{Position, Range, TextDocumentContentChangeEvent};

use crate::host::TextChange;
use base::text::{self, Encoding, Source, Span};

/// The byte offset of a place.
pub fn offset(source: &Source, position: Position, encoding: Encoding) -> u32 {
    source.offset(text::Position { line: position.line, column: position.character }, encoding)
}

/// The bytes of a range. One that ends before it begins is turned round.
pub fn span(source: &Source, range: Range, encoding: Encoding) -> Span {
    let (start, end) = (offset(source, range.start, encoding), offset(source, range.end, encoding));
    Span::new(start.min(end), start.max(end))
}

/// A change of a text.
pub fn change(change: TextDocumentContentChangeEvent) -> TextChange {
    let position = |at: Position| text::Position { line: at.line, column: at.character };
    TextChange { range: change.range.map(|it| position(it.start)..position(it.end)), text: change.text }
}
