//! A semantic token: a word of a file, what it stands for, and its modifiers.

use base::text::Span;

/// A semantic token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SemanticToken {
    /// In bytes of the file. Only a comment may span lines.
    pub span: Span,
    /// What it is.
    pub kind: SemanticKind,
    /// Its modifiers.
    pub traits: Traits,
}

/// What a word stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SemanticKind {
    /// A comment.
    Comment,
    /// A string.
    String,
    /// A number.
    Number,
    /// A keyword of a block, and `true`, `false`, `null`.
    Keyword,
    /// A model.
    Model,
    /// A view.
    View,
    /// A composite type.
    CompositeType,
    /// An enum.
    Enum,
    /// Any other type: a scalar type, or an undeclared name.
    Type,
    /// A namespace of the Prisma 8 dialect.
    Namespace,
    /// A datasource or generator.
    Config,
    /// A field, or a key of a datasource or generator.
    Field,
    /// An enum value, or a predefined word in an argument.
    Value,
    /// An attribute.
    Attribute,
    /// The name of an argument.
    Parameter,
    /// A function.
    Function,
}

/// Token modifiers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Traits(u16);

impl Traits {
    /// It is declared here.
    pub const DECLARATION: Traits = Traits(1);
    /// It should not be used.
    pub const DEPRECATED: Traits = Traits(1 << 1);
    /// It is documentation.
    pub const DOCUMENTATION: Traits = Traits(1 << 2);
    /// It is predefined.
    pub const BUILT_IN: Traits = Traits(1 << 3);
    /// It is a relation field, or its type.
    pub const RELATION: Traits = Traits(1 << 4);
    /// It is a list.
    pub const LIST: Traits = Traits(1 << 5);
    /// It is optional.
    pub const OPTIONAL: Traits = Traits(1 << 6);
    /// It is part of a primary key.
    pub const PRIMARY_KEY: Traits = Traits(1 << 7);
    /// It is part of a foreign key.
    pub const FOREIGN_KEY: Traits = Traits(1 << 8);

    /// All modifiers as bits, the first constant the lowest.
    pub fn bits(self) -> u32 {
        u32::from(self.0)
    }

    /// These and those.
    pub fn with(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }

    /// The union of two sets if `condition` is true, else the first.
    pub fn with_if(self, other: Traits, condition: bool) -> Traits {
        if condition { self.with(other) } else { self }
    }

    /// Whether it contains all of `other`.
    pub fn has(self, other: Traits) -> bool {
        self.0 & other.0 == other.0
    }
}
