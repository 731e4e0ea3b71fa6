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
    let mut marks = memchr::memmem::find_iter(text.as_bytes(), MARK).peekable();
    if marks.peek().is_none() {
        return;
    }
    let around = Surroundings::new(root, found.lost_lines());
    // Many can be on one line.
    let mut last: Option<Line> = None;
    for at in marks {
        let mark = Span::from(at..at + MARK.len());
        let is_there = |line: &Line| line.span.start as usize <= at && at <= line.span.end as usize;
        let line = last.filter(is_there).unwrap_or_else(|| {
            let span = line_around(text, at);
            Line { span, has_member: around.has_member(span), is_lost: false }
        });
        last = Some(line);
        if line.is_lost || around.skips(mark) || around.is_after_brace(line.span, mark.start) {
            continue;
        }
        let before = found.len();
        found.add_with_fix(
            "unexpected-text",
            mark,
            "Unexpected byte order mark (U+FEFF), which most editors do not show. Remove it.",
            "Remove the byte order mark",
            mark,
            "",
        );
        if line.has_member {
            found.lose_line(before, line.span);
            last = Some(Line { is_lost: true, ..line });
        }
    }
}

/// A line with a byte order mark.
#[derive(Clone, Copy)]
struct Line {
    /// Its bytes in the block, without its line break.
    span: Span,
    /// Whether a member of a body is on it.
    has_member: bool,
    /// Whether Prisma skips the line because of an earlier mark on it.
    is_lost: bool,
}

/// What is around the marks of a block, each list in the order of the text.
struct Surroundings {
    /// What Prisma skips: comments, strings, and lines with errors; each with the end of all up to it.
    skipped: Vec<(Span, u32)>,
    /// Where the members of bodies start.
    members: Vec<u32>,
    /// The opening braces of bodies.
    braces: Vec<Span>,
}

impl Surroundings {
    fn new(root: Node<'_>, lost_lines: impl Iterator<Item = Span>) -> Surroundings {
        let is_text = |node: &Node<'_>| {
            matches!(node.kind_id(), Kind::String | Kind::Comment | Kind::DocComment | Kind::BlockComment)
        };
        let mut skipped: Vec<Span> =
            root.descendants().filter(is_text).map(ast::span).chain(lost_lines).collect();
        skipped.sort_unstable_by_key(|span| span.start);
        let ends = skipped.iter().scan(0, |end, span| {
            *end = span.end.max(*end);
            Some(*end)
        });
        let bodies = || ast::children(root).filter_map(|node| node.child(Role::Body));
        let members = bodies().flat_map(ast::children).filter(|node| node.is_named());
        let mut members: Vec<u32> = members.map(|node| super::list::code_of(node).start).collect();
        members.sort_unstable();
        let first_brace = |body| ast::children(body).find(|node| node.kind_id() == Kind::OpeningBrace);
        let mut braces: Vec<Span> = bodies().filter_map(first_brace).map(ast::span).collect();
        braces.sort_unstable_by_key(|span| span.start);
        Surroundings { skipped: skipped.iter().copied().zip(ends).collect(), members, braces }
    }

    /// Whether Prisma skips this text.
    fn skips(&self, text: Span) -> bool {
        let before = self.skipped.partition_point(|(span, _)| span.start <= text.start);
        self.skipped.get(..before).and_then(<[_]>::last).is_some_and(|(_, end)| text.end <= *end)
    }

    /// Whether a member starts on this line.
    fn has_member(&self, line: Span) -> bool {
        let first = self.members.partition_point(|start| *start < line.start);
        self.members.get(first).is_some_and(|start| *start < line.end)
    }

    /// Whether an opening brace precedes an offset on its line.
    fn is_after_brace(&self, line: Span, at: u32) -> bool {
        let first = self.braces.partition_point(|brace| brace.start < line.start);
        self.braces.get(first).is_some_and(|brace| brace.end <= at)
    }
}

/// The line around an offset, without its line break.
fn line_around(text: &str, at: usize) -> Span {
    let is_break = |char: char| matches!(char, '\n' | '\r');
    let start = text.get(..at).and_then(|before| before.rfind(is_break)).map_or(0, |end| end + 1);
    let end = text.get(at..).and_then(|rest| rest.find(is_break)).map_or(text.len(), |length| at + length);
    Span::from(start..end)
}
