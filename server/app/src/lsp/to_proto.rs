//! From our places to the protocol's. Bytes become lines and columns in `base::text` (`Source::position` for single places,
//! `Section` and `positions` for many); here the protocol's types are only put together.

use tower_lsp::lsp_types::{Position, Range, SymbolKind, TextEdit};

use base::text::{self, Encoding, Section, Source, Span, positions};
use ide;

/// The place of a byte offset.
pub fn position(source: &Source, offset: u32, encoding: Encoding) -> Position {
    let text::Position { line, column } = source.position(offset, encoding);
    Position { line, character: column }
}

/// The range of some bytes.
pub fn range(source: &Source, span: Span, encoding: Encoding) -> Range {
    Range { start: position(source, span.start, encoding), end: position(source, span.end, encoding) }
}

/// The range between two places.
pub fn lines(start: text::Position, end: text::Position) -> Range {
    let place = |at: text::Position| Position { line: at.line, character: at.column };
    Range { start: place(start), end: place(end) }
}

/// The range of some bytes of the whole text, which lie in this stretch of it.
pub fn range_in(section: &Section<'_>, span: Span) -> Range {
    let place = |offset| {
        let text::Position { line, column } = section.position(offset);
        Position { line, character: column }
    };
    Range { start: place(span.start), end: place(span.end) }
}

/// An edit, for the text as it stands in `source`.
pub fn text_edit(source: &Source, edit: &text::TextEdit, encoding: Encoding) -> TextEdit {
    TextEdit { range: range(source, edit.span, encoding), new_text: edit.text.clone() }
}

/// What a symbol is, in the words that the protocol has for classes and their like.
pub fn symbol_kind(kind: ide::SymbolKind) -> SymbolKind {
    match kind {
        ide::SymbolKind::Model => SymbolKind::CLASS,
        ide::SymbolKind::View => SymbolKind::INTERFACE,
        ide::SymbolKind::CompositeType => SymbolKind::STRUCT,
        ide::SymbolKind::Enum => SymbolKind::ENUM,
        ide::SymbolKind::Alias => SymbolKind::TYPE_PARAMETER,
        ide::SymbolKind::Datasource => SymbolKind::MODULE,
        ide::SymbolKind::Generator => SymbolKind::FUNCTION,
        ide::SymbolKind::Namespace => SymbolKind::NAMESPACE,
        ide::SymbolKind::Block => SymbolKind::OBJECT,
        ide::SymbolKind::Field => SymbolKind::FIELD,
        ide::SymbolKind::Relation => SymbolKind::PROPERTY,
        ide::SymbolKind::Key => SymbolKind::KEY,
        ide::SymbolKind::Value => SymbolKind::ENUM_MEMBER,
        ide::SymbolKind::Entry => SymbolKind::CONSTANT,
    }
}

/// Edits of a text in the order of their places, which do not overlap: many of them cost one walk through the text.
pub fn text_edits(text: &str, edits: Vec<text::TextEdit>, encoding: Encoding) -> Vec<TextEdit> {
    let offsets = edits.iter().flat_map(|edit| [edit.span.start, edit.span.end]);
    let places = positions(text, offsets, encoding);
    let position = |at: &text::Position| Position { line: at.line, character: at.column };
    let range = |pair: &[text::Position]| match pair {
        [start, end] => Range { start: position(start), end: position(end) },
        _ => Range::default(),
    };
    edits
        .into_iter()
        .zip(places.chunks_exact(2))
        .map(|(edit, pair)| TextEdit { range: range(pair), new_text: edit.text })
        .collect()
}
