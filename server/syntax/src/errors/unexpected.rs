//! Text that a line does not have a place for: why it is probably there, and what to write instead.

use crate::errors::error::SyntaxFix;
use crate::errors::list::{direct, quoted};
use crate::{Node, Role, ast};
use base::text::Span;

/// The message for text that has no place in a line, and the fix that keeps what it says.
pub(super) fn explain(line: Node<'_>, unexpected: Node<'_>, text: &str) -> (String, Option<SyntaxFix>) {
    let shown = quoted(unexpected, text);
    let span = ast::span(unexpected);
    let lacks_type = line.kind() == "field_declaration" && line.child(Role::Type).is_none();
    if let Some(name) = line.child(Role::Name).map(ast::span).filter(|_| lacks_type) {
        let rest = span.of(text).trim_end();
        let value = rest.trim_start_matches([' ', '\t', '=', ':', '-', '>']);
        let sign = rest.get(..rest.len() - value.len()).unwrap_or("").trim();
        if !sign.is_empty() && direct(line, "attribute").is_none() {
            return assigned(name, sign, value, span.start as usize + rest.len());
        }
    }
    let is_value = line.kind() == "enum_value";
    let separators: &[char] = if is_value { &[',', ';', '|'] } else { &[',', ';'] };
    if is_value || shown.starts_with(separators) {
        let members = split(span.of(text), separators, is_value);
        let what = if is_value { "Enum values" } else { "The lines of a block" };
        match members.as_slice() {
            [] if !shown.is_empty() => {
                let message = format!("{what} are separated by line breaks only. Remove `{shown}`.");
                let fix = SyntaxFix::sure(format!("Remove `{shown}`"), with_space(span, text), "");
                return (message, Some(fix));
            }
            [first, ..] if !is_value || members.iter().all(|member| is_name(member)) => {
                let message =
                    format!("{what} are separated by line breaks. Write `{first}` on its own line.");
                let fix = SyntaxFix::choice(
                    "Split into separate lines",
                    with_space(span, text),
                    lines(line, &members, text),
                );
                return (message, Some(fix));
            }
            _ => {}
        }
    }
    if is_value {
        return (format!("Unexpected `{shown}` after an enum value. Only attributes are allowed."), None);
    }
    (format!("Unexpected `{shown}`. Remove it, or move it to a separate line."), None)
}

/// A field whose type follows `=` or another sign, or that has a value in the place of a type.
fn assigned(name: Span, sign: &str, value: &str, end: usize) -> (String, Option<SyntaxFix>) {
    let value_type = match value {
        "" => return (format!("`{sign}` is followed by nothing. Write the type after the name."), None),
        "true" | "false" => Some("Boolean"),
        _ if value.starts_with('"') => Some("String"),
        _ if value.parse::<i64>().is_ok() => Some("Int"),
        _ if value.parse::<f64>().is_ok() => Some("Float"),
        _ => None,
    };
    let between = |text: String| (Span::from(name.end as usize..end), text);
    if let Some(ty) = value_type {
        let field = format!("{ty} @default({value})");
        let (span, written) = between(format!(" {field}"));
        let message = format!(
            "A field has a type, and its value is a default. Write `{field}` instead of `{sign} {value}`."
        );
        return (message, Some(SyntaxFix::choice(format!("Write `{field}`"), span, written)));
    }
    let message = format!("The type of a field follows its name without `{sign}`. Remove `{sign}`.");
    let (span, written) = between(format!(" {value}"));
    let fix = value
        .starts_with(char::is_alphabetic)
        .then(|| SyntaxFix::sure(format!("Remove `{sign}`"), span, written));
    (message, fix)
}

fn is_name(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

/// The parts of a text between separators, or also between spaces; those in quotes and brackets do not count.
fn split<'t>(text: &'t str, separators: &[char], at_spaces: bool) -> Vec<&'t str> {
    let (mut depth, mut is_quoted) = (0_u32, false);
    let parts = text.split(|c: char| {
        match c {
            '"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && !is_quoted && (separators.contains(&c) || (at_spaces && c.is_whitespace()))
    });
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// The members on lines of their own, indented as the line in which they are.
fn lines(line: Node<'_>, members: &[&str], text: &str) -> String {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let name = line.child(Role::Name).map_or(ast::span(line), ast::span);
    let before = Span::new(0, name.start).of(text);
    let indent = before.rsplit(['\n', '\r']).next().unwrap_or("");
    let indent = if indent.trim().is_empty() { indent } else { "  " };
    members.iter().map(|member| format!("{newline}{indent}{member}")).collect()
}

/// The span with the space before it.
fn with_space(span: Span, text: &str) -> Span {
    let before = Span::new(0, span.start).of(text);
    Span::from(before.trim_end_matches([' ', '\t']).len()..span.end as usize)
}
