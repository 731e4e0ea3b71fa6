//! Positions in one section of a text, for responses with many positions in it.

use std::borrow::Cow;

use crate::text::position::{FAR, width};
use crate::text::{Encoding, Position, Source, Span};

/// A section of a text with its line starts computed, so that a position takes a search among its own lines only.
///
/// Returns the same positions as [`Source::position`].
#[derive(Clone, Debug)]
pub struct Section<'s> {
    source: &'s Source,
    text: Cow<'s, str>,
    start: u32,
    first: Position,
    /// The starts of its lines, in bytes of the section; the first entry is 0 even if its line starts earlier.
    lines: Vec<u32>,
    encoding: Encoding,
}

impl Source {
    /// The section `span` of the text, for columns in this unit.
    pub fn section(&self, span: Span, encoding: Encoding) -> Section<'_> {
        let text = self.slice(span);
        let start = self.floor(span.start);
        let bytes = text.as_bytes();
        let breaks = memchr::memchr2_iter(b'\n', b'\r', bytes)
            .filter(|&at| bytes.get(at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n'))
            .map(|at| u32::try_from(at + 1).unwrap_or(u32::MAX));
        let mut lines: Vec<u32> = std::iter::once(0).chain(breaks).collect();
        let end = start.saturating_add(u32::try_from(text.len()).unwrap_or(u32::MAX));
        if text.ends_with('\r') && self.slice(Span::new(end, end.saturating_add(1))) == "\n" {
            // The line ends one byte later.
            lines.pop();
        }
        Section { source: self, first: self.position(start, encoding), text, start, lines, encoding }
    }
}

impl Section<'_> {
    /// The text of the section.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The position of a byte offset of the whole text, clamped to the section.
    pub fn position(&self, offset: u32) -> Position {
        let mut at = (offset.saturating_sub(self.start) as usize).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let line = self.lines.partition_point(|&start| start as usize <= at).saturating_sub(1);
        let from = self.lines.get(line).map_or(0, |&start| start as usize);
        if at - from > FAR as usize {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            return self.source.position(self.start.saturating_add(at), self.encoding);
        }
        let column = width(self.text.get(from..at).unwrap_or(""), self.encoding);
        let before = if line == 0 { self.first.column } else { 0 };
        let line = self.first.line.saturating_add(u32::try_from(line).unwrap_or(u32::MAX));
        Position { line, column: column.saturating_add(before) }
    }
}
