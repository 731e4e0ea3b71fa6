//! A syntax error and the edits that fix it.

use base::text::Span;

/// A syntax error in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Its stable name, in kebab case.
    pub code: &'static str,
    /// Where, in bytes of the block.
    pub span: Span,
    /// What is wrong and what to write.
    pub message: String,
    /// The texts that would mend it, the best first.
    pub fixes: Vec<SyntaxFix>,
    /// The line of a block that Prisma passes over because of it.
    pub lost_line: Option<Span>,
}

/// An edit that fixes a syntax error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxFix {
    /// What it does, as an order.
    pub title: String,
    /// What is replaced, in bytes of the block.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
    /// Whether nothing else can have been meant.
    pub is_sure: bool,
}

impl SyntaxFix {
    /// One that has to be chosen.
    pub(super) fn choice(title: impl Into<String>, span: Span, text: impl Into<String>) -> SyntaxFix {
        SyntaxFix { title: title.into(), span, text: text.into(), is_sure: false }
    }

    /// One where nothing else can have been meant.
    pub(super) fn sure(title: impl Into<String>, span: Span, text: impl Into<String>) -> SyntaxFix {
        SyntaxFix { is_sure: true, ..SyntaxFix::choice(title, span, text) }
    }
}
