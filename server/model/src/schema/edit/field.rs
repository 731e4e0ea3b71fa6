//! Edits of fields and documentation lines.

use crate::schema::Schema;
use crate::schema::edit::insert;
use crate::schema::edit::line::{line_ending, line_span, member_indent, next_line};
use crate::schema::edit::{indent_of, replace};
use crate::schema::item::Field;
use base::text::Span;
use base::{FileEdit, ItemId, Place};

/// The position of a new field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldPlace<'f> {
    /// After this field.
    After(&'f Field),
    /// After the last field, before the block attributes.
    Last,
}

/// Adds a field, or several lines without indentation, to a model, view, composite type or enum. `None` if the block
/// has no closing brace.
pub fn add_field(schema: &Schema, id: ItemId, place: FieldPlace<'_>, lines: &[String]) -> Option<FileEdit> {
    let item = schema.item(id)?;
    let block = schema.text(id);
    let newline = line_ending(&block);
    let indent = member_indent(&block, item);
    let after = match place {
        FieldPlace::After(field) => Some(field.span.end),
        FieldPlace::Last => match (item.model(), item.enumeration()) {
            (Some(model), _) => model.fields.last().map(|field| field.span.end),
            (_, Some(value)) => value.values.last().map(|value| value.span.end),
            _ => None,
        },
    };
    let text: String = lines.iter().map(|line| format!("{newline}{indent}{line}")).collect();
    if let Some(after) = after {
        return Some(insert(schema, id, line_span(&block, after).end, text));
    }
    item.close_brace?;
    let brace = item.open_brace?;
    let line_end = line_span(&block, brace.end).end;
    if item.close_brace?.start < line_end {
        // Anything else between the braces first moves to separate lines.
        let is_empty = Span::new(brace.end, item.close_brace?.start).of(&block).trim().is_empty();
        if !is_empty {
            return None;
        }
        return Some(insert(schema, id, brace.end, format!("{text}{newline}")));
    }
    Some(insert(schema, id, line_end, text))
}

/// Adds a `///` line above the line that contains `offset` of the item's block, after existing comments.
pub fn add_documentation(schema: &Schema, id: ItemId, offset: u32, text: &str) -> FileEdit {
    let block = schema.text(id);
    let start = line_span(&block, offset).start;
    let indent = indent_of(&block, offset);
    insert(schema, id, start, format!("{indent}/// {text}{}", line_ending(&block)))
}

/// Removes the whole line that contains `offset` of the item's block.
pub fn remove_line(schema: &Schema, id: ItemId, offset: u32) -> FileEdit {
    let block = schema.text(id);
    let span = Span::new(line_span(&block, offset).start, next_line(&block, offset));
    replace(schema, Place::new(id, span), "")
}
