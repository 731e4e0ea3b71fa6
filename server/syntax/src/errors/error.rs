//! A syntax error and the edits that fix it.

use base::text::Span;

/// A syntax error in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Its stable code, in kebab case.
    pub code: &'static str,
    /// Its span, in bytes of the block.
    pub span: Span,
    /// What is wrong and what to write.
    pub message: String,
    /// Possible fixes, best first.
    pub fixes: Vec<SyntaxFix>,
    /// The line of the block that Prisma skips because of it.
    pub lost_line: Option<Span>,
}

/// An edit that fixes a syntax error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxFix {
    /// Its title, an imperative.
    pub title: String,
    /// The replaced span, in bytes of the block.
    pub span: Span,
    /// The new text.
    pub text: String,
    /// Whether it is the only possible meaning.
    pub is_sure: bool,
}

impl SyntaxFix {
    /// A fix that the user has to choose.
    pub(super) fn choice(title: impl Into<String>, span: Span, text: impl Into<String>) -> SyntaxFix {
        SyntaxFix { title: title.into(), span, text: text.into(), is_sure: false }
    }

    /// A fix that is the only possible meaning.
    pub(super) fn sure(title: impl Into<String>, span: Span, text: impl Into<String>) -> SyntaxFix {
        SyntaxFix { is_sure: true, ..SyntaxFix::choice(title, span, text) }
    }
}
