//! The numbers that the grammar gave to its nodes and fields.

use std::sync::LazyLock;

use crate::syntax::tree::{Entry, LANGUAGE};

/// Lists the variants of an enum with the name that each has in the grammar.
macro_rules! names {
    ($(#[$doc:meta])* $enum:ident, $names:ident: $type:ty { $($variant:ident = $name:expr,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum $enum { $($variant,)* }

        const $names: &[$type] = &[$($name,)*];
    };
}

names! {
    /// The nodes of ordinary lines.
    Symbol, SYMBOLS: (&str, bool) {
        SourceFile = ("source_file", true),
        CommentBlock = ("comment_block", true),
        Comment = ("comment", true),
        DocComment = ("doc_comment", true),
        Model = ("model_declaration", true),
        View = ("view_declaration", true),
        CompositeType = ("composite_type_declaration", true),
        Enum = ("enum_declaration", true),
        Datasource = ("datasource_declaration", true),
        Generator = ("generator_declaration", true),
        ModelBody = ("model_body", true),
        EnumBody = ("enum_body", true),
        ConfigBody = ("config_body", true),
        FieldDeclaration = ("field_declaration", true),
        EnumValue = ("enum_value", true),
        KeyValue = ("key_value", true),
        BlockAttribute = ("block_attribute", true),
        FieldType = ("field_type", true),
        OptionalModifier = ("optional_modifier", true),
        ListModifier = ("list_modifier", true),
        Attribute = ("attribute", true),
        Arguments = ("arguments", true),
        Argument = ("argument", true),
        Path = ("path", true),
        Call = ("call", true),
        Array = ("array", true),
        Object = ("object", true),
        ObjectMember = ("object_member", true),
        Identifier = ("identifier", true),
        String = ("string", true),
        StringContent = ("string_content", true),
        EscapeSequence = ("escape_sequence", true),
        Number = ("number", true),
        Boolean = ("boolean", true),
        Null = ("null", true),
        ModelWord = ("model", false),
        ViewWord = ("view", false),
        TypeWord = ("type", false),
        EnumWord = ("enum", false),
        DatasourceWord = ("datasource", false),
        GeneratorWord = ("generator", false),
        TrueWord = ("true", false),
        FalseWord = ("false", false),
        OpeningBrace = ("{", false),
        ClosingBrace = ("}", false),
        OpeningParenthesis = ("(", false),
        ClosingParenthesis = (")", false),
        OpeningBracket = ("[", false),
        ClosingBracket = ("]", false),
        QuestionMark = ("?", false),
        At = ("@", false),
        DoubleAt = ("@@", false),
        Equals = ("=", false),
        Colon = (":", false),
        Comma = (",", false),
        Dot = (".", false),
        Quote = ("\"", false),
    }
}

names! {
    /// What a node is in the one that holds it.
    Field, FIELDS: &str {
        None = "",
        Documentation = "documentation",
        Keyword = "keyword",
        Name = "name",
        Body = "body",
        Comment = "comment",
        Type = "type",
        Modifier = "modifier",
        Key = "key",
        Value = "value",
        Arguments = "arguments",
    }
}

static NUMBERS: LazyLock<Vec<(u16, bool)>> = LazyLock::new(|| {
    SYMBOLS.iter().map(|&(name, is_named)| (LANGUAGE.id_for_node_kind(name, is_named), is_named)).collect()
});

static FIELD_NUMBERS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let number = |name: &&str| LANGUAGE.field_id_for_name(name).and_then(|id| u8::try_from(id.get()).ok());
    FIELDS.iter().map(|name| number(name).unwrap_or_default()).collect()
});

/// A node without others in it, from `start` to `end` in bytes of the block.
pub(super) fn entry(symbol: Symbol, field: Field, start: usize, end: usize) -> Entry {
    let (kind, is_named) = NUMBERS.get(symbol as usize).copied().unwrap_or_default();
    let field = FIELD_NUMBERS.get(field as usize).copied().unwrap_or_default();
    Entry::leaf(kind, field, is_named, start, end)
}
