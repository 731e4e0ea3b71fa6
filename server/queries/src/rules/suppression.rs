//! Suppression comments in code: `// prisma-lens-ignore CODE: reason`.

use std::borrow::Cow;
use std::path::Path;

use base::text::{Span, TextEdit};
use base::{Anchor, Finding, Fix, PathEdit};
use checks::frame::{CommentedText, Reach, RuleSet, SUPPRESSION_WORDS, Suppression, Usage};
use model::schema::edit;

use crate::read::statement_at;

use super::context::Context;

/// The file, whose text is there where fixes are wanted.
struct Code<'c> {
    cx: &'c Context<'c>,
}

impl CommentedText for Code<'_> {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.cx.text.unwrap_or_default())
    }

    fn anchor(&self, span: Span) -> Anchor {
        Anchor::file(self.cx.file.path.clone(), span)
    }

    fn replacement(&self, title: &str, span: Span, new: &str) -> Option<Fix> {
        self.cx.text?;
        let edit = PathEdit { path: self.cx.file.path.clone(), edit: TextEdit::replace(span, new) };
        Some(Fix::safe(title, Vec::new()).with_path_edits(vec![edit]))
    }
}

/// Removes the findings that a comment suppresses.
pub(super) fn apply(cx: &Context<'_>, set: &RuleSet, findings: &mut Vec<Finding>) {
    let mut unused = Vec::new();
    let mut suppressions = Vec::new();
    for comment in &cx.file.comments {
        let Some(mut suppression) = Suppression::parse(&comment.text, comment.span, &[]) else { continue };
        if suppression.reach != Reach::File {
            suppression.target = Some(comment.target.unwrap_or(comment.span));
        }
        let is_used = |code: &str| findings.iter().any(|it| it.code == code && suppression.suppresses(it));
        let would_be_used = |code: &str| findings.iter().any(|it| it.code == code && suppression.reaches(it));
        let usage = Usage { is_used: &is_used, would_be_used: &would_be_used };
        unused.extend(suppression.unused(set, usage, &Code { cx }));
        suppressions.push(suppression);
    }
    findings.retain(|finding| !suppressions.iter().any(|it| it.suppresses(finding)));
    findings.append(&mut unused);
}

/// The edit that suppresses the findings of a rule in the statement at a span, or in the whole file.
pub fn suppress(path: &Path, text: &str, span: Span, code: &str, reach: Reach) -> Option<TextEdit> {
    let (word, _) = SUPPRESSION_WORDS.iter().find(|(_, other)| *other == reach)?;
    let start = match reach {
        Reach::File => 0,
        _ => statement_at(path, text, span.start)?.start,
    };
    let line = edit::line_span(text, start).start;
    let (indent, newline) = (edit::indent_of(text, start), edit::line_ending(text));
    Some(TextEdit::replace(Span::at(line), format!("{indent}// {word} {code}{newline}")))
}
