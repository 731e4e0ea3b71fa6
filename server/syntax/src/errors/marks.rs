//! Byte order marks inside a file, as joined files leave them: the grammar skips them, Prisma refuses their line.

use crate::ast;
use crate::errors::list::ErrorList;
use crate::{Kind, Node, Role};
use base::text::Span;

/// The byte order mark.
const MARK: &str = "\u{feff}";

/// Reports the byte order marks of a block, except where Prisma skips text: in comments, strings, and after `{`. One at
/// the very start of the text is reported too, because only the caller knows whether it is the start of the file.
pub(super) fn check(root: Node<'_>, found: &mut ErrorList<'_>) {
    let text = found.text;
    // Many can be on one line.
    let mut last: Option<(Span, Option<Node<'_>>)> = None;
    for at in memchr::memmem::find_iter(text.as_bytes(), MARK) {
        let span = Span::from(at..at + MARK.len());
        let inner = root.descendant_for_byte_range(at, at + MARK.len());
        let is_text = |node: Node<'_>| {
            matches!(
                node.kind_id(),
                Kind::String | Kind::StringContent | Kind::Comment | Kind::DocComment | Kind::BlockComment
            )
        };
        let is_there =
            |(line, _): &(Span, Option<Node<'_>>)| line.start as usize <= at && at <= line.end as usize;
        let (line, member) = last.filter(is_there).unwrap_or_else(|| {
            let line = line_around(text, at);
            (line, member_on(root, line))
        });
        last = Some((line, member));
        if inner.is_some_and(is_text) || is_after_brace(root, line, at) || found.loses(span) {
            continue;
        }
        let before = found.len();
        found.add_with_fix(
            "unexpected-text",
            span,
            "Unexpected byte order mark (U+FEFF), which most editors do not show. Remove it.",
            "Remove the byte order mark",
            span,
            "",
        );
        if member.is_some() {
            found.lose_line(before, line);
        }
    }
}

/// The line around an offset, without its line break.
fn line_around(text: &str, at: usize) -> Span {
    let is_break = |char: char| matches!(char, '\n' | '\r');
    let start = text.get(..at).and_then(|before| before.rfind(is_break)).map_or(0, |end| end + 1);
    let end = text.get(at..).and_then(|rest| rest.find(is_break)).map_or(text.len(), |length| at + length);
    Span::from(start..end)
}

/// The member of a body that is on this line.
fn member_on<'t>(root: Node<'t>, line: Span) -> Option<Node<'t>> {
    let bodies = ast::children(root).filter_map(|node| node.child(Role::Body));
    let mut members = bodies.flat_map(ast::children).filter(|node| node.is_named());
    members.find(|node| {
        let code = super::list::code_of(*node);
        line.start <= code.start && code.start < line.end
    })
}

/// Whether Prisma skips the text at an offset on this line because it is after the opening brace of a block.
fn is_after_brace(root: Node<'_>, line: Span, at: usize) -> bool {
    let bodies = ast::children(root).filter_map(|node| node.child(Role::Body));
    let braces =
        bodies.filter_map(|body| ast::children(body).find(|node| node.kind_id() == Kind::OpeningBrace));
    braces.map(ast::span).any(|brace| line.start <= brace.start && (brace.end as usize) <= at)
}
