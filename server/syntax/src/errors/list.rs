//! The list of errors that the checks of a block fill, and what they ask of a node.

use crate::errors::error::{SyntaxError, SyntaxFix};
use crate::{Node, ast};
use base::text::Span;

/// Codes of errors after which Prisma still reads the rest of the line.
const KEEP_THEIR_LINE: &[&str] = &["missing-name", "missing-value", "trailing-comma", "unknown-escape"];

/// The syntax errors of one block, in the order in which they are found.
pub(super) struct ErrorList<'t> {
    /// The text of the block.
    pub(super) text: &'t str,
    list: Vec<SyntaxError>,
}

impl<'t> ErrorList<'t> {
    /// An empty list; `text` is the text of the block.
    pub(super) fn new(text: &'t str) -> ErrorList<'t> {
        ErrorList { text, list: Vec::new() }
    }

    /// The errors, sorted by their place.
    pub(super) fn sorted(mut self) -> Vec<SyntaxError> {
        self.list.sort_by_key(|error| error.span);
        self.list
    }

    /// Adds an error without a fix.
    pub(super) fn add(&mut self, code: &'static str, span: Span, message: impl Into<String>) {
        self.add_with_fixes(code, span, message, []);
    }

    /// Adds an error that can be fixed in one way only.
    pub(super) fn add_with_fix(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        title: impl Into<String>,
        replaced: Span,
        text: impl Into<String>,
    ) {
        self.add_with_fixes(code, span, message, [SyntaxFix::sure(title, replaced, text)]);
    }

    /// Adds an error with any number of fixes, the best first.
    pub(super) fn add_with_fixes(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        fixes: impl IntoIterator<Item = SyntaxFix>,
    ) {
        let fixes = fixes.into_iter().collect();
        self.list.push(SyntaxError { code, span, message: message.into(), fixes, lost_line: None });
    }

    /// Records that Prisma skips `line` because of the errors from index `from` on.
    pub(super) fn lose_line(&mut self, from: usize, line: Span) {
        let lost = |error: &&mut SyntaxError| !KEEP_THEIR_LINE.contains(&error.code);
        self.list.iter_mut().skip(from).filter(lost).for_each(|error| error.lost_line = Some(line));
    }

    /// The lines that Prisma skips because of the errors so far.
    pub(super) fn lost_lines(&self) -> impl Iterator<Item = Span> {
        self.list.iter().filter_map(|error| error.lost_line)
    }

    /// Whether Prisma still reads the rest of the line after every error from index `from` on.
    pub(super) fn keep_line(&self, from: usize) -> bool {
        self.list.iter().skip(from).all(|error| KEEP_THEIR_LINE.contains(&error.code))
    }

    /// Whether there is an error with another code than this one from index `from` on.
    pub(super) fn has_other_than(&self, code: &str, from: usize) -> bool {
        self.list.iter().skip(from).any(|error| error.code != code)
    }

    /// Removes the errors with this code from index `from` on.
    pub(super) fn allow(&mut self, code: &str, from: usize) {
        let mut at = 0;
        self.list.retain(|error| {
            at += 1;
            at <= from || error.code != code
        });
    }

    /// The number of errors so far.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }
}

/// The first child of this kind.
pub(super) fn direct<'t>(node: Node<'t>, kind: &str) -> Option<Node<'t>> {
    ast::children(node).find(|child| child.kind() == kind)
}

/// A node without the comments above it.
pub(super) fn code_of(node: Node<'_>) -> Span {
    let span = ast::span(node);
    let first = ast::children(node).find(|child| !matches!(child.kind(), "comment_block" | "block_comment"));
    Span::new(first.map_or(span.start, |first| ast::span(first).start), span.end)
}

/// The text of a node, shortened for messages.
pub(super) fn quoted(node: Node<'_>, text: &str) -> String {
    let full = ast::span(node).of(text).trim();
    let mut short: String = full.chars().take(40).collect();
    if short.len() < full.len() {
        short.push('…');
    }
    short
}
