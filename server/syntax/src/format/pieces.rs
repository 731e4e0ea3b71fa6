//! The text as pieces that stay, and what shall stand between them.

/// Text that is kept as it is, and the white space before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// The first byte.
    pub(super) start: u32,
    /// The byte after the last one.
    pub(super) end: u32,
    /// What shall stand between the piece before and this one.
    pub(super) gap: Gap,
    /// Whether it is a line of which nothing is known but where it ends: its end stays as it is, too.
    pub(super) is_broken: bool,
}

/// White space as it shall be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// On the same line, so many spaces.
    Spaces(u32),
    /// On another line.
    Lines(Lines),
    /// As it is.
    Kept,
}

/// The way to another line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lines {
    /// How many lines end: two make a blank one between.
    pub(super) breaks: u8,
    /// Whether the line is one inside a block.
    pub(super) is_inner: bool,
    /// Spaces behind the indentation.
    pub(super) extra: u8,
}

/// One of the columns of a line that is aligned.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cell {
    /// The index of its first piece.
    pub(super) piece: u32,
    /// How many bytes it takes; none where it is missing. Prisma counts bytes, not characters.
    pub(super) width: u32,
}

/// The columns of a line: for a field its name, its type and its attributes.
pub(super) type Row = [Cell; 3];

/// The pieces read so far.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    list: Vec<Piece>,
    /// The bytes that the present cell takes when it is written as it shall be.
    width: u32,
}

impl Gap {
    /// The beginning of a line inside a block, after so many line ends.
    pub(super) fn inner(breaks: u8) -> Gap {
        Gap::Lines(Lines { breaks, is_inner: true, extra: 0 })
    }

    /// The beginning of a line outside of blocks, after so many line ends.
    pub(super) fn outer(breaks: u8) -> Gap {
        Gap::Lines(Lines { breaks, is_inner: false, extra: 0 })
    }
}

impl Pieces {
    /// An empty list with room for the pieces of a text of `len` bytes.
    pub(super) fn for_text(len: usize) -> Pieces {
        Pieces { list: Vec::with_capacity(len / 6), width: 0 }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// All of them.
    pub(super) fn all(&self) -> &[Piece] {
        &self.list
    }

    /// Forgets all but the first `len`.
    pub(super) fn truncate(&mut self, len: usize) {
        self.list.truncate(len);
    }

    /// Adds a piece that something else may be decided about later on, and gives its index.
    pub(super) fn begin(&mut self, start: usize, end: usize, gap: Gap) -> u32 {
        let piece = Piece { start: offset(start), end: offset(end), gap, is_broken: false };
        self.list.push(piece);
        self.width = offset(end - start);
        offset(self.list.len() - 1)
    }

    /// Adds a line of which nothing is known.
    pub(super) fn broken(&mut self, start: usize, end: usize, gap: Gap) -> u32 {
        let index = self.begin(start, end, gap);
        if let Some(piece) = self.list.last_mut() {
            piece.is_broken = true;
        }
        index
    }

    /// Adds what follows on the same line after so many spaces; where it does already, the last piece grows.
    pub(super) fn join(&mut self, start: usize, end: usize, spaces: u32) {
        let (start, end) = (offset(start), offset(end));
        self.width += spaces + (end - start);
        match self.list.last_mut() {
            Some(last) if spaces == 0 && last.end == start => last.end = end,
            _ => self.list.push(Piece { start, end, gap: Gap::Spaces(spaces), is_broken: false }),
        }
    }

    /// The bytes that were added since the last [`Pieces::begin`].
    pub(super) fn width(&self) -> u32 {
        self.width
    }

    /// Decides what stands before a piece.
    pub(super) fn set_gap(&mut self, index: u32, gap: Gap) {
        if let Some(piece) = self.list.get_mut(index as usize) {
            piece.gap = gap;
        }
    }
}

/// Texts beyond 4 GiB are cut off long before they come here.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
