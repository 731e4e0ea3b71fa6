//! Whole blocks.

use crate::schema::edit::insert;
use crate::schema::edit::line::{line_ending, line_span};
use crate::schema::{FileEdit, ItemId, Schema};

/// Puts a block without members behind another one, after a blank line: `head` is its keyword and name. `None` where
/// the other block has no closing brace.
pub fn add_block(schema: &Schema, behind: ItemId, head: &str) -> Option<FileEdit> {
    let brace = schema.item(behind)?.close_brace?;
    let text = schema.text(behind);
    let newline = line_ending(&text);
    let end = line_span(&text, brace.end).end;
    Some(insert(schema, behind, end, format!("{newline}{newline}{head} {{{newline}{newline}}}")))
}
