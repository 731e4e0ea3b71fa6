//! The state of the formatter: the position in the text, and the pieces so far.

use crate::format::item::Item;
use crate::format::pieces::{Gap, Pieces};
use crate::format::{Options, scan};

/// Reads a text from start to end.
#[derive(Debug)]
pub(super) struct TextReader<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// The position, in bytes.
    pub(super) at: usize,
    /// The pieces before the position.
    pub(super) pieces: Pieces,
    /// The options.
    pub(super) options: &'t Options,
    /// No block comment is closed from here on.
    comments_end: usize,
    /// No block is closed from here on.
    pub(super) blocks_end: usize,
    /// The position of the user's cursor: a blank line there is about to be filled, and separates nothing.
    pub(super) cursor: Option<usize>,
    /// The lines of a block; the allocation is reused between blocks.
    pub(super) items: Vec<Item>,
    /// How many brackets are open at the place.
    pub(super) depth: u32,
}

impl<'t> TextReader<'t> {
    /// A reader at the start of the text.
    pub(super) fn new(text: &'t str, options: &'t Options) -> TextReader<'t> {
        let bytes = text.as_bytes();
        TextReader {
            text,
            // A byte order mark is not part of the first line.
            at: if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 },
            pieces: Pieces::for_text(text.len()),
            options,
            comments_end: memchr::memmem::rfind(bytes, b"*/").unwrap_or(0),
            blocks_end: memchr::memrchr(b'}', bytes).map_or(0, |at| at + 1),
            cursor: None,
            items: Vec::new(),
            depth: 0,
        }
    }

    /// Skips spaces and tabs.
    pub(super) fn skip_blanks(&mut self) {
        self.at = scan::skip_blanks(self.text, self.at);
    }

    /// Skips blank lines, and the line break at the current position. Returns whether there were any.
    pub(super) fn skip_lines(&mut self) -> bool {
        let mut found = false;
        loop {
            let at = scan::skip_blanks(self.text, self.at);
            let Some(after) = scan::newline(self.text, at) else { return found };
            self.at = after;
            found = true;
        }
    }

    /// Skips a line break.
    pub(super) fn newline(&mut self) -> bool {
        match scan::newline(self.text, self.at) {
            Some(after) => {
                self.at = after;
                true
            }
            None => false,
        }
    }

    /// Whether the position is at the end of the text.
    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    /// The byte at the position.
    pub(super) fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Whether `mark` is at the position.
    pub(super) fn stands(&self, mark: &str) -> bool {
        scan::stands(self.text, self.at, mark)
    }

    /// Appends the text up to `end` to the line, after a number of spaces.
    pub(super) fn join(&mut self, end: usize, spaces: u32) {
        self.pieces.join(self.at, end, spaces);
        self.at = end;
    }

    /// Starts a piece with the text up to `end`, and returns its index.
    pub(super) fn begin(&mut self, end: usize, gap: Gap) -> u32 {
        let index = self.pieces.begin(self.at, end, gap);
        self.at = end;
        index
    }

    /// Takes the rest of the line unchanged, including trailing spaces, and skips the line break.
    pub(super) fn broken_line(&mut self, gap: Gap) -> u32 {
        let end = scan::line_end(self.text, self.at);
        let index = self.pieces.broken(self.at, end, gap);
        self.at = end;
        self.newline();
        index
    }

    /// The offset after the comment at the position.
    pub(super) fn comment_end(&self) -> Option<usize> {
        if self.stands("//") {
            return Some(scan::line_end(self.text, self.at));
        }
        if !self.stands("/*") || self.at + 2 > self.comments_end {
            return None;
        }
        let inside = self.text.as_bytes().get(self.at + 2..)?;
        Some(self.at + 2 + memchr::memmem::find(inside, b"*/")? + 2)
    }
}
