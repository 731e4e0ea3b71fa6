//! A whole file: blocks, comments between them, and other lines.

use crate::format::pieces::{Gap, Pieces};
use crate::format::reader::TextReader;
use crate::format::{Options, scan};

/// What precedes the current position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Nothing,
    /// A block, which is followed by a blank line.
    Block,
    /// A line with its line break.
    Line,
    /// A block with an unknown keyword, up to its brace: the next text follows directly.
    Unknown,
    /// A type alias with the spaces after it.
    Alias,
}

/// Reads a text into pieces.
pub(super) fn read(text: &str, options: &Options) -> Pieces {
    let mut reader = TextReader::new(text, options);
    let mut before = Before::Nothing;
    loop {
        let is_behind_lines = reader.skip_lines();
        reader.skip_blanks();
        if reader.is_at_end() {
            break;
        }
        let gap = match (before, is_behind_lines) {
            // At the very start, it would no longer be part of the line.
            (Before::Nothing, _) if reader.stands("\u{feff}") => Gap::Kept,
            (Before::Nothing, _) => Gap::outer(0),
            (Before::Alias, false) => Gap::Kept,
            (Before::Unknown, false) => Gap::Spaces(0),
            // Also if text follows the brace. Prisma only ends the line there, and adds a blank line when it formats
            // the file again.
            (Before::Block, _) | (Before::Line, true) => Gap::outer(2),
            (Before::Unknown | Before::Alias, true) | (Before::Line, false) => Gap::outer(1),
        };
        before = reader.top(gap);
    }
    reader.pieces.begin(text.len(), text.len(), Gap::outer(1));
    reader.pieces
}

/// Reads the text of one block with the comments before it. `None` if it is not a known block, or not closed. `cursor`
/// is the position of the user's cursor.
pub(super) fn read_block(text: &str, options: &Options, cursor: u32) -> Option<Pieces> {
    let mut reader = TextReader::new(text, options);
    reader.cursor = Some(cursor as usize);
    let mut gap = Gap::Kept;
    loop {
        let is_behind_lines = reader.skip_lines();
        reader.skip_blanks();
        if is_behind_lines && gap != Gap::Kept {
            gap = Gap::outer(2);
        }
        match reader.comment(false) {
            Some(piece) => reader.pieces.set_gap(piece, gap),
            None => return reader.block(gap).then_some(reader.pieces),
        }
        gap = Gap::outer(1);
    }
}

impl TextReader<'_> {
    fn top(&mut self, gap: Gap) -> Before {
        if let Some(piece) = self.comment(false) {
            self.pieces.set_gap(piece, gap);
            return Before::Line;
        }
        if self.block(gap) {
            return Before::Block;
        }
        if let Some(end) = self.type_alias() {
            self.begin(end, gap);
            return Before::Alias;
        }
        if let Some(end) = self.unknown_block() {
            self.begin(end, gap);
            return Before::Unknown;
        }
        self.broken_line(gap);
        Before::Line
    }

    /// The offset after `type Name = Type @attribute`, and the spaces after it.
    fn type_alias(&mut self) -> Option<usize> {
        if !self.stands("type") {
            return None;
        }
        let (at, pieces) = (self.at, self.pieces.len());
        let end = self.alias_end(at + "type".len());
        self.at = at;
        self.pieces.truncate(pieces);
        end
    }

    fn alias_end(&mut self, behind: usize) -> Option<usize> {
        let name = scan::name(self.text, scan::skip_blanks(self.text, behind))?;
        let equals = scan::skip_blanks(self.text, name);
        if !scan::stands(self.text, equals, "=") {
            return None;
        }
        self.at = scan::skip_blanks(self.text, equals + 1);
        self.at = self.type_name()?;
        loop {
            self.skip_blanks();
            let at = self.at;
            if self.byte() != Some(b'@') || !self.attribute("@", 1) {
                return Some(at);
            }
        }
    }

    /// The offset after a block with an unknown keyword: its first closing brace, wherever that is.
    fn unknown_block(&self) -> Option<usize> {
        let brace = scan::skip_blanks(self.text, scan::name(self.text, self.at)?);
        if !scan::stands(self.text, brace, "{") {
            return None;
        }
        let line = scan::newline(self.text, scan::line_end(self.text, brace))?;
        let inside = self.text.as_bytes().get(line..)?;
        Some(line + memchr::memchr(b'}', inside)? + 1)
    }
}
