//! What stands in an attribute's brackets and behind `=`.

use crate::syntax::quick::Reader;
use crate::syntax::quick::symbols::{Field, Symbol};

/// Deeper brackets are left to tree-sitter, which needs no stack for them.
const MAX_DEPTH: u32 = 32;

impl Reader<'_> {
    /// `(`, arguments, `)`.
    pub(super) fn arguments(&mut self, depth: u32) -> Option<()> {
        let node = self.open(Symbol::Arguments, Field::Arguments, self.at);
        self.token(b'(', Symbol::OpeningParenthesis)?;
        self.list(b')', |reader| reader.argument(depth + 1))?;
        self.token(b')', Symbol::ClosingParenthesis)?;
        self.close(node);
        Some(())
    }

    fn argument(&mut self, depth: u32) -> Option<()> {
        let node = self.open(Symbol::Argument, Field::None, self.at);
        let start = self.at;
        if let Some(name) = self.word() {
            self.spaces();
            if self.peek() == Some(b':') && !self.is_constant(name) {
                self.leaf(Symbol::Identifier, Field::Name, name);
                self.token(b':', Symbol::Colon)?;
                self.spaces();
            } else {
                self.at = start;
            }
        }
        self.expression(Field::Value, depth)?;
        self.close(node);
        Some(())
    }

    pub(super) fn expression(&mut self, field: Field, depth: u32) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        match self.peek()? {
            b'"' => self.string(field),
            b'-' | b'0'..=b'9' => self.number(field),
            b'[' => {
                let node = self.open(Symbol::Array, field, self.at);
                self.token(b'[', Symbol::OpeningBracket)?;
                self.list(b']', |reader| reader.expression(Field::None, depth + 1))?;
                self.token(b']', Symbol::ClosingBracket)?;
                self.close(node);
                Some(())
            }
            b'{' => {
                let node = self.open(Symbol::Object, field, self.at);
                self.token(b'{', Symbol::OpeningBrace)?;
                self.list(b'}', |reader| reader.member_of_object(depth + 1))?;
                self.token(b'}', Symbol::ClosingBrace)?;
                self.close(node);
                Some(())
            }
            _ => self.name_or_call(field, depth),
        }
    }

    /// Parts with commas between them, up to the byte that closes the list.
    fn list(&mut self, close: u8, mut part: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.spaces();
        while self.peek()? != close {
            part(self)?;
            self.spaces();
            if self.peek()? == close {
                break;
            }
            self.token(b',', Symbol::Comma)?;
            self.spaces();
            // Nothing follows the last comma.
            self.is_faultless &= self.peek() != Some(close);
        }
        Some(())
    }

    fn member_of_object(&mut self, depth: u32) -> Option<()> {
        let node = self.open(Symbol::ObjectMember, Field::None, self.at);
        if self.peek()? == b'"' {
            self.is_faultless = false;
            self.string(Field::Key)?;
        } else {
            let name = self.word().filter(|name| !self.is_constant(*name))?;
            self.leaf(Symbol::Identifier, Field::Key, name);
        }
        self.spaces();
        self.token(b':', Symbol::Colon)?;
        self.spaces();
        self.expression(Field::Value, depth)?;
        self.close(node);
        Some(())
    }

    fn name_or_call(&mut self, field: Field, depth: u32) -> Option<()> {
        let start = self.at;
        let word = self.word()?;
        match self.text.get(word.0..word.1)? {
            b"true" => self.boolean(Symbol::TrueWord, field, word),
            b"false" => self.boolean(Symbol::FalseWord, field, word),
            b"null" => self.leaf(Symbol::Null, field, word),
            _ => {
                let end = self.end_of_path(start);
                self.at = start;
                if self.text.get(end) == Some(&b'(') {
                    let node = self.open(Symbol::Call, field, start);
                    self.path(Field::Name)?;
                    self.arguments(depth)?;
                    self.close(node);
                } else {
                    self.path(field)?;
                }
            }
        }
        Some(())
    }

    fn boolean(&mut self, symbol: Symbol, field: Field, word: (usize, usize)) {
        let node = self.open(Symbol::Boolean, field, word.0);
        self.leaf(symbol, Field::None, word);
        self.close(node);
    }

    /// Names with dots between them and no space.
    pub(super) fn path(&mut self, field: Field) -> Option<()> {
        let node = self.open(Symbol::Path, field, self.at);
        loop {
            let name = self.word()?;
            self.is_faultless &= self.text.get(name.0) != Some(&b'_');
            self.leaf(Symbol::Identifier, Field::None, name);
            if self.peek() != Some(b'.') {
                break;
            }
            self.token(b'.', Symbol::Dot)?;
        }
        self.close(node);
        Some(())
    }

    fn end_of_path(&self, start: usize) -> usize {
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        let rest = self.text.get(start..).unwrap_or_default();
        start + rest.iter().take_while(|byte| is_part(byte)).count()
    }

    fn is_constant(&self, (start, end): (usize, usize)) -> bool {
        matches!(self.text.get(start..end), Some(b"true" | b"false" | b"null"))
    }

    fn number(&mut self, field: Field) -> Option<()> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        self.digits()?;
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        // With letters behind it, it is a name.
        let ends = self.peek().is_none_or(|byte| {
            byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'_' | b'-' | b'.')
        });
        ends.then(|| self.leaf(Symbol::Number, field, (start, self.at)))
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn string(&mut self, field: Field) -> Option<()> {
        let node = self.open(Symbol::String, field, self.at);
        self.token(b'"', Symbol::Quote)?;
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => self.escape_sequence()?,
                b'\n' | b'\r' => return None,
                _ => {
                    let rest = self.text.get(self.at..)?;
                    let is_content = |byte: &&u8| !matches!(byte, b'"' | b'\\' | b'\n' | b'\r');
                    let start = self.at;
                    self.at += rest.iter().take_while(is_content).count();
                    self.leaf(Symbol::StringContent, Field::None, (start, self.at));
                }
            }
        }
        self.token(b'"', Symbol::Quote)?;
        self.close(node);
        Some(())
    }

    fn escape_sequence(&mut self) -> Option<()> {
        let start = self.at;
        // Four digits may follow a `u`, and only then belong to it; a character of several bytes is rare as well.
        let escaped = self.text.get(start + 1).copied()?;
        (escaped.is_ascii() && !matches!(escaped, b'u' | b'\n' | b'\r')).then_some(())?;
        self.at += 2;
        // Not all of them mean something.
        self.is_faultless = false;
        self.leaf(Symbol::EscapeSequence, Field::None, (start, self.at));
        Some(())
    }
}
