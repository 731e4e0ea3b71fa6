//! Syntax errors of attributes, arguments and values.

use crate::ast;
use crate::errors::error::SyntaxFix;
use crate::errors::list::{ErrorList, quoted};
use crate::errors::strings;
use crate::{Node, Role};
use base::text::Span;

/// Checks an attribute that begins with `at`: `@` or `@@`.
pub(super) fn attribute(at: &str, node: Node<'_>, found: &mut ErrorList<'_>) {
    match node.child(Role::Name) {
        None => {
            let span =
                ast::children(node).find(|child| child.kind() == at).map_or(ast::span(node), ast::span);
            found.add("missing-attribute-name", span, format!("Missing attribute name after `{at}`."));
        }
        // An attribute with an incomplete name is unknown.
        Some(name) => path(name, false, found),
    }
    if let Some(arguments) = node.child(Role::Arguments) {
        let before = found.len();
        self::arguments(arguments, found);
        let name = node.child(Role::Name).map(|name| ast::span(name).of(found.text));
        if name.is_some_and(|name| name.contains('.')) {
            // Prisma accepts it in a native type.
            found.allow("trailing-comma", before);
        }
    }
}

/// A path has a name on each side of a dot, and no whitespace. A path that is a value is also valid without its last
/// dot.
fn path(node: Node<'_>, is_value: bool, found: &mut ErrorList<'_>) {
    let (span, text) = (ast::span(node), ast::span(node).of(found.text));
    if text.contains(|c: char| c.is_whitespace() || c == '/') {
        let joined: String = text.split_whitespace().collect();
        // A comment would become part of the name.
        let fix = (!text.contains('/')).then(|| SyntaxFix::sure(format!("Write `{joined}`"), span, joined));
        found.add_with_fixes(
            "space-in-name",
            span,
            format!("Unexpected whitespace in `{text}`. Write no spaces around dots."),
            fix,
        );
    } else if text.ends_with('.') || text.contains("..") {
        let names: Vec<&str> = text.split('.').filter(|name| !name.is_empty()).collect();
        let whole = names.join(".");
        let is_known = !whole.is_empty() && (is_value || !text.ends_with('.'));
        let fix = is_known.then(|| SyntaxFix::choice(format!("Write `{whole}`"), span, whole));
        found.add_with_fixes(
            "missing-name",
            span,
            format!("Missing name before or after a dot in `{text}`."),
            fix,
        );
    }
}

fn arguments(node: Node<'_>, found: &mut ErrorList<'_>) {
    // The deepest error explains the others.
    let mut pending = vec![node];
    while let Some(node) = pending.pop() {
        let before = found.len();
        match node.kind() {
            // An unterminated string probably contains the bracket.
            "arguments" | "array" | "object" if strings::is_open_at_end(node) => {}
            "arguments" => brackets(node, ")", found),
            "array" => brackets(node, "]", found),
            "object" => brackets(node, "}", found),
            "argument" => argument(node, found),
            "object_member" => member(node, found),
            "string" => strings::check(node, found),
            "path" => {
                path(node, true, found);
                beginning(node, found);
            }
            _ => {}
        }
        if !found.has_other_than("trailing-comma", before) {
            pending.extend(ast::children(node).filter(|child| child.is_named()));
        }
    }
}

/// A name begins with a letter. A function name may begin with a digit, because Prisma looks for the bracket first.
fn beginning(node: Node<'_>, found: &mut ErrorList<'_>) {
    let (span, text) = (ast::span(node), ast::span(node).of(found.text));
    let is_called = node.parent().is_some_and(|parent| parent.kind() == "call");
    let is_number = text.starts_with(|first: char| first.is_ascii_digit()) && !is_called;
    if !is_number && !text.split('.').any(|name| name.starts_with('_')) {
        return;
    }
    let message = match is_number {
        true => format!(
            "`{text}` is neither a number nor a name. Names begin with a letter, and strings are in quotes."
        ),
        false => format!("`{text}` is not a name. Names begin with a letter, and strings are in quotes."),
    };
    let bare: Vec<&str> = text.split('.').map(|name| name.trim_start_matches('_')).collect();
    let fix = if is_number {
        Some(SyntaxFix::choice("Add quotes", span, format!("\"{text}\"")))
    } else if bare.iter().all(|name| name.starts_with(char::is_alphabetic)) {
        let bare = bare.join(".");
        Some(SyntaxFix::choice(format!("Write `{bare}`"), span, bare))
    } else {
        None
    };
    found.add_with_fixes("unreadable-value", span, message, fix);
}

/// Checks a value.
pub(super) fn value(node: Node<'_>, found: &mut ErrorList<'_>) {
    arguments(node, found);
}

/// The elements in brackets are separated by single commas, without a leading or trailing one, and the bracket is
/// closed.
pub(super) fn brackets(node: Node<'_>, closing: &str, found: &mut ErrorList<'_>) {
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
            format!("Unexpected `{text}`. Remove it."),
        );
    }
    if children.last().is_none_or(|last| last.kind() != closing) {
        let span = ast::span(node);
        let message = format!("This bracket is not closed on its line. Add `{closing}`.");
        if ends_in_open_comment(node, found.text) {
            // What is added at the end would be part of the comment.
            return found.add("unclosed-bracket", span, message);
        }
        let title = format!("Add `{closing}`");
        return found.add_with_fix("unclosed-bracket", span, message, title, Span::at(span.end), closing);
    }
    children.pop();
    let mut after_value = false;
    for (at, child) in children.iter().enumerate() {
        let is_comma = child.kind() == ",";
        let is_last = at + 1 == children.len();
        if is_comma && (!after_value || is_last) {
            let span = ast::span(*child);
            let behind = found.text.get(span.end as usize..).unwrap_or("");
            let code = behind.trim_start_matches([' ', '\t']);
            let space = if code.starts_with(closing) { behind.len() - code.len() } else { 0 };
            let removed = Span::from(span.start as usize..span.end as usize + space);
            let is_trailing = (after_value || (at == 0 && is_last)) && node.kind() == "arguments";
            return found.add_with_fix(
                if is_trailing { "trailing-comma" } else { "stray-comma" },
                span,
                "Unexpected comma. Remove it, or add a value.",
                "Remove the comma",
                removed,
                "",
            );
        }
        if !is_comma && after_value {
            let before = at.checked_sub(1).and_then(|before| children.get(before)).copied().unwrap_or(*child);
            if let Some((open, closing)) = open_bracket_at_end(before) {
                // The comma would be in it.
                return brackets(open, closing, found);
            }
            let message = format!("Missing comma before `{}`.", quoted(*child, found.text));
            let gaps = missing_commas(children.get(at - 1..).unwrap_or_default());
            let (title, place, text) = with_commas(&gaps, found.text);
            return found.add_with_fix("missing-comma", ast::span(*child), message, title, place, text);
        }
        after_value = !is_comma;
    }
}

/// Where commas are missing between these elements, in bytes, in order. Not behind a bracket that is open: the comma would be in it.
fn missing_commas(elements: &[Node<'_>]) -> Vec<u32> {
    let pairs = elements.windows(2).filter_map(|pair| match pair {
        [before, after] => Some((*before, *after)),
        _ => None,
    });
    let pairs = pairs.take_while(|(before, _)| open_bracket_at_end(*before).is_none());
    let gaps = pairs.filter(|(before, after)| before.kind() != "," && after.kind() != ",");
    gaps.map(|(before, _)| ast::span(before).end).collect()
}

/// The edit that adds a comma at each of these places: its title, what it replaces, and by what.
fn with_commas(places: &[u32], text: &str) -> (&'static str, Span, String) {
    let (Some(first), Some(last)) = (places.first().copied(), places.last().copied()) else {
        return ("Add a comma", Span::default(), String::new());
    };
    let between = places.windows(2).filter_map(|pair| match pair {
        [start, end] => Some(Span::new(*start, *end).of(text)),
        _ => None,
    });
    let commas = between.fold(String::from(","), |commas, between| commas + between + ",");
    (if places.len() == 1 { "Add a comma" } else { "Add commas" }, Span::new(first, last), commas)
}

/// The outermost of the brackets that a node ends in and that are not closed, and what closes it.
fn open_bracket_at_end(node: Node<'_>) -> Option<(Node<'_>, &'static str)> {
    let mut last = Some(node);
    while let Some(node) = last {
        last = ast::children(node).last();
        let closing = match node.kind() {
            "arguments" => ")",
            "array" => "]",
            "object" => "}",
            _ => continue,
        };
        if last.is_none_or(|last| last.kind() != closing) {
            return Some((node, closing));
        }
    }
    None
}

/// Whether a node ends in a block comment that is not closed, which the grammar takes for unexpected text.
fn ends_in_open_comment(node: Node<'_>, text: &str) -> bool {
    let mut last = node;
    while let Some(child) = ast::children(last).last() {
        last = child;
    }
    let written = ast::span(last).of(text);
    last.kind() == "unexpected" && written.rfind("/*") > written.rfind("*/")
}

fn argument(node: Node<'_>, found: &mut ErrorList<'_>) {
    if node.child(Role::Value).is_none() {
        let span = ast::span(node);
        let name = node.child(Role::Name).map(ast::span).unwrap_or(span).of(found.text);
        found.add("missing-value", span, format!("Argument `{name}` has no value."));
    }
}

fn member(node: Node<'_>, found: &mut ErrorList<'_>) {
    let span = ast::span(node);
    let key = node.child(Role::Key).unwrap_or(node);
    if key.kind() == "string" {
        let text = ast::span(key).of(found.text).trim_matches('"').to_owned();
        let message = format!("Unexpected quotes around a key. Write `{text}`.");
        found.add_with_fix(
            "quoted-key",
            ast::span(key),
            message,
            "Remove the quotes",
            ast::span(key),
            text.clone(),
        );
    }
    if node.child(Role::Value).is_none() {
        let name = ast::span(key).of(found.text);
        found.add("missing-condition", span, format!("`{name}` has no value. Write `{name}: value`."));
    }
}
