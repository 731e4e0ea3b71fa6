//! The arguments of an attribute, and the values after `=`.

use crate::quick::QuickReader;
use crate::{Kind, Role};

/// Deeper nesting is left to tree-sitter, which does not use the stack.
const MAX_DEPTH: u32 = 32;

impl QuickReader<'_> {
    /// `(`, arguments, `)`.
    pub(super) fn arguments(&mut self, depth: u32) -> Option<()> {
        let node = self.open(Kind::Arguments, Role::Arguments, self.at);
        self.token(b'(', Kind::OpeningParenthesis)?;
        self.list(b')', |reader| reader.argument(depth + 1))?;
        self.token(b')', Kind::ClosingParenthesis)?;
        self.close(node);
        Some(())
    }

    fn argument(&mut self, depth: u32) -> Option<()> {
        let node = self.open(Kind::Argument, Role::None, self.at);
        let start = self.at;
        if let Some(name) = self.word() {
            self.spaces();
            if self.peek() == Some(b':') && !self.is_constant(name) {
                self.leaf(Kind::Identifier, Role::Name, name);
                self.token(b':', Kind::Colon)?;
                self.spaces();
            } else {
                self.at = start;
            }
        }
        self.expression(Role::Value, depth)?;
        self.close(node);
        Some(())
    }

    pub(super) fn expression(&mut self, role: Role, depth: u32) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        match self.peek()? {
            b'"' => self.string(role),
            b'-' | b'0'..=b'9' => self.number(role),
            b'[' => {
                let node = self.open(Kind::Array, role, self.at);
                self.token(b'[', Kind::OpeningBracket)?;
                self.list(b']', |reader| reader.expression(Role::None, depth + 1))?;
                self.token(b']', Kind::ClosingBracket)?;
                self.close(node);
                Some(())
            }
            b'{' => {
                let node = self.open(Kind::Object, role, self.at);
                self.token(b'{', Kind::OpeningBrace)?;
                self.list(b'}', |reader| reader.member_of_object(depth + 1))?;
                self.token(b'}', Kind::ClosingBrace)?;
                self.close(node);
                Some(())
            }
            _ => self.name_or_call(role, depth),
        }
    }

    /// Parts separated by commas, up to the closing byte.
    fn list(&mut self, close: u8, mut part: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.spaces();
        while self.peek()? != close {
            part(self)?;
            self.spaces();
            if self.peek()? == close {
                break;
            }
            self.token(b',', Kind::Comma)?;
            self.spaces();
            // Nothing follows the last comma.
            self.is_faultless &= self.peek() != Some(close);
        }
        Some(())
    }

    fn member_of_object(&mut self, depth: u32) -> Option<()> {
        let node = self.open(Kind::ObjectMember, Role::None, self.at);
        if self.peek()? == b'"' {
            self.is_faultless = false;
            self.string(Role::Key)?;
        } else {
            let name = self.word().filter(|name| !self.is_constant(*name))?;
            self.leaf(Kind::Identifier, Role::Key, name);
        }
        self.spaces();
        self.token(b':', Kind::Colon)?;
        self.spaces();
        self.expression(Role::Value, depth)?;
        self.close(node);
        Some(())
    }

    fn name_or_call(&mut self, role: Role, depth: u32) -> Option<()> {
        let start = self.at;
        let word = self.word()?;
        match self.text.get(word.0..word.1)? {
            b"true" => self.boolean(Kind::TrueWord, role, word),
            b"false" => self.boolean(Kind::FalseWord, role, word),
            b"null" => self.leaf(Kind::Null, role, word),
            _ => {
                let end = self.end_of_path(start);
                self.at = start;
                if self.text.get(end) == Some(&b'(') {
                    let node = self.open(Kind::Call, role, start);
                    self.path(Role::Name)?;
                    self.arguments(depth)?;
                    self.close(node);
                } else {
                    self.path(role)?;
                }
            }
        }
        Some(())
    }

    fn boolean(&mut self, kind: Kind, role: Role, word: (usize, usize)) {
        let node = self.open(Kind::Boolean, role, word.0);
        self.leaf(kind, Role::None, word);
        self.close(node);
    }

    /// Names separated by dots without spaces.
    pub(super) fn path(&mut self, role: Role) -> Option<()> {
        let node = self.open(Kind::Path, role, self.at);
        loop {
            let name = self.word()?;
            self.is_faultless &= self.text.get(name.0) != Some(&b'_');
            self.leaf(Kind::Identifier, Role::None, name);
            if self.peek() != Some(b'.') {
                break;
            }
            self.token(b'.', Kind::Dot)?;
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

    fn number(&mut self, role: Role) -> Option<()> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        self.digits()?;
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        // With letters after it, it is a name.
        let ends = self.peek().is_none_or(|byte| {
            byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'_' | b'-' | b'.')
        });
        ends.then(|| self.leaf(Kind::Number, role, (start, self.at)))
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn string(&mut self, role: Role) -> Option<()> {
        let node = self.open(Kind::String, role, self.at);
        self.token(b'"', Kind::Quote)?;
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
                    // Control characters are not allowed.
                    self.is_faultless &= self.text.get(start..self.at)?.iter().all(|byte| *byte >= b' ');
                    self.leaf(Kind::StringContent, Role::None, (start, self.at));
                }
            }
        }
        self.token(b'"', Kind::Quote)?;
        self.close(node);
        Some(())
    }

    fn escape_sequence(&mut self) -> Option<()> {
        let start = self.at;
        // Four digits after `u` are part of the escape sequence only if all of them are there; multi-byte characters
        // are rare as well.
        let escaped = self.text.get(start + 1).copied()?;
        (escaped.is_ascii() && !matches!(escaped, b'u' | b'\n' | b'\r')).then_some(())?;
        self.at += 2;
        // Not all of them are valid.
        self.is_faultless = false;
        self.leaf(Kind::EscapeSequence, Role::None, (start, self.at));
        Some(())
    }
}
