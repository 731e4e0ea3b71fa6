//! Attributes and their arguments: no space inside brackets, one after `,` and `:`.
//!
//! Each function returns whether it could read its element. If not, it may have read a part of it: the whole line is
//! then discarded and stays unchanged.

use crate::format::pieces::Gap;
use crate::format::reader::TextReader;
use crate::format::scan;

/// How many brackets may be open at a time. A line with more of them stays as it is: each costs room on the stack, and
/// nothing that Prisma knows nests deeper than a few levels.
const MAX_DEPTH: u32 = 100;

impl TextReader<'_> {
    /// Reads `@name(arguments)`, or `@@name(arguments)` with that sign, after a number of spaces.
    pub(super) fn attribute(&mut self, sign: &str, spaces: u32) -> bool {
        self.join(self.at + sign.len(), spaces);
        self.call_behind_sign()
    }

    /// Like [`TextReader::attribute`], for the first attribute of its column; returns the index of its piece.
    pub(super) fn first_attribute(&mut self, sign: &str, gap: Gap) -> Option<u32> {
        let index = self.begin(self.at + sign.len(), gap);
        self.call_behind_sign().then_some(index)
    }

    /// Reads a value after a number of spaces.
    pub(super) fn value(&mut self, spaces: u32) -> bool {
        match self.byte() {
            Some(b'[') => self.nested(|reader| reader.array(spaces)),
            Some(b'{') if self.options.objects => self.nested(|reader| reader.object(spaces)),
            Some(b'"') => self.token(scan::string(self.text, self.at), spaces),
            Some(b'-') => self.token(scan::number(self.text, self.at), spaces),
            Some(first) => self.word(first, spaces),
            None => false,
        }
    }

    fn call_behind_sign(&mut self) -> bool {
        self.skip_blanks();
        if !self.token(scan::path(self.text, self.at), 0) {
            return false;
        }
        let open = scan::skip_blanks(self.text, self.at);
        if self.text.as_bytes().get(open) != Some(&b'(') {
            return true;
        }
        self.at = open;
        self.nested(TextReader::arguments)
    }

    /// Reads what stands in brackets, unless too many are open already.
    fn nested(&mut self, read: impl FnOnce(&mut Self) -> bool) -> bool {
        if self.depth >= MAX_DEPTH {
            return false;
        }
        self.depth += 1;
        let is_read = read(self);
        self.depth -= 1;
        is_read
    }

    /// A name, a number, or a call.
    fn word(&mut self, first: u8, spaces: u32) -> bool {
        let Some(path) = scan::path(self.text, self.at) else { return false };
        let open = scan::skip_blanks(self.text, path);
        if self.text.as_bytes().get(open) == Some(&b'(') {
            self.join(path, spaces);
            self.at = open;
            return self.nested(TextReader::arguments);
        }
        // Text that begins like a number is one, so `1a` is a number followed by other text.
        let end = if first.is_ascii_digit() { scan::number(self.text, self.at) } else { Some(path) };
        self.token(end, spaces)
    }

    fn arguments(&mut self) -> bool {
        self.mark(0);
        let (mut spaces, mut behind) = (0, 0);
        while !matches!(self.byte(), None | Some(b')')) {
            // Prisma accepts a comma before `)` even if nothing precedes it.
            if self.byte() == Some(b',') && spaces == 0 {
                self.mark(0);
                break;
            }
            match self.argument(spaces) {
                Some(wanted) => behind = wanted,
                None => return false,
            }
            self.skip_blanks();
            if self.byte() != Some(b',') {
                break;
            }
            self.mark(behind);
            (spaces, behind) = (1, 0);
        }
        self.byte() == Some(b')') && self.token(Some(self.at + 1), behind)
    }

    /// Reads an argument and returns the number of spaces after it: one if its value is missing.
    fn argument(&mut self, spaces: u32) -> Option<u32> {
        let named = scan::name(self.text, self.at)
            .map(|end| (end, scan::skip_blanks(self.text, end)))
            .filter(|(_, colon)| self.text.as_bytes().get(*colon) == Some(&b':'));
        let Some((end, colon)) = named else { return self.value(spaces).then_some(0) };
        self.join(end, spaces);
        self.at = colon;
        self.mark(0);
        let value = self.at;
        match self.value(1) {
            true => Some(0),
            false => (self.at == value).then_some(1),
        }
    }

    fn array(&mut self, spaces: u32) -> bool {
        self.mark(spaces);
        if self.byte() == Some(b']') {
            return self.token(Some(self.at + 1), 0);
        }
        let mut spaces = 0;
        while self.value(spaces) {
            self.skip_blanks();
            match self.byte() {
                Some(b',') => self.mark(0),
                Some(b']') => return self.token(Some(self.at + 1), 0),
                _ => return false,
            }
            spaces = 1;
        }
        false
    }

    fn object(&mut self, spaces: u32) -> bool {
        self.mark(spaces);
        if self.byte() == Some(b'}') {
            return self.token(Some(self.at + 1), 2);
        }
        loop {
            if !self.token(scan::name(self.text, self.at), 1) {
                return false;
            }
            self.skip_blanks();
            if self.byte() != Some(b':') {
                return false;
            }
            self.mark(0);
            if !self.value(1) {
                return false;
            }
            self.skip_blanks();
            match self.byte() {
                Some(b',') => self.mark(0),
                Some(b'}') => return self.token(Some(self.at + 1), 1),
                _ => return false,
            }
        }
    }

    /// Reads a one-byte token, and skips the spaces after it.
    fn mark(&mut self, spaces: u32) {
        self.join(self.at + 1, spaces);
        self.skip_blanks();
    }

    fn token(&mut self, end: Option<usize>, spaces: u32) -> bool {
        if let Some(end) = end {
            self.join(end, spaces);
        }
        end.is_some()
    }
}
