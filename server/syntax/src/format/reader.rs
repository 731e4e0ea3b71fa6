//! What the parts of the formatter share: the place in the text, and the pieces found so far.

use crate::format::item::Item;
use crate::format::pieces::{Gap, Pieces};
use crate::format::{Options, scan};

/// Reads a text from its beginning to its end.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// The place in it, in bytes.
    pub(super) at: usize,
    /// What was found before that place.
    pub(super) pieces: Pieces,
    /// What the formatter was told.
    pub(super) options: &'t Options,
    /// From here on no block comment is closed.
    comments_end: usize,
    /// From here on no block is closed.
    pub(super) blocks_end: usize,
    /// Where somebody types: a blank line there is about to be filled, and parts nothing.
    pub(super) cursor: Option<usize>,
    /// Room for the lines of a block, kept from one block to the next.
    pub(super) items: Vec<Item>,
}

impl<'t> Reader<'t> {
    /// A reader at the beginning of the text.
    pub(super) fn new(text: &'t str, options: &'t Options) -> Reader<'t> {
        let bytes = text.as_bytes();
        Reader {
            text,
            // Some programs put a mark before the text that no one sees; it is no part of the first line.
            at: if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 },
            pieces: Pieces::for_text(text.len()),
            options,
            comments_end: memchr::memmem::rfind(bytes, b"*/").unwrap_or(0),
            blocks_end: memchr::memrchr(b'}', bytes).map_or(0, |at| at + 1),
            cursor: None,
            items: Vec::new(),
        }
    }

    /// Passes over spaces and tabs.
    pub(super) fn skip_blanks(&mut self) {
        self.at = scan::skip_blanks(self.text, self.at);
    }

    /// Passes over blank lines, and over the line end that stands here. Says whether there were any.
    pub(super) fn skip_lines(&mut self) -> bool {
        let mut found = false;
        loop {
            let at = scan::skip_blanks(self.text, self.at);
            let Some(after) = scan::newline(self.text, at) else { return found };
            self.at = after;
            found = true;
        }
    }

    /// Passes over a line end.
    pub(super) fn newline(&mut self) -> bool {
        match scan::newline(self.text, self.at) {
            Some(after) => {
                self.at = after;
                true
            }
            None => false,
        }
    }

    /// Whether the text is at its end.
    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    /// The byte behind the place.
    pub(super) fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Whether `mark` stands behind the place.
    pub(super) fn stands(&self, mark: &str) -> bool {
        scan::stands(self.text, self.at, mark)
    }

    /// Takes the text up to `end` into the line, after so many spaces.
    pub(super) fn join(&mut self, end: usize, spaces: u32) {
        self.pieces.join(self.at, end, spaces);
        self.at = end;
    }

    /// Begins a piece of the text up to `end`, and gives its index.
    pub(super) fn begin(&mut self, end: usize, gap: Gap) -> u32 {
        let index = self.pieces.begin(self.at, end, gap);
        self.at = end;
        index
    }

    /// Takes what is left of the line as it is, with the blanks at its end, and passes over the line end.
    pub(super) fn broken_line(&mut self, gap: Gap) -> u32 {
        let end = scan::line_end(self.text, self.at);
        let index = self.pieces.broken(self.at, end, gap);
        self.at = end;
        self.newline();
        index
    }

    /// The place behind the comment that stands here.
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
