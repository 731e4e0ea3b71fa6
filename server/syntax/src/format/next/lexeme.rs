//! The tokens and comments of a text.

use crate::next::{Token, TokenKind, tokens};
use base::text::Span;

/// A token or a comment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lexeme {
    /// Its kind.
    pub(super) kind: TokenKind,
    /// Where it is.
    pub(super) span: Span,
    /// The number of line ends since the one before.
    pub(super) breaks: u32,
}

impl Lexeme {
    /// Whether it is a comment.
    pub(super) fn is_comment(self) -> bool {
        self.kind == TokenKind::Comment
    }
}

/// The tokens and comments of a text, and its end.
pub(super) fn lexemes(text: &str) -> Vec<Lexeme> {
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

/// The number of spaces between two tokens of a line. `is_nested` says whether they are in brackets, where a colon separates
/// a name from its value and does not join the parts of a name.
pub(super) fn spaces(before: TokenKind, after: TokenKind, is_nested: bool) -> u32 {
    use TokenKind::*;
    let is_joined = match (before, after) {
        // An empty object.
        (LeftBrace, RightBrace | Colon) => true,
        (LeftBrace, _) | (_, RightBrace) => false,
        (LeftParenthesis | LeftBracket | At | DoubleAt | Dot, _) => true,
        (_, LeftParenthesis | RightParenthesis | RightBracket | Comma | Dot | Question | Colon) => true,
        (Comma | Equals, _) | (_, Equals) => false,
        (Colon, _) => !is_nested,
        // A list of some type, and a tag with its string.
        (Ident | RightParenthesis, LeftBracket) => true,
        (Ident, String) => true,
        _ => false,
    };
    u32::from(!is_joined)
}
