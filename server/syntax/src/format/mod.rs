//! The formatter: changes only whitespace, from syntax alone. What follows is about the classic dialect; that of Prisma 8
//! has a formatter of its own in [`next`].
//!
//! The text is read once, from start to end, into *pieces* that stay unchanged, and the whitespace between them. So no
//! text can be lost or moved. What Prisma's formatter changes beyond whitespace (it moves attributes, removes legacy
//! syntax, adds relations) is not done here.
//!
//! It does not use syntax trees, for two reasons. In a broken schema, the result depends on what exactly Prisma
//! considers a block, a line or a comment, which differs from what an editor needs in the tree: there, a block without
//! its closing brace is still a block; here, its lines are unknown lines. And reading a line here takes a fraction of
//! the time of walking its nodes, which matters when a whole file is formatted on save.

mod align;
mod block;
mod comments;
mod file;
mod item;
mod join;
mod members;
mod next;
mod options;
mod pieces;
mod reader;
mod scan;
mod values;
mod write;

pub use join::join;
pub use options::{Align, EndOfLine, Indent, Options};

use base::text::{Span, TextEdit};

use crate::{Dialect, SourceFile};

/// The edits that format a text: in order, each replaces whitespace by whitespace.
///
/// Formatting is idempotent. A broken line stays unchanged, the others are formatted. In the dialect of Prisma 8, a text with
/// syntax errors stays unchanged, and comments may move behind a brace.
pub fn format(text: &str, options: &Options) -> Vec<TextEdit> {
    if options.dialect == Dialect::PrismaNext {
        return next::format(text, options);
    }
    let pieces = file::read(text, options);
    write::edits(text, pieces.all(), options, None)
}

/// Like [`format`](fn@format), restricted to the lines that `range` touches. A line is still aligned with its neighbours.
pub fn format_range(text: &str, range: Span, options: &Options) -> Vec<TextEdit> {
    let bytes = text.as_bytes();
    let before = bytes.get(..range.start as usize).unwrap_or(bytes);
    let start = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |at| at + 1);
    let end = range.end as usize;
    // A selection of whole lines ends at the start of the next line.
    let ends_behind_line = end > start && matches!(bytes.get(end - 1), Some(b'\n' | b'\r'));
    let end = if ends_behind_line { end } else { scan::line_end(text, end) };
    let lines = Span::from(start..end);
    format(text, options).into_iter().filter(|edit| lines.encloses(edit.span)).collect()
}

/// The edits that format the block in which something was typed before `offset`.
///
/// After a line break, the line of the cursor stays unchanged with all whitespace around it, because the user is about
/// to type there. Nothing changes if the block is not closed, because its end is unknown.
pub fn format_typed(file: &SourceFile, offset: u32, options: &Options) -> Vec<TextEdit> {
    let Some(index) = file.block_at(offset.saturating_sub(1)) else { return Vec::new() };
    let text = file.block_text(index);
    let start = file.block_start(index);
    let at = offset.saturating_sub(start);
    let is_behind_brace = text.as_bytes().get((at as usize).wrapping_sub(1)) == Some(&b'}');
    let line = file.source().line_span(file.source().line_of(offset));
    if options.dialect == Dialect::PrismaNext {
        let cursor = if is_behind_brace { Span::at(offset) } else { line };
        return next::format_block(&file.source().to_string(), file.block_span(index), cursor, options);
    }
    let Some(pieces) = file::read_block(&text, options, at) else { return Vec::new() };
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
