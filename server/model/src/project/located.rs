//! Values with the place where they are written.

use base::text::Span;

/// A value read from a file, and where it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// What was read.
    pub value: T,
    /// Where, in bytes of the file that it was read from.
    pub span: Span,
}

impl<T> Located<T> {
    /// Puts a value and its place together.
    pub fn new(value: T, span: Span) -> Located<T> {
        Located { value, span }
    }
}

/// Something in a configuration file that is wrong or cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, in bytes of that file.
    pub span: Span,
    /// What is wrong and what to do, in one or two sentences.
    pub message: String,
}

impl Problem {
    /// A problem at a place.
    pub fn new(span: Span, message: impl Into<String>) -> Problem {
        Problem { span, message: message.into() }
    }
}
