//! Edits of whole blocks.

use crate::schema::Schema;
use crate::schema::edit::line::{line_ending, line_span};
use crate::schema::edit::{insert, replace};
use base::text::Span;
use base::{FileEdit, ItemId, Place};
use syntax::directive;

/// Adds a block without members after another one, separated by a blank line: `head` is its keyword and name. `None` if
/// the other block has no closing brace.
pub fn add_block(schema: &Schema, behind: ItemId, head: &str) -> Option<FileEdit> {
    let brace = schema.item(behind)?.close_brace?;
    let text = schema.text(behind);
    let newline = line_ending(&text);
    let end = line_span(&text, brace.end).end;
    Some(insert(schema, behind, end, format!("{newline}{newline}{head} {{{newline}{newline}}}")))
}

/// Adds a whole block after another one, separated by a blank line: `lines` are all its lines. `None` if the other
/// block has no closing brace.
pub fn add_whole_block(schema: &Schema, behind: ItemId, lines: &[String]) -> Option<FileEdit> {
    let brace = schema.item(behind)?.close_brace?;
    let text = schema.text(behind);
    let newline = line_ending(&text);
    let end = line_span(&text, brace.end).end;
    let block: String = lines.iter().map(|line| format!("{newline}{line}")).collect();
    Some(insert(schema, behind, end, format!("{newline}{block}")))
}

/// A block with the comments directly above it: all its lines, in bytes of its text. Comments further up, separated by
/// a blank line, belong to the file and are not included, as is the directive of the Prisma 8 dialect. `None` if the block is not closed, or shares a line with
/// another one.
pub fn whole_lines(schema: &Schema, id: ItemId) -> Option<Span> {
    let item = schema.item(id)?;
    let text = schema.text(id);
    let end = line_span(&text, item.close_brace?.end).end;
    let behind = Span::new(item.close_brace?.end, end).of(&text).trim();
    let first = line_span(&text, item.span.start).start;
    let before = Span::new(first, item.span.start).of(&text).trim();
    if !(behind.is_empty() || behind.starts_with("//")) || !before.is_empty() {
        return None;
    }
    let start = start_with_comments(schema, id)?;
    // A block comment that contains a blank line must not be split.
    let comments = Span::new(start, first).of(&text);
    (comments.matches("/*").count() == comments.matches("*/").count()).then(|| Span::new(start, end))
}

/// The start of the first line of a block with the comments directly above it, in bytes of its text. The directive of the
/// Prisma 8 dialect is about the whole file, and is not one of them.
pub fn start_with_comments(schema: &Schema, id: ItemId) -> Option<u32> {
    let text = schema.text(id);
    let directive = directive(&text).filter(|_| schema.start(id) == 0).map_or(0, |span| span.end);
    let mut start = line_span(&text, schema.item(id)?.span.start).start;
    while let Some(above) = start.checked_sub(1).filter(|above| *above > directive) {
        let mut line = line_span(&text, above);
        if line.is_empty() && above > 0 && Span::new(above - 1, above + 1).of(&text) == "\r\n" {
            line = line_span(&text, above - 1);
        }
        if line.of(&text).trim().is_empty() || line.start >= start || line.start < directive {
            break;
        }
        start = line.start;
    }
    Some(start)
}

/// Removes a block with the comments directly above it and the blank lines around it.
pub fn remove_block(schema: &Schema, id: ItemId) -> Option<FileEdit> {
    let span = whole_lines(schema, id)?;
    let text = schema.text(id);
    let rest = text.get(span.end as usize..).unwrap_or("");
    let mut after = rest.len() - rest.trim_start().len();
    let before = text.get(..span.start as usize).unwrap_or("");
    let start = before.trim_end_matches([' ', '\t']).len();
    let newline = line_ending(&text);
    // The text above keeps one line break before the text that follows.
    let (start, kept) = match before.trim_end() {
        "" => (0, String::new()),
        above => (above.len().min(start), newline.to_owned()),
    };
    if start == 0 && schema.start(id) == 0 {
        // The file must not begin with the blank lines that separated this block from the next.
        let (file, at) = schema.position(id);
        let next = schema.item_in(file, at as usize + 1).map(|next| schema.text(next)).unwrap_or_default();
        after += next.len() - next.trim_start_matches(['\n', '\r']).len();
    }
    let span = Span::new(u32::try_from(start).unwrap_or(0), span.end + u32::try_from(after).unwrap_or(0));
    Some(replace(schema, Place::new(id, span), kept))
}
