//! Positions as editors count them: lines, and columns in one of three units.

use crate::text::source::floor_in;
use crate::text::{Source, Span};

/// The distance in bytes beyond which a position is searched in the whole text instead of counted from a known one.
/// Otherwise a block of thousands of lines that all refer to the first would be counted once per line, and a long line once for
/// each position in it.
pub(super) const FAR: u32 = 4096;

/// The unit of columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: the default of the protocol.
    #[default]
    Utf16,
    /// Characters (Unicode scalar values).
    Utf32,
}

/// A position between two characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 0.
    pub line: u32,
    /// The column, from 0, in the unit of an [`Encoding`].
    pub column: u32,
}

impl Source {
    /// The position of a byte offset. An offset inside a character counts as the start of that character.
    pub fn position(&self, offset: u32, encoding: Encoding) -> Position {
        let offset = self.floor(offset);
        let line = self.line_of(offset);
        let start = self.line_start(line);
        let column = match offset.saturating_sub(start) > FAR {
            true => self.columns_between(start, offset, encoding),
            false => width(&self.slice(Span::new(start, offset)), encoding),
        };
        Position { line, column }
    }

    /// Like [`Source::position`], counted from the position `from` of the offset `start`, which must not be after
    /// `offset`. Over a short distance this is cheaper than a search in the whole text; a long distance is searched.
    pub fn position_after(&self, start: u32, from: Position, offset: u32, encoding: Encoding) -> Position {
        if offset.saturating_sub(start) > FAR {
            return self.position(offset, encoding);
        }
        let end = (offset as usize).min(self.len() as usize);
        let (mut at, mut next) = (from, start as usize);
        while next < end {
            let (chunk, chunk_start, begin) = self.chunk_at(next);
            let text = chunk.get(begin..floor_in(chunk, end - chunk_start)).unwrap_or("");
            let bytes = text.as_bytes();
            let is_lone = |at: usize| bytes.get(at + 1) != Some(&b'\n');
            if memchr::memchr_iter(b'\r', bytes).any(is_lone) {
                return self.position(offset, encoding);
            }
            let mut line = text;
            if let Some(last) = memchr::memrchr(b'\n', bytes) {
                let breaks = memchr::memchr_iter(b'\n', bytes).count();
                at.line = at.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
                at.column = 0;
                line = text.get(last + 1..).unwrap_or("");
            }
            at.column = at.column.saturating_add(width(line, encoding));
            next = chunk_start + chunk.len();
        }
        at
    }

    /// The byte offset of a position. A column beyond the end of its line counts as the end of the line (before its
    /// newline), a line beyond the last as the end of the text, and a column inside a character as the start of the
    /// character.
    pub fn offset(&self, position: Position, encoding: Encoding) -> u32 {
        if position.line >= self.line_count() {
            return self.len();
        }
        let span = self.line_span(position.line);
        if position.column > FAR {
            return self.offset_after(span.start, position.column, encoding).min(span.end);
        }
        let line = self.slice(Span::new(span.start, span.end.min(span.start.saturating_add(4 * (FAR + 2)))));
        let mut column = 0u32;
        for (byte, char) in line.char_indices() {
            let next = column.saturating_add(char_width(char, encoding));
            if next > position.column {
                return span.start.saturating_add(u32::try_from(byte).unwrap_or(u32::MAX));
            }
            column = next;
        }
        span.end
    }

    /// The number of columns between two offsets that lie at the starts of characters. Takes a search, however far they are apart.
    fn columns_between(&self, start: u32, end: u32, encoding: Encoding) -> u32 {
        let columns_before = |offset: u32| {
            let offset = (offset as usize).min(self.rope().len_bytes());
            let char = || self.rope().try_byte_to_char(offset).unwrap_or(0);
            match encoding {
                Encoding::Utf8 => offset,
                Encoding::Utf16 => self.rope().try_char_to_utf16_cu(char()).unwrap_or(0),
                Encoding::Utf32 => char(),
            }
        };
        u32::try_from(columns_before(end).saturating_sub(columns_before(start))).unwrap_or(u32::MAX)
    }

    /// The offset `columns` after that of the start of a character; the start of a character where it lies inside. Takes a search,
    /// however far it is.
    fn offset_after(&self, start: u32, columns: u32, encoding: Encoding) -> u32 {
        let (start, columns) = ((start as usize).min(self.rope().len_bytes()), columns as usize);
        let char = self.rope().try_byte_to_char(start).unwrap_or(0);
        let after = match encoding {
            Encoding::Utf8 => {
                return self.floor(u32::try_from(start.saturating_add(columns)).unwrap_or(u32::MAX));
            }
            Encoding::Utf16 => {
                let units = self.rope().try_char_to_utf16_cu(char).unwrap_or(0);
                self.rope().try_utf16_cu_to_char(units.saturating_add(columns)).ok()
            }
            Encoding::Utf32 => Some(char.saturating_add(columns)),
        };
        let byte = after.and_then(|char| self.rope().try_char_to_byte(char).ok());
        u32::try_from(byte.unwrap_or(self.rope().len_bytes())).unwrap_or(u32::MAX)
    }
}

/// The positions of byte offsets in ascending order, in one pass over the text. An offset beyond the end counts as the
/// end.
pub fn positions(text: &str, offsets: impl IntoIterator<Item = u32>, encoding: Encoding) -> Vec<Position> {
    let bytes = text.as_bytes();
    let mut ends = memchr::memchr2_iter(b'\n', b'\r', bytes)
        .filter(|at| bytes.get(*at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n'))
        .map(|at| at + 1)
        .peekable();
    let (mut at, mut column, mut line) = (0, 0u32, 0);
    let place = |offset: u32| {
        let offset = text.floor_char_boundary(offset as usize);
        while let Some(next) = ends.next_if(|end| *end <= offset) {
            line += 1;
            (at, column) = (next, 0);
        }
        column = column.saturating_add(width(text.get(at..offset).unwrap_or(""), encoding));
        at = at.max(offset);
        Position { line, column }
    };
    offsets.into_iter().map(place).collect()
}

/// The number of columns of `text`, which contains no newline.
pub(super) fn width(text: &str, encoding: Encoding) -> u32 {
    let units = match encoding {
        Encoding::Utf8 => text.len(),
        // The common case, and counting bytes is much faster than counting characters.
        _ if text.is_ascii() => text.len(),
        Encoding::Utf16 => text.chars().map(char::len_utf16).sum(),
        Encoding::Utf32 => text.chars().count(),
    };
    u32::try_from(units).unwrap_or(u32::MAX)
}

fn char_width(char: char, encoding: Encoding) -> u32 {
    let units = match encoding {
        Encoding::Utf8 => char.len_utf8(),
        Encoding::Utf16 => char.len_utf16(),
        Encoding::Utf32 => 1,
    };
    units as u32
}
