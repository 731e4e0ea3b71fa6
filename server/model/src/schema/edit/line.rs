//! The lines of a block: boundaries, indentation, line endings.

use crate::schema::item::Item;
use base::text::Span;

/// The line ending of the text: that of its first line, `\n` if it has only one line.
pub fn line_ending(text: &str) -> &'static str {
    match text.find(['\n', '\r']) {
        Some(at) if text.get(at..).is_some_and(|rest| rest.starts_with("\r\n")) => "\r\n",
        Some(at) if text.get(at..).is_some_and(|rest| rest.starts_with('\r')) => "\r",
        _ => "\n",
    }
}

/// The indentation of the line that contains `offset`.
pub fn indent_of(text: &str, offset: u32) -> &str {
    let line = line_span(text, offset).of(text);
    let end = line.find(|c: char| !c.is_whitespace()).unwrap_or(line.len());
    line.get(..end).unwrap_or("")
}

/// The indentation of the members of a block: that of the last one, or two spaces more than the block's own if it has
/// none.
pub(super) fn member_indent(text: &str, item: &Item) -> String {
    let last = match (item.model(), item.enumeration(), item.config()) {
        (Some(model), ..) => {
            let field = model.fields.last().map(|field| field.span.start);
            field.max(model.attributes.last().map(|attribute| attribute.span.start))
        }
        (_, Some(value), _) => {
            let last = value.values.last().map(|value| value.span.start);
            last.max(value.attributes.last().map(|attribute| attribute.span.start))
        }
        (.., Some(config)) => config.entries.last().map(|entry| entry.span.start),
        _ => None,
    };
    match last {
        Some(offset) => indent_of(text, offset).to_owned(),
        None => format!("{}  ", indent_of(text, item.span.start)),
    }
}

/// The line that contains `offset`, without its line break.
pub fn line_span(text: &str, offset: u32) -> Span {
    let offset = (offset as usize).min(text.len());
    // A line does not begin between the two characters of its break.
    let is_between =
        text.get(offset.saturating_sub(1)..).is_some_and(|rest| offset > 0 && rest.starts_with("\r\n"));
    let offset = if is_between { offset - 1 } else { offset };
    let before = text.get(..offset).unwrap_or("");
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let rest = text.get(offset..).unwrap_or("");
    Span::from(start..offset + rest.find(['\n', '\r']).unwrap_or(rest.len()))
}

/// The start of the line after that of `offset`; the end of the text if there is none.
pub fn next_line(text: &str, offset: u32) -> u32 {
    let end = line_span(text, offset).end;
    let rest = text.get(end as usize..).unwrap_or("");
    let ending = if rest.starts_with("\r\n") { 2 } else { u32::from(!rest.is_empty()) };
    end + ending
}

/// Whether the line that contains `offset` is blank.
pub(super) fn is_blank(text: &str, offset: u32) -> bool {
    line_span(text, offset).of(text).trim().is_empty()
}
