//! The lines of a block. Any other line is broken and stays unchanged.

use crate::format::item::Line;
use crate::format::pieces::{Cell, Gap, Row};
use crate::format::reader::TextReader;
use crate::format::scan;

/// The columns of a field.
const NAME: usize = 0;
const TYPE: usize = 1;
const ATTRIBUTES: usize = 2;

impl TextReader<'_> {
    /// A field of a model, a view or a composite type.
    pub(super) fn field(&mut self) -> Option<Line> {
        self.line(|it| {
            let mut member = it.member_name()?;
            it.skip_blanks();
            if it.byte() == Some(b':') {
                // The syntax before Prisma 2.
                it.join(it.at + 1, 0);
                it.set_width(&mut member.row, NAME);
                it.skip_blanks();
            }
            if let Some(piece) = it.field_type() {
                it.fill(&mut member.row, TYPE, piece);
                it.skip_blanks();
            }
            if it.byte() == Some(b'@') {
                let piece = it.first_attribute("@", Gap::Spaces(1))?;
                it.more_attributes(1)?;
                it.fill(&mut member.row, ATTRIBUTES, piece);
            }
            Some(member)
        })
    }

    /// A value of an enum.
    pub(super) fn enum_value(&mut self) -> Option<Line> {
        self.line(|it| {
            let mut member = it.member_name()?;
            it.skip_blanks();
            if it.byte() == Some(b'@') {
                let piece = it.first_attribute("@", Gap::Spaces(1))?;
                // Prisma writes nothing between them.
                it.more_attributes(0)?;
                it.fill(&mut member.row, TYPE, piece);
            }
            Some(member)
        })
    }

    /// `key = value`.
    pub(super) fn key_value(&mut self) -> Option<Line> {
        self.line(|it| {
            let mut member = it.member_name()?;
            it.skip_blanks();
            if it.byte() != Some(b'=') {
                return None;
            }
            let piece = it.begin(it.at + 1, Gap::Spaces(1));
            it.skip_blanks();
            let value = it.at;
            if !it.value(1) && it.at != value {
                return None;
            }
            it.fill(&mut member.row, TYPE, piece);
            Some(member)
        })
    }

    /// An attribute of a block.
    pub(super) fn block_attribute(&mut self) -> Option<Line> {
        self.line(|it| {
            let piece = it.first_attribute("@@", Gap::inner(1))?;
            Some(Line { piece, row: Row::default() })
        })
    }

    /// Reads a line with `read`, the comment after it, and its line break; backtracks if that fails.
    fn line(&mut self, read: impl FnOnce(&mut Self) -> Option<Line>) -> Option<Line> {
        let (at, pieces) = (self.at, self.pieces.len());
        let member = read(self).filter(|_| {
            self.skip_blanks();
            let mut is_on_next_line = false;
            if let Some(end) = self.comment_end() {
                // Text after a multi-line comment moves to a separate line, so the next time this line ends here.
                let comment = self.text.get(self.at..end).unwrap_or_default();
                is_on_next_line = comment.contains(['\n', '\r']);
                self.begin(end, Gap::Spaces(1));
                self.skip_blanks();
            }
            self.newline() || is_on_next_line
        });
        if member.is_none() {
            self.at = at;
            self.pieces.truncate(pieces);
        }
        member
    }

    fn member_name(&mut self) -> Option<Line> {
        let piece = self.begin(scan::name(self.text, self.at)?, Gap::inner(1));
        let mut row = Row::default();
        self.fill(&mut row, NAME, piece);
        Some(Line { piece, row })
    }

    /// Reads the type of a field, and returns the index of its piece, or `None` if there is no type.
    fn field_type(&mut self) -> Option<u32> {
        if self.byte() == Some(b'[') {
            return self.legacy_list();
        }
        let piece = self.begin(self.type_name()?, Gap::Spaces(1));
        let behind = scan::skip_blanks(self.text, self.at);
        let list = if scan::stands(self.text, behind, "[]") { behind + 2 } else { behind };
        if list > behind {
            self.at = behind;
            self.join(list, 0);
        }
        let mark = scan::skip_blanks(self.text, self.at);
        match self.text.as_bytes().get(mark) {
            Some(b'?') => {}
            Some(b'!') if list == behind => {}
            _ => return Some(piece),
        }
        self.at = mark;
        self.join(mark + 1, 0);
        Some(piece)
    }

    /// The offset after the name of a type, or after `Unsupported("…")`, whose arguments stay unchanged.
    pub(super) fn type_name(&self) -> Option<usize> {
        self.unsupported().or_else(|| scan::name(self.text, self.at))
    }

    fn unsupported(&self) -> Option<usize> {
        let open = "Unsupported(";
        if !self.stands(open) {
            return None;
        }
        let string = scan::string(self.text, scan::skip_blanks(self.text, self.at + open.len()))?;
        let close = scan::skip_blanks(self.text, string);
        scan::stands(self.text, close, ")").then_some(close + 1)
    }

    /// `[Type]`, the syntax before Prisma 2.
    fn legacy_list(&mut self) -> Option<u32> {
        let inside = scan::skip_blanks(self.text, self.at + 1);
        let close = scan::skip_blanks(self.text, scan::name(self.text, inside)?);
        if !scan::stands(self.text, close, "]") {
            return None;
        }
        Some(self.begin(close + 1, Gap::Spaces(1)))
    }

    fn more_attributes(&mut self, spaces: u32) -> Option<()> {
        loop {
            let at = scan::skip_blanks(self.text, self.at);
            if self.text.as_bytes().get(at) != Some(&b'@') {
                return Some(());
            }
            self.at = at;
            if !self.attribute("@", spaces) {
                return None;
            }
        }
    }

    fn fill(&self, row: &mut Row, column: usize, piece: u32) {
        if let Some(cell) = row.get_mut(column) {
            *cell = Cell { piece, width: self.pieces.width() };
        }
    }

    fn set_width(&self, row: &mut Row, column: usize) {
        if let Some(cell) = row.get_mut(column) {
            cell.width = self.pieces.width();
        }
    }
}
