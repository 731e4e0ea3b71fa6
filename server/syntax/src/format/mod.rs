//! The formatter: white space only, on syntax alone.
//!
//! The text is read once, from its beginning to its end, into *pieces* that stay as they are and the white space that
//! shall stand between them. Nothing else can come out, so no text is ever lost or moved. What Prisma's own formatter
//! changes beyond white space (it moves attributes, drops legacy marks, adds relations) is not done here.
//!
//! It does not read syntax trees, for two reasons. Where a schema is broken, the outcome depends on what
//! exactly Prisma takes for a block, a line or a comment, and that differs from what an editor wants to see in the tree:
//! there a block without its brace still is a block, here its lines are lines of which nothing is known. And a line is read
//! here in a fraction of the time that it takes to walk its nodes, which counts where all of a file is formatted on save.

mod align;
mod block;
mod comments;
mod file;
mod item;
mod join;
mod members;
mod options;
mod pieces;
mod reader;
mod scan;
mod values;
mod write;

pub use join::join;
pub use options::{Align, EndOfLine, Indent, Options};

use base::text::{Span, TextEdit};

use crate::SourceFile;

/// What is to be changed in a text so that it is formatted: in order, each edit a run of white space for another.
///
/// Formatting what came of it changes nothing more. A broken line stays as it is, the others are formatted.
pub fn format(text: &str, options: &Options) -> Vec<TextEdit> {
    let pieces = file::read(text, options);
    write::edits(text, pieces.all(), options, None)
}

/// As [`format`], of the lines that `range` touches only. A line is put into columns with its neighbours even so.
pub fn format_range(text: &str, range: Span, options: &Options) -> Vec<TextEdit> {
    let bytes = text.as_bytes();
    let before = bytes.get(..range.start as usize).unwrap_or(bytes);
    let start = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |at| at + 1);
    let end = range.end as usize;
    // A selection of whole lines ends where the next line begins.
    let ends_behind_line = end > start && matches!(bytes.get(end - 1), Some(b'\n' | b'\r'));
    let end = if ends_behind_line { end } else { scan::line_end(text, end) };
    let lines = Span::from(start..end);
    format(text, options).into_iter().filter(|edit| lines.encloses(edit.span)).collect()
}

/// What is to be changed in the block in which something was typed: `offset` stands behind it.
///
/// Behind a line end, the line of the cursor stays as it is, with all white space around it: the typist is about to go on
/// there. Nothing changes where the block is not closed, since nobody knows then where it ends.
pub fn format_typed(file: &SourceFile, offset: u32, options: &Options) -> Vec<TextEdit> {
    let Some(index) = file.block_at(offset.saturating_sub(1)) else { return Vec::new() };
    let text = file.block_text(index);
    let start = file.block_start(index);
    let at = offset.saturating_sub(start);
    let Some(pieces) = file::read_block(&text, options, at) else { return Vec::new() };
    let is_behind_brace = text.as_bytes().get((at as usize).wrapping_sub(1)) == Some(&b'}');
    let line = file.source().line_span(file.source().line_of(offset));
    let cursor = match is_behind_brace {
        true => Span::at(at),
        false => Span::new(line.start.saturating_sub(start), line.end.saturating_sub(start)),
    };
    let mut edits = write::edits(&text, pieces.all(), options, Some(cursor));
    for edit in &mut edits {
        edit.span = edit.span.shifted(start);
    }
    edits
}
