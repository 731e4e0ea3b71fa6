//! The syntactic ranges around an offset, from inside to outside.

use crate::ast;
use crate::{Block, Node};
use base::text::Span;

/// The ranges of a block that contain the offset, from inside to outside: the word, the value, the argument, the
/// arguments without and with brackets, the attribute, the line without and with comments, the body, the declaration.
/// All in bytes of the block; `text` is its text.
pub fn enclosing(block: &Block, text: &str, offset: u32) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut add = |span: Span| {
        let wider = spans.last().is_none_or(|last| span.encloses(*last) && span != *last);
        if wider && span.start <= offset && offset <= span.end && !span.is_empty() {
            spans.push(span);
        }
    };
    let tree = block.tree(text);
    let Some(root) = tree.root() else { return spans };
    let at = touched(text, offset);
    add(word(text, at));
    let range = at.range();
    let mut node = root.descendant_for_byte_range(range.start, range.end);
    while let Some(inner) = node {
        let span = ast::span(inner);
        match inner.kind() {
            // The next range includes the quotes, or the brackets of a list.
            "string" | "arguments" | "array" | "object" => {
                add(inside(span, text));
                add(span);
            }
            "model_body" | "enum_body" | "config_body" | "generic_body" | "namespace_body" => {
                add(inside(span, text));
                add(trimmed(span, text));
            }
            "source_file" => add(trimmed(span, text)),
            _ => {
                add(core(inner));
                add(trimmed(span, text));
            }
        }
        node = inner.parent();
    }
    spans
}

/// The character to start from: the one after the cursor, or the one before it if only that is meaningful.
fn touched(text: &str, offset: u32) -> Span {
    let offset = (offset as usize).min(text.len());
    let next = text.get(offset..).and_then(|rest| rest.chars().next());
    let before = text.get(..offset).and_then(|rest| rest.chars().next_back());
    match (before, next) {
        (Some(before), next) if is_behind(before, next) => Span::from(offset - before.len_utf8()..offset),
        (_, Some(next)) => Span::from(offset..offset + next.len_utf8()),
        (Some(before), None) => Span::from(offset - before.len_utf8()..offset),
        (None, None) => Span::from(offset..offset),
    }
}

/// Whether the cursor belongs to the character before it.
fn is_behind(before: char, next: Option<char>) -> bool {
    let is_end = next.is_none_or(char::is_whitespace);
    if is_word(before) { !next.is_some_and(is_word) } else { is_end && !before.is_whitespace() }
}

fn word(text: &str, at: Span) -> Span {
    if !at.of(text).starts_with(is_word) {
        return Span::at(at.start);
    }
    let before = text.get(..at.start as usize).unwrap_or("");
    let after = text.get(at.end as usize..).unwrap_or("");
    let start = before.trim_end_matches(is_word).len();
    let end = text.len() - after.trim_start_matches(is_word).len();
    Span::from(start..end)
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_' || char == '-'
}

/// The text between the first and the last character, which may be missing, without surrounding whitespace.
fn inside(span: Span, text: &str) -> Span {
    let all = span.of(text);
    let closes = all.len() > 1 && all.ends_with([')', ']', '}', '"', '\'', '`']);
    trimmed(Span::new(span.start + 1, (span.end - u32::from(closes)).max(span.start + 1)), text)
}

fn trimmed(span: Span, text: &str) -> Span {
    let all = span.of(text);
    let start = span.start as usize + (all.len() - all.trim_start().len());
    Span::from(start..(span.start as usize + all.trim_end().len()).max(start))
}

/// The node without the comments above and after it.
fn core(node: Node<'_>) -> Span {
    let is_core = |kind: &str| !matches!(kind, "comment_block" | "comment" | "doc_comment");
    let mut children =
        ast::children(node).filter(|child| is_core(child.kind()) && !child.byte_range().is_empty());
    let Some(first) = children.next() else { return ast::span(node) };
    let last = children.last().unwrap_or(first);
    ast::span(first).cover(ast::span(last))
}
