//! One line of a block: a field, an entry, a named type or an attribute.

use crate::format::Align;
use crate::format::next::printer::{Gap, Printer};
use crate::next::{Lexeme, TokenKind};
use base::text::Span;

/// What a line is made of.
#[derive(Debug)]
pub(super) struct Line {
    /// Where it is, without the comment behind it.
    pub(super) span: Span,
    /// Where its cells start, but for the first: of a field its type and attributes, of a named type its attributes.
    pub(super) cells: Vec<u32>,
    /// Whether it is a `@@` attribute.
    pub(super) is_block_attribute: bool,
}

/// How the cells of a line are separated.
#[derive(Clone, Copy, Debug)]
pub(super) enum Layout {
    /// By a space.
    Plain,
    /// By a space; behind a line end in a cell, by another one.
    Attributes,
    /// As in [`Layout::Attributes`], but the name and the type of a field are aligned.
    Columns(Columns),
}

/// The widths of the names and types of fields, in UTF-16 code units.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Columns {
    /// That of the names.
    pub(super) name: u32,
    /// That of the types.
    pub(super) ty: u32,
}

impl Printer<'_> {
    /// Lays out a line and the comment behind it. A comment in it ends its line, and what follows is indented more by one
    /// step each time.
    pub(super) fn line(&mut self, line: &Line, layout: Layout, gap: Gap, level: u32) {
        let mut tokens = TokensOfLine::default();
        let mut inner_level = level;
        let mut is_behind_comment = false;
        while self.peek().span.start < line.span.end {
            let lexeme = self.peek();
            let spaces = tokens.spaces_before(lexeme, line);
            let gap = match spaces {
                _ if is_behind_comment => {
                    inner_level += 1;
                    Gap::Line
                }
                Before::Line => gap,
                Before::Cell if inner_level > level && !matches!(layout, Layout::Plain) => Gap::Line,
                Before::Cell => Gap::Spaces(self.cell_space(layout, &tokens)),
                Before::Token(spaces) => Gap::Spaces(spaces),
            };
            is_behind_comment = lexeme.is_comment();
            self.emit(gap, inner_level);
            tokens.add(lexeme, spaces, self.text);
        }
        self.line_comment(level);
    }

    /// The spaces before the next cell. A cell is wider than its column only if comments break its line; then Prisma writes
    /// no space. Here one stays between a name and a type, which would become one word.
    fn cell_space(&self, layout: Layout, tokens: &TokensOfLine) -> u32 {
        let Layout::Columns(columns) = layout else { return 1 };
        match tokens.cell {
            _ if self.options.align == Align::None => 1,
            0 => (columns.name + 1).saturating_sub(tokens.width).max(1),
            1 => (columns.ty + 1).saturating_sub(tokens.width),
            // A bracket that is not closed goes on.
            _ => tokens.last.map_or(1, |last| spaces(last, TokenKind::At, true)),
        }
    }

    /// The widths of the first two cells of a field that begins at the lexeme `from` or later, which moves to its first
    /// lexeme. `None` if comments break its line.
    pub(super) fn widths(&self, line: &Line, from: &mut usize) -> Option<Columns> {
        while self.lexeme(*from).span.start < line.span.start {
            *from += 1;
        }
        let mut tokens = TokensOfLine::default();
        let mut widths = Columns::default();
        for lexeme in (*from..).map(|index| self.lexeme(index)) {
            if lexeme.span.start >= line.span.end {
                break;
            }
            if lexeme.is_comment() {
                return None;
            }
            let spaces = tokens.spaces_before(lexeme, line);
            tokens.add(lexeme, spaces, self.text);
            match tokens.cell {
                0 => widths.name = tokens.width,
                1 => widths.ty = tokens.width,
                _ => {}
            }
        }
        Some(widths)
    }
}

/// What precedes a token in its line.
#[derive(Clone, Copy, Debug)]
enum Before {
    /// The start of the line.
    Line,
    /// A cell, of which the token begins the next.
    Cell,
    /// A token of the same cell, and this number of spaces.
    Token(u32),
}

/// The tokens of a line so far.
#[derive(Debug, Default)]
struct TokensOfLine {
    last: Option<TokenKind>,
    /// The number of open brackets.
    depth: u32,
    /// The index of the cell.
    cell: usize,
    /// The width of the cell.
    width: u32,
}

impl TokensOfLine {
    fn spaces_before(&self, lexeme: Lexeme, line: &Line) -> Before {
        let Some(last) = self.last else { return Before::Line };
        if line.cells.get(self.cell) == Some(&lexeme.span.start) {
            return Before::Cell;
        }
        Before::Token(if lexeme.is_comment() { 1 } else { spaces(last, lexeme.kind, self.depth > 0) })
    }

    fn add(&mut self, lexeme: Lexeme, before: Before, text: &str) {
        match before {
            Before::Line => {}
            Before::Cell => {
                self.cell += 1;
                self.width = 0;
            }
            Before::Token(spaces) => self.width += spaces,
        }
        if lexeme.is_comment() {
            return;
        }
        use TokenKind::*;
        match lexeme.kind {
            LeftParenthesis | LeftBracket | LeftBrace => self.depth += 1,
            RightParenthesis | RightBracket | RightBrace => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.last = Some(lexeme.kind);
        let width = lexeme.span.of(text).encode_utf16().count();
        self.width += u32::try_from(width).unwrap_or(u32::MAX);
    }
}

/// The number of spaces between two tokens of a line. `is_nested` says whether they are in brackets, where a colon separates
/// a name from its value and does not join the parts of a name.
fn spaces(before: TokenKind, after: TokenKind, is_nested: bool) -> u32 {
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
