//! Comments that name this program.

use oxc_span::GetSpan;
use smol_str::SmolStr;

use base::text::Span;

use crate::code::Comment;
use crate::read::source::Script;

/// The comments that name this program, with the statements that they are about.
pub(super) fn of(script: &Script<'_>) -> Vec<Comment> {
    let mut found = Vec::new();
    for comment in &script.program.comments {
        let span = Span::new(comment.span.start, comment.span.end);
        let text = script.text_of(span);
        if text.contains("prisma-lens") {
            found.push(Comment { span, text: SmolStr::new(text), target: target(script, span) });
        }
    }
    found
}

/// The statement behind a comment on a line of its own, or the innermost that begins before it on the same line or earlier.
fn target(script: &Script<'_>, comment: Span) -> Option<Span> {
    let before = script.text.get(..comment.start as usize)?;
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let is_alone = before.get(line..)?.trim().is_empty();
    let statements = script.nodes.iter().map(|node| node.kind()).filter(|kind| {
        kind.is_statement() || kind.is_declaration() || matches!(kind, oxc_ast::AstKind::MethodDefinition(_))
    });
    let spans = statements.map(|kind| Span::new(kind.span().start, kind.span().end));
    if is_alone {
        return spans.filter(|it| it.start >= comment.end).min_by_key(|it| (it.start, u32::MAX - it.end));
    }
    spans
        .filter(|it| it.start < comment.start && it.end > u32::try_from(line).unwrap_or(u32::MAX))
        .filter(|it| {
            it.end >= comment.start || !script.text_of(Span::new(it.end, comment.start)).contains('\n')
        })
        .max_by_key(|it| it.start)
}

/// The innermost statement that begins its line and holds an offset.
pub(super) fn statement_at(script: &Script<'_>, offset: u32) -> Option<Span> {
    let kinds = script.nodes.iter().map(|node| node.kind());
    let statements = kinds.filter(|kind| {
        kind.is_statement() || kind.is_declaration() || matches!(kind, oxc_ast::AstKind::MethodDefinition(_))
    });
    let spans = statements.map(|kind| Span::new(kind.span().start, kind.span().end));
    let begins_line = |span: &Span| {
        let before = script.text.get(..span.start as usize).unwrap_or_default();
        before.rsplit('\n').next().is_some_and(|line| line.trim().is_empty())
    };
    spans.filter(|span| span.touches(offset)).filter(begins_line).max_by_key(|span| span.start)
}
