//! Edits of block attributes, each on a separate line.

use crate::schema::Schema;
use crate::schema::edit::line::{is_blank, line_ending, line_span, member_indent, next_line};
use crate::schema::edit::{insert, replace};
use crate::schema::item::{Attribute, Item};
use base::text::Span;
use base::{FileEdit, ItemId, Place};

/// Attributes that define keys and indexes: new ones of any kind go after them.
const KEYS: &[&str] = &["id", "unique", "index", "fulltext"];

/// Adds a block attribute in its usual place: `name` is its name, `text` the whole attribute with the `@@`.
///
/// It goes after the last attribute with that name; else after the last key; else, if it is a key itself, before the
/// first other attribute; else after the last attribute; else at the end of the block after a blank line. `None` if the
/// block has no closing brace.
pub fn add_block_attribute(schema: &Schema, id: ItemId, name: &str, text: &str) -> Option<FileEdit> {
    let item = schema.item(id)?;
    let block = schema.text(id);
    let newline = line_ending(&block);
    let indent = member_indent(&block, item);
    let attributes = item.attributes();
    let last = |names: &[&str]| attributes.iter().rfind(|it| names.contains(&it.name()));
    let is_key = KEYS.contains(&name);
    let behind = last(&[name]).or_else(|| is_key.then(|| last(KEYS)).flatten());
    if let Some(attribute) = behind.or_else(|| (!is_key).then(|| attributes.last()).flatten()) {
        let end = line_span(&block, attribute.span.end).end;
        return Some(insert(schema, id, end, format!("{newline}{indent}{text}")));
    }
    if let Some(first) = attributes.first() {
        let above = first.documentation.as_deref().map_or(first.span.start, |docs| docs.span.start);
        let start = line_span(&block, above).start;
        return Some(insert(schema, id, start, format!("{indent}{text}{newline}")));
    }
    at_end(schema, id, item, &block, format!("{indent}{text}{newline}"))
}

/// Adds a block attribute at the end of a block: `text` is the whole attribute with the `@@`. `None` if the block has
/// no closing brace.
pub fn append_block_attribute(schema: &Schema, id: ItemId, text: &str) -> Option<FileEdit> {
    let item = schema.item(id)?;
    let block = schema.text(id);
    let newline = line_ending(&block);
    let line = format!("{}{text}{newline}", member_indent(&block, item));
    let start = line_span(&block, item.close_brace?.start).start;
    let above = item.attributes().iter().any(|it| next_line(&block, it.span.end) == start);
    if above { Some(insert(schema, id, start, line)) } else { at_end(schema, id, item, &block, line) }
}

/// Before the closing brace, after exactly one blank line.
fn at_end(schema: &Schema, id: ItemId, item: &Item, block: &str, line: String) -> Option<FileEdit> {
    let newline = line_ending(block);
    let brace = item.close_brace?.start;
    let start = line_span(block, brace).start;
    if start <= item.open_brace?.start {
        // `model A {}`: the block gets separate lines.
        return Some(insert(schema, id, brace, format!("{newline}{line}")));
    }
    let is_first = start == next_line(block, item.open_brace?.start);
    let blank = if is_first || is_blank(block, start.saturating_sub(1)) { "" } else { newline };
    Some(insert(schema, id, start, format!("{blank}{line}")))
}

/// Removes the line of a block attribute with its documentation comments, and a blank line that would be duplicated, or
/// before the closing brace, without it.
pub fn remove_block_attribute(schema: &Schema, id: ItemId, attribute: &Attribute) -> FileEdit {
    let block = schema.text(id);
    let above = attribute
        .documentation
        .as_ref()
        .map_or(attribute.span.start, |docs| docs.span.start.min(attribute.span.start));
    let mut start = line_span(&block, above).start;
    let end = next_line(&block, attribute.span.end);
    let after = line_span(&block, end).of(&block).trim();
    if after.is_empty() || after.starts_with('}') {
        let before = block.get(..start as usize).unwrap_or("");
        let previous = line_span(&block, u32::try_from(trim_one_newline(before).len()).unwrap_or(start));
        if !before.is_empty() && previous.of(&block).trim().is_empty() {
            start = previous.start;
        }
    }
    replace(schema, Place::new(id, Span::new(start, end)), "")
}

fn trim_one_newline(text: &str) -> &str {
    text.strip_suffix("\r\n").or_else(|| text.strip_suffix(['\n', '\r'])).unwrap_or(text)
}
