//! From pieces to edits: only white space is ever replaced, and only by white space.

use crate::format::Options;
use crate::format::pieces::{Gap, Lines, Piece};
use crate::format::scan;
use crate::project::{EndOfLine, Indent};
use crate::text::{Span, TextEdit};

/// The edits that give the text the white space that the pieces ask for, in order.
pub(super) fn edits(text: &str, pieces: &[Piece], options: &Options) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    let mut wanted = String::new();
    let new_line = first_line_end(text).unwrap_or("\n");
    let mut end = 0;
    let mut is_behind_broken = false;
    for piece in pieces {
        let was = Span::new(end, piece.start);
        let gap = was.of(text);
        end = piece.end;
        let keeps_end = std::mem::replace(&mut is_behind_broken, piece.is_broken);
        let is_done = match piece.gap {
            Gap::Kept => true,
            Gap::Spaces(spaces) => gap.len() == spaces as usize && gap.bytes().all(|byte| byte == b' '),
            Gap::Lines(_) => false,
        };
        if is_done {
            continue;
        }
        wanted.clear();
        match piece.gap {
            Gap::Spaces(spaces) => wanted.extend(std::iter::repeat_n(' ', spaces as usize)),
            Gap::Lines(lines) => {
                let written = first_line_end(gap);
                let new_line = match options.end_of_line {
                    EndOfLine::Keep => written.unwrap_or(new_line),
                    EndOfLine::Lf => "\n",
                    EndOfLine::CrLf => "\r\n",
                };
                let first = written.filter(|_| keeps_end).unwrap_or(new_line);
                push_lines(&mut wanted, lines, first, new_line, options.indent);
            }
            Gap::Kept => {}
        }
        // Nothing but white space can stand here; were it otherwise, it would have to stay.
        if gap != wanted && gap.chars().all(|char| char.is_whitespace() || char == '\u{feff}') {
            let mark = if gap.starts_with('\u{feff}') { '\u{feff}'.len_utf8() as u32 } else { 0 };
            let span = Span::new(was.start + mark, was.end);
            if span.of(text) != wanted {
                edits.push(TextEdit::replace(span, wanted.clone()));
            }
        }
    }
    edits
}

fn push_lines(out: &mut String, lines: Lines, first: &str, other: &str, indent: Indent) {
    for at in 0..lines.breaks {
        out.push_str(if at == 0 { first } else { other });
    }
    if lines.is_inner {
        match indent {
            Indent::Spaces(spaces) => out.extend(std::iter::repeat_n(' ', usize::from(spaces))),
            Indent::Tab => out.push('\t'),
        }
    }
    out.extend(std::iter::repeat_n(' ', usize::from(lines.extra)));
}

fn first_line_end(text: &str) -> Option<&str> {
    let end = scan::line_end(text, 0);
    text.get(end..scan::newline(text, end)?)
}
