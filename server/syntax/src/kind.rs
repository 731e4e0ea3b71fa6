//! Node kinds and roles as enums. The numbers of the grammar are known only at run time, and kinds are compared all the
//! time.

use std::sync::LazyLock;

use tree_sitter::Language;

/// Lists the variants of an enum with their names in the grammar.
macro_rules! names {
    ($(#[$doc:meta])* $enum:ident { $($variant:ident = $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum $enum { $(#[doc = concat!("`", $name, "`")] $variant,)* }

        impl $enum {
            /// All variants.
            pub const ALL: &[$enum] = &[$($enum::$variant,)*];

            /// Its name in the grammar.
            pub fn name(self) -> &'static str {
                match self { $($enum::$variant => $name,)* }
            }
        }
    };
}

names! {
    /// The kinds of nodes. Those after `TaggedLiteral` are tokens, named by their text.
    Kind {
        Error = "ERROR",
        SourceFile = "source_file",
        CommentBlock = "comment_block",
        Comment = "comment",
        DocComment = "doc_comment",
        BlockComment = "block_comment",
        Model = "model_declaration",
        View = "view_declaration",
        CompositeType = "composite_type_declaration",
        Enum = "enum_declaration",
        Datasource = "datasource_declaration",
        Generator = "generator_declaration",
        Namespace = "namespace_declaration",
        Generic = "generic_declaration",
        TypeAlias = "type_alias",
        ModelBody = "model_body",
        EnumBody = "enum_body",
        ConfigBody = "config_body",
        GenericBody = "generic_body",
        NamespaceBody = "namespace_body",
        FieldDeclaration = "field_declaration",
        EnumValue = "enum_value",
        KeyValue = "key_value",
        BlockAttribute = "block_attribute",
        BrokenLine = "broken_line",
        Unexpected = "unexpected",
        FieldType = "field_type",
        LegacyListType = "legacy_list_type",
        OptionalModifier = "optional_modifier",
        ListModifier = "list_modifier",
        LegacyRequiredModifier = "legacy_required_modifier",
        Attribute = "attribute",
        Arguments = "arguments",
        Argument = "argument",
        Path = "path",
        Call = "call",
        Array = "array",
        Object = "object",
        ObjectMember = "object_member",
        Identifier = "identifier",
        Keyword = "keyword",
        String = "string",
        StringContent = "string_content",
        EscapeSequence = "escape_sequence",
        Number = "number",
        Boolean = "boolean",
        Null = "null",
        TaggedLiteral = "tagged_literal",
        ModelWord = "model",
        ViewWord = "view",
        TypeWord = "type",
        EnumWord = "enum",
        DatasourceWord = "datasource",
        GeneratorWord = "generator",
        NamespaceWord = "namespace",
        TrueWord = "true",
        FalseWord = "false",
        OpeningBrace = "{",
        ClosingBrace = "}",
        OpeningParenthesis = "(",
        ClosingParenthesis = ")",
        OpeningBracket = "[",
        ClosingBracket = "]",
        QuestionMark = "?",
        ExclamationMark = "!",
        At = "@",
        DoubleAt = "@@",
        Equals = "=",
        Colon = ":",
        Comma = ",",
        Dot = ".",
        Quote = "\"",
        SingleQuote = "'",
        Backtick = "`",
    }
}

names! {
    /// The role of a node in its parent: a field of the grammar, or none.
    Role {
        None = "",
        Arguments = "arguments",
        Body = "body",
        Comment = "comment",
        Documentation = "documentation",
        Key = "key",
        Keyword = "keyword",
        LegacyColon = "legacy_colon",
        LegacyList = "legacy_list",
        Modifier = "modifier",
        Name = "name",
        Space = "space",
        Type = "type",
        Value = "value",
    }
}

impl Kind {
    /// Whether it is more than a token such as `{`.
    pub fn is_named(self) -> bool {
        (self as u8) < Kind::ModelWord as u8
    }

    /// The kind with this number in the grammar.
    pub(super) fn of(number: u16) -> Kind {
        KINDS.get(usize::from(number)).copied().unwrap_or(Kind::Error)
    }
}

impl Role {
    /// The role with this number in the grammar.
    pub(super) fn of(number: u16) -> Role {
        ROLES.get(usize::from(number)).copied().unwrap_or(Role::None)
    }
}

/// The kinds by number in the grammar. Only symbols that are in no tree have no kind.
static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let language: Language = tree_sitter_prisma_schema::LANGUAGE.into();
    let kind = |id| {
        let (name, is_named) = (language.node_kind_for_id(id), language.node_kind_is_named(id));
        let is_it = |kind: &&Kind| Some(kind.name()) == name && kind.is_named() == is_named;
        Kind::ALL.iter().find(is_it).copied().unwrap_or(Kind::Error)
    };
    numbers(language.node_kind_count()).map(kind).collect()
});

static ROLES: LazyLock<Vec<Role>> = LazyLock::new(|| {
    let language: Language = tree_sitter_prisma_schema::LANGUAGE.into();
    let role = |id| {
        let is_it = |role: &&Role| Some(role.name()) == language.field_name_for_id(id);
        Role::ALL.iter().find(is_it).copied().unwrap_or(Role::None)
    };
    // Fields are counted from 1.
    numbers(language.field_count() + 1).map(role).collect()
});

fn numbers(count: usize) -> std::ops::Range<u16> {
    0..u16::try_from(count).unwrap_or(u16::MAX)
}
