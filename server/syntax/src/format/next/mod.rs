//! The formatter of the Prisma 8 dialect: the layout of Prisma 8's own.
//!
//! There a line end is white space like any other, so this formatter does not change lines but lays out every token anew.
//! Only comments keep their lines. Tokens stay as they are and in their order, except that comments in the head of a block
//! move behind its brace. A text with syntax errors stays unchanged, as Prisma leaves it.

mod declarations;
mod line;
mod printer;

use crate::format::write::{first_line_end, smallest};
use crate::format::{EndOfLine, Options};
use crate::next;
use base::text::{Span, TextEdit};
use printer::{Piece, Printer};

/// The edits that format a text, in order. None if it has syntax errors.
pub(super) fn format(text: &str, options: &Options) -> Vec<TextEdit> {
    let document = next::read(text);
    if !document.errors.is_empty() {
        return Vec::new();
    }
    let new_line = match options.end_of_line {
        EndOfLine::Keep => first_line_end(text).unwrap_or("\n"),
        EndOfLine::Lf => "\n",
        EndOfLine::CrLf => "\r\n",
    };
    let mut printer = Printer::new(text, options, new_line);
    printer.document(&document);
    edits(text, &printer.finish())
}

/// The edits that format a block of a text. White space that touches `cursor` stays.
pub(super) fn format_block(text: &str, block: Span, cursor: Span, options: &Options) -> Vec<TextEdit> {
    let is_spared = |span: Span| span.start <= cursor.end && cursor.start <= span.end;
    let edits = format(text, options).into_iter();
    edits.filter(|edit| block.encloses(edit.span) && !is_spared(edit.span)).collect()
}

/// The edits that give the text the pieces with the white space between them.
fn edits(text: &str, pieces: &[Piece]) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    let mut new = String::new();
    let mut end = 0;
    for piece in pieces {
        new.push_str(&piece.space);
        if piece.span.start < end {
            // It moved to here from before the last piece, where it is part of the white space that is replaced.
            new.push_str(piece.span.of(text));
            continue;
        }
        let old = Span::new(end, piece.span.start);
        if old.of(text) != new {
            edits.push(smallest(old, old.of(text), &new));
        }
        new.clear();
        end = piece.span.end;
    }
    edits
}
