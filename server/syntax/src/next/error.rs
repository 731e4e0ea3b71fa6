//! What the reader of the Prisma 8 dialect could not read.

use base::text::Span;

/// A place that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: ErrorKind,
    /// In bytes of the text.
    pub span: Span,
}

/// What is wrong with a place. Names are as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// A string that its quote does not end.
    UnterminatedString,
    /// A string in backticks without a tag before it.
    UntaggedBackticks,
    /// A name with more than one namespace or space.
    TooManySegments,
    /// A `.` or `:` of a name without a name after it.
    MissingSegment,
    /// Two members of an object without a comma between them.
    MissingComma,
    /// An object without its closing brace.
    UnterminatedObject,
    /// A member of an object without a value after its colon.
    MissingMemberValue,
    /// A member of an object without a colon after this key.
    MissingColon(String),
    /// A `@` or `@@` without a name.
    MissingAttributeName,
    /// A namespace of this name in a namespace.
    NestedNamespace(String),
    /// A `types` block in a namespace.
    NestedTypes,
    /// A namespace with a name that Prisma uses itself.
    ReservedNamespace,
    /// A block with this keyword and without a name.
    MissingName(String),
    /// A block with this keyword and without its opening brace.
    MissingBrace(String),
    /// A block without its closing brace.
    UnterminatedBlock,
    /// Text outside of blocks, with a brace after it.
    UnsupportedBlock(String),
    /// Text outside of blocks.
    UnsupportedDeclaration(String),
    /// A line of a model that is no field and no attribute, starting with this.
    InvalidMember(String),
    /// A line of a `types` block that is no type, starting with this.
    InvalidNamedType(String),
    /// A line of another block that is no entry.
    InvalidEntry,
    /// This field has no type.
    MissingType(String),
    /// This named type has no `=`.
    MissingEquals(String),
    /// An entry without a value after its `=`.
    MissingValue,
}
