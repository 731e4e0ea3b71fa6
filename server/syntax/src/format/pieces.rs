//! The text as unchanged pieces, and the whitespace between them.

/// Text that stays unchanged, and the whitespace before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// The first byte.
    pub(super) start: u32,
    /// The byte after the last one.
    pub(super) end: u32,
    /// The new whitespace before this piece.
    pub(super) gap: Gap,
    /// Whether it is a broken line: its line break stays unchanged too.
    pub(super) is_broken: bool,
}

/// New whitespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// A number of spaces on the same line.
    Spaces(u32),
    /// A new line.
    Lines(Lines),
    /// Unchanged.
    Kept,
}

/// Line breaks and indentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lines {
    /// The number of line breaks: two make a blank line.
    pub(super) breaks: u8,
    /// Whether the line is inside a block.
    pub(super) is_inner: bool,
    /// Spaces after the indentation.
    pub(super) extra: u8,
}

/// One column of an aligned line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cell {
    /// The index of its first piece.
    pub(super) piece: u32,
    /// Its width in bytes; none if it is missing. Prisma counts bytes, not characters.
    pub(super) width: u32,
}

/// The columns of a line: for a field its name, its type and its attributes.
pub(super) type Row = [Cell; 3];

/// The pieces read so far.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    list: Vec<Piece>,
    /// The width of the current cell when formatted, in bytes.
    width: u32,
}

impl Gap {
    /// The start of a line inside a block, after a number of line breaks.
    pub(super) fn inner(breaks: u8) -> Gap {
        Gap::Lines(Lines { breaks, is_inner: true, extra: 0 })
    }

    /// The start of a line outside of blocks, after a number of line breaks.
    pub(super) fn outer(breaks: u8) -> Gap {
        Gap::Lines(Lines { breaks, is_inner: false, extra: 0 })
    }
}

impl Pieces {
    /// An empty list with capacity for a text of `len` bytes.
    pub(super) fn for_text(len: usize) -> Pieces {
        Pieces { list: Vec::with_capacity(len / 6), width: 0 }
    }

    /// The number of pieces.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// All pieces.
    pub(super) fn all(&self) -> &[Piece] {
        &self.list
    }

    /// Removes all but the first `len` pieces.
    pub(super) fn truncate(&mut self, len: usize) {
        self.list.truncate(len);
    }

    /// Adds a piece whose whitespace may be set later, and returns its index.
    pub(super) fn begin(&mut self, start: usize, end: usize, gap: Gap) -> u32 {
        let piece = Piece { start: offset(start), end: offset(end), gap, is_broken: false };
        self.list.push(piece);
        self.width = offset(end - start);
        offset(self.list.len() - 1)
    }

    /// Adds a broken line.
    pub(super) fn broken(&mut self, start: usize, end: usize, gap: Gap) -> u32 {
        let index = self.begin(start, end, gap);
        if let Some(piece) = self.list.last_mut() {
            piece.is_broken = true;
        }
        index
    }

    /// Adds text on the same line after a number of spaces; if that is already the text, the last piece grows.
    pub(super) fn join(&mut self, start: usize, end: usize, spaces: u32) {
        let (start, end) = (offset(start), offset(end));
        self.width += spaces + (end - start);
        match self.list.last_mut() {
            Some(last) if spaces == 0 && last.end == start => last.end = end,
            _ => self.list.push(Piece { start, end, gap: Gap::Spaces(spaces), is_broken: false }),
        }
    }

    /// The number of bytes added since the last [`Pieces::begin`].
    pub(super) fn width(&self) -> u32 {
        self.width
    }

    /// Sets the whitespace before a piece.
    pub(super) fn set_gap(&mut self, index: u32, gap: Gap) {
        if let Some(piece) = self.list.get_mut(index as usize) {
            piece.gap = gap;
        }
    }
}

/// Texts beyond 4 GiB are rejected before they get here.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
