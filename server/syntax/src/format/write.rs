//! Converts pieces to edits: only whitespace is replaced, and only by whitespace.

use crate::format::Options;
use crate::format::pieces::{Gap, Lines, Piece};
use crate::format::scan;
use crate::format::{EndOfLine, Indent};
use base::text::{Span, TextEdit};

/// The edits that give the text the whitespace of the pieces, in order. Whitespace that touches `spared` stays.
pub(super) fn edits(text: &str, pieces: &[Piece], options: &Options, spared: Option<Span>) -> Vec<TextEdit> {
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
        if is_done || spared.is_some_and(|spared| spared.start <= was.end && was.start <= spared.end) {
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
                let first = written.filter(|end| keeps_end && *end == "\r\n").unwrap_or(new_line);
                push_lines(&mut wanted, lines, first, new_line, options.indent);
            }
            Gap::Kept => {}
        }
        // A byte order mark stays. Only whitespace can be here; anything else would stay too.
        let blank = gap.trim_start_matches('\u{feff}');
        if blank != wanted && blank.chars().all(char::is_whitespace) {
            edits.push(smallest(Span::new(was.end - blank.len() as u32, was.end), blank, &wanted));
        }
    }
    edits
}

/// The replacement of `old` by `new`, without their common prefix and suffix. A `\r\n` is never split: editors have no
/// position inside of it.
pub(super) fn smallest(span: Span, old: &str, new: &str) -> TextEdit {
    let same = |(a, b): &(u8, u8)| a == b;
    let mut start = old.bytes().zip(new.bytes()).take_while(same).count();
    let is_cut = |text: &str, at: usize| {
        text.as_bytes().get(at.wrapping_sub(1)) == Some(&b'\r') && text.as_bytes().get(at) == Some(&b'\n')
    };
    while !(old.is_char_boundary(start) && new.is_char_boundary(start))
        || is_cut(old, start)
        || is_cut(new, start)
    {
        start -= 1;
    }
    let most = old.len().min(new.len()) - start;
    let mut end = old.bytes().rev().zip(new.bytes().rev()).take(most).take_while(same).count();
    while !(old.is_char_boundary(old.len() - end) && new.is_char_boundary(new.len() - end))
        || is_cut(old, old.len() - end)
        || is_cut(new, new.len() - end)
    {
        end -= 1;
    }
    let replaced = Span::from(span.start as usize + start..span.end as usize - end);
    TextEdit::replace(replaced, new.get(start..new.len() - end).unwrap_or(""))
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

/// The first line end of a text.
pub(super) fn first_line_end(text: &str) -> Option<&str> {
    let end = scan::line_end(text, 0);
    text.get(end..scan::newline(text, end)?)
}
