//! Syntax errors of string literals.

use crate::errors::error::SyntaxFix;
use crate::errors::list::ErrorList;
use crate::{Node, ast};
use base::text::Span;

/// Checks that a string is terminated, and its escape sequences.
pub(super) fn check(node: Node<'_>, found: &mut ErrorList<'_>) {
    let span = ast::span(node);
    let children: Vec<Node<'_>> = ast::children(node).collect();
    let quotes = children.iter().filter(|child| child.kind() == "\"").count();
    if quotes < 2 {
        let fixes = closed(node, found.text).map(|end| SyntaxFix::choice("Add a `\"`", Span::at(end), "\""));
        return found.add_with_fixes(
            "unclosed-string",
            span,
            "Unterminated string: the closing `\"` is missing. Strings cannot span lines.",
            fixes,
        );
    }
    control_characters(span, found);
    let escapes: Vec<Span> = children
        .iter()
        .filter(|child| child.kind() == "escape_sequence")
        .map(|child| ast::span(*child))
        .collect();
    for (at, escape) in escapes.iter().enumerate() {
        let raw = escape.of(found.text);
        let is_known = match raw.chars().nth(1) {
            Some('u') => {
                let beside = |other: Option<usize>| other.and_then(|other| escapes.get(other)).copied();
                let before = beside(at.checked_sub(1)).filter(|before| before.end == escape.start);
                let after = beside(Some(at + 1)).filter(|after| after.start == escape.end);
                is_character(raw, before.map(|it| it.of(found.text)), after.map(|it| it.of(found.text)))
            }
            Some(char) => "\"\\/bfnrt".contains(char),
            None => false,
        };
        if !is_known {
            let message = format!("Unknown escape sequence `{raw}`. Write a backslash as `\\\\`.");
            found.add_with_fix(
                "unknown-escape",
                *escape,
                message,
                "Write `\\\\`",
                Span::at(escape.start),
                "\\",
            );
        }
    }
}

/// A string contains no control characters, not even tabs.
fn control_characters(span: Span, found: &mut ErrorList<'_>) {
    let is_control = |char: char| char < ' ';
    let text = span.of(found.text);
    let (Some(first), Some(last)) = (text.find(is_control), text.rfind(is_control)) else { return };
    let start = span.start as usize;
    // Control characters are one byte long.
    let replaced = Span::from(start + first..start + last + 1);
    let escaped: String = replaced.of(found.text).chars().map(escaped).collect();
    let Some(char) = text.get(first..).and_then(|rest| rest.chars().next()) else { return };
    let name = match char {
        '\t' => "tab".to_owned(),
        other => format!("control character U+{:04X}", u32::from(other)),
    };
    let written = self::escaped(char);
    found.add_with_fix(
        "control-character",
        replaced,
        format!("Unexpected {name} in a string. Write `{written}`."),
        format!("Write `{written}`"),
        replaced,
        escaped,
    );
}

/// A character as it is written in a string.
fn escaped(char: char) -> String {
    match char {
        '\t' => "\\t".to_owned(),
        '\u{8}' => "\\b".to_owned(),
        '\u{c}' => "\\f".to_owned(),
        control if control < ' ' => format!("\\u{:04x}", u32::from(control)),
        other => other.to_string(),
    }
}

/// Whether `\u` with four digits encodes a character, alone or as half of a surrogate pair.
fn is_character(raw: &str, before: Option<&str>, after: Option<&str>) -> bool {
    let unit = |raw: &str| -> Option<u16> {
        let hex = raw.strip_prefix("\\u").filter(|hex| hex.len() == 4)?;
        u16::from_str_radix(hex, 16).ok()
    };
    match unit(raw) {
        Some(0xD800..=0xDBFF) => matches!(after.and_then(unit), Some(0xDC00..=0xDFFF)),
        Some(0xDC00..=0xDFFF) => matches!(before.and_then(unit), Some(0xD800..=0xDBFF)),
        Some(_) => true,
        None => false,
    }
}

/// Whether a node ends with an unterminated string.
pub(super) fn is_open_at_end(node: Node<'_>) -> bool {
    let mut at = node;
    while at.kind() != "string" {
        match ast::children(at).last() {
            Some(last) => at = last,
            None => return false,
        }
    }
    ast::children(at).filter(|child| child.kind() == "\"").count() < 2
}

/// The most likely place of the missing quote, in bytes of the block: before the closing bracket around the string, or
/// before the next named argument. `None` if there is neither.
fn closed(node: Node<'_>, text: &str) -> Option<u32> {
    let span = ast::span(node);
    let inside = span.of(text).trim_end();
    let mut closing = String::new();
    let mut around = node.parent();
    while let Some(bracket) = around.filter(|it| it.kind() != "field_declaration") {
        closing.push_str(match bracket.kind() {
            "arguments" => ")",
            "array" => "]",
            "object" => "}",
            _ => "",
        });
        around = bracket.parent();
    }
    let length = |bytes: usize| u32::try_from(bytes).ok().map(|bytes| span.start + bytes);
    if closing.is_empty() {
        return length(inside.len());
    }
    let is_next = |at: usize, mark: &str| {
        let rest = inside.get(at..).unwrap_or("");
        let named = rest.strip_prefix(',').map(str::trim_start).and_then(|rest| rest.split_once(':'));
        let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        let behind = rest.strip_prefix(mark).map(|rest| rest.chars().next());
        named.is_some_and(|(name, _)| is_name(name))
            || behind.is_some_and(|next| next.is_none_or(char::is_whitespace))
    };
    let ends = inside.char_indices().map(|(at, _)| at).skip(1);
    ends.into_iter().find(|at| is_next(*at, &closing)).and_then(length)
}
