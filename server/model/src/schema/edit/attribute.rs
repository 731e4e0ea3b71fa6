//! Edits of attributes of fields and enum values, and of attribute arguments.

use crate::schema::Schema;
use crate::schema::edit::{field_attribute_rank, insert, replace};
use crate::schema::item::{Argument, Attribute, EnumValue, Field};
use base::text::Span;
use base::{FileEdit, ItemId, Place};

/// Adds an attribute to a field, where Prisma's own order puts it: `text` includes the `@`.
pub fn add_attribute(schema: &Schema, item: ItemId, field: &Field, text: &str) -> FileEdit {
    add_in_order(schema, item, &field.attributes, field.span.end, text)
}

/// Adds an attribute after the last one of a field, before a comment: `text` includes the `@`.
pub fn append_attribute(schema: &Schema, item: ItemId, field: &Field, text: &str) -> FileEdit {
    insert(schema, item, field.span.end, format!(" {text}"))
}

/// Adds an attribute to an enum value, where Prisma's own order puts it: `text` includes the `@`.
pub fn add_value_attribute(schema: &Schema, item: ItemId, value: &EnumValue, text: &str) -> FileEdit {
    add_in_order(schema, item, &value.attributes, value.span.end, text)
}

/// After the last of these attributes that does not belong behind the new one; `end` is the end of them all.
fn add_in_order(schema: &Schema, item: ItemId, attributes: &[Attribute], end: u32, text: &str) -> FileEdit {
    let name = text.trim_start_matches('@');
    let name = name.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '_').next().unwrap_or(name);
    let rank = field_attribute_rank(name);
    match attributes.iter().rposition(|it| field_attribute_rank(it.name()) <= rank) {
        Some(at) if at + 1 < attributes.len() => {
            let behind = attributes.get(at).map_or(end, |it| it.span.end);
            insert(schema, item, behind, format!(" {text}"))
        }
        None if let Some(first) = attributes.first() => {
            insert(schema, item, first.span.start, format!("{text} "))
        }
        _ => insert(schema, item, end, format!(" {text}")),
    }
}

/// Adds an argument after the last one of an attribute, including brackets if it has none.
pub fn add_argument(schema: &Schema, item: ItemId, attribute: &Attribute, text: &str) -> FileEdit {
    let Some(arguments) = &attribute.arguments else {
        return insert(schema, item, attribute.span.end, format!("({text})"));
    };
    let closing = u32::from(arguments.closed);
    let end = arguments.span.end.saturating_sub(closing);
    let inside = schema.text_at(Place::new(item, Span::new(arguments.span.start + 1, end)));
    // Whitespace and a trailing comma before the bracket are replaced.
    let kept = inside.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    let from = end - u32::try_from(inside.len() - kept.len()).unwrap_or(0);
    let comma = if kept.is_empty() { "" } else { ", " };
    let bracket = if arguments.closed { "" } else { ")" };
    replace(schema, Place::new(item, Span::new(from, end)), format!("{comma}{text}{bracket}"))
}

/// Sets the value of an argument of an attribute, replacing the current one.
pub fn set_argument(
    schema: &Schema,
    item: ItemId,
    attribute: &Attribute,
    name: &str,
    value: &str,
) -> FileEdit {
    let written = attribute.arguments.as_ref().and_then(|arguments| arguments.argument(name));
    match written {
        Some(argument) => replace(schema, Place::new(item, argument.span), format!("{name}: {value}")),
        None => add_argument(schema, item, attribute, &format!("{name}: {value}")),
    }
}

/// Removes an argument of an attribute, with the comma next to it; removes the attribute if it has no other argument.
pub fn remove_argument(
    schema: &Schema,
    item: ItemId,
    attribute: &Attribute,
    argument: &Argument,
) -> FileEdit {
    let all = attribute.arguments();
    let at = all.iter().position(|it| it.span == argument.span);
    let before = at.and_then(|at| all.get(at.checked_sub(1)?));
    let after = at.and_then(|at| all.get(at + 1));
    let span = match (before, after) {
        (Some(before), _) => Span::new(before.span.end, argument.span.end),
        (None, Some(after)) => Span::new(argument.span.start, after.span.start),
        (None, None) => return remove_attribute(schema, item, attribute),
    };
    replace(schema, Place::new(item, span), "")
}

/// Removes an attribute with the whitespace before it.
pub fn remove_attribute(schema: &Schema, item: ItemId, attribute: &Attribute) -> FileEdit {
    let before = schema.line_before(Place::new(item, attribute.span));
    let space = before.len() - before.trim_end_matches([' ', '\t']).len();
    let start = attribute.span.start - u32::try_from(space).unwrap_or_default();
    replace(schema, Place::new(item, Span::new(start, attribute.span.end)), "")
}
