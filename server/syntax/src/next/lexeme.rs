//! The tokens and comments of a text, without white space.

use crate::next::token::{Token, TokenKind, tokens};
use base::text::Span;

/// A token or a comment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lexeme {
    /// Its kind.
    pub(crate) kind: TokenKind,
    /// Where it is.
    pub(crate) span: Span,
    /// The number of line ends since the one before.
    pub(crate) breaks: u32,
}

impl Lexeme {
    /// Whether it is a comment.
    pub(crate) fn is_comment(self) -> bool {
        self.kind == TokenKind::Comment
    }
}

/// The tokens and comments of a text, and its end.
pub(crate) fn lexemes(text: &str) -> Vec<Lexeme> {
    let mut breaks = 0;
    let mut lexemes = Vec::new();
    for Token { kind, span } in tokens(text) {
        match kind {
            TokenKind::Whitespace => {}
            TokenKind::Newline => breaks += 1,
            _ => lexemes.push(Lexeme { kind, span, breaks: std::mem::take(&mut breaks) }),
        }
    }
    lexemes
}
