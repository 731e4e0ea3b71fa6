//! The pieces of the result, and where in the text the printer is.

use crate::format::{Indent, Options};
use crate::next::{Lexeme, TokenKind, lexemes};
use base::text::Span;

/// A token or comment, and the white space before it.
#[derive(Debug)]
pub(super) struct Piece {
    /// The white space before it.
    pub(super) space: String,
    /// Where it is in the text.
    pub(super) span: Span,
}

/// The white space before a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// A number of spaces.
    Spaces(u32),
    /// A new line.
    Line,
    /// A new line after a blank one.
    BlankLine,
}

impl Gap {
    /// A new line, after a blank one or not.
    pub(super) fn line(is_behind_blank: bool) -> Gap {
        if is_behind_blank { Gap::BlankLine } else { Gap::Line }
    }
}

/// Lays out a text, from its start to its end.
pub(super) struct Printer<'t> {
    pub(super) text: &'t str,
    pub(super) options: &'t Options,
    new_line: &'t str,
    lexemes: Vec<Lexeme>,
    /// The index of the next lexeme.
    pub(super) next: usize,
    pieces: Vec<Piece>,
}

impl<'t> Printer<'t> {
    /// A printer at the start of the text.
    pub(super) fn new(text: &'t str, options: &'t Options, new_line: &'t str) -> Printer<'t> {
        let lexemes = lexemes(text);
        let pieces = Vec::with_capacity(lexemes.len());
        Printer { text, options, new_line, lexemes, next: 0, pieces }
    }

    /// All pieces, and the end of the text as the last.
    pub(super) fn finish(mut self) -> Vec<Piece> {
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let space = if self.pieces.is_empty() { "" } else { self.new_line };
        self.pieces.push(Piece { space: space.to_owned(), span: Span::at(end) });
        self.pieces
    }

    /// The next lexeme.
    pub(super) fn peek(&self) -> Lexeme {
        self.lexeme(self.next)
    }

    /// The lexeme at an index; the end of the text behind the last.
    pub(super) fn lexeme(&self, index: usize) -> Lexeme {
        let end = Lexeme { kind: TokenKind::End, span: Span::at(u32::MAX), breaks: 0 };
        self.lexemes.get(index).copied().unwrap_or(end)
    }

    /// Adds the next lexeme.
    pub(super) fn emit(&mut self, gap: Gap, level: u32) {
        let lexeme = self.peek();
        self.next += 1;
        self.add(lexeme, gap, level);
    }

    /// Adds a lexeme. The first of the text has no white space before it.
    pub(super) fn add(&mut self, lexeme: Lexeme, gap: Gap, level: u32) {
        let mut space = String::new();
        match gap {
            _ if self.pieces.is_empty() => {}
            Gap::Spaces(spaces) => space.extend(std::iter::repeat_n(' ', spaces as usize)),
            Gap::Line | Gap::BlankLine => {
                let breaks = if gap == Gap::BlankLine { 2 } else { 1 };
                space.extend(std::iter::repeat_n(self.new_line, breaks));
                for _ in 0..level {
                    match self.options.indent {
                        Indent::Spaces(spaces) => {
                            space.extend(std::iter::repeat_n(' ', usize::from(spaces)));
                        }
                        Indent::Tab => space.push('\t'),
                    }
                }
            }
        }
        self.pieces.push(Piece { space, span: lexeme.span });
    }

    /// Adds the comment that follows on the same line.
    pub(super) fn line_comment(&mut self, level: u32) {
        if self.peek().is_comment() && self.peek().breaks == 0 {
            self.emit(Gap::Spaces(1), level);
        }
    }
}
