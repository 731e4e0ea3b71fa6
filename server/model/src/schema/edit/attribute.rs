//! Attributes of fields and enum values, and arguments of any attribute.

use crate::schema::Schema;
use crate::schema::edit::{insert, replace};
use crate::schema::item::{Argument, Attribute, EnumValue, Field};
use base::text::Span;
use base::{FileEdit, ItemId, Place};

/// Puts an attribute behind the last one of a field, before a comment: `text` with its `@`.
pub fn add_attribute(schema: &Schema, item: ItemId, field: &Field, text: &str) -> FileEdit {
    insert(schema, item, field.span.end, format!(" {text}"))
}

/// Puts an attribute behind the last one of a value of an enum, before a comment: `text` with its `@`.
pub fn add_value_attribute(schema: &Schema, item: ItemId, value: &EnumValue, text: &str) -> FileEdit {
    insert(schema, item, value.span.end, format!(" {text}"))
}

/// Puts an argument behind the last one of an attribute, brackets included where it has none.
pub fn add_argument(schema: &Schema, item: ItemId, attribute: &Attribute, text: &str) -> FileEdit {
    let Some(arguments) = &attribute.arguments else {
        return insert(schema, item, attribute.span.end, format!("({text})"));
    };
    let closing = u32::from(arguments.closed);
    let end = arguments.span.end.saturating_sub(closing);
    let inside = schema.text_at(Place::new(item, Span::new(arguments.span.start + 1, end)));
    // White space and a stray comma before the bracket make way.
    let kept = inside.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    let from = end - u32::try_from(inside.len() - kept.len()).unwrap_or(0);
    let comma = if kept.is_empty() { "" } else { ", " };
    let bracket = if arguments.closed { "" } else { ")" };
    replace(schema, Place::new(item, Span::new(from, end)), format!("{comma}{text}{bracket}"))
}

/// Gives an argument of an attribute this value, in place of the one that it has.
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

/// Takes an argument of an attribute away, with the comma that parts it from its neighbour; the attribute as well where
/// that has no other.
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

/// Takes an attribute away, with the white space in front of it.
pub fn remove_attribute(schema: &Schema, item: ItemId, attribute: &Attribute) -> FileEdit {
    let before = schema.line_before(Place::new(item, attribute.span));
    let space = before.len() - before.trim_end_matches([' ', '\t']).len();
    let start = attribute.span.start - u32::try_from(space).unwrap_or_default();
    replace(schema, Place::new(item, Span::new(start, attribute.span.end)), "")
}
