//! The tokens and comments of a text, without white space.

use crate::next::token::{Token, TokenKind, token_at};
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
    let mut reader = LexemeReader::new(text, 0);
    let mut count = 0;
    while reader.get(count).kind != TokenKind::End {
        count += 1;
    }
    reader.read
}

/// Reads the tokens and comments of a text as far as they are asked for.
pub(super) struct LexemeReader<'t> {
    text: &'t str,
    /// The end of the last token that was read, in bytes.
    at: usize,
    /// The number of line ends since the last lexeme.
    breaks: u32,
    read: Vec<Lexeme>,
}

impl<'t> LexemeReader<'t> {
    /// Begins at the start of a text, before which there are so many line ends.
    pub(super) fn new(text: &'t str, breaks: u32) -> LexemeReader<'t> {
        LexemeReader { text, at: 0, breaks, read: Vec::new() }
    }

    /// The lexeme at this index; the end of the text for an index beyond the last.
    pub(super) fn get(&mut self, index: usize) -> Lexeme {
        loop {
            if let Some(lexeme) = self.read.get(index) {
                return *lexeme;
            }
            if let Some(end) = self.read.last().filter(|last| last.kind == TokenKind::End) {
                return Lexeme { breaks: 1, ..*end };
            }
            let Token { kind, span } = token_at(self.text, self.at);
            self.at = span.end as usize;
            match kind {
                TokenKind::Whitespace => {}
                TokenKind::Newline => self.breaks += 1,
                _ => self.read.push(Lexeme { kind, span, breaks: std::mem::take(&mut self.breaks) }),
            }
        }
    }

    /// The lexemes before an index, if they were read.
    pub(super) fn before(&self, index: usize) -> &[Lexeme] {
        self.read.get(..index).unwrap_or_default()
    }
}
