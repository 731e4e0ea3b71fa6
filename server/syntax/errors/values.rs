//! Faults of attributes, arguments and values.

use crate::syntax::Node;
use crate::syntax::ast;
use crate::syntax::errors::{Faults, SyntaxError, quoted};
use crate::text::Span;

/// Checks an attribute that begins with `at`: `@` or `@@`.
pub(super) fn attribute(at: &str, node: Node<'_>, found: &mut Faults<'_>) {
    match node.child_by_field_name("name") {
        None => {
            let span =
                ast::children(node).find(|child| child.kind() == at).map_or(ast::span(node), ast::span);
            found.add(
                "missing-attribute-name",
                span,
                format!("Behind `{at}` stands the name of an attribute."),
            );
        }
        Some(name) => path(name, found),
    }
    if let Some(arguments) = node.child_by_field_name("arguments") {
        let before = found.len();
        self::arguments(arguments, found);
        let name = node.child_by_field_name("name").map(|name| ast::span(name).of(found.text));
        if name.is_some_and(|name| name.contains('.')) {
            // Prisma does not mind it in a native type.
            found.allow("trailing-comma", before);
        }
    }
}

/// A path has a name on each side of a dot, and no white space.
fn path(node: Node<'_>, found: &mut Faults<'_>) {
    let (span, text) = (ast::span(node), ast::span(node).of(found.text));
    if text.contains(|c: char| c.is_whitespace() || c == '/') {
        found.add(
            "space-in-name",
            span,
            format!("`{text}` holds white space. Names joined by dots stand close together."),
        );
    } else if text.ends_with('.') || text.contains("..") {
        found.add("missing-name", span, format!("`{text}` lacks a name beside a dot."));
    }
}

fn arguments(node: Node<'_>, found: &mut Faults<'_>) {
    // The deepest fault explains the others.
    let mut pending = vec![node];
    while let Some(node) = pending.pop() {
        let before = found.len();
        match node.kind() {
            "arguments" => brackets(node, ")", found),
            "array" => brackets(node, "]", found),
            "object" => brackets(node, "}", found),
            "argument" => argument(node, found),
            "object_member" => member(node, found),
            "string" => string(node, found),
            "path" => path(node, found),
            _ => {}
        }
        let explains = |fault: &SyntaxError| fault.code != "trailing-comma";
        if !found.list.iter().skip(before).any(explains) {
            pending.extend(ast::children(node).filter(|child| child.is_named()));
        }
    }
}

/// Checks a value.
pub(super) fn value(node: Node<'_>, found: &mut Faults<'_>) {
    arguments(node, found);
}

/// What stands in brackets is parted by single commas, with none in front or behind, and the bracket is closed.
pub(super) fn brackets(node: Node<'_>, closing: &str, found: &mut Faults<'_>) {
    let mut children: Vec<Node<'_>> =
        ast::children(node).filter(|child| child.kind() != "block_comment").collect();
    if !children.is_empty() {
        children.remove(0);
    }
    if let Some(unexpected) = children.iter().find(|child| child.kind() == "unexpected") {
        let text = quoted(*unexpected, found.text);
        return found.add(
            "unexpected-text",
            ast::span(*unexpected),
            format!("`{text}` does not belong here."),
        );
    }
    if children.last().is_none_or(|last| last.kind() != closing) {
        let end = ast::span(node).end;
        let span = ast::span(node);
        return found.add_with_fix(
            "unclosed-bracket",
            span,
            format!("This bracket is not closed on its line. Write `{closing}`."),
            format!("Add `{closing}`"),
            Span::at(end),
            closing,
        );
    }
    children.pop();
    let mut after_value = false;
    for (at, child) in children.iter().enumerate() {
        let is_comma = child.kind() == ",";
        if is_comma && (!after_value || at + 1 == children.len()) {
            let span = ast::span(*child);
            let is_trailing = after_value && node.kind() == "arguments";
            return found.add_with_fix(
                if is_trailing { "trailing-comma" } else { "stray-comma" },
                span,
                "Commas stand between two values, and here one is missing.",
                "Remove the comma",
                span,
                "",
            );
        }
        if !is_comma && after_value {
            let before = at.checked_sub(1).and_then(|before| children.get(before)).copied().unwrap_or(*child);
            let gap = Span::at(ast::span(before).end);
            let message = format!("A comma is missing before `{}`.", quoted(*child, found.text));
            return found.add_with_fix("missing-comma", ast::span(*child), message, "Add a comma", gap, ",");
        }
        after_value = !is_comma;
    }
}

fn argument(node: Node<'_>, found: &mut Faults<'_>) {
    if node.child_by_field_name("value").is_none() {
        let span = ast::span(node);
        let name = node.child_by_field_name("name").map(ast::span).unwrap_or(span).of(found.text);
        found.add("missing-value", span, format!("The argument `{name}` has no value."));
    }
}

fn member(node: Node<'_>, found: &mut Faults<'_>) {
    let span = ast::span(node);
    let key = node.child_by_field_name("key").unwrap_or(node);
    if key.kind() == "string" {
        let text = ast::span(key).of(found.text).trim_matches('"').to_owned();
        let message = format!("A key stands without quotes: `{text}`.");
        found.add_with_fix(
            "quoted-key",
            ast::span(key),
            message,
            "Remove the quotes",
            ast::span(key),
            text.clone(),
        );
    }
    if node.child_by_field_name("value").is_none() {
        let name = ast::span(key).of(found.text);
        found.add("missing-condition", span, format!("`{name}` has no value. Write `{name}: value`."));
    }
}

fn string(node: Node<'_>, found: &mut Faults<'_>) {
    let span = ast::span(node);
    let children: Vec<Node<'_>> = ast::children(node).collect();
    let quotes = children.iter().filter(|child| child.kind() == "\"").count();
    if quotes < 2 {
        return found.add(
            "unclosed-string",
            span,
            "This text is not closed: a second `\"` is missing. Texts cannot go on in the next line.",
        );
    }
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
            let message = format!("`{raw}` means nothing in a text. A backslash itself is written `\\\\`.");
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

/// Whether `\u` with four digits stands for a character, alone or as half of a pair of surrogates.
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
