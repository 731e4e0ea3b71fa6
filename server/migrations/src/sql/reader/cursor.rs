//! A place in the tokens of one statement, and the small things that are read there.

use base::text::Span;
use model::catalog::Provider;
use smol_str::SmolStr;

use super::super::name::{Fragment, Name, ObjectName};
use super::super::token::{Token, TokenKind};

/// A place in the tokens of one statement.
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    pub(super) provider: Provider,
    tokens: &'a [Token],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, provider: Provider, tokens: &'a [Token]) -> Cursor<'a> {
        Cursor { text, provider, tokens, at: 0 }
    }

    /// Another cursor at the same place.
    pub(super) fn fork(&self) -> Cursor<'a> {
        Cursor { ..*self }
    }

    pub(super) fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    pub(super) fn next(&mut self) -> Option<Token> {
        let token = self.peek()?;
        self.at += 1;
        Some(token)
    }

    /// Goes back by one token.
    pub(super) fn step_back(&mut self) {
        self.at = self.at.saturating_sub(1);
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// The byte where the next token begins.
    pub(super) fn start(&self) -> u32 {
        self.peek().map_or_else(|| self.last_end(), |token| token.span.start)
    }

    /// The byte where the last token ended.
    pub(super) fn last_end(&self) -> u32 {
        let last = self.at.checked_sub(1).and_then(|index| self.tokens.get(index));
        last.or(self.tokens.first()).map_or(0, |token| token.span.end)
    }

    /// Whether the token `ahead` of the next one is this word.
    pub(super) fn has_word(&self, ahead: usize, word: &str) -> bool {
        self.tokens.get(self.at + ahead).is_some_and(|token| {
            token.kind == TokenKind::Word && token.span.of(self.text).eq_ignore_ascii_case(word)
        })
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        self.has_word(0, word)
    }

    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is_word(word))
    }

    /// Goes past these words, if all of them are next.
    pub(super) fn eat(&mut self, words: &[&str]) -> bool {
        let all = words.iter().enumerate().all(|(ahead, word)| self.has_word(ahead, word));
        if all {
            self.at += words.len();
        }
        all
    }

    pub(super) fn is_symbol(&self, symbol: &str) -> bool {
        self.peek().is_some_and(|token| token.kind == TokenKind::Symbol && token.span.of(self.text) == symbol)
    }

    pub(super) fn eat_symbol(&mut self, symbol: &str) -> bool {
        let is_next = self.is_symbol(symbol);
        self.at += usize::from(is_next);
        is_next
    }

    /// A name, quoted or not.
    pub(super) fn name(&mut self) -> Option<Name> {
        let token = self.peek()?;
        let name = name_of(self.text, token)?;
        self.at += 1;
        Some(name)
    }

    /// `schema.name`; of three parts or more, the last two.
    pub(super) fn object_name(&mut self) -> Option<ObjectName> {
        let (mut schema, mut name) = (None, self.name()?);
        while self.is_symbol(".") {
            self.at += 1;
            schema = Some(std::mem::replace(&mut name, self.name()?));
        }
        Some(ObjectName { schema, name })
    }

    /// `(a, b, c)`.
    pub(super) fn name_list(&mut self) -> Option<Vec<Name>> {
        if !self.eat_symbol("(") {
            return None;
        }
        let mut names = vec![self.name()?];
        while self.eat_symbol(",") {
            names.push(self.name()?);
        }
        self.eat_symbol(")").then_some(names)
    }

    /// What stands in the parentheses that are next, with them.
    pub(super) fn parentheses(&mut self) -> Option<Fragment> {
        let start = self.start();
        if !self.is_symbol("(") {
            return None;
        }
        let mut depth = 0u32;
        while let Some(token) = self.next() {
            if token.kind != TokenKind::Symbol {
                continue;
            }
            match token.span.of(self.text) {
                "(" => depth += 1,
                ")" => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(self.fragment_from(start));
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// At least one token, and all up to a `,` or `)` outside parentheses or one of the words.
    pub(super) fn until(&mut self, words: &[&str]) -> Option<Fragment> {
        let start = self.start();
        let mut is_first = true;
        while let Some(token) = self.peek() {
            if token.kind == TokenKind::Symbol && matches!(token.span.of(self.text), "," | ")") {
                break;
            }
            if !is_first && self.is_any(words) {
                break;
            }
            is_first = false;
            if self.is_symbol("(") {
                self.parentheses()?;
            } else {
                self.at += 1;
            }
        }
        (!is_first).then(|| self.fragment_from(start))
    }

    /// Everything that is left.
    pub(super) fn rest(&mut self) -> Option<Fragment> {
        let start = self.start();
        if self.is_at_end() {
            return None;
        }
        self.at = self.tokens.len();
        Some(self.fragment_from(start))
    }

    pub(super) fn fragment_from(&self, start: u32) -> Fragment {
        let span = self.span_from(start);
        Fragment { text: SmolStr::new(span.of(self.text)), span }
    }

    pub(super) fn span_from(&self, start: u32) -> Span {
        Span::new(start, self.last_end())
    }

    /// A string literal, without its quotes.
    pub(super) fn string(&mut self) -> Option<Fragment> {
        let token = self.peek().filter(|token| token.kind == TokenKind::String)?;
        self.at += 1;
        Some(Fragment { text: unquoted_string(token.span.of(self.text)), span: token.span })
    }
}

/// The name that a token is, if it is one.
pub(super) fn name_of(text: &str, token: Token) -> Option<Name> {
    let written = token.span.of(text);
    let is_quoted = token.kind == TokenKind::QuotedName;
    let name = match token.kind {
        TokenKind::Word => SmolStr::new(written),
        TokenKind::QuotedName => unquoted_name(written),
        _ => return None,
    };
    Some(Name { text: name, span: token.span, is_quoted })
}

fn unquoted_name(written: &str) -> SmolStr {
    let inner = written.get(1..written.len().saturating_sub(1)).unwrap_or("");
    match written.chars().next() {
        Some('"') => SmolStr::new(inner.replace("\"\"", "\"")),
        Some('`') => SmolStr::new(inner.replace("``", "`")),
        _ => SmolStr::new(inner.replace("]]", "]")),
    }
}

fn unquoted_string(written: &str) -> SmolStr {
    let Some(open) = written.find(['\'', '"']) else { return SmolStr::new(written) };
    let inner = written.get(open + 1..written.len().saturating_sub(1)).unwrap_or("");
    SmolStr::new(inner.replace("''", "'"))
}
