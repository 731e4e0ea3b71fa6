//! From our places to the protocol's. With `from_proto`, the only place where bytes meet lines and columns.

use tower_lsp::lsp_types::{Position, Range, SymbolKind, TextEdit};

use crate::ide;
use crate::text::{self, Encoding, Section, Source, Span};

/// The place of a byte offset.
pub fn position(source: &Source, offset: u32, encoding: Encoding) -> Position {
    let text::Position { line, column } = source.position(offset, encoding);
    Position { line, character: column }
}

/// The range of some bytes.
pub fn range(source: &Source, span: Span, encoding: Encoding) -> Range {
    Range { start: position(source, span.start, encoding), end: position(source, span.end, encoding) }
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
