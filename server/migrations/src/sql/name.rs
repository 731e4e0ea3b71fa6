//! Names, and parts of statements that are kept as text.

use base::text::Span;
use smol_str::SmolStr;

/// A name as it is in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Without quotes, and folded to lower case where the database folds it.
    pub text: SmolStr,
    /// With its quotes, in bytes of the script.
    pub span: Span,
    /// Whether it is in quotes.
    pub is_quoted: bool,
}

/// The name of a table, index, type … with its schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectName {
    /// The schema before the dot.
    pub schema: Option<Name>,
    /// The name itself.
    pub name: Name,
}

impl ObjectName {
    /// From the schema to the end of the name.
    pub fn span(&self) -> Span {
        self.schema.as_ref().map_or(self.name.span, |schema| schema.span.cover(self.name.span))
    }
}

/// A part of a statement that is kept as text: an expression, a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// As written.
    pub text: SmolStr,
    /// In bytes of the script.
    pub span: Span,
}
