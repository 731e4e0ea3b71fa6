//! Edits of the entries of datasources and generators.

use crate::schema::Schema;
use crate::schema::edit::insert;
use crate::schema::edit::line::{indent_of, line_ending, line_span};
use crate::schema::item::{Entry, Expr};
use base::{FileEdit, ItemId};

/// Adds an element to a list, after the last one: `element` is its text, with quotes. `None` if the value is no list, or
/// its closing bracket is missing.
pub fn add_to_list(schema: &Schema, id: ItemId, value: &Expr, element: &str) -> Option<FileEdit> {
    let Expr::Array { items, span, closed: true } = value else { return None };
    let (at, text) = match items.last() {
        Some(last) => (last.span().end, format!(", {element}")),
        None => (span.start + 1, element.to_owned()),
    };
    Some(insert(schema, id, at, text))
}

/// Adds an entry on the line below another one: `text` is its key and value.
pub fn add_entry(schema: &Schema, id: ItemId, above: &Entry, text: &str) -> FileEdit {
    let block = schema.text(id);
    let line = format!("{}{}{text}", line_ending(&block), indent_of(&block, above.span.start));
    insert(schema, id, line_span(&block, above.span.end).end, line)
}

/// Whether a line of the block begins with this key, even if it cannot be read as an entry.
pub fn mentions_key(schema: &Schema, id: ItemId, key: &str) -> bool {
    let text = schema.text(id);
    text.split(['\n', '\r']).any(|line| {
        let rest = line.trim_start().strip_prefix(key);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-')))
    })
}
