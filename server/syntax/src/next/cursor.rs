//! Walks over the tokens of a text.

use crate::next::error::{ErrorKind, SyntaxError};
use crate::next::token::{Token, TokenKind, tokens};
use crate::next::tree::Ident;
use base::text::Span;

/// The maximum nesting of values and declarations; what is deeper is not read.
pub(super) const MAX_DEPTH: usize = 128;

pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    tokens: Vec<Token>,
    /// The index of the next token.
    next: usize,
    /// The end of the last token that was consumed.
    pub(super) end: u32,
    pub(super) depth: usize,
    pub(super) errors: Vec<SyntaxError>,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Cursor<'t> {
        Cursor { text, tokens: tokens(text), next: 0, end: 0, depth: 0, errors: Vec::new() }
    }

    /// The next token that is no trivia, and those after it.
    fn significant(&self) -> impl Iterator<Item = Token> {
        self.tokens.iter().skip(self.next).copied().filter(|token| !token.kind.is_trivia())
    }

    /// The token that is no trivia this many after the next one; the end if there is none.
    pub(super) fn peek_at(&self, ahead: usize) -> Token {
        let end = || Token { kind: TokenKind::End, span: Span::at(self.len()) };
        self.significant().nth(ahead).unwrap_or_else(end)
    }

    pub(super) fn peek(&self) -> Token {
        // Most tokens are asked for several times.
        match self.tokens.get(self.next) {
            Some(token) if !token.kind.is_trivia() => *token,
            _ => self.peek_at(0),
        }
    }

    pub(super) fn kind(&self) -> TokenKind {
        self.peek().kind
    }

    pub(super) fn is(&self, kind: TokenKind) -> bool {
        self.kind() == kind
    }

    pub(super) fn is_at(&self, ahead: usize, kind: TokenKind) -> bool {
        self.peek_at(ahead).kind == kind
    }

    pub(super) fn slice(&self, span: Span) -> &'t str {
        span.of(self.text)
    }

    /// Consumes trivia and the token after it.
    pub(super) fn bump(&mut self) -> Token {
        while let Some(token) = self.tokens.get(self.next) {
            if token.kind == TokenKind::End {
                return *token;
            }
            self.next += 1;
            self.end = token.span.end;
            if !token.kind.is_trivia() {
                return *token;
            }
        }
        Token { kind: TokenKind::End, span: Span::at(self.len()) }
    }

    /// Consumes the next token if it has this kind.
    pub(super) fn eat(&mut self, kind: TokenKind) -> Option<Token> {
        self.is(kind).then(|| self.bump())
    }

    pub(super) fn ident(&mut self) -> Option<Ident> {
        let token = self.eat(TokenKind::Ident)?;
        Some(Ident { text: self.slice(token.span).into(), span: token.span })
    }

    /// Consumes what is left of the line, up to a closing brace.
    pub(super) fn recover(&mut self) {
        while let Some(token) = self.tokens.get(self.next) {
            if matches!(token.kind, TokenKind::End | TokenKind::Newline | TokenKind::RightBrace) {
                return;
            }
            self.next += 1;
            self.end = token.span.end;
        }
    }

    /// From a start to the last token that was consumed.
    pub(super) fn since(&self, start: u32) -> Span {
        Span::new(start, self.end.max(start))
    }

    pub(super) fn error(&mut self, kind: ErrorKind, span: Span) {
        self.errors.push(SyntaxError { kind, span });
    }

    fn len(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }
}
